"""Rules about ids: each names one record, for ever, and what points at a record finds it."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from atlas import query
from atlas.checks.context import IDS, RECORDS, WARNINGS, Context, Mistake, Mistakes, Place, rule, rule_for_each
from atlas.model.atlas import FILES, Atlas
from atlas.model.base import QUESTION_ID, Ref
from atlas.model.projects import Project
from atlas.model.references import all_references
from atlas.query.common import sort_key
from atlas.query.projects import select_projects
from atlas.read.findings import nearest, suggest
from atlas.read.yaml_file import YamlFile

NEARLY_THE_SAME = 0.94
#: An unknown id in this many places is likely the old id of a record.
MANY = 2


@rule(IDS)
def duplicate_id(context: Context) -> Mistakes:
    """No two records of one file have the same id."""
    for document in context.yaml_files.values():
        [(collection, records)] = document.value.items()
        if not _has_ids(collection):
            continue
        first: dict[str, int] = {}
        for index, raw in enumerate(records):
            if raw["id"] in first:
                line = document.line((collection, first[raw["id"]]))
                message = f"the id '{raw['id']}' is taken: the record that begins on line {line} has it too"
                hint = "choose another id; if both records mean the same, keep one of them"
                yield (document, collection, index, "id"), message, hint
            first.setdefault(raw["id"], index)


def _has_ids(key: str) -> bool:
    """Tell whether a file with this top-level key has a list of records with ids."""
    return key in Atlas.COLLECTIONS and FILES[key].kept == "list"


@rule(IDS)
def report_file(context: Context) -> Mistakes:
    """A file in data/reports/ is named after the id of its report."""
    for file, document in context.yaml_files.items():
        if FILES["report"].has(file):
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


@rule_for_each(RECORDS, "projects")
def alias_of_another(context: Context, project: Project) -> Mistakes:
    """No project is also known by the name of another project of its city."""
    for index, alias in enumerate(project.also_known_as):
        for other in select_projects(context.atlas, city=project.city):
            if other is not project and sort_key(alias)[0] == sort_key(other.name)[0]:
                hint = "a name of both projects identifies neither: remove it"
                yield ("also_known_as", index), f"'{alias}' is the name of '{other.id}'", hint


@rule(IDS)
def unknown_reference(context: Context) -> Mistakes:
    """Every id that points at another record points at one that exists."""
    broken = {document.file for document in context.yaml_files.values() if _repeats_an_id(document)}
    unknown: dict[str, list[tuple[Ref, Place]]] = defaultdict(list)
    for collection, record_id, path, ref, target in all_references(context.atlas):
        if not any(target in context.atlas.collection(wanted) for wanted in ref.collections):
            unknown[target].append((ref, (collection, record_id, *path)))
    for target, references in unknown.items():
        # Some fields take records of more collections than others: the narrowest says what is meant.
        wanted = min((ref.collections for ref, _ in references), key=len)
        places = [place for _, place in references]
        # A record whose id another one has taken is missing: the taken id is the mistake.
        if not broken & {Atlas.file_of(collection) for collection in wanted}:
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
        if record_id not in used and hasattr(record, "id")
    }
    changed = nearest(target, unused) or (next(iter(unused)) if len(unused) == 1 else None)
    if count < MANY or changed is None or not _has_ids(unused[changed]) or _is_question(target):
        return None
    message = f"nothing points at '{changed}', but {count} places point at '{target}', which names no record"
    return (unused[changed], changed, "id"), message, f"if this was '{target}', keep that id"


def _is_question(record_id: str) -> bool:
    return re.match(QUESTION_ID, record_id) is not None


def unknown_id(
    atlas: Atlas, wrong: str, collections: Iterable[str], otherwise: str | None = None
) -> tuple[str, str | None]:
    """Return message and hint for an id that no record of some collections has; without ``otherwise``, to add it."""
    if _is_question(wrong):
        collections, otherwise = ["open_questions"], "keep the question; if it is settled, give it an 'answer'"
    files = " or ".join(Atlas.file_of(collection) for collection in collections if collection != "network")
    valid = [name for collection in collections for name in atlas.collection(collection)]
    hint = suggest(wrong, valid, otherwise or f"add it to {files} first if it is new.")
    return f"'{wrong}' names no record in {files}", hint


@rule_for_each(RECORDS, "projects")
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
    in_prose = {source for page in context.tree.pages.values() for source in page.cited_sources}
    for source, records in query.sources.records_citing(context.atlas).items():
        if not records and source not in in_prose:
            yield ("sources", source, "id"), f"nothing cites '{source}'", "cite it, or remove it"


@rule(WARNINGS)
def unused_term(context: Context) -> Mistakes:
    """Every term of the glossary is used by a record or a page."""
    own = FILES["glossary"].file
    texts = [text for document, _, text in context.texts if document.file != own]
    texts += [page.prose for page in context.tree.pages.values()]
    everything = "\n".join(map(str.casefold, texts))  # most are ASCII, for which that takes a tenth of the time
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
