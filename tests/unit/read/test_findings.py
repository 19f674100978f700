"""What is read as written, the printed forms of findings, and the command that prints them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.read.findings import Finding, as_json, github, nearest, suggest, text
from atlas.read.loading import load
from tests.breaks import SMALL

Edit = Callable[[str, str, str], None]

ERROR = Finding("a.yml", 2, 4, "some-rule", "this, is: wrong\nso", "fix it 100 %", width=3)
WARNING = Finding("a.yml", 1, 1, "other-rule", "old", level="warning")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yml").write_text("one\ntwo three\n", encoding="utf-8")
    return tmp_path


def test_text_is_sorted_and_says_nothing_twice(folder: Path) -> None:
    assert text([ERROR, WARNING, ERROR, Finding("b.yml", 0, 0, "missing-file", "gone")], folder) == (
        "a.yml:1:1  other-rule (warning)  old\n"
        "      1 | one\n"
        "        | ^\n"
        "\n"
        "a.yml:2:4  some-rule  this, is: wrong\nso\n"
        "      2 | two three\n"
        "        |    ^^^\n"
        "   hint: fix it 100 %\n"
        "\n"
        "b.yml  missing-file  gone"
    )


def test_text_in_colour_marks_place_rule_and_hint(folder: Path) -> None:
    shown = text([ERROR, WARNING], folder, colour=True)
    assert "\x1b[1ma.yml:2:4\x1b[0m  \x1b[31msome-rule\x1b[0m" in shown
    assert "\x1b[33mother-rule (warning)\x1b[0m" in shown
    assert "\x1b[2mhint:\x1b[0m fix it" in shown


def test_annotations_escape_what_would_end_them() -> None:
    assert github([ERROR, WARNING, Finding("a,b:c.yml", 0, 0, "r", "m")]).splitlines() == [
        "::error file=a%2Cb%3Ac.yml,line=1,col=1,endColumn=2,title=r::m",
        "::warning file=a.yml,line=1,col=1,endColumn=2,title=other-rule::old",
        "::error file=a.yml,line=2,col=4,endColumn=7,title=some-rule::this, is: wrong%0Aso%0Ahint: fix it 100 %25",
    ]


def test_json_is_a_list_of_objects_with_the_documented_keys() -> None:
    [entry] = json.loads(as_json([ERROR]))
    assert list(entry) == ["rule", "level", "file", "line", "column", "message", "hint"]
    assert list(entry.values()) == ["some-rule", "error", "a.yml", 2, 4, "this, is: wrong\nso", "fix it 100 %"]
    assert json.loads(as_json([])) == []


def test_the_nearest_name_is_found_if_one_is_near() -> None:
    assert nearest("makasar", ["makassar", "jakarta"]) == "makassar"
    assert nearest("x", ["makassar", "jakarta"]) is None
    assert suggest("x", ["b", "a"]) == "valid: a, b"
    assert suggest("x", []) is None


# Reading


def test_all_mistakes_of_all_files_are_found_in_one_run(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: Open School\n", "    name: [Open, School]\n")
    edit("data/cities.yml", "    name: Beta\n", "    name: Beta\n    nam: x\n")
    edit("data/countries.yml", "  - id: XB\n", "  - id: Borland\n")
    assert sorted((f.file, f.rule) for f in load(project).findings) == [
        ("data/cities.yml", "unknown-key"),
        ("data/countries.yml", "wrong-form"),
        ("data/projects.yml", "wrong-type"),
    ]


# The command


def check(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--root", str(project), *arguments])


def test_work_to_do_is_counted_and_strict_prints_it_and_fails(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "        as_of: 2023\n", "")
    counted, strict = check(project), check(project, "--strict")
    assert counted.stdout == "No findings. Work to do, shown by --strict: undated-figure 1.\n"
    assert (counted.exit_code, strict.exit_code) == (0, 1)
    assert "undated-figure (warning)  this figure has no date" in strict.stdout


def test_a_finding_ends_with_1_in_every_form(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "        as_of: 2023\n", "")
    edit("docs/cities/beta.md", "# Beta\n", "# Better\n")
    text, annotation, entries = (check(project, "--format", form) for form in ("text", "github", "json"))
    assert [result.exit_code for result in (text, annotation, entries)] == [1, 1, 1]
    assert text.stderr.startswith("1 finding(s). Work to do")
    place = "file=docs/cities/beta.md,line=5,col=1,endColumn=2"
    assert re.fullmatch(f"::error {place},title=title-differs::.*\n", annotation.stdout)
    found = [entry for entry in json.loads(entries.stdout) if entry["level"] == "error"]
    assert [(entry["file"], entry["rule"]) for entry in found] == [("docs/cities/beta.md", "title-differs")]


def test_paths_limit_what_is_printed(project: Path, edit: Edit) -> None:
    edit("docs/cities/beta.md", "# Beta\n", "# Better\n")
    paths = ("docs/cities", "docs/cities/beta.md", "docs/network")
    assert [check(project, str(project / path)).exit_code for path in paths] == [1, 1, 0]
    for path in ("no/such/file", "/"):
        result = check(project, path)
        assert (result.exit_code, f"'{path}'" in result.stderr, "Traceback" in result.stderr) == (2, True, False)


def test_windows_line_ends_change_no_place(project: Path, edit: Edit) -> None:
    edit("docs/cities/alfa.md", "{{ city_page() }}", '{{ city("alfo") }}\n\n{{ city_page() }}')
    edit("data/partners.yml", "          - alfa\n", "          - alfo\n")
    before = check(project, "--format", "json").stdout
    for path in (project / "docs/cities/alfa.md", project / "data/partners.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(project, "--format", "json").stdout == before


def test_stats_count_from_the_records_and_fit_one_screen() -> None:
    lines = CliRunner().invoke(main, ["stats", "--root", str(SMALL)]).stdout.splitlines()
    assert lines[0] == "Data of 2025-01-31."
    assert "    1 of 4      25%  projects with a description" in lines
    assert "    0 of 2       0%  cities with a land area" in lines
    assert (len(lines) < 24, max(map(len, lines)) <= 125) == (True, True)


def test_stats_on_data_that_cannot_be_used_end_with_2(project: Path, edit: Edit) -> None:
    edit("data/countries.yml", "  - id: XA\n", "  - id: Aland\n")
    result = CliRunner().invoke(main, ["stats", "--root", str(project)])
    assert result.exit_code == 2
    assert result.stderr == "Error: the data cannot be used as they are: see 'python -m atlas check'\n"
