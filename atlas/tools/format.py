"""The canonical form of the data files: order, quoting and folding, with every value and every comment as it was.

Fields are in the order of the model. Projects, cities, countries and terms are sorted by name, cities below their
country and projects below their city; sources and corrections by id, which puts the newest corrections last. Everywhere
else the order says something and is kept: rows as printed, partners and questions by weight, events of which only the
month is known.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from atlas.model.atlas import FILES, Atlas
from atlas.model.base import Record
from atlas.model.references import target_of
from atlas.query.common import sort_key
from atlas.read.findings import Finding
from atlas.read.loading import data_files
from atlas.read.yaml_file import YamlFile, parse, read
from atlas.read.yaml_rules import value_of
from atlas.tools.canonical import Writer, comments_in, map_comments, node_of

#: Records that a file does not have yet.
Added = Sequence[Mapping[str, Any]]


def _rank(atlas: Atlas, record: Record, order: Iterable[str]) -> list[tuple[str, str]]:
    """Return the sort key of a record: the values at some paths, which may follow references."""
    return [sort_key(_at(atlas, record, *path.split("."))) for path in order]


def _at(atlas: Atlas, record: Any, field: str, *further: str) -> str:
    if not further:
        return str(getattr(record, field))
    collection, record_id = target_of(record, field)
    return _at(atlas, atlas.collection(collection)[record_id], *further)


def run(root: Path, atlas: Atlas) -> tuple[dict[str, str], list[Finding]]:
    """Return the canonical text of each data file that is not canonical, and what such a text would lose.

    Args:
        root: The folder of the project, whose data files can be read.
        atlas: Its records.
    """
    changed: dict[str, str] = {}
    findings: list[Finding] = []
    for file in sorted(data_files(root)):
        source = read_text(root, file)
        text, lost = format_file(read(root, file), source, atlas)
        findings += lost
        if text != source:
            changed[file] = text
    return changed, findings


def read_text(root: Path, file: str) -> str:
    """Return the text of a file with its line endings unchanged."""
    return (root / file).read_bytes().decode("utf-8")


def format_file(yaml_file: YamlFile, written: str, atlas: Atlas | None, added: Added = ()) -> tuple[str, list[Finding]]:
    """Return the canonical text of a file, and a finding if its values or comments would change.

    The text ``written`` was read without findings; ``atlas`` gives the order of records, and the text holds the records
    ``added`` besides.
    """
    text, remarks = _text_and_comments(yaml_file, written, atlas, added)
    if text == written:
        return text, []
    again = parse(yaml_file.file, text)
    new = Counter(_to_json(value_of(node)) for node in map(node_of, added))
    values, others = _records(yaml_file.value) + new, list(comments_in(text, again.node))
    is_same = not again.findings and _records(again.value) == values
    # Wherever the comments are.
    if not is_same or Counter(said for _, said in others) != Counter(remarks):
        message = "the canonical form would change what this file says, so it is left as it is"
        hint = "this is a mistake in atlas/tools/format.py: report it"
        return text, [Finding(yaml_file.file, 0, 0, "format-stopped", message, hint)]
    return text, []


def _text_and_comments(yaml_file: YamlFile, written: str, atlas: Atlas | None, added: Added) -> tuple[str, list[str]]:
    """Return the canonical text of a file and its comments; drop its nodes, which take most memory."""
    top = yaml_file.node
    if not isinstance(top, yaml.MappingNode) or len(top.value) != 1:
        return written, []  # no data file: the check says what it lacks
    source = re.sub("\r\n?", "\n", written.removeprefix("\ufeff"))
    remarks = list(comments_in(source, top))
    comments = map_comments(source, top, remarks)
    text = "\n".join(Writer(comments).block(_sort_records(top, atlas, added), None, 0)) + "\n"
    return text, [said for _, said in remarks]


def _records(value: Any) -> Counter[str]:
    """Return the records of a file in a form that ignores the order of records and fields."""
    [content] = value.values()
    return Counter(map(_to_json, content if isinstance(content, list) else [content]))


def _to_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _sort_records(top: yaml.MappingNode, atlas: Atlas | None, added: Added) -> yaml.MappingNode:
    """Return the node of a file with new records added and all sorted; leave the given nodes unchanged."""
    [(key, records)] = top.value
    if not isinstance(records, yaml.SequenceNode):
        return top
    items = [*records.value, *map(node_of, added)]
    order = FILES[key.value].order if key.value in FILES else ()
    if atlas is not None and order:
        known = sorted(atlas.collection(key.value).values(), key=lambda record: _rank(atlas, record, order))
        places = {record.id: place for place, record in enumerate(known)}
        items.sort(key=lambda record: places[next(value.value for key, value in record.value if key.value == "id")])
    return yaml.MappingNode(top.tag, [(key, yaml.SequenceNode(records.tag, items))])
