"""Messages, numbers, dates and lists in the language of a build."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from atlas.model import words
from atlas.model.words import gettext as _, ngettext
from atlas.site.frame.finish import add_language_tags
from tests.conftest import ROOT

DATES = ["2018", "2018-07", "2018-07-08", "2025-09-30"]

#: What a function of words makes of each of some arguments.
CASES: list[tuple[Callable[[Any], str], list[Any], list[Any]]] = [
    (words.number, [0, 999, 1234567, 1.23456, 81.0, -5], ["0", "999", "1,234,567", "1.23456", "81", "-5"]),
    (words.plain_number, ["1,234.5", "2018", "–", "3, 4", "v1"], ["1234.5", "2018", None, None, None]),
    (words.date, DATES, ["2018", "July 2018", "8 July 2018", "30 September 2025"]),
    (words.short_date, DATES, ["2018", "Jul 2018", "Jul 2018", "Sep 2025"]),
    (words.series, [[], ["a"], ["a", "b"], ["a", "b", "c"]], ["", "a", "a and b", "a, b and c"]),
    (words.sentence, ["licence 4.0", "A copy.", "e-paper; new?"], ["Licence 4.0.", "A copy.", "E-paper; new?"]),
    (words.language_name, ["my", "tet", "und", "vn"], ["Burmese", "Tetum", "language not certain", "vn"]),
]


def test_numbers_dates_rows_notes_and_languages_are_said_as_in_a_sentence() -> None:
    for say, values, said in CASES:
        assert list(map(say, values)) == said


@pytest.fixture
def portuguese() -> Iterator[None]:
    """A build in another language, which knows three messages."""
    words.use(
        "pt",
        {
            ("", "Status"): ("Estado",),
            ("", "{n} city"): ("{n} cidade", "{n} de cidades", "{n} cidades"),
            ("projects/a/summary", "Status"): ("Situação",),
        },
    )
    yield
    words.use("en")


@pytest.mark.usefixtures("portuguese")
def test_a_build_in_another_language_takes_its_words_from_its_messages() -> None:
    assert (_("Status"), words.pgettext("projects/a/summary", "Status"), words.language()) == (
        "Estado",
        "Situação",
        "pt",
    )
    assert [ngettext("{n} city", "{n} cities", n) for n in (1, 2, 1_000_000)] == [
        *("{n} cidade", "{n} cidades", "{n} de cidades")
    ]
    assert words.plural_forms("pt").startswith("nplurals=3;")
    assert (words.date("2018-07-08"), words.number(1234.5)) == ("8 de julho de 2018", "1.234,5")
    assert words.plain_number("1.234,5") == "1234.5"
    assert (words.series(["a", "b", "c"]), words.language_name("id")) == ("a, b e c", "indonésio")


@pytest.mark.usefixtures("portuguese")
def test_a_text_without_a_translation_stays_in_english_and_is_marked_as_such() -> None:
    assert add_language_tags(f"<p title='{_('A note')}'>{words.sentence(_('a note'))}</p>") == (
        "<p title='A note'><span lang=\"en\">A note.</span></p>"
    )
    assert add_language_tags(f"<title>{_('Page')}</title>{ngettext('{n} plan', '{n} plans', 2)}") == (
        '<title>Page</title><span lang="en">{n} plans</span>'
    )
    words.use("ms")  # CLDR has no Malay name of Tagalog
    assert words.language_name("tl") == words.in_english("Tagalog")


def test_no_message_is_within_an_f_string_where_babel_does_not_see_it() -> None:
    within = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "atlas").rglob("*.py")
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for node in ast.walk(whole)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext", "ngettext"}
    ]
    assert within == []
