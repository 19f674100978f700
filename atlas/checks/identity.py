"""Rules about ids: each names one record, for ever."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator
from itertools import combinations

from atlas.checks.context import IDS, RECORDS, Context, rule
from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.query.common import sort_key
from atlas.query.projects import select_projects
from atlas.read.findings import Finding
from atlas.read.loading import REPORTS_DIR
from atlas.read.pages import RECORD_FOLDERS, folder_of

NEARLY_THE_SAME = 0.94


@rule(IDS)
def duplicate_id(context: Context) -> Iterator[Finding]:
    """No two records of one file have the same id, and no id is a former id of another record."""
    for document in context.yaml_files.values():
        [(collection, records)] = document.value.items()
        if collection not in Atlas.COLLECTIONS:
            continue
        first: dict[str, int] = {}
        for index, raw in enumerate(records):
            names = [("id",), *(("former_ids", n) for n in range(len(raw.get("former_ids", []))))]
            for path in names:
                name = raw["id"] if path == ("id",) else raw["former_ids"][path[1]]
                if name in first:
                    line = document.line((collection, first[name]))
                    message = f"the id '{name}' is taken: the record that begins on line {line} has it too"
                    hint = "choose another id; if both records mean the same, keep one of them"
                    yield document.finding((collection, index, *path), "duplicate-id", message, hint)
                first.setdefault(name, index)


@rule(IDS)
def report_file(context: Context) -> Iterator[Finding]:
    """A file in data/reports/ is named after the id of its document."""
    for file, document in context.yaml_files.items():
        if file.startswith(REPORTS_DIR):
            report_id, name = document.value["report"]["id"], posixpath.basename(file).removesuffix(".yml")
            if report_id != name:
                message = f"the id '{report_id}' does not match the name of the file, '{name}'"
                yield document.finding(("report", "id"), "report-file", message, f"name the file {report_id}.yml")


@rule(RECORDS)
def similar_name(context: Context) -> Iterator[Finding]:
    """No two projects of a city have the same or nearly the same name."""
    for first, second in _pairs_of_a_city(context):
        alike = difflib.SequenceMatcher(None, sort_key(first.name)[0], sort_key(second.name)[0])
        # Upper bounds first: almost all pairs end there, and the exact ratio is slow.
        if min(alike.real_quick_ratio(), alike.quick_ratio()) >= NEARLY_THE_SAME <= alike.ratio():
            message = f"'{second.name}' is nearly the name of '{first.id}', '{first.name}'"
            hint = "if it is the same project, keep one record"
            yield context.at("projects", second.id, ("name",), "similar-name", message, hint)


@rule(RECORDS)
def alias_of_another(context: Context) -> Iterator[Finding]:
    """No project is also known by the name of another project of its city."""
    for first, second in _pairs_of_a_city(context):
        for project, other in ((first, second), (second, first)):
            for index, alias in enumerate(project.also_known_as):
                if sort_key(alias)[0] == sort_key(other.name)[0]:
                    message = f"'{alias}' is the name of '{other.id}'"
                    path, hint = ("also_known_as", index), "a name that both have belongs to none of them: take it out"
                    yield context.at("projects", project.id, path, "alias-of-another", message, hint)


@rule(RECORDS)
def former_address(context: Context) -> Iterator[Finding]:
    """No page stands at the address that a city or focus area had under a former id."""
    pages = {folder_of(src): page for src, page in context.tree.pages.items()}
    for collection, record, former, src in context.tree.former_pages(context.atlas):
        page = pages.get(folder_of(src))
        # A record without a page has not been renamed to the end: the rule about its page says so.
        if page and f"{RECORD_FOLDERS[collection]}/{record.id}.md" in context.tree.pages:
            path = ("former_ids", record.former_ids.index(former))
            message = f"{page.file} stands where the page of the former id '{former}' stood"
            hint = "take the former id out, or rename the page"
            yield context.at(collection, record.id, path, "former-address", message, hint)


def _pairs_of_a_city(context: Context) -> Iterator[tuple[Project, Project]]:
    for city in context.atlas.cities:
        yield from combinations(select_projects(context.atlas, city=city), 2)
