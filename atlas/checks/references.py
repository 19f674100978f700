"""Rules about ids that point elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context, Rule
from atlas.findings import Finding, suggest
from atlas.load import kept_in
from atlas.model import Link, Project, all_references


def unknown_reference(context: Context) -> Iterator[Finding]:
    """Every id that points at another record points at one that exists."""
    for collection, record_id, path, ref, target in all_references(context.atlas):
        if not any(target in context.atlas.collection(wanted) for wanted in ref.collections):
            valid = [name for wanted in ref.collections for name in context.atlas.collection(wanted)]
            files = " or ".join(kept_in(wanted) for wanted in ref.collections if wanted != "network")
            message = f"'{target}' names no record in {files}"
            hint = suggest(target, valid, f"add it to {files} first if it is new.")
            yield context.at(collection, record_id, path, "unknown-reference", message, hint)


def link_pair(context: Context) -> Iterator[Finding]:
    """A link between two projects is given on both of them."""
    for project, index, link in _links(context):
        other = context.atlas.projects[link.continues or link.continued_by or ""]
        back = [entry.continued_by if link.continues else entry.continues for entry in other.links]
        if project.id not in back:
            key, back_key = ("continues", "continued_by") if link.continues else ("continued_by", "continues")
            message = f"'{other.id}' does not say '{back_key}: {project.id}'"
            yield context.at("projects", project.id, ("links", index, key), "link-pair", message, "add it there")


def link_cycle(context: Context) -> Iterator[Finding]:
    """No project continues itself, not even by way of others."""
    for project, index, link in _links(context):
        ahead, seen = [link.continues], set[str]()
        while ahead:
            earlier = ahead.pop()
            if earlier is None or earlier in seen:
                continue
            seen.add(earlier)
            ahead += [entry.continues for entry in context.atlas.projects[earlier].links]
        if project.id in seen:
            path = ("links", index, "continues")
            yield context.at("projects", project.id, path, "link-cycle", f"'{project.id}' comes to continue itself")


def _links(context: Context) -> Iterator[tuple[Project, int, Link]]:
    for project in context.atlas.projects.values():
        for index, link in enumerate(project.links):
            yield project, index, link


RULES: list[Rule] = [unknown_reference]
#: Rules that follow ids, so that every id must be sound first.
LATER_RULES: list[Rule] = [link_pair, link_cycle]
