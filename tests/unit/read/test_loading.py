"""Loading: each mistake is named at its place, and nothing is changed silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.read.loading import load
from atlas.read.yaml_file import YamlFile, parse

Edit = Callable[[str, str, str], None]


def parsed(source: str) -> YamlFile:
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
    yaml_file = parsed(source)
    assert yaml_file.findings == []
    assert yaml_file.value == value


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


def test_all_mistakes_of_all_files_are_found_in_one_run(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: Open School\n", "    name: 5\n")
    edit("data/cities.yml", "    name: Beta\n", "    name: Beta\n    nam: x\n")
    edit("data/countries.yml", "  - id: XB\n", "  - id: NO\n")
    assert sorted((f.file, f.rule) for f in load(project).findings) == [
        ("data/cities.yml", "unknown-key"),
        ("data/countries.yml", "yaml-surprise"),
        ("data/projects.yml", "wrong-type"),
    ]
