"""Compare two states of the project record by record: what was added, removed and altered.

Both are plain values, not records of the model, so that a state from before a change of the model can be compared.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple

from atlas.model.collections import DATA_DIR
from atlas.read.pages import DOCS_DIR, PageTree
from atlas.read.yaml_file import read
from atlas.tools.canonical import inline, node_of
from atlas.tools.terminal import CannotRunError

#: A state of the project: for each collection its records as plain mappings by id. Pages are a collection as well.
State = dict[str, dict[str, dict[str, Any]]]

#: The fields that identify the entries of a list, tried in this order; without one, their place.
ENTRY_KEYS = ("id", "project", "what", "name", "source")

#: The fields that name a record to a reader, tried in this order.
NAME_FIELDS = ("name", "title", "term", "topic", "field")

#: How many characters of a value are shown, and how many around a difference in a long text.
SHOWN, AROUND = 160, 30


class RecordChange(NamedTuple):
    """One record that differs."""

    kind: Literal["added", "removed", "altered"]
    collection: str
    id: str
    name: str  # what a reader calls it
    #: What differs in it, as (path, old, new), None where there is none; empty where all of it came or went.
    fields: tuple[tuple[str, Any, Any], ...] = ()


def states(root: Path, revision: str) -> tuple[State, State]:
    """Return the state of the project at a revision of git, and that of the files in the folder now.

    Raises:
        CannotRunError: If the revision cannot be had, or a data file of either state cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        _export(root, revision, Path(folder))
        return _state(Path(folder)), _state(root)


def _state(root: Path) -> State:
    state: State = {}
    data = root / DATA_DIR
    for path in sorted([*data.glob("*.yml"), *data.glob("*/*.yml")]):
        yaml_file = read(root, path.relative_to(root).as_posix())
        if not isinstance(yaml_file.value, dict):
            problem = yaml_file.findings[0].message if yaml_file.findings else "it holds no records"
            raise CannotRunError(f"{yaml_file.file} cannot be compared: {problem}")
        for key, value in yaml_file.value.items():
            records = value if isinstance(value, list) else [value]
            collection = state.setdefault("reports" if key == "report" else key, {})
            for place, record in enumerate(records, start=1):
                mapping = record if isinstance(record, dict) else {"value": record}
                collection[str(mapping.get("id", key if record is value else place))] = mapping
    pages = PageTree.read(root).texts
    state["pages"] = {page.file: {"title": page.title or "", "text": page.text.strip()} for page in pages}
    return state


def changes(before: State, after: State) -> list[RecordChange]:
    """Return every record that differs between two states, by collection and id."""
    record_changes: list[RecordChange] = []
    for collection in sorted({*before, *after}):
        record_changes += _record_changes(collection, before.get(collection, {}), after.get(collection, {}))
    return record_changes


