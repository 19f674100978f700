"""A value means what it says, with and without quotation marks: as a name, a date, a number and a truth value."""

from typing import Any

import pytest

from atlas.read.validation import records
from atlas.read.yaml_file import parse

PROJECT = """projects:
  - id: a
    city: b
    name: {name}
    focus_areas: [c]
    focus_area_basis: listed
    status: {{value: planned, as_of: 2018, source: s-a}}
    started: {year}
    figures:
      - what: boats
        value: {number}
        unit: boats
        as_of: {date}
        source: s-a
    sources: [{{source: s-a}}]
"""
PARTNER = (
    "partners:\n  - {{id: a, name: A, kind: un, network_programme: {}, what: It lends., sources: [{{source: s-a}}]}}\n"
)

_DATE = "write a year, a month or a day: 2018, 2018-07 or 2018-07-08"
_DIGITS, _WHOLE = "write it in digits, such as 12 or 0.5", "write it in digits, such as 12"
_EARLY, _LATE = "should be greater than or equal to 1900", "should be less than or equal to 2100"

#: What a text is as a date, as a number and as a year, or the hint that it gets there.
VALUES: dict[str, tuple[Any, Any, Any]] = {
    "2018": ("2018", 2018, 2018),
    "2026-06": ("2026-06", _DIGITS, _WHOLE),
    "NO": (_DATE, _DIGITS, _WHOLE),
    "1e3": (_DATE, _DIGITS, _WHOLE),
    ".inf": (_DATE, _DIGITS, _WHOLE),
    "1,000": (_DATE, "write 1000", "write 1000"),
    "12,5": (_DATE, "write 12.5", _WHOLE),
    "+5": (_DATE, "write 5", "write 5"),
    "007": (_DATE, "write 7", "write 7"),
    "25.0": (_DATE, 25.0, _WHOLE),
    "0": (_DATE, 0, _EARLY),
    "9" * 15: (_DATE, 999_999_999_999_999, _LATE),
}


@pytest.mark.parametrize("text", VALUES)
def test_a_text_is_a_name_and_a_date_or_a_number_where_one_is_meant(text: str) -> None:
    date, number, year = VALUES[text]
    for written in (text, f"'{text}'", f'"{text}"'):
        assert read_project(name=written) == text
        for field, due in {"date": date, "number": number, "year": year}.items():
            assert repr(read_project(**{field: written})) == repr(due), field


def read_project(**values: str) -> Any:
    """The value that a project gets at one of its places, or the one hint that it gets there."""
    [place] = values
    text = PROJECT.format_map({"name": "A", "year": 2018, "number": 1, "date": 2018, **values})
    made, hint = read(text, "projects")
    if made is None:
        return hint
    [figure] = made.figures
    return {"name": made.name, "year": made.started, "number": figure.value, "date": figure.as_of}[place]


def read(text: str, key: str) -> tuple[Any, str | None]:
    """The one record of a file, or the hint at its one mistake."""
    yaml_file = parse("data/x.yml", text)
    made = records(yaml_file, key)
    return (None, yaml_file.findings[0].hint) if made is None and len(yaml_file.findings) == 1 else (made[0], None)


def test_a_truth_value_is_true_or_false_in_any_quotation_marks() -> None:
    for written in ("true", "'true'", "false", '"false"'):
        assert read(PARTNER.format(written), "partners")[0].network_programme == ("true" in written)
    for written in ("yes", "True", "1", "'no'"):
        assert read(PARTNER.format(written), "partners") == (None, "write true or false")


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_no_value_is_none_but_its_text_in_quotation_marks_is_a_name(nothing: str) -> None:
    assert read_project(name=nothing) == "write one, or leave the key out"
    if nothing:
        assert read_project(name=f"'{nothing}'") == nothing
