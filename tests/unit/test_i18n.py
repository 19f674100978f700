"""Texts, numbers and dates of a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.checks import examine
from atlas.export import vocabularies
from atlas.model.i18n import ENGLISH, Texts
from atlas.model.vocabularies import Stage, StatusValue
from atlas.site import site
from atlas.site.build import Build
from tests.breaks import SMALL

T = Texts("en")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1234, "1,234"), (1234567, "1,234,567"), (199.3, "199.3"), (81.0, "81"), (-5, "-5")],
)
def test_numbers_have_separators(number: float, shown: str) -> None:
    assert T.number(number) == shown


@pytest.mark.parametrize(("date", "shown"), [("2018", "2018"), ("2018-07", "July 2018"), ("2018-07-08", "8 July 2018")])
def test_dates_are_as_precise_as_they_are_known(date: str, shown: str) -> None:
    assert T.date(date) == shown


@pytest.mark.parametrize(
    ("date", "shown"), [("2018", "2018"), ("2018-07", "Jul 2018"), ("2025-09-30", "Sep 2025"), ("2026-05", "May 2026")]
)
def test_a_short_date_is_month_and_year(date: str, shown: str) -> None:
    assert T.short_date(date) == shown


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (1, "1 member city in Laos, with its projects."),
        (0, "0 member cities in Laos, with their projects."),
        (1200, "1,200 member cities in Laos, with their projects."),
    ],
)
def test_plural_follows_the_number(n: int, shown: str) -> None:
    assert T("cities.caption", n=n, country="Laos") == shown


@pytest.mark.parametrize(
    ("parts", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_in_a_row(parts: list[str], shown: str) -> None:
    assert T.series(parts) == shown


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("licence CC BY 4.0", "Licence CC BY 4.0."),
        ("The copy read is revision 02.", "The copy read is revision 02."),
        ("e-paper; is it new?", "E-paper; is it new?"),
    ],
)
def test_a_note_is_shown_as_a_sentence_of_its_own(note: str, shown: str) -> None:
    assert T.sentence(note) == shown


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-text"):
        T("no-such-text")


#: The words that the site does not show by themselves, but says in another way.
UNSHOWN = {"focus_area_basis", "read_as", "event_kind", "unit"}


@pytest.mark.parametrize(("annotation", "name"), vocabularies.NAMES.items(), ids=vocabularies.NAMES.values())
def test_every_word_of_a_vocabulary_that_is_shown_has_a_label_and_any_other_a_meaning(
    annotation: object, name: str
) -> None:
    words = vocabularies.vocabulary_of(annotation)
    assert words is not None
    kind = words.meaning if name in UNSHOWN else words.label
    assert [word for word in words.words if not kind(word)] == []


@pytest.mark.parametrize("annotation", [StatusValue, Stage], ids=["status", "stage"])
def test_every_status_and_every_stage_has_a_meaning_which_the_page_on_the_method_shows(annotation: object) -> None:
    words = vocabularies.vocabulary_of(annotation)
    assert words is not None
    page = Build(examine(SMALL)).render("about/method.md")
    assert [word for word in words.words if f"<dd>{words.meaning(word)}</dd>" not in page] == []


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pt", "Portuguese"), ("my", "Burmese"), ("tet", "Tetum"), ("und", "language not certain"), ("vn", "vn")],
)
def test_a_language_is_called_as_cldr_does_and_by_its_code_where_that_has_no_name(tag: str, name: str) -> None:
    assert T.language_name(tag) == name


def test_every_text_is_used_somewhere() -> None:
    root = Path(site.__file__).parents[2]
    files = [*root.glob("*.py"), *(root / "atlas").rglob("*.py"), *(root / "atlas").rglob("*.html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    prefix = r"""\("([a-z_.]+)\." ~|labels\("([a-z_.]+)"|\(f["']([a-z_.]+)\.\{|self\("(\w+)\""""
    made_of_parts = {part for match in re.finditer(prefix, code) for part in match.groups() if part}
    made_of_parts |= {f"meaning.{name}" for name in vocabularies.NAMES.values()}
    unused = [
        key
        for key in ENGLISH
        if code.count(f'"{key}"') < 2 and key.rpartition(".")[0] not in made_of_parts and key not in made_of_parts
    ]
    assert unused == []
