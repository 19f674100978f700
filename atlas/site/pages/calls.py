"""The macro calls of a page: `{{ name("a text", page=3) }}`, and nothing else in braces.

A page is written by anyone who sends a pull request, so nothing in it is evaluated: a call is a name with texts and
numbers. What is in code or in a comment is no call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

#: Two braces up to the next two; without `end` they are not closed.
_BRACES = re.compile(r"\{\{(?P<inner>(?:(?!\{\{|\}\}).)*)(?P<end>\}\})?", re.DOTALL)
_STATEMENT = re.compile(r"\{%")
_NAME = re.compile(r"\s*(?P<name>[A-Za-z_]\w*)\s*(?P<open>\(?)\s*")
_KEYWORD = re.compile(r"(?P<keyword>[A-Za-z_]\w*)\s*=\s*")
_VALUE = re.compile(r"(?P<value>\"[^\"]*\"|'[^']*'|-?\d+(?:\.\d+)?)\s*")
_COMMA = re.compile(r",\s*")
_CLOSE = re.compile(r"\)\s*")
_CURLY = re.compile(r"[“”‘’„«»]")
_BARE_ID = re.compile(r"[A-Za-z][\w-]*")

FORM = "write a macro as '{{ name(...) }}'"


class Span(NamedTuple):
    """A piece of a page body: where it begins, counted from 0, and how many characters it has."""

    offset: int
    width: int


@dataclass
class Call:
    """A call as it is written on a page."""

    whole: Span
    name: str
    name_at: Span
    values: list[str | int | float] = field(default_factory=list)
    values_at: list[Span] = field(default_factory=list)
    filters: dict[str, str | int | float] = field(default_factory=dict)
    keywords_at: dict[str, Span] = field(default_factory=dict)
    filters_at: dict[str, Span] = field(default_factory=dict)


@dataclass
class Unreadable:
    """Braces on a page that are no call: what is wrong, where, and what to write instead."""

    whole: Span
    message: str
    hint: str
    at: Span


def calls(prose: str) -> Iterator[Call | Unreadable]:
    """Yield every call in the prose of a page, in order, and all in braces that is none."""
    for statement in _STATEMENT.finditer(prose):
        span = Span(statement.start(), len(statement[0]))
        yield Unreadable(span, "a page calls macros and does nothing else", FORM, span)
    for braces in _BRACES.finditer(prose):
        whole = Span(braces.start(), len(braces[0]))
        if braces["end"]:
            yield _call(prose, whole, braces.start("inner"), braces.end("inner"))
        else:
            opening = Span(braces.start(), 2)
            yield Unreadable(opening, "these two braces are not closed", FORM, opening)


def _call(prose: str, whole: Span, start: int, end: int) -> Call | Unreadable:
    """Read the text between two braces on each side."""

    def fail(at: int) -> Unreadable:
        return _explain(prose, whole, at, end)

    named = _NAME.match(prose, start, end)
    if not named:
        return fail(end - len(prose[start:end].lstrip()))
    if not named["open"]:
        hint = f"write '{{{{ {named['name']}() }}}}'"
        return Unreadable(whole, "a macro is called with brackets", hint, _span(named, "name"))
    call, at = Call(whole, named["name"], _span(named, "name")), named.end()
    closed = _CLOSE.match(prose, at, end)
    while not closed:
        keyword = _KEYWORD.match(prose, at, end)
        value = _VALUE.match(prose, keyword.end() if keyword else at, end)
        if value is None or (call.filters and not keyword) or (keyword and keyword["keyword"] in call.filters):
            return fail(keyword.end() if keyword and value is None else at)
        _add(call, keyword, value)
        at = value.end()
        if comma := _COMMA.match(prose, at, end):
            at = comma.end()
        closed = _CLOSE.match(prose, at, end)
        if not comma and not closed:
            return fail(at)
    return call if closed.end() == end else fail(closed.end())


def _add(call: Call, keyword: re.Match[str] | None, written: re.Match[str]) -> None:
    text = written["value"]
    value = text[1:-1] if text[0] in "\"'" else float(text) if "." in text else int(text)
    if keyword:
        call.filters[keyword["keyword"]] = value
        call.keywords_at[keyword["keyword"]] = _span(keyword, "keyword")
        call.filters_at[keyword["keyword"]] = _span(written, "value")
    else:
        call.values.append(value)
        call.values_at.append(_span(written, "value"))


def _span(match: re.Match[str], group: str) -> Span:
    return Span(match.start(group), len(match[group]))


def _explain(prose: str, whole: Span, at: int, end: int) -> Unreadable:
    """Explain the mistake at the place where a call cannot be read further."""
    if at >= end:
        return Unreadable(whole, "this call is not complete", FORM, Span(max(whole.offset, end - 1), 1))
    if _CURLY.match(prose, at):
        hint = 'write each text between two straight quotation marks: "…"'
        return Unreadable(whole, f"'{prose[at]}' is no straight quotation mark", hint, Span(at, 1))
    if bare := _BARE_ID.match(prose, at, end):
        hint = f'put an id or a text in quotation marks: "{bare[0]}"'
        return Unreadable(whole, f"'{bare[0]}' is neither a text nor a number", hint, Span(at, len(bare[0])))
    return Unreadable(whole, f"'{prose[at]}' does not belong here", FORM, Span(at, 1))
