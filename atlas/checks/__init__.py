"""The rules: what the data and pages must keep to, one small function each, run over everything without stopping early.

A rule's docstring is the rule as a sentence. :func:`examine` is the one way from a folder to records that can be
trusted: it loads, then runs every rule. A warning is a rule that may be broken: what it finds is work to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from atlas.checks import (  # noqa: F401 - each adds its rules when it is imported
    coordinates,
    corrections,
    dates,
    exceptions,
    folder,
    identity,
    language,
    pages,
    provenance,
    references,
    reports,
    texts,
)
from atlas.checks.context import FILES, FOLDER, IDS, RECORDS, RENDERED as RENDERED, WARNINGS, Context, Files
from atlas.model.atlas import Atlas
from atlas.model.sources import RuleException
from atlas.read import validation, yaml_file
from atlas.read.findings import Finding
from atlas.read.loading import Loaded, load
from atlas.read.pages import PageTree

#: Every rule, those of reading and of shape first: what the list of rules is made from.
ALL_RULES: list[Callable[..., object]] = [
    *yaml_file.RULES,
    *validation.RULES,
    *exceptions.RULES,
    *FOLDER,
    *FILES,
    *IDS,
    *RECORDS,
    *RENDERED,
    *WARNINGS,
]

Subject = TypeVar("Subject")


def rule_id(rule: Callable[..., object]) -> str:
    """The id of the rule that a function is."""
    return rule.__name__.replace("_", "-")


@dataclass(frozen=True)
class Examined:
    """A project that was read and checked.

    Args:
        root: Its folder.
        atlas: Its records; None if nothing built on them could be trusted.
        tree: Its pages; empty if not even its files can be trusted.
        findings: What is wrong with it.
        context: What rules look at; None if the data files have not the right shape.
        exceptions: Where rules may be broken.
    """

    root: Path
    atlas: Atlas | None
    tree: PageTree
    findings: list[Finding]
    context: Context | None
    exceptions: list[RuleException]

    def warnings(self) -> list[Finding]:
        """What may be so and is still work to do."""
        if self.context is None or self.atlas is None:
            return []
        found = run(WARNINGS, self.context)
        findings = [
            *exceptions.without(self.exceptions, found, self.context),
            *exceptions.stale_exception(self.exceptions, found, map(rule_id, WARNINGS), self.context),
        ]
        return [replace(finding, level="warning") for finding in findings]


def examine(root: Path) -> Examined:
    """Load the data files and pages below ``root`` and run every rule.

    ``atlas`` is None if a data file cannot be read, has the wrong shape, or points at what does not exist: nothing
    built on such records could be trusted.
    """
    if unsafe := run(FOLDER, root):
        return Examined(root, None, PageTree(), unsafe, None, [])
    return examine_loaded(root, load(root), PageTree.read(root))


def examine_loaded(root: Path, loaded: Loaded, tree: PageTree) -> Examined:
    """Run every rule over data files and pages that were read before."""
    context = Context(loaded.yaml_files, tree, loaded.atlas) if loaded.atlas else None
    files = context or Files(loaded.yaml_files, tree)
    reading, excepted = [*loaded.findings, *tree.findings], loaded.exceptions
    # What cannot be read has most often other mistakes too: one finding is enough.
    unreadable = {(finding.file, finding.line) for finding in reading}
    found = [finding for finding in run(FILES, files) if (finding.file, finding.line) not in unreadable]
    if context is None:
        return Examined(root, None, tree, [*reading, *exceptions.without(excepted, found, files)], None, [])
    if unsound := run(IDS, context):
        findings = [*reading, *exceptions.without(excepted, found, files), *unsound]
        return Examined(root, None, tree, findings, context, [])
    found += run(RECORDS, context)
    findings = [
        *reading,
        *exceptions.without(excepted, found, files),
        *exceptions.stale_exception(excepted, found, map(rule_id, [*FILES, *RECORDS]), files),
        *exceptions.unknown_rule(excepted, map(rule_id, [*FILES, *RECORDS, *WARNINGS]), files),
    ]
    return Examined(root, context.atlas, tree, findings, context, excepted)


def run(rules: Iterable[Callable[[Subject], Iterator[Finding]]], subject: Subject) -> list[Finding]:
    """Everything that rules find in what they look at; one that stops in the middle is a finding itself."""
    findings: list[Finding] = []
    for rule in rules:
        try:
            findings.extend(rule(subject))
        except Exception as error:
            file = f"{rule.__module__.replace('.', '/')}.py"
            message = f"the rule '{rule.__name__}' stopped: {type(error).__name__}: {error}"
            findings.append(Finding(file, 0, 0, "rule-stopped", message, "this is a mistake in the rule: report it"))
    return findings
