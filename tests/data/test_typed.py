"""No text tells by hand what the data count: how many there are of something, or which year is the newest."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from atlas import query
from atlas.i18n import ENGLISH
from atlas.render.macros import Macros, macro_names
from tests.conftest import ROOT
from tests.data.real import ATLAS, EXAMINED

NEWEST_YEAR = query.report_year(ATLAS, query.newest_report(ATLAS))
PLAN_YEAR = query.report_year(ATLAS, query.plan_report(ATLAS))

#: "One" is left out: it mostly counts nothing ("one project … the other").
NUMBER = (
    r"only one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|dozens?|hundreds?|\d+"
)
COUNTED = (
    "action plans|areas|cities|contradictions|countries|documents|events|institutions|lists|members|papers|partners|plans|points"
    "|project|projects|questions|records|reports|requests|rows|sources|terms"
)
HOW_MANY = re.compile(rf"\b(?:{NUMBER})(?: (?!of\b|and\b|to\b)[\w-]+){{0,2}}? (?:{COUNTED})\b", re.IGNORECASE)
#: The newest document by its year; what else happened in that year may be told.
NEWEST = re.compile(
    rf"\b(?:lists?|listed|reports?|reported|documents?|charts?|projects?)\b[^.;:]{{0,30}}?\b{NEWEST_YEAR}\b"
    rf"|\b{NEWEST_YEAR}\b (?:lists?|reports?|documents?|charts?)\b"
)

SENTENCE = re.compile(r"\S(?:.|\n(?!\s*\n))*?(?:[.!?][)*_]*(?:\{\{ cite\([^}]*\) \}\})*(?=\s)|(?=\n\s*\n)|\Z)")
MACRO = re.compile(r"\{\{.*?\}\}")


def undated(text: str) -> Iterator[str]:
    """The sentences that tell how things are, without macros: what cites its source tells what that says, for ever."""
    for match in SENTENCE.finditer(text):
        if "{{ cite(" not in match[0]:
            yield MACRO.sub("…", match[0])


def is_past(sentence: str) -> bool:
    """Whether a sentence is about a year that is over for the documents: "In 2018 …"."""
    return any(int(year) < NEWEST_YEAR for year in re.findall(r"\b20\d\d\b", sentence))


def typed(text: str) -> list[str]:
    """What a text tells by hand."""
    found = []
    for sentence in undated(text):
        found += [] if is_past(sentence) else [match[0] for match in HOW_MANY.finditer(sentence)]
        found += [match[0] for match in NEWEST.finditer(sentence)]
    return found


@pytest.mark.parametrize("src", EXAMINED.tree.pages)
def test_no_page_tells_by_hand_how_many_there_are_or_which_year_is_the_newest(src: str) -> None:
    page = EXAMINED.tree.pages[src]
    assert typed(page.prose) == [], "let a macro tell it, or cite who says so"
    assert HOW_MANY.findall(page.meta["description"]) == [], "say it without a number"


def test_the_readme_does_not_either() -> None:
    assert typed((ROOT / "README.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("key", ENGLISH)
def test_no_text_that_code_shows_does(key: str) -> None:
    entry = ENGLISH[key]
    for text in entry if isinstance(entry, tuple) else (entry,):
        assert HOW_MANY.findall(text) == []
        assert {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)} <= {PLAN_YEAR}


@pytest.mark.parametrize("name", macro_names())
def test_no_macro_is_described_by_numbers(name: str) -> None:
    assert typed(inspect.getdoc(getattr(Macros, name)) or "") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six documents name projects.", ["Six documents"]),
        ("It names projects in 38 member cities.", ["38 member cities"]),
        ("Of the plans, forty-five stand in the newest list.", []),
        ("These are the fifty-two plans.", ["fifty-two plans"]),
        ("Only one project is left.", ["Only one project"]),
        (f"The list of {NEWEST_YEAR} has more.", [f"list of {NEWEST_YEAR}"]),
        (f"It stands in the {NEWEST_YEAR} list.", [f"{NEWEST_YEAR} list"]),
        (f"A bus line began in {NEWEST_YEAR}.", []),
        ('{{ count("reports") }} documents name projects.', []),
        ("The list of {{ newest_year() }} has more.", []),
        ("In 2018 the network promised projects in 26 cities.", []),
        ('It names two projects.{{ cite("s-asean-2018-scaps", page=7) }} Five questions are open.', ["Five questions"]),
        (f'Both stand in the list of {NEWEST_YEAR}.{{{{ cite("s-asean-2025-me", page=29) }}}}', []),
    ],
)
def test_what_is_found_and_what_is_let_through(text: str, found: list[str]) -> None:
    assert typed(text) == found
