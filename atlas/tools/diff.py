"""Compare two states of the project record by record: what was added, removed, renamed and altered.

Both are plain values, not records of the model, so that a state from before a change of the model can be compared.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from atlas.read.loading import DATA_DIR
from atlas.read.pages import DOCS_DIR, PageTree
from atlas.read.yaml_file import read

#: A state of the project: for each collection its records as plain mappings by id. Pages are a collection as well.
State = dict[str, dict[str, dict[str, Any]]]

Kind = Literal["added", "removed", "renamed", "altered"]

#: What tells the entries of a list apart, tried in this order; otherwise it is their place.
ENTRY_KEYS = ("id", "project", "what", "name", "source")

#: The fields that name a record to a reader, tried in this order.
NAME_FIELDS = ("name", "title", "term", "topic", "field")

#: How many characters of a value are shown, and how many of what stands around a difference in a long text.
SHOWN, AROUND = 160, 30


class DiffError(Exception):
    """Two states cannot be compared; the message says why."""


class FieldChange(NamedTuple):
    """One value that differs; None where it is not there."""

    path: str
    old: Any
    new: Any


class RecordChange(NamedTuple):
    """One record that differs.

    Args:
        kind: What happened to it.
        collection, id: Which record it is; a removed one by its old id.
        name: What a reader calls it.
        fields: What differs in it; empty where all of it came or went.
        former_id: The id it had before, if it was renamed.
    """

    kind: Kind
    collection: str
    id: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    former_id: str = ""


def states(root: Path, revision: str) -> tuple[State, State]:
    """Return the state of the project at a revision of git, and that of the files in the folder now.

    Raises:
        DiffError: If the revision cannot be had, or a data file of either state cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        _export(root, revision, Path(folder))
        before = state(Path(folder))
    return before, state(root)


def state(root: Path) -> State:
    """Return the records and pages below a folder.

    Raises:
        DiffError: If a data file is no mapping in YAML.
    """
    found: State = {}
    data = root / DATA_DIR
    for path in sorted([*data.glob("*.yml"), *data.glob("*/*.yml")]):
        yaml_file = read(root, path.relative_to(root).as_posix())
        if not isinstance(yaml_file.value, dict):
            problem = yaml_file.findings[0].message if yaml_file.findings else "it holds no records"
            raise DiffError(f"{yaml_file.file} cannot be compared: {problem}")
        for key, value in yaml_file.value.items():
            records = value if isinstance(value, list) else [value]
            collection = found.setdefault("reports" if key == "report" else key, {})
            for place, record in enumerate(records, start=1):
                mapping = record if isinstance(record, dict) else {"value": record}
                collection[str(mapping.get("id", key if record is value else place))] = mapping
    pages = PageTree.read(root).pages.values()
    found["pages"] = {page.file: {"title": page.title or "", "text": page.text} for page in pages}
    return found


def changes(before: State, after: State) -> list[RecordChange]:
    """Return every record that differs between two states, by collection and id."""
    return [
        change
        for collection in sorted({*before, *after})
        for change in _record_changes(collection, before.get(collection, {}), after.get(collection, {}))
    ]


