"""Where a reader reports a mistake, and what is filled in."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from atlas.checks import Examined
from atlas.export.metadata import Edition
from atlas.read.yaml_file import read
from atlas.site.mistakes import Mistakes, figures
from atlas.site.page_view import PageView
from atlas.site.site import Site
from tests.conftest import ROOT

REPOSITORY, FORM, MAIL = "https://github.com/owner/name", "https://example.org/form?lang=en", "mailto:atlas@example.org"
WAYS = {
    "none": (Mistakes(), "This copy of the Atlas has no address for corrections. Please ask its publisher."),
    "repository": (Mistakes(REPOSITORY), "Correct a fact, add a project or add a source."),
    "form": (Mistakes(REPOSITORY, FORM), "Fill in the form. You need no account in the repository."),
    "mail": (Mistakes(address=MAIL), "Write a mail. You need no account."),
}


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


@pytest.mark.parametrize("name", WAYS)
def test_the_page_of_corrections_says_where_a_correction_can_be_sent(examined: Examined, name: str) -> None:
    mistakes, said = WAYS[name]
    site = Site(Edition(examined.atlas, examined.tree), {}, lambda *_: None, mistakes=mistakes)
    text = PageView(site, "index.md").fill("guide/ways_to_report.html")
    links = {REPOSITORY: mistakes.repository, FORM: mistakes.address, MAIL: mistakes.address}
    assert {address for address in links if address in text} == {
        address for address in (mistakes.repository, mistakes.address) if address
    }
    for tag in ("<a href=", "</a>", "<ul>", "<li>"):
        assert (tag in text) == (name != "none")
    assert said in re.sub(r"\s+", " ", re.sub("<[^>]*>", "", text))


def test_a_link_fills_fields_of_the_form_that_it_opens() -> None:
    _, values = filled(Mistakes(REPOSITORY).report("page", "record", "value", "source"))
    form = read(ROOT, f".github/ISSUE_TEMPLATE/{values.pop('template')}").value
    assert values.keys() <= {element.get("id") for element in form["body"]}


def test_a_mistake_in_figures_has_all_of_them_with_their_sources(examined: Examined) -> None:
    atlas = examined.atlas
    project = next(project for project in atlas.projects.values() if project.figures)
    said, sources = figures(atlas, project)
    assert [figure.what in said for figure in project.figures] == [True] * len(project.figures)
    assert sources.split() == list(dict.fromkeys(atlas.sources[each.source].at(each.page) for each in project.figures))
