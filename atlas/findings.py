"""Findings: what is wrong, where, and how to mend it, in one form for data, pages and macros."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

GUTTER = 7


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake at one place.

    Args:
        file: Path from the project's root, with forward slashes.
        line, column: Counted from 1 in the file as its editor sees it; 0 where the file as a whole is meant.
        rule: Id of the rule that was broken.
        message: What is wrong, as a sentence without full stop.
        hint: How to mend it.
        width: How many characters of the line are meant.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str | None = None
    width: int = 1


def nearest(wrong: str, valid: Iterable[str]) -> str | None:
    """The valid name most like a wrong one, or None where none is like it."""
    matches = difflib.get_close_matches(wrong, list(valid), n=1, cutoff=0.6)
    return matches[0] if matches else None


def suggest(wrong: str, valid: Iterable[str], otherwise: str = "") -> str | None:
    """A hint that names the nearest valid name, or all of them where they are few, or says ``otherwise``."""
    names = sorted(valid)
    match = nearest(wrong, names)
    hint = f"did you mean '{match}'?" if match else ""
    if 0 < len(names) <= 10:
        hint = f"{hint} valid: {', '.join(names)}".strip()
    return f"{hint} {otherwise}".strip() or None


def text(findings: Iterable[Finding], root: Path) -> str:
    """All findings for a terminal: place, rule and message, the source line with a caret, the hint; sorted, none twice.

    Args:
        findings: In any order.
        root: The folder that the files of the findings are relative to.
    """
    lines_of: dict[str, list[str]] = {}
    blocks = []
    for finding in sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.rule, f.message)):
        if finding.file not in lines_of:
            lines_of[finding.file] = _lines(root / finding.file)
        place = f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file
        block = [f"{place}  {finding.rule}  {finding.message}"]
        if 0 < finding.line <= len(lines_of[finding.file]):
            block += _excerpt(lines_of[finding.file][finding.line - 1], finding)
        if finding.hint:
            block.append(f"   hint: {finding.hint}")
        blocks.append("\n".join(block))
    return "\n\n".join(blocks)


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _excerpt(line: str, finding: Finding) -> list[str]:
    width = max(1, min(finding.width, len(line) - finding.column + 1))
    caret = " " * (finding.column - 1) + "^" * width
    return [f"{finding.line:>{GUTTER}} | {line}", f"{'':>{GUTTER}} | {caret}"]
