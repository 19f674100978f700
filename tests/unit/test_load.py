"""Loading: each mistake is named at its place, and nothing is changed silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.document import Document, parse
from atlas.findings import text
from atlas.loading import load

Edit = Callable[[str, str, str], None]


def parsed(source: str) -> Document:
    return parse("a.yml", source)


def messages(source: str) -> list[tuple[int, int, str, str]]:
    return [(f.line, f.column, f.rule, f.message) for f in parsed(source).findings]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a: 1", {"a": 1}),
        ("a: -1.5", {"a": -1.5}),
        ("a: true", {"a": True}),
        ("a: 'NO'", {"a": "NO"}),
        ("a: '2018-05-22'", {"a": "2018-05-22"}),
        ("a: 2018-05", {"a": "2018-05"}),
        ("a: [x, {b: y}]", {"a": ["x", {"b": "y"}]}),
    ],
)
def test_plain_values_are_read_as_written(source: str, value: object) -> None:
    document = parsed(source)
    assert document.findings == []
    assert document.value == value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "a truth value"),
        ("yes", "a truth value"),
        ("On", "a truth value"),
        ("2018-05-22", "a date object"),
        ("12:30", "a number"),
        ("1_000", "a number"),
        ("010", "a number"),
        ("1e3", None),
        ("1.5e+3", "a number"),
    ],
)
def test_a_scalar_that_yaml_would_change_is_refused(written: str, meant: str | None) -> None:
    found = messages(f"x: y\na: {written}\n")
    expected = f"YAML does not read {written} as text but as {meant}"
    assert found == ([(2, 4, "yaml-surprise", expected)] if meant else [])


def test_a_second_key_of_the_same_name_is_refused_with_the_place_of_the_first() -> None:
    [finding] = parsed("a: 1\nb: 2\na: 3\n").findings
    assert (finding.line, finding.column, finding.rule) == (3, 1, "duplicate-key")
    assert finding.message == "the key 'a' stands here a second time"
    assert finding.hint == "keep one of the two; the first is on line 1"


def test_broken_yaml_is_a_finding_at_its_line_and_no_traceback() -> None:
    [(line, column, rule, message)] = messages("a: 1\nb: [1, 2\nc: 3\n")
    assert (line, column, rule) == (3, 2, "yaml-syntax")
    assert message == "did not find expected ',' or ']'"


def one_finding(project: Path) -> tuple[str, str]:
    """The one finding of the copy: its place with rule and message, and its hint."""
    loaded = load(project)
    assert loaded.atlas is None
    [finding] = loaded.findings
    return f"{finding.file}:{finding.line}:{finding.column} {finding.rule} {finding.message}", finding.hint or ""


def line_of(project: Path, file: str, part: str) -> int:
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    [number] = [n for n, line in enumerate(lines, start=1) if part in line]
    return number


def test_an_unknown_key_is_named_with_the_nearest_valid_one(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "    name: LONTARA+\n    sumary: x\n")
    place, hint = one_finding(project)
    line = line_of(project, "data/projects.yml", "sumary: x")
    assert place == f"data/projects.yml:{line}:5 unknown-key there is no field 'sumary' here"
    assert hint == "did you mean 'summary'?"


def test_an_unknown_key_deep_inside_is_compared_with_the_fields_of_that_place(project: Path, edit: Edit) -> None:
    edit(
        "data/projects.yml",
        "      value: operational\n      as_of: 2026-03\n",
        "      value: operational\n      asof: 2026-03\n      as_of: 2026-03\n",
    )
    _, hint = one_finding(project)
    assert hint == "did you mean 'as_of'? valid: as_of, note, page, source, value"


def test_a_missing_key_is_named_at_its_record(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "")
    line = line_of(project, "data/projects.yml", "- id: lontara-plus")
    place, hint = one_finding(project)
    assert place == f"data/projects.yml:{line}:5 missing-key the field 'name' is missing"
    assert hint == "add 'name' to this record"


def test_a_wrong_type_says_what_is_meant(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "    name: 5\n")
    place, hint = one_finding(project)
    assert place.endswith("wrong-type text is meant here, not the number 5")
    assert hint == "put it in quotation marks: '5'"


def test_a_wrong_value_of_a_vocabulary_lists_the_valid_ones(project: Path, edit: Edit) -> None:
    edit(
        "data/projects.yml",
        "      value: operational\n      as_of: 2026-03\n",
        "      value: opperational\n      as_of: 2026-03\n",
    )
    place, hint = one_finding(project)
    assert place.endswith("wrong-value 'opperational' is not one of the values of this field")
    assert hint == ("did you mean 'operational'? valid: completed, in-progress, operational, paused, planned, unknown")


def test_a_missing_file_is_named(project: Path) -> None:
    (project / "data/glossary.yml").unlink()
    place, _ = one_finding(project)
    assert place == "data/glossary.yml:0:0 missing-file this data file does not exist"


def test_all_mistakes_of_all_files_are_found_in_one_run(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "    name: 5\n")
    edit("data/cities.yml", "    name: Makassar\n", "    name: Makassar\n    nam: x\n")
    edit("data/countries.yml", "  - id: ID\n", "  - id: NO\n")
    assert sorted((f.file, f.rule) for f in load(project).findings) == [
        ("data/cities.yml", "unknown-key"),
        ("data/countries.yml", "yaml-surprise"),
        ("data/projects.yml", "wrong-type"),
    ]


def test_the_printed_form_shows_line_caret_and_hint(project: Path, edit: Edit) -> None:
    edit("data/countries.yml", "  - id: ID\n", "  - id: NO\n")
    line = line_of(project, "data/countries.yml", "- id: NO")
    assert text(load(project).findings, project).splitlines() == [
        f"data/countries.yml:{line}:9  yaml-surprise  YAML does not read NO as text but as a truth value",
        f"{line:>7} |   - id: NO",
        "        |         ^^",
        "   hint: put it in quotation marks: 'NO'",
    ]
