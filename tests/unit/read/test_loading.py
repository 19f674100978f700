"""Loading: each mistake is named at its place, and nothing is changed silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atlas.read.loading import load
from atlas.read.yaml_file import parse

Edit = Callable[[str, str, str], None]


def test_plain_values_are_read_as_written() -> None:
    values = {
        "a: 1": 1,
        "a: -1.5": -1.5,
        "a: true": True,
        "a: 'NO'": "NO",
        "a: '2018-05-22'": "2018-05-22",
        "a: 2018-05": "2018-05",
        "a: 1e3": "1e3",
        "a: [x, {b: y}]": ["x", {"b": "y"}],
    }
    files = {source: parse("a.yml", source) for source in values}
    assert {source: (file.findings, file.value["a"]) for source, file in files.items()} == {
        source: ([], value) for source, value in values.items()
    }


def test_all_mistakes_of_all_files_are_found_in_one_run(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: Open School\n", "    name: 5\n")
    edit("data/cities.yml", "    name: Beta\n", "    name: Beta\n    nam: x\n")
    edit("data/countries.yml", "  - id: XB\n", "  - id: NO\n")
    assert sorted((f.file, f.rule) for f in load(project).findings) == [
        ("data/cities.yml", "unknown-key"),
        ("data/countries.yml", "yaml-surprise"),
        ("data/projects.yml", "wrong-type"),
    ]
