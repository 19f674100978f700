"""Messages, numbers, dates and lists in the language of a build."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from atlas.model import words
from atlas.model.words import gettext as _, ngettext

#: What a function of words makes of each of its arguments.
CASES: list[tuple[Callable[[Any], str], dict[Any, str]]] = [
    (words.number, {0: "0", 999: "999", 1234567: "1,234,567", 199.3: "199.3", 1.23456: "1.23456", 81.0: "81", -5: "-5"}),
    (words.date, {"2018": "2018", "2018-07": "July 2018", "2018-07-08": "8 July 2018", "2025-09-30": "30 September 2025"}),
    (words.short_date, {"2018": "2018", "2018-07": "Jul 2018", "2018-07-08": "Jul 2018", "2025-09-30": "Sep 2025"}),
    (words.series, {(): "", ("a",): "a", ("a", "b"): "a and b", ("a", "b", "c"): "a, b and c"}),
    (words.sentence, {"licence CC BY 4.0": "Licence CC BY 4.0.", "The copy.": "The copy.", "e-paper; is it new?": "E-paper; is it new?"}),
    (words.language_name, {"pt": "Portuguese", "my": "Burmese", "tet": "Tetum", "und": "language not certain", "vn": "vn"}),
]  # fmt: skip


def test_numbers_dates_rows_notes_and_languages_are_said_as_in_a_sentence() -> None:
    for say, cases in CASES:
        assert {value: say(value) for value in cases} == cases


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
