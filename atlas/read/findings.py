"""Findings: what is wrong, where, and how to fix it, in one form for data, pages and macros."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

GUTTER = 7
#: How many characters of a longer line are shown around a mistake.
ROOM = 160
RED, YELLOW, DIM, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake at one place."""

    file: str  # its path from the project's root, with forward slashes
    line: int  # counted from 1 in the file as its editor sees it, as is the column; 0 for the file as a whole
    column: int
    rule: str  # the id of the rule that was broken
    message: str  # what is wrong, as a sentence without full stop
    hint: str | None = None  # how to fix it
    width: int = 1  # how many characters of the line are meant
    level: Literal["error", "warning"] = "error"  # a warning is work that may be done later


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of a character of a text, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def nearest(wrong: str, valid: Iterable[str]) -> str | None:
    """Return the valid name most like a wrong one; None where none is like it."""
    return next(iter(difflib.get_close_matches(wrong, list(valid), n=1)), None)


def suggest(wrong: str, valid: Iterable[str], otherwise: str = "") -> str | None:
    """Return a hint: the nearest valid name, all of them where they are few, and what to do ``otherwise``."""
    names = sorted(set(valid))
    match = nearest(wrong, names)
    hint = f"did you mean '{match}'?" if match else ""
    if 0 < len(names) <= 10:
        hint = f"{hint} valid: {', '.join(names)}".strip()
        hint += ";" if otherwise else ""
    return f"{hint} {otherwise}".strip() or None


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by place, none twice."""
    return sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.rule, f.message))


def text(
    findings: Iterable[Finding], root: Path, texts: Mapping[str, str] | None = None, *, colour: bool = False
) -> str:
    """Return findings for a terminal: place, rule and message, the source line with a caret, the hint.

    Args:
        findings: The findings.
        root: The folder of the project.
        texts: The texts of files that are not written yet, by path.
        colour: Whether the terminal shows colours.
    """
    new = texts or {}
    lines_of = cache(lambda file: new[file].splitlines() if file in new else _lines(root / file))
    blocks = []
    for finding in in_order(findings):
        place = f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file
        rule = finding.rule if finding.level == "error" else f"{finding.rule} (warning)"
        if colour:
            place, rule = f"{BOLD}{place}{PLAIN}", f"{RED if finding.level == 'error' else YELLOW}{rule}{PLAIN}"
        block = [f"{place}  {rule}  {finding.message}"]
        if 0 < finding.line <= len(lines_of(finding.file)):
            line, column = _around(lines_of(finding.file)[finding.line - 1], finding.column)
            caret = " " * (column - 1) + "^" * max(1, min(finding.width, len(line) - column + 1))
            block += [f"{finding.line:>{GUTTER}} | {line}", f"{'':>{GUTTER}} | {caret}"]
        if finding.hint:
            block.append(f"   {DIM}hint:{PLAIN} {finding.hint}" if colour else f"   hint: {finding.hint}")
        blocks.append("\n".join(block))
    return "\n\n".join(blocks)


def _around(line: str, column: int) -> tuple[str, int]:
    """Return the part of a line around a column that fits a terminal, and the column in it."""
    start = max(0, min(column - 1 - ROOM // 3, len(line) - ROOM)) if len(line) > ROOM else 0
    before, after = "…" if start else "", "…" if start + ROOM < len(line) else ""
    return before + line[start : start + ROOM] + after, column - start + len(before)


def github(findings: Iterable[Finding]) -> str:
    """Return findings as workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(map(_annotation, in_order(findings)))


def as_json(findings: Iterable[Finding]) -> str:
    """Return findings as a JSON list of objects: rule, level, file, line, column, message, hint."""
    keys = ("rule", "level", "file", "line", "column", "message", "hint")
    entries = [{key: getattr(finding, key) for key in keys} for finding in in_order(findings)]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.file,
        "line": max(1, finding.line),
        "col": max(1, finding.column),
        "endColumn": max(1, finding.column) + finding.width,
        "title": finding.rule,
    }
    listed = ",".join(f"{name}={_escape_command(str(value), ':,')}" for name, value in properties.items())
    hint = f"\nhint: {finding.hint}" if finding.hint else ""
    return f"::{finding.level} {listed}::{_escape_command(finding.message + hint)}"


def _escape_command(text: str, more: str = "") -> str:
    """Return a text with the signs of workflow commands as percent codes."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in text)


def _lines(file: Path) -> list[str]:
    return file.read_bytes().decode("utf-8", "replace").splitlines() if file.is_file() else []
