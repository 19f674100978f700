"""The rules: what the data and pages must keep to, one small function each, run over everything without stopping early.

A rule's docstring is the rule as a sentence. :func:`examine` is the one way from a folder to records that can be
trusted: it loads, then runs every rule. A warning is a rule that may be broken: what it finds is work to do.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.checks import dates, documents, identity, pages, place, provenance, references, texts
from atlas.checks.context import Context, Rule
from atlas.findings import Finding
from atlas.load import load
from atlas.model import Atlas
from atlas.pages import PageTree

#: Rules about ids, which the other rules follow.
ID_RULES: list[Rule] = [*identity.RULES, *references.RULES]
RULES: list[Rule] = [
    *identity.LATER_RULES,
    *references.LATER_RULES,
    *texts.RULES,
    *dates.RULES,
    *place.RULES,
    *documents.RULES,
    *provenance.RULES,
    *pages.RULES,
]
WARNINGS: list[Rule] = [*dates.WARNINGS, *provenance.WARNINGS]


@dataclass(frozen=True)
class Examined:
    """A project that was read and checked.

    Args:
        root: Its folder.
        atlas: Its records; None if nothing built on them could be trusted.
        tree: Its pages.
        findings: What is wrong with it.
        context: What rules look at; None if the data files have not the right shape.
    """

    root: Path
    atlas: Atlas | None
    tree: PageTree
    findings: list[Finding]
    context: Context | None

    def warnings(self) -> list[Finding]:
        """What may be so and is still work to do."""
        found = run(WARNINGS, self.context) if self.context and self.atlas else []
        return [replace(finding, level="warning") for finding in found]


def examine(root: Path) -> Examined:
    """Load the data files and pages below ``root`` and run every rule.

    ``atlas`` is None if a data file cannot be read, has the wrong shape, or points at what does not exist: nothing
    built on such records could be trusted.
    """
    with _collector_paused():
        return _examine(root)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile, nor later among what is read: records live long, and looking would take longer.

    What the build before this one has left, in a preview, is cleared away first.
    """
    gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def _examine(root: Path) -> Examined:
    loaded = load(root)
    tree = PageTree.read(root)
    if loaded.atlas is None:
        return Examined(root, None, tree, loaded.findings, None)
    context = Context(loaded.documents, loaded.atlas, tree)
    if unsound := run(ID_RULES, context):
        return Examined(root, None, tree, unsound, context)
    return Examined(root, loaded.atlas, tree, run(RULES, context), context)


def run(rules: Iterable[Rule], context: Context) -> list[Finding]:
    """Everything that rules find; one that stops in the middle is a finding itself."""
    findings: list[Finding] = []
    for rule in rules:
        try:
            findings.extend(rule(context))
        except Exception as error:
            file = f"{rule.__module__.replace('.', '/')}.py"
            message = f"the rule '{rule.__name__}' stopped: {type(error).__name__}: {error}"
            findings.append(Finding(file, 0, 0, "rule-stopped", message, "this is a mistake in the rule: report it"))
    return findings
