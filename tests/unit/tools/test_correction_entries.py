"""Entries for the list of corrections, drawn from two states of the data and pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from atlas.__main__ import main
from atlas.checks import examine
from atlas.tools.correction_entries import entries
from atlas.tools.diff import State
from tests.breaks import SMALL
from tests.unit.tools.test_diff import commit

SOURCES = {"s-a": {"id": "s-a", "title": "Report A"}, "s-b": {"id": "s-b", "title": "Report B"}}


def state(collection: str, **fields: Any) -> State:
    found: State = {"cities": {"alfa": {"name": "Alfa"}}, "sources": SOURCES}
    return found | {collection: {**found.get(collection, {}), "x": {"id": "x", **fields}}}


def found(before: State, after: State) -> list[tuple[Any, ...]]:
    """Each entry as field, old, new, source and page."""
    names = ("field", "old", "new", "source", "page")
    return [tuple(entry.get(name) for name in names) for entry in entries(before, after, "2026-11-27", None)]


STATUS = {"value": "planned", "as_of": "2025-09-30", "source": "s-a", "page": 28}
FIGURE = {"what": "lamps", "value": 1200, "unit": "lamps", "source": "s-a"}


#: Records of a collection before and after, with the field, old and new value, source and page of each entry.
ENTRIES: list[tuple[str, dict[str, Any], dict[str, Any], list[tuple[Any, ...]]]] = [
    ("projects", {"status": STATUS}, {"status": {**STATUS, "page": 6}}, [("status, page", "page 28", "page 6", "s-a", 6)]),
    ("projects", {"status": STATUS}, {"status": {**STATUS, "source": "s-b", "page": None}}, [
        ("status, source", "Report A, page 28", "Report B", "s-b", None),
    ]),
    ("projects", {"status": STATUS}, {"status": {"value": "operational", "as_of": "2026-03", "source": "s-b"}}, [
        ("status", "planned", "operational", "s-b", None),
        ("status, date", "30 September 2025", "March 2026", "s-b", None),
    ]),
    ("projects", {"figures": [FIGURE]}, {"figures": [{**FIGURE, "value": 1500, "page": 4}]}, [
        ("figure “lamps”", "1,200 lamps", "1,500 lamps", "s-a", 4),
    ]),
    ("projects", {"figures": [FIGURE]}, {}, [("figure “lamps”", "lamps, 1,200 lamps", None, None, None)]),
    ("projects", {"started": 2019}, {}, [("year it began", "2019", None, None, None)]),
    ("projects", {"city": "alfa"}, {"city": "gone"}, [("city", "Alfa", "gone", None, None)]),
    ("projects", {"also_known_as": ["A", "B"]}, {"also_known_as": ["A", "C"]}, [("also known as", "B", "C", None, None)]),
    ("cities", {"vision": "Old."}, {"vision": {"text": "Old.", "source": "s-a", "page": 5}}, [
        ("vision, source", None, "Report A, page 5", "s-a", 5),
    ]),
    ("cities", {"challenges": ["A", "B", "C"]}, {"challenges": [{"text": "B", "source": "s-a"}, "C"]}, [
        ("problem", "A", None, None, None),
        ("problem, source", None, "Report A", "s-a", None),
    ]),
    # What is no correction
    ("projects", {"sources": [{"source": "s-a"}]}, {"sources": [{"source": "s-a", "pages": [4]}, {"source": "s-b"}]}, []),
    ("projects", {"summary": "A bus line"}, {"summary": "a bus-line."}, []),
    ("cities", {"website": "http://a.example"}, {"website": "https://a.example"}, []),
]  # fmt: skip


def test_a_changed_value_is_an_entry_as_a_reader_sees_it() -> None:
    for collection, old, new, told in ENTRIES:
        assert found(state(collection, **old), state(collection, **new)) == told


def test_a_record_that_came_or_went_is_no_correction() -> None:
    assert found({"projects": {"a": {"name": "A"}}}, {"projects": {"b": {"name": "B"}}}) == []


def page(text: str) -> State:
    file = "docs/cities/x.md"
    return {"pages": {file: {"title": "X", "text": f"---\nrecord: x\n---\n# X\n\n{text}\n"}}, "sources": SOURCES}


def test_a_changed_sentence_is_an_entry_with_the_source_it_cites_now() -> None:
    old = 'It has *lamps*.{{ cite("s-a", page=28) }} They shine.\n\n{{ city_facts() }}'
    new = 'It has *lamps*.{{ cite("s-a", page=6) }} They shine.\n\n{{ city_history() }}'
    assert found(page(old), page(new)) == [
        ("introduction", "It has lamps. [Report A, page 28]", "It has lamps. [Report A, page 6]", "s-a", 6)
    ]


def test_ids_are_short_and_differ_and_what_is_listed_already_is_left_out() -> None:
    name = "a-figure-with-a-long-name-that-fills-all-the-room-there-is-and-more"
    figures = [{"what": f"{name} {n}", "value": n, "unit": "u"} for n in (1, 2)]
    before = state("projects", figures=figures)
    after = state("projects", figures=[{**figure, "value": 7} for figure in figures])
    first, second = entries(before, after, "2026-11-27", "Read anew.")
    assert second["id"] == f"{first['id']}-2"
    assert len(second["id"]) <= 80
    assert first["note"] == "Read anew."
    after["corrections"] = {first["id"]: first}
    assert [entry["field"] for entry in entries(before, after, "2026-11-27", None)] == [second["field"]]


def test_what_the_command_prints_can_be_appended_and_checked(tmp_path: Path) -> None:
    root = commit(shutil.copytree(SMALL, tmp_path / "copy"))
    projects = root / "data/projects.yml"
    text = projects.read_text(encoding="utf-8")
    changed = text.replace("started: 2019", "started: 2020").replace("    started: 2018\n", "")
    projects.write_text(changed, encoding="utf-8")
    printed = CliRunner().invoke(main, ["diff", "--root", str(root), "--format", "corrections", "HEAD"]).stdout
    assert printed == (
        "  - id: 2025-01-31-clean-river-year-it-began\n    date: 2025-01-31\n    about: clean-river\n"
        "    field: year it began\n    old: 2019\n    new: 2020\n"
        "\n  - id: 2025-01-31-open-school-year-it-began\n    date: 2025-01-31\n    about: open-school\n"
        "    field: year it began\n    old: 2018\n"
    )
    with (root / "data/corrections.yml").open("a", encoding="utf-8") as file:
        file.write(printed)
    assert CliRunner().invoke(main, ["fmt", "--root", str(root)]).exit_code == 0
    assert examine(root).findings == []
    again = CliRunner().invoke(main, ["diff", "--root", str(root), "--format", "corrections", "HEAD"])
    assert (again.exit_code, again.stdout) == (0, "")
