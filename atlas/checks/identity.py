"""Rules about ids: each names one record, for ever."""

from __future__ import annotations

import difflib
import posixpath
from itertools import combinations

from atlas.checks.context import IDS, RECORDS, Context, Mistakes, each, rule
from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.query.common import sort_key
from atlas.query.projects import select_projects
from atlas.read.loading import REPORTS_DIR
from atlas.read.pages import RECORD_FOLDERS, folder_of

NEARLY_THE_SAME = 0.94


@rule(IDS)
def duplicate_id(context: Context) -> Mistakes:
    """No two records of one file have the same id, and no id is a former id of another record."""
    for document in context.yaml_files.values():
        [(collection, records)] = document.value.items()
        if collection not in Atlas.COLLECTIONS:
            continue
        first: dict[str, int] = {}
        for index, raw in enumerate(records):
            names: list[tuple[KeyPath, str]] = [(("id",), raw["id"])]
            names += [(("former_ids", n), former) for n, former in enumerate(raw.get("former_ids", []))]
            for path, name in names:
                if name in first:
                    line = document.line((collection, first[name]))
                    message = f"the id '{name}' is taken: the record that begins on line {line} has it too"
                    hint = "choose another id; if both records mean the same, keep one of them"
                    yield (document, collection, index, *path), message, hint
                first.setdefault(name, index)


@rule(IDS)
def report_file(context: Context) -> Mistakes:
    """A file in data/reports/ is named after the id of its report."""
    for file, document in context.yaml_files.items():
        if file.startswith(REPORTS_DIR):
            report_id, name = document.value["report"]["id"], posixpath.basename(file).removesuffix(".yml")
            if report_id != name:
                message = f"the id '{report_id}' does not match the name of the file, '{name}'"
                yield (document, "report", "id"), message, f"name the file {report_id}.yml"


@rule(RECORDS)
def similar_name(context: Context) -> Mistakes:
    """No two projects of a city have the same or nearly the same name."""
    for city in context.atlas.cities:
        for first, second in combinations(select_projects(context.atlas, city=city), 2):
            alike = difflib.SequenceMatcher(None, sort_key(first.name)[0], sort_key(second.name)[0])
            # Upper bounds first: almost all pairs end there, and the exact ratio is slow.
            if min(alike.real_quick_ratio(), alike.quick_ratio()) >= NEARLY_THE_SAME <= alike.ratio():
                message = f"'{second.name}' is nearly the name of '{first.id}', '{first.name}'"
                yield ("projects", second.id, "name"), message, "if it is the same project, keep one record"


@each(RECORDS, "projects")
def alias_of_another(context: Context, project: Project) -> Mistakes:
    """No project is also known by the name of another project of its city."""
    others = [other for other in context.atlas.projects.values() if other.city == project.city and other is not project]
    for index, alias in enumerate(project.also_known_as):
        for other in others:
            if sort_key(alias)[0] == sort_key(other.name)[0]:
                hint = "a name of both projects identifies neither: remove it"
                yield ("also_known_as", index), f"'{alias}' is the name of '{other.id}'", hint


@rule(RECORDS)
def former_address(context: Context) -> Mistakes:
    """No page has the address that a city or focus area had under a former id."""
    pages = {folder_of(src): page for src, page in context.tree.pages.items()}
    for collection, record, former, src in context.tree.former_pages(context.atlas):
        page = pages.get(folder_of(src))
        # A record without a page has not been fully renamed: the rule about its page says so.
        if page and f"{RECORD_FOLDERS[collection]}/{record.id}.md" in context.tree.pages:
            path = ("former_ids", record.former_ids.index(former))
            message = f"{page.file} has the address of the page of the former id '{former}'"
            yield (collection, record.id, *path), message, "remove the former id, or rename the page"
