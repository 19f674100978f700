"""A drill: next year's report, invented, added to a copy of the project as a contributor adds a real one.

`rows.csv` is its table: the rows of the list before, with the differences that a report brings. `commands.sh` is what
is typed, `edits.yml` what is changed by hand. None of it is true, and neither the real build nor the real check reads it.
"""

from __future__ import annotations

import contextlib
import csv
import shlex
import shutil
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from atlas.__main__ import main

HERE = Path(__file__).parent

#: The list that the rows are carried over from. Once a real one has followed it, the drill has come true and is renewed.
FOLLOWS = "me-2025"
#: The id of the invented report.
REPORT = "drill-2026"

#: What is changed by hand: the kind of change, the file, the record in it, and its fields.
EDITS: list[dict[str, Any]] = yaml.safe_load((HERE / "edits.yml").read_text(encoding="utf-8"))


def commands() -> list[list[str]]:
    """The commands of the Atlas that are typed, each without the Python that runs it."""
    script = (HERE / "commands.sh").read_text(encoding="utf-8").replace("\\\n", " ")
    typed = [shlex.split(line, comments=True) for line in script.splitlines()]
    return [words[words.index("atlas") + 1 :] for words in typed if words]


def table() -> list[list[str]]:
    """The rows of the report as text, below the names of their columns."""
    with (HERE / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def carry_out(project: Path) -> None:
    """Add the invented report to a copy of the project: commands, then changes by hand, then the canonical form."""
    shutil.copy(HERE / "rows.csv", project)
    with contextlib.chdir(project):
        *first, last = commands()
        for command in first:
            _run(project, command)
        for edit in EDITS:
            _edit(project / edit["file"], edit)
        _run(project, last)
    (project / "rows.csv").unlink()


def _run(project: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--root", str(project)])
    assert result.exit_code == 0, f"{shlex.join(command)}\n{result.output}"


def _edit(path: Path, edit: dict[str, Any]) -> None:
    """Change a record in a file; what the file says of itself in its first lines stays."""
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    whole = yaml.safe_load(text)
    record = _record(whole, edit["at"]) if "at" in edit else whole
    record |= edit.get("set", {})
    for field, items in edit.get("add", {}).items():
        record.setdefault(field, []).extend(items)
    path.write_text(head + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _record(whole: dict[str, Any], name: str) -> dict[str, Any]:
    """A record by its id, or a part of the one record of a file by its field."""
    [records] = whole.values()
    found: dict[str, Any] = (
        records[name] if isinstance(records, dict) else next(record for record in records if record["id"] == name)
    )
    return found
