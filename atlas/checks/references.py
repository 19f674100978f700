"""Rules about ids that point elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas import query
from atlas.checks.context import Context, Rule
from atlas.findings import Finding, suggest
from atlas.loading import collection_file, kept_in
from atlas.model import Atlas, Link, Project, all_references


def unknown_reference(context: Context) -> Iterator[Finding]:
    """Every id that points at another record points at one that exists."""
    for collection, record_id, path, ref, target in all_references(context.atlas):
        if not any(target in context.atlas.collection(wanted) for wanted in ref.collections):
            valid = [name for wanted in ref.collections for name in context.atlas.collection(wanted)]
            files = " or ".join(kept_in(wanted) for wanted in ref.collections if wanted != "network")
            message = f"'{target}' names no record in {files}"
            hint = suggest_id(context.atlas, target, valid, f"add it to {files} first if it is new.")
            yield context.at(collection, record_id, path, "unknown-reference", message, hint)


def suggest_id(atlas: Atlas, wrong: str, valid: Iterable[str], otherwise: str = "") -> str | None:
    """The hint at an id that is none of the valid ones: what its record is called now, or the nearest of them."""
    names = set(valid)
    for _, record_id, record in atlas.records():
        if record_id in names and wrong in getattr(record, "former_ids", []):
            return f"'{wrong}' is a former id of '{record_id}': write '{record_id}'"
    return suggest(wrong, names, otherwise)


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
            message, hint = f"'{project.id}' comes to continue itself", "take one of the links out"
            yield context.at("projects", project.id, path, "link-cycle", message, hint)


def _links(context: Context) -> Iterator[tuple[Project, int, Link]]:
    for project in context.atlas.projects.values():
        for index, link in enumerate(project.links):
            yield project, index, link


def unused_source(context: Context) -> Iterator[Finding]:
    """Every source is cited by a record or a page."""
    in_prose = {source for page in context.tree.pages.values() for source in page.cited}
    for source, records in query.records_citing(context.atlas).items():
        if not records and source not in in_prose:
            hint = "cite it, or take it out"
            yield context.at("sources", source, ("id",), "unused-source", f"nothing cites '{source}'", hint)


def unused_term(context: Context) -> Iterator[Finding]:
    """Every term of the glossary is used by a record or a page."""
    own = collection_file("glossary")
    texts = [text for document, _, text in context.texts if document.file != own]
    everything = "\n".join([*texts, *(page.prose for page in context.tree.pages.values())]).casefold()
    for term in context.atlas.glossary.values():
        names = [name.casefold() for name in (term.id, term.term, term.full.partition(" (")[0])]
        if not any(_stands_in(everything, form) for name in names for form in (name, _plural(name))):
            message = f"nothing uses the term '{term.term}'"
            yield context.at("glossary", term.id, ("term",), "unused-term", message, "link it where it is used")


def _plural(name: str) -> str:
    """Return the plural of an English term: 'pilot cities' of 'pilot city', 'partners' of 'partner'."""
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _stands_in(text: str, name: str) -> bool:
    """Whether a text holds a name as words of its own; a pattern would look at each of its characters in turn."""
    start = text.find(name)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(name, start + 1)
    return False


RULES: list[Rule] = [unknown_reference]
#: Rules that follow ids, so that every id must be sound first.
LATER_RULES: list[Rule] = [link_pair, link_cycle]
WARNINGS: list[Rule] = [unused_source, unused_term]
