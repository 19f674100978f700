"""Positions in the Jinja of a page. Jinja itself counts only lines, which may have more than one call.

A place is a number: that of the character in the page body, counted from 1. The lexer of pages gives it to each
token instead of a line, so that every node, error and traceback of Jinja carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import jinja2

Token = tuple[int, str, str]

_BRACES = re.compile(r"\{\{|\}\}")


def tokens(environment: jinja2.Environment, source: str) -> Iterator[Token]:
    """Yield the tokens of a page body as (place, kind, text); an error has a place in its ``lineno``."""
    offset = 0
    try:
        for _, kind, text in environment.lexer.tokeniter(source, None):
            while not source.startswith(text, offset):
                offset += 1  # white space that "-" takes away belongs to no token
            yield offset + 1, kind, text
            offset += len(text)
    except jinja2.TemplateSyntaxError as error:
        error.lineno = min(offset, max(0, len(source) - 1)) + 1
        raise


def name_in_tag(environment: jinja2.Environment, source: str, place: int, name: str) -> Span:
    """Return where a name is in the tag around a place; the place itself if it is not there."""
    begins, named = 1, None
    for at, kind, text in tokens(environment, source):
        if kind in {"variable_begin", "block_begin"}:
            if at > place:
                break
            begins, named = at, None
        elif kind == "name" and text == name and named is None and at > begins:
            named = at
    return Span(named, len(name)) if named else Span(place, 1)


def unclosed_before(source: str, place: int) -> int | None:
    """Return the place of the last "{{" before the line of a place that no "}}" closes; None if all are closed."""
    line = source.rfind("\n", 0, place - 1) + 1
    marks = [*((mark[0], mark.start()) for mark in _BRACES.finditer(source)), ("{{", len(source))]
    opened = [start for (mark, start), (after, _) in pairwise(marks) if mark == after == "{{" and start < line]
    return opened[-1] + 1 if opened else None


@dataclass(frozen=True)
class Span:
    """A piece of a page body: its place, and how many characters it has."""

    place: int
    width: int


@dataclass
class Arguments:
    """The arguments of a call as written: each positional value, each keyword, and the value of each keyword."""

    positional: list[Span] = field(default_factory=list)
    keywords: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Span] = field(default_factory=dict)


def arguments_at(environment: jinja2.Environment, source: str, place: int) -> Arguments:
    """Return the arguments of the call whose name is at a place."""
    found, written = Arguments(), list[Token]()
    depth = 0
    inner = (token for token in tokens(environment, source) if token[0] > place and token[1] != "whitespace")
    for token in inner:
        text = token[2] if token[1] == "operator" else ""
        if text and text in ")]}":
            depth -= 1
        if depth == 0 or (depth == 1 and text == ","):
            _add(found, written)
            written = []
        else:
            written.append(token)
        if text and text in "([{":
            depth += 1
        if depth == 0:
            break
    return found


def _add(found: Arguments, written: list[Token]) -> None:
    """Add one argument by its tokens; there are none after a last comma."""
    if len(written) > 2 and written[1][1:] == ("operator", "="):
        keyword = written[0][2]
        found.keywords[keyword] = _span(written[:1])
        found.values[keyword] = _span(written[2:])
    elif written:
        found.positional.append(_span(written))


def _span(written: list[Token]) -> Span:
    first, last = written[0], written[-1]
    return Span(first[0], last[0] + len(last[2]) - first[0])
