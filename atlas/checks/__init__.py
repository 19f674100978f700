"""The rules: what the data and pages must keep to, one small function each, run over everything without stopping early.

A rule's docstring is the rule as a sentence. :func:`examine` is the one way from a folder to records that can be
trusted: it loads, then runs every rule.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

from atlas.checks import identity, pages, references
from atlas.checks.context import Context, Rule
from atlas.findings import Finding
from atlas.load import load
from atlas.model import Atlas
from atlas.pages import PageTree

#: Rules that the records must meet before anything is built on them.
DATA_RULES: list[Rule] = [*identity.RULES, *references.RULES]
PAGE_RULES: list[Rule] = pages.RULES


@dataclass(frozen=True)
class Examined:
    """A project that was read and checked: its records, unless they are wrong, its pages, and what was found."""

    root: Path
    atlas: Atlas | None
    tree: PageTree
    findings: list[Finding]


def examine(root: Path) -> Examined:
    """Load the data files and pages below ``root`` and run every rule.

    ``atlas`` is None if a data file cannot be read, has the wrong shape, or points at what does not exist: nothing
    built on such records could be trusted.
    """
    gc.unfreeze()  # what was read before this
    examined = _examine(root)
    gc.freeze()  # records live long: to look through them for garbage again and again would cost a third of a build
    return examined


def _examine(root: Path) -> Examined:
    loaded = load(root)
    tree = PageTree.read(root)
    if loaded.atlas is None:
        return Examined(root, None, tree, loaded.findings)
    context = Context(loaded.documents, loaded.atlas, tree)
    unsound = [finding for rule in DATA_RULES for finding in rule(context)]
    if unsound:
        return Examined(root, None, tree, unsound)
    return Examined(root, loaded.atlas, tree, [finding for rule in PAGE_RULES for finding in rule(context)])
