"""Damage to the small project, at every place where it can happen: each is found at its line, by the rule it breaks.

Everything happens in memory: one file is changed and read again, the others are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from atlas.checks import examine_loaded
from atlas.read.findings import Finding
from atlas.read.loading import assemble, load
from atlas.read.pages import Page, PageTree
from atlas.read.yaml_file import parse
from tests.breaks import FIXTURES, SMALL

LOADED = load(SMALL)
TREE = PageTree.read(SMALL)
SOURCES = {file: (SMALL / file).read_text(encoding="utf-8") for file in LOADED.yaml_files}
PAGES = {page.file: page.text for page in TREE.pages.values()}
TEXTS = {**SOURCES, **PAGES}
GROUPS = {"data": list(SOURCES), "pages": list(PAGES), "reports": [file for file in SOURCES if "/reports/" in file]}
KINDS = yaml.safe_load((FIXTURES / "damage.yml").read_text(encoding="utf-8"))


def damages(kind: dict[str, Any]) -> Iterator[tuple[str, str, range]]:
    """Each place that fits: the file, its text after the change, and the lines on which a finding is due."""
    files = GROUPS.get(kind["files"]) or [f"data/{name}.yml" for name in kind["files"].split()]
    for file in files:
        source = TEXTS[file]
        for match in re.finditer(kind["old"], source, re.MULTILINE):
            put_in = match.expand(kind["new"])
            first = source.count("\n", 0, match.start()) + 1
            last = first + max(match[0].count("\n"), put_in.count("\n"))
            if "in_record" in kind:
                first = source.count("\n", 0, source.rindex("\n  - ", 0, match.start())) + 2
            yield file, source[: match.start()] + put_in + source[match.end() :], range(first, last + 1)


def findings(file: str, text: str) -> list[Finding]:
    """What is found after one file was damaged; the other files, read before, are used again."""
    if file in PAGES:
        src = file.removeprefix("docs/")
        return examine_loaded(SMALL, LOADED, PageTree({**TREE.pages, src: Page(src, text)})).findings
    loaded = assemble({**LOADED.yaml_files, file: parse(file, text)}.values())
    return loaded.findings or examine_loaded(SMALL, loaded, TREE).findings


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["what"])
def test_every_damage_is_found_at_its_line_by_the_rule_it_breaks(kind: dict[str, Any]) -> None:
    missed, done = [], 0
    for file, text, lines in damages(kind):
        found = findings(file, text)
        if not any(f.rule in kind["rules"].split() and f.file == file and f.line in lines for f in found):
            missed.append((file, lines, [(f.rule, f.file, f.line) for f in found[:3]]))
        done += 1
    assert missed == []
    assert done, "the small project has no place for this damage"