def _record_changes(collection: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[RecordChange]:
    for record_id in sorted({*before, *after}):
        old, new = before.get(record_id), after.get(record_id)
        name = name_of(new or old or {})
        if new is None:
            yield RecordChange("removed", collection, record_id, name)
        elif old is None:
            yield RecordChange("added", collection, record_id, name)
        elif old != new:
            yield RecordChange("altered", collection, record_id, name, tuple(_field_changes("", old, new)))


def name_of(record: dict[str, Any]) -> str:
    """Return the name or title of a record; "" if it has none."""
    return next((str(record[field]) for field in NAME_FIELDS if record.get(field)), "")


def _field_changes(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the innermost values that differ: (path, old, new)."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        inner = {f"{path}.{key}" if path else key: key for key in {**old, **new}}
    elif (by := entry_key(old, new)) is not None:
        old, new = key_entries(old, by), key_entries(new, by)
        inner = {f"{path}[{key}]": key for key in {**old, **new}}
    else:
        yield path, old, new
        return
    for inner_path, key in inner.items():
        yield from _field_changes(inner_path, old.get(key), new.get(key))


def entry_key(old: Any, new: Any) -> str | None:
    """Return the field that identifies the entries of two lists of mappings.

    It is "" where only their place does, and None for other values.
    """
    if not (isinstance(old, list) and isinstance(new, list) and all(isinstance(entry, dict) for entry in old + new)):
        return None
    for key in ENTRY_KEYS:
        if all(len({str(entry[key]) for entry in entries if key in entry}) == len(entries) for entries in (old, new)):
            return key
    return ""


def key_entries(entries: list[dict[str, Any]], by: str) -> dict[str, Any]:
    """Return the entries of a list keyed by a field, or by their place if the field is ""."""
    return {str(entry[by] if by else place): entry for place, entry in enumerate(entries, start=1)}


# Printing


def render_changes(changes: list[RecordChange], *, markdown: bool = False) -> str:
    """Return the changes as text, or as Markdown for a pull request, with values as code."""
    code, arrow, gap = (_code, " → ", " ") if markdown else (_or_nothing, " -> ", "  ")
    lines = [_summary(changes)]
    for collection, group in groupby(changes, lambda change: change.collection):
        title = collection.replace("_", " ")
        lines += ["", f"### {title.capitalize()}", ""] if markdown else ["", title]
        for change in group:
            head = f"- {change.kind}: " if markdown else f"  {change.kind:<8} "
            name = code(_pair("", change.name)[1], "")
            lines.append(f"{head}{code(change.id)}{gap}{name}".rstrip())
            for path, *values in change.fields:
                old, new = map(code, _pair(*values))
                lines.append(f"{'    - ' if markdown else ' ' * 13}{code(path)}: {old}{arrow}{new}")
    return "\n".join(lines)


def _summary(changes: list[RecordChange]) -> str:
    kinds = [change.kind for change in changes]
    counted = [f"{kinds.count(kind)} {kind}" for kind in ("added", "removed", "altered") if kind in kinds]
    return f"Records and pages: {', '.join(counted)}." if counted else "No record and no page differs."


def _pair(old: Any, new: Any) -> tuple[str, str]:
    """Return two values on one line each; of long texts only what differs, with some context."""
    before, after = _line(old), _line(new)
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = _common_length(before, after)
    end = _common_length(before[start:][::-1], after[start:][::-1])
    return _excerpt(before, start, len(before) - end), _excerpt(after, start, len(after) - end)


def _common_length(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _line(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        value = inline(node_of(value), ())
    return " ".join(value.split())


def _excerpt(line: str, start: int, end: int) -> str:
    """Return a part of a line with some context, and an ellipsis where text was left out."""
    first = max(0, start - AROUND)
    last = min(len(line), max(end + AROUND, first + SHOWN // 2), first + SHOWN)
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def _or_nothing(value: str, otherwise: str = "(nothing)") -> str:
    return value or otherwise


def _code(value: str, otherwise: str = "nothing") -> str:
    """Return a text as Markdown code, fenced by enough backquotes; ``otherwise`` if it is empty."""
    fence = "`" * (1 + max(map(len, re.findall("`+", value)), default=0))
    space = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{fence}{space}{value}{space}{fence}" if value else otherwise


# Git


def _export(root: Path, revision: str, folder: Path) -> None:
    """Write the data and pages of a revision into a folder; leave the work tree and the index alone."""
    if revision.startswith("-"):
        raise CannotRunError(f"'{revision}' is no revision: it begins with '-'")
    _git(root, f"{root} is no repository of git", "rev-parse", "--git-dir")
    unknown = f"git knows no revision '{revision}' here: fetch it first, or correct its name"
    commit = _git(root, unknown, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    archive = _git(root, f"git cannot read '{revision}'", "archive", "--format=tar", commit)
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        wanted = [member for member in tar if member.name.partition("/")[0] in (DATA_DIR, DOCS_DIR)]
        try:
            tar.extractall(folder, wanted, filter="data")
        except tarfile.FilterError as error:
            raise CannotRunError(f"'{revision}' holds a file that is not unpacked: {error}") from None


def _git(root: Path, otherwise: str, *arguments: str) -> bytes:
    """Run git and return its output; raise CannotRunError with ``otherwise`` and its stderr."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True).stdout  # noqa: S603, S607
    except OSError:
        raise CannotRunError("git is not installed, or not on the path") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise CannotRunError(f"{otherwise} ({said})" if said else otherwise) from None
