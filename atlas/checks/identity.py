"""Rules about ids: each names one record, for ever."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from atlas.checks.context import Context, Rule
from atlas.findings import Finding
from atlas.load import REPORTS_DIR
from atlas.model import Atlas


def duplicate_id(context: Context) -> Iterator[Finding]:
    """No two records of one file have the same id, and no id is a former id of another record."""
    for document in context.documents.values():
        [(collection, records)] = document.value.items()
        if collection not in Atlas.COLLECTIONS:
            continue
        first: dict[str, int] = {}
        for index, raw in enumerate(records):
            names = [("id",), *(("former_ids", n) for n in range(len(raw.get("former_ids", []))))]
            for path in names:
                name = raw["id"] if path == ("id",) else raw["former_ids"][path[1]]
                if name in first:
                    message = f"the id '{name}' is taken"
                    hint = f"the record that has it begins on line {document.line((collection, first[name]))}"
                    yield document.finding((collection, index, *path), "duplicate-id", message, hint)
                first.setdefault(name, index)


def report_file(context: Context) -> Iterator[Finding]:
    """A file in data/reports/ is named after the id of its document."""
    for file, document in context.documents.items():
        if file.startswith(REPORTS_DIR):
            report_id, name = document.value["report"]["id"], posixpath.basename(file).removesuffix(".yml")
            if report_id != name:
                message = f"the id '{report_id}' does not match the name of the file, '{name}'"
                yield document.finding(("report", "id"), "report-file", message, f"name the file {report_id}.yml")


RULES: list[Rule] = [duplicate_id, report_file]
