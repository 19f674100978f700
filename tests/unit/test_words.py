"""Messages, numbers, dates and lists in the language of a build."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from atlas.model import words
from atlas.model.words import gettext as _, ngettext

DATES = ["2018", "2018-07", "2018-07-08", "2025-09-30"]

#: What a function of words makes of each of some arguments.
CASES: list[tuple[Callable[[Any], str], list[Any], list[str]]] = [
    (words.number, [0, 999, 1234567, 1.23456, 81.0, -5], ["0", "999", "1,234,567", "1.23456", "81", "-5"]),
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
    with pytest.raises(FileNotFoundError):  # a language without a catalogue is refused
        words.use("it")