def _record_changes(collection: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[RecordChange]:
    renamed = {
        new: str(former)
        for new in after.keys() - before.keys()
        for former in (after[new].get("former_ids") if isinstance(after[new].get("former_ids"), list) else ())
        if str(former) in before.keys() - after.keys()
    }
    for record_id in sorted({*before, *after} - set(renamed.values())):
        former_id = renamed.get(record_id, "")
        old, new = before.get(former_id or record_id), after.get(record_id)
        name = name_of(new or old or {})
        if new is None:
            yield RecordChange("removed", collection, record_id, name)
        elif old is None:
            yield RecordChange("added", collection, record_id, name)
        elif former_id:
            fields = [field for field in _field_changes("", old, new) if field.path not in ("id", "former_ids")]
            yield RecordChange("renamed", collection, record_id, name, tuple(fields), former_id)
        elif old != new:
            yield RecordChange("altered", collection, record_id, name, tuple(_field_changes("", old, new)))


def name_of(record: dict[str, Any]) -> str:
    """Return what a reader calls a record; "" where it has no name."""
    return next((str(record[field]) for field in NAME_FIELDS if record.get(field)), "")


def _field_changes(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """Yield the innermost values that differ."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        inner = {f"{path}.{key}" if path else key: key for key in {**old, **new}}
    elif (by := entry_key(old, new)) is not None:
        old, new = keyed(old, by), keyed(new, by)
        inner = {f"{path}[{key}]": key for key in {**old, **new}}
    else:
        yield FieldChange(path, old, new)
        return
    for inner_path, key in inner.items():
        yield from _field_changes(inner_path, old.get(key), new.get(key))


def entry_key(old: Any, new: Any) -> str | None:
    """Return the field that tells the entries of two lists of mappings apart.

    It is "" where only their place does, and None for other values.
    """
    if not (isinstance(old, list) and isinstance(new, list) and all(isinstance(entry, dict) for entry in old + new)):
        return None
    for key in ENTRY_KEYS:
        if all(len({str(entry[key]) for entry in entries if key in entry}) == len(entries) for entries in (old, new)):
            return key
    return ""


def keyed(entries: list[dict[str, Any]], by: str) -> dict[str, Any]:
    """Return the entries of a list by what tells them apart: a field, or with "" their place."""
    return {str(entry[by] if by else place): entry for place, entry in enumerate(entries, start=1)}


# Printing


def text(found: list[RecordChange]) -> str:
    """Return the changes for a terminal."""
    lines = [_summary(found)]
    for collection, group in groupby(found, lambda change: change.collection):
        lines += ["", collection.replace("_", " ")]
        for change in group:
            former = f"{change.former_id} -> " if change.former_id else ""
            lines.append(f"  {change.kind:<8} {former}{change.id}  {shown(change.name)}".rstrip())
            pairs = [(field.path, *shown_pair(field.old, field.new)) for field in change.fields]
            lines += [f"{'':13}{path}: {old or '(nothing)'} -> {new or '(nothing)'}" for path, old, new in pairs]
    return "\n".join(lines)


def markdown(found: list[RecordChange]) -> str:
    """Return the changes for a pull request or a changelog; what people wrote is code, so that nothing reads it."""
    lines = [_summary(found)]
    for collection, group in groupby(found, lambda change: change.collection):
        lines += ["", f"### {collection.replace('_', ' ').capitalize()}", ""]
        for change in group:
            former = f"{_code(change.former_id)} → " if change.former_id else ""
            lines.append(f"- {change.kind}: {former}{_code(change.id)} {_code(shown(change.name), '')}".rstrip())
            pairs = [(field.path, *shown_pair(field.old, field.new)) for field in change.fields]
            lines += [f"    - {_code(path)}: {_code(old)} → {_code(new)}" for path, old, new in pairs]
    return "\n".join(lines)


def _summary(found: list[RecordChange]) -> str:
    kinds = [change.kind for change in found]
    counted = [f"{kinds.count(kind)} {kind}" for kind in ("added", "removed", "renamed", "altered") if kind in kinds]
    return f"Records and pages: {', '.join(counted)}." if counted else "No record and no page differs."


def shown_pair(old: Any, new: Any) -> tuple[str, str]:
    """Return two values on one line each; of long texts what differs, with a little of what is around it."""
    before, after = _line(old), _line(new)
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = _in_common(before, after)
    end = _in_common(before[start:][::-1], after[start:][::-1])
    return _around(before, start, len(before) - end), _around(after, start, len(after) - end)


def shown(value: Any) -> str:
    """Return a value on one line, cut where it is long."""
    return _around(_line(value), 0, 0) if len(_line(value)) > SHOWN else _line(value)


def _in_common(one: str, other: str) -> int:
    """Return with how many characters in common two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _line(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        value = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return " ".join(value.removesuffix("...\n").split())


def _around(line: str, start: int, end: int) -> str:
    """Return a part of a line with what is around it, and a mark where something was left out."""
    first = max(0, start - AROUND)
    last = min(len(line), max(end + AROUND, first + SHOWN // 2), first + SHOWN)
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def _code(value: str, otherwise: str = "nothing") -> str:
    """Return a text as code, behind more backquotes than it holds in a row; ``otherwise`` where there is none."""
    if not value:
        return otherwise
    fence = "`"
    while fence in value:
        fence += "`"
    space = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{fence}{space}{value}{space}{fence}"


# Git


def _export(root: Path, revision: str, folder: Path) -> None:
    """Write the data and pages of a revision into a folder, past the work tree and the index."""
    if revision.startswith("-"):
        raise DiffError(f"'{revision}' is no revision: it begins with '-'")
    _git(root, "rev-parse", "--git-dir", otherwise=f"{root} is no repository of git")
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}",
        otherwise=f"git knows no revision '{revision}' here: fetch it first, or correct its name",
    )  # fmt: skip
    archive = _git(root, "archive", "--format=tar", commit.decode().strip(), otherwise=f"git cannot read '{revision}'")
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        wanted = [member for member in tar if member.name.partition("/")[0] in (DATA_DIR, DOCS_DIR)]
        try:
            tar.extractall(folder, wanted, filter="data")
        except tarfile.FilterError as error:
            raise DiffError(f"'{revision}' holds a file that is not unpacked: {error}") from None


def _git(root: Path, *arguments: str, otherwise: str) -> bytes:
    """Return what a command of git prints.

    Raises:
        DiffError: If the command fails: ``otherwise``, and what git said itself. Also if there is no git.
    """
    try:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True).stdout  # noqa: S603, S607
    except OSError:
        raise DiffError("git is not installed, or not on the path") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise DiffError(f"{otherwise} ({said})" if said else otherwise) from None
