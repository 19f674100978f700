"""Messages, numbers, dates and lists in the language of a build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from atlas.model import words
from atlas.model.words import gettext as _, ngettext


def test_numbers_have_separators_and_all_their_digits() -> None:
    numbers = {0: "0", 999: "999", 1234567: "1,234,567", 199.3: "199.3", 1.23456: "1.23456", 81.0: "81", -5: "-5"}
    assert {number: words.number(number) for number in numbers} == numbers


def test_dates_are_as_precise_as_they_are_known() -> None:
    dates = {
        "2018": ("2018", "2018"),
        "2018-07": ("July 2018", "Jul 2018"),
        "2018-07-08": ("8 July 2018", "Jul 2018"),
        "2025-09-30": ("30 September 2025", "Sep 2025"),
    }
    assert {date: (words.date(date), words.short_date(date)) for date in dates} == dates


def test_words_in_a_row_are_joined_as_in_a_sentence() -> None:
    rows = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    assert [words.series(row) for row in rows] == ["", "a", "a and b", "a, b and c"]


def test_a_note_is_shown_as_a_sentence_of_its_own() -> None:
    notes = {
        "licence CC BY 4.0": "Licence CC BY 4.0.",
        "The copy read is revision 02.": "The copy read is revision 02.",
        "e-paper; is it new?": "E-paper; is it new?",
    }
    assert {note: words.sentence(note) for note in notes} == notes


def test_a_language_has_its_name_in_cldr_or_else_its_code() -> None:
    names = {"pt": "Portuguese", "my": "Burmese", "tet": "Tetum", "und": "language not certain", "vn": "vn"}
    assert {tag: words.language_name(tag) for tag in names} == names


@pytest.fixture
def portuguese(tmp_path: Path) -> Iterator[None]:
    """A build in another language, whose catalogue knows two messages."""
    catalogue = Catalog("pt", domain="atlas")
    catalogue.add("Status", "Estado")
    catalogue.add(("{n} city", "{n} cities"), ("{n} cidade", "{n} cidades"))
    file = tmp_path / "pt/LC_MESSAGES/atlas.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        write_mo(stream, catalogue)
    words.use("pt", tmp_path)
    yield
    words.use("en")


@pytest.mark.usefixtures("portuguese")
def test_a_build_in_another_language_takes_its_words_from_its_catalogue() -> None:
    assert (_("Status"), _("Not translated"), words.language()) == ("Estado", "Not translated", "pt")
    assert [ngettext("{n} city", "{n} cities", n) for n in (1, 2)] == ["{n} cidade", "{n} cidades"]
    assert (words.date("2018-07-08"), words.number(1234.5)) == ("8 de julho de 2018", "1.234,5")
    assert (words.series(["a", "b", "c"]), words.language_name("id")) == ("a, b e c", "indonésio")


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        words.use("pt", tmp_path)
