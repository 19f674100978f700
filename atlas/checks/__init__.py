"""The rules that data and pages must follow; all of them run, whatever the others find.

The docstring of a function has its rules as sentences. :func:`examine` is the one way from a folder to records that can
be trusted: it loads, then runs every rule. A warning is a rule that may be broken: its findings are work to do.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

# Each module adds its rules when it is imported.
from atlas.checks import (  # noqa: F401
    contradictions,
    events,
    exceptions,
    folder,
    language,
    pages,
    promises,
    references,
    reports,
    synonyms,
    topics,
    translations,
    values,
)
from atlas.checks.context import (
    FILES,
    FOLDER,
    IDS,
    KINDS,
    RECORDS,
    TRANSLATIONS,
    UNFINISHED,
    WARNINGS,
    Context,
    Files,
    Rule,
    Translation,
    sentences,
)
from atlas.model.atlas import Atlas
from atlas.model.sources import RuleException
from atlas.model.synonyms import Synonym
from atlas.read import catalogue, validation, yaml_file
from atlas.read.cache import NO_CACHE, Cache
from atlas.read.findings import Finding
from atlas.read.loading import Loaded, assemble, load
from atlas.read.pages import DOCS_DIR, Page, PageTree

#: Every function with rules, those of reading and of shape first, as the list of rules shows them.
ALL_RULES: list[Callable[..., object]] = [*yaml_file.RULES, *validation.RULES, *exceptions.RULES, *chain(*KINDS)]


@dataclass(frozen=True)
class Examined:
    """A project that was read and checked."""

    root: Path  # its folder
    atlas: Atlas | None  # its records; None if they cannot be trusted
    tree: PageTree  # its pages; empty if its files cannot be trusted
    findings: list[Finding]  # what is wrong with it
    context: Context | None  # what rules look at; None if a data file has the wrong shape
    exceptions: list[RuleException]  # where rules may be broken
    digest: str = ""  # of the data files
    synonyms: list[Synonym] = field(default_factory=list)  # what readers type into the search

    def warnings(self) -> list[Finding]:
        """Return the findings of the rules that may be broken."""
        if self.context is None or self.atlas is None:
            return []
        findings = run(WARNINGS, self.context)
        findings = exceptions.apply(self.exceptions, findings, rule_ids(WARNINGS), self.context)
        return [replace(finding, level="warning") for finding in findings]

    def translations(self, *tags: str, cache: Cache = NO_CACHE) -> list[Finding]:
        """Return what is wrong with the translations into some languages, and as warnings what is left to do.

        Args:
            tags: Their ISO 639 codes; none for every language that has a PO file.
            cache: What the rules found before.
        """
        if self.atlas is None:
            return []
        files = {tag: catalogue.read(self.root, tag) for tag in tags} or catalogue.read_all(self.root)
        findings: list[Finding] = []
        for tag, file in files.items():
            translation = Translation(tag, file, self.atlas, self.tree)
            key = (self.digest, self.tree.digest, file.findings or file.digest)
            findings += cache.get(("translations", tag), key, partial(run, TRANSLATIONS, translation))
            findings += (replace(finding, level="warning") for finding in run(UNFINISHED, translation))
        return findings


def examine(root: Path, cache: Cache = NO_CACHE) -> Examined:
    """Load the data files and pages below ``root`` and run every rule, those aside whose findings are in the cache.

    ``atlas`` is None if a data file cannot be read, has the wrong shape, or refers to a record that does not exist:
    nothing built on such records could be trusted.
    """
    if unsafe := run(FOLDER, root):
        return Examined(root, None, PageTree(), unsafe, None, [])
    collecting = gc.isenabled()
    gc.disable()  # loading frees nothing, and garbage collection would take a quarter of its time
    try:
        loaded = load(root, cache)
        examined = examine_loaded(root, loaded, PageTree.read(root, cache), cache)
        for yaml_file in loaded.yaml_files.values():
            yaml_file.forget_nodes()
        return examined
    finally:
        if collecting:
            gc.enable()


def examine_changed(examined: Examined, texts: Mapping[str, str]) -> Examined:
    """Examine a project as if some data files and pages had these texts, by path; nothing is written.

    The project must have been examined with records that can be trusted.
    """
    assert examined.context is not None  # noqa: S101 - there is none without records
    files, by_src = dict(examined.context.yaml_files), examined.tree.handwritten
    for file, content in texts.items():
        if file.startswith(f"{DOCS_DIR}/"):
            src = file.removeprefix(f"{DOCS_DIR}/")
            by_src[src] = Page.of(src, content.encode())
        else:
            files[file] = yaml_file.parse(file, content)
    tree = replace(examined.tree, pages=dict(sorted(by_src.items())))
    return examine_loaded(examined.root, assemble(files.values()), tree)


def examine_loaded(root: Path, loaded: Loaded, tree: PageTree, cache: Cache = NO_CACHE) -> Examined:
    """Run every rule over the data files and pages of a project, those aside whose findings are in the cache."""
    tree = tree.add_record_pages(loaded.atlas) if loaded.atlas else tree
    state = (loaded.digest, tree.digest)
    context = Context(loaded.yaml_files, tree, loaded.atlas) if loaded.atlas else None
    files = context or Files(loaded.yaml_files, tree)
    reading, excepted = [*loaded.findings, *tree.findings], loaded.exceptions
    # A line that cannot be read often breaks other rules too: one finding is enough.
    unreadable = {(finding.file, finding.line) for finding in reading}
    in_files = _run_cached(FILES, files, state, cache)
    broken = [finding for finding in in_files if (finding.file, finding.line) not in unreadable]
    if context is None or (unsound := _run_cached(IDS, context, state, cache)):
        findings = [*reading, *exceptions.apply(excepted, broken, [], files), *(unsound if context else [])]
        return Examined(root, None, tree, findings, context, [])
    broken += _run_cached(RECORDS, context, state, cache)
    findings = [*reading, *exceptions.apply(excepted, broken, rule_ids([*FILES, *RECORDS]), files)]
    findings += exceptions.unknown_rule(excepted, rule_ids([*FILES, *RECORDS, *WARNINGS]), files)
    context = Context(loaded.yaml_files, tree, context.atlas)  # a new one: what rules looked through takes a third
    return Examined(root, context.atlas, tree, findings, context, excepted, loaded.digest, loaded.synonyms)


def rule_ids(rules: list[Rule]) -> list[str]:
    """Return the ids of the rules that some functions look after."""
    return [rule_id for rule in rules for rule_id in sentences(rule)]


def _run_cached(rules: list[Rule], files: Files, state: tuple[str, str], cache: Cache) -> list[Finding]:
    """Return what rules find, or found: a rule that did not look at pages finds the same whatever becomes of them.

    Args:
        rules: The rules.
        files: What they look at.
        state: The digests of the data and of the pages.
        cache: What they found before.
    """
    findings: list[Finding] = []
    of_data, of_pages = state
    for rule in rules:
        name = ("rule", rule.__module__, rule.__name__)
        kept = cache.find(name, (of_data, None))
        if kept is None and (kept := cache.find(name, (of_data, of_pages))) is None:
            files.looked_at_pages = False
            kept = run([rule], files)
            cache.keep(name, (of_data, of_pages if files.looked_at_pages else None), kept)
        findings += kept
    return findings


def run(rules: Iterable[Rule], subject: Any) -> list[Finding]:
    """Return everything that rules find in a subject; a rule that stops is a finding itself."""
    findings: list[Finding] = []
    for rule in rules:
        try:
            findings.extend(rule(subject))
        except Exception as error:
            file = f"{rule.__module__.replace('.', '/')}.py"
            message = f"the rule '{rule.__name__}' stopped: {type(error).__name__}: {error}"
            findings.append(Finding(file, 0, 0, "rule-stopped", message, "this is a mistake in the rule: report it"))
    return findings
