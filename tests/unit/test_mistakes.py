"""Where a reader reports a mistake, and what is filled in."""

from urllib.parse import parse_qsl, urlsplit

from atlas.read.yaml_file import read
from atlas.site.frame.mistakes import Mistakes
from tests.conftest import ROOT

REPOSITORY, FORM, MAIL = "https://github.com/owner/name", "https://example.org/form?lang=en", "mailto:atlas@example.org"


def filled(address: str | None) -> tuple[str, dict[str, str]]:
    """An address without what is filled in, and that."""
    found = urlsplit(address or "")
    return f"{found.scheme}:{found.netloc}{found.path}", dict(parse_qsl(found.query))


def test_an_address_of_its_own_comes_before_the_form_of_the_repository() -> None:
    known = {
        "page": "/cities/alfa/",
        "record": "cities/alfa",
        "value": "Alfa & Co: 5 %",
        "source": "https://example.org/a?b=c",
    }
    for way, place, more in [
        (Mistakes(REPOSITORY), "https:github.com/owner/name/issues/new", {"template": "correct-a-fact.yml"}),
        (Mistakes(REPOSITORY, FORM), "https:example.org/form", {"lang": "en"}),
    ]:
        assert filled(way.report(**known)) == (place, {**more, **known})
    place, mail = filled(Mistakes(REPOSITORY, MAIL).report(**known))
    assert (place, mail["subject"]) == ("mailto:atlas@example.org", "A mistake in the ASCN Atlas")
    assert mail["body"].split("\r\n") == [
        *(f"{name}: {text}" for name, text in known.items()),
        "",
        "What is right:",
        "",
    ]
    assert Mistakes().report("/") is None
    assert len(Mistakes(REPOSITORY).report("/", value="word " * 900) or "") < 1000


def test_a_reader_knows_beforehand_whether_an_account_is_needed() -> None:
    assert Mistakes(REPOSITORY).needs_account
    assert Mistakes(REPOSITORY).hint.endswith("It is on GitHub: you need an account there.")
    for way in (Mistakes(REPOSITORY, FORM), Mistakes(REPOSITORY, MAIL), Mistakes()):
        assert not way.needs_account
    assert Mistakes(REPOSITORY, FORM).hint.endswith("You need no GitHub account.")
    assert Mistakes(address=MAIL).hint.startswith("This opens an e-mail.")
    assert Mistakes().hint.endswith("Please ask its publisher.")


def test_a_link_fills_fields_of_the_form_that_it_opens() -> None:
    _, values = filled(Mistakes(REPOSITORY).report("page", "record", "value", "source"))
    form = read(ROOT, f".github/ISSUE_TEMPLATE/{values.pop('template')}").value
    assert values.keys() <= {element.get("id") for element in form["body"]}
