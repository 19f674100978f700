"""Rules about references: ids that point at another record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from atlas import query
from atlas.checks.context import IDS, RECORDS, WARNINGS, Context, Mistake, Mistakes, Place, each, rule
from atlas.model.atlas import Atlas
from atlas.model.base import Ref
from atlas.model.projects import Project
from atlas.model.references import all_references
from atlas.read.findings import nearest, suggest
from atlas.read.loading import collection_file, kept_in
from atlas.read.yaml_file import YamlFile


@rule(IDS)
def unknown_reference(context: Context) -> Mistakes:
    """Every id that points at another record points at one that exists."""
    broken = {document.file for document in context.yaml_files.values() if _repeats_an_id(document)}
    unknown: dict[str, list[tuple[Ref, Place]]] = defaultdict(list)
    for collection, record_id, path, ref, target in all_references(context.atlas):
        if not any(target in context.atlas.collection(wanted) for wanted in ref.collections):
            unknown[target].append((ref, (collection, record_id, *path)))
    for target, found in unknown.items():
        # Some fields take records of more collections than others: the narrowest says what is meant.
        wanted = min((ref.collections for ref, _ in found), key=len)
        places = [place for _, place in found]
        # A record whose id another one has taken is missing: the taken id is the mistake.
        if not broken & {kept_in(collection) for collection in wanted}:
            message, hint = unknown_id(context.atlas, target, wanted)
            more = f"; {len(places)} places point at it" if len(places) > 1 else ""
            yield _changed_id(context.atlas, wanted, target, len(places)) or (places[0], f"{message}{more}", hint)


def _repeats_an_id(document: YamlFile) -> bool:
    ids = [raw.get("id") for value in document.value.values() if isinstance(value, list) for raw in value]
    return len(ids) != len(set(ids))


def _changed_id(atlas: Atlas, wanted: tuple[str, ...], target: str, count: int) -> Mistake | None:
    """Return the mistake at a record whose id has changed while several places still have the old one, if it is so."""
    used = {reference[-1] for reference in all_references(atlas)}
    unused = {
        record_id: collection
        for collection in wanted
        for record_id, record in atlas.collection(collection).items()
        if record_id not in used and hasattr(record, "id") and target not in getattr(record, "former_ids", [])
    }
    changed = nearest(target, unused) or (next(iter(unused)) if len(unused) == 1 else None)
    if count < MANY or changed is None or unused[changed] not in Atlas.COLLECTIONS:
        return None
    message = f"nothing points at '{changed}', but {count} places point at '{target}', which names no record"
    hint = f"if this was '{target}', keep that id"
    if "former_ids" in Atlas.COLLECTIONS[unused[changed]].model_fields:
        hint += f", or write 'former_ids: [{target}]' here and '{changed}' at all {count} places"
    return (unused[changed], changed, "id"), message, hint


#: An unknown id in this many places is likely the old id of a record.
MANY = 2


def unknown_id(
    atlas: Atlas, wrong: str, collections: Iterable[str], otherwise: str | None = None
) -> tuple[str, str | None]:
    """Return message and hint for an id that no record of some collections has; without ``otherwise``, to add it."""
    files = " or ".join(kept_in(collection) for collection in collections if collection != "network")
    valid = [name for collection in collections for name in atlas.collection(collection)]
    hint = suggest_id(atlas, wrong, valid, otherwise or f"add it to {files} first if it is new.")
    return f"'{wrong}' names no record in {files}", hint


def suggest_id(atlas: Atlas, wrong: str, valid: Iterable[str], otherwise: str = "") -> str | None:
    """Return the hint for an unknown id: the present id of its record, or the nearest valid one."""
    names = set(valid)
    for _, record_id, record in atlas.records():
        if record_id in names and wrong in getattr(record, "former_ids", []):
            return f"'{wrong}' is a former id of '{record_id}': write '{record_id}'"
    return suggest(wrong, names, otherwise)


@each(RECORDS, "projects")
def links(context: Context, project: Project) -> Mistakes:
    """Look at the links of a project.

    link-pair: A link between two projects is given on both of them.
    link-cycle: No project continues itself, not even by way of others.
    """
    projects = context.atlas.projects
    for index, link in enumerate(project.links):
        key, back_key = ("continues", "continued_by") if link.continues else ("continued_by", "continues")
        other = projects[getattr(link, key)]
        if project.id not in [getattr(entry, back_key) for entry in other.links]:
            message = f"'{other.id}' does not say '{back_key}: {project.id}'"
            yield "link-pair", ("links", index, key), message, "add it there"
        ahead, seen = [link.continues], set[str]()
        while ahead:
            earlier = ahead.pop()
            if earlier is not None and earlier not in seen:
                seen.add(earlier)
                ahead += [entry.continues for entry in projects[earlier].links]
        if project.id in seen:
            message = f"'{project.id}' continues itself"
            yield "link-cycle", ("links", index, "continues"), message, "remove one of the links"


@rule(WARNINGS)
def unused_source(context: Context) -> Mistakes:
    """Every source is cited by a record or a page."""
    in_prose = {source for page in context.tree.pages.values() for source in page.cited}
    for source, records in query.upkeep.records_citing(context.atlas).items():
        if not records and source not in in_prose:
            yield ("sources", source, "id"), f"nothing cites '{source}'", "cite it, or remove it"


@rule(WARNINGS)
def unused_term(context: Context) -> Mistakes:
    """Every term of the glossary is used by a record or a page."""
    own = collection_file("glossary")
    texts = [text for document, _, text in context.texts if document.file != own]
    everything = "\n".join([*texts, *(page.prose for page in context.tree.pages.values())]).casefold()
    for term in context.atlas.glossary.values():
        names = [name.casefold() for name in (term.id, term.term, term.full.partition(" (")[0])]
        plurals = [f"{name[:-1]}ies" if name.endswith("y") else f"{name}s" for name in names]
        if not any(_has_word(everything, name) for name in names + plurals):
            yield ("glossary", term.id, "term"), f"nothing uses the term '{term.term}'", "link it where it is used"


def _has_word(text: str, name: str) -> bool:
    """Tell whether a text has a name as whole words; a regular expression would be slower here."""
    start = text.find(name)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(name, start + 1)
    return False
