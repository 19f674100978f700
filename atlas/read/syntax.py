"""Explain what is wrong with a text that is no YAML, and what to type instead.

YAML only says where it gave up. So the repairs of common mistakes are tried on the lines around that place; the repair
that leaves the fewest unknown fields says what was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.references import field_types, record_in

#: How many lines above the place where YAML gave up are tried.
REACH = 6
#: How many characters of a text a hint repeats.
LONGEST = 60

_ENTRY = re.compile(r"(?P<lead> *(?:- +)*[A-Za-z_]\w*: +)(?P<value>\S.*?) *$")
_ITEM = re.compile(r"(?P<lead> *(?:- +)+)(?P<value>\S.*?) *$")
#: A value between braces, up to the next field or the last brace.
_INLINE = re.compile(r"(?P<lead>[{,] *\w+: +)(?P<value>\S.*?)(?=, \w+: |\} *$)")
_NO_BLANK = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_]\w*):(?P<value>\S.*?) *$")
_NO_COLON = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[a-z_]+) (?:= ?)?(?P<value>\S.*?) *$")
_NO_DASH_BLANK = re.compile(r"(?P<lead> *)-(?P<value>[^\s-].*?) *$")
_RECORD = re.compile(r"(?: {2})?- ")
_SPECIAL = "@`%&*!|>?-,]}#:"
_PAIRS = {"[": "]", "{": "}"}


class Repair(NamedTuple):
    """A change of the lines after which YAML may read on."""

    line: int  # where the mistake begins, counted from 1
    column: int
    width: int  # how many characters are meant
    message: str
    hint: str
    lines: list[str]  # those of the file with that changed


def explain(source: str, error: yaml.MarkedYAMLError) -> Repair | None:
    """Return the repair after which YAML reads ``source`` beyond ``error``, or None if none does."""
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark is not None]
    if not marks:
        return None
    lines = source.split("\n")
    broken = min(marks[0], len(lines) - 1)
    lines = _window(lines, max(0, min(*marks, broken - REACH)), broken)
    filled = [n for n in range(broken, -1, -1) if lines[n].strip()][: REACH + 1]
    best: tuple[int, Repair] | None = None
    for number in dict.fromkeys([*filled, *(mark for mark in marks[1:] if mark < len(lines))]):
        for repair in (repair for kind in KINDS for repair in kind(lines, number)):
            left = _unknown(repair.lines)
            if left == 0:
                return repair
            if left is not None and (best is None or left < best[0]):
                best = left, repair
    return best[1] if best else None


def quote(text: str) -> str:
    """Return a text in the quotation marks that need the least change of it."""
    if "'" in text and not {'"', "\\"} & set(text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote_hint(text: str) -> str:
    """Return the hint to put a text in quotation marks; a long one is shortened in the middle."""
    whole = quote(text)
    return f"put it in quotation marks: {whole if len(whole) <= LONGEST else f'{whole[:40]}…{whole[-12:]}'}"


def plain_number(text: str) -> str | None:
    """Return a number without signs and zeros that it does not need, with a point before decimals.

    ``1,000`` and ``1.000`` become ``1000``, ``12,5`` becomes ``12.5``. It is None for what is no number, such as
    ``12:30``.
    """
    if re.fullmatch(r"[0-9]{1,3}(?:[,._'\u00a0\u202f ][0-9]{3})+", text):
        return re.sub("[^0-9]", "", text)
    match = re.fullmatch(r"(?:\+|(?P<sign>-))?0*(?P<whole>[0-9]+)(?:[.,](?P<decimals>[0-9]+))?", text)
    if match is None:
        return None
    return f"{match['sign'] or ''}{match['whole']}" + (f".{match['decimals']}" if match["decimals"] else "")


def _window(lines: list[str], first: int, last: int) -> list[str]:
    """Return all lines, those outside the records around two lines emptied, which makes reading quick."""
    starts = [n for n in range(first, 0, -1) if _RECORD.match(lines[n])][:1]
    top = next((n for n, line in enumerate(lines) if re.match(r"\w+:", line)), 0)
    if not starts or starts[0] <= top:
        return lines
    later = (n for n in range(last + 1, len(lines)) if lines[n].startswith(lines[starts[0]][:3]))
    end = next(later, len(lines))
    return [*[""] * top, lines[top], *[""] * (starts[0] - top - 1), *lines[starts[0] : end]]


def _unknown(lines: Sequence[str]) -> int | None:
    """Return how many fields are unknown or doubled; None where YAML cannot read the lines."""
    try:
        return _unknown_in(yaml.compose("\n".join(lines) + "\n", Loader=yaml.CBaseLoader), None, top=True)
    except yaml.YAMLError:
        return None


def _unknown_in(node: yaml.Node | None, kind: type[Record] | None, *, top: bool = False) -> int:
    if isinstance(node, yaml.SequenceNode):
        return sum(_unknown_in(item, kind) for item in node.value)
    if not isinstance(node, yaml.MappingNode):
        return int(kind is not None)
    names = [str(key.value) for key, _ in node.value]
    types = field_types(kind).items() if kind else ()
    fields = {name: Atlas.record_type(name) for name in names} if top else {name: record_in(of) for name, of in types}
    wrong = len(names) - len(set(names)) + sum(bool(fields) and name not in fields for name in names)
    return wrong + sum(_unknown_in(value, fields.get(str(key.value))) for key, value in node.value)


def _repair(lines: Sequence[str], number: int, new: str, column: int, width: int, message: str, hint: str) -> Repair:
    return Repair(number + 1, column + 1, max(1, width), message, hint, [*lines[:number], new, *lines[number + 1 :]])


def _value_in_quotes(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A text that YAML reads as something else, because of how it begins or of a colon in it."""
    line = lines[number]
    inline = _INLINE.finditer(line) if "{" in line else ()
    for match in [*inline, *filter(None, (_ENTRY.match(line), _ITEM.match(line)))]:
        start, end = match.span("value")
        for text, message, hint in _wrong_texts(match["value"]):
            yield _repair(lines, number, line[:start] + text + line[end:], start, end - start, message, hint)


def _wrong_texts(value: str) -> Iterator[tuple[str, str, str]]:
    """Yield what to write for a value, what is wrong with it, and the hint."""
    first, last = value[0], value[-1]
    if first in "'\"":
        inner = value[1:-1]
        if last == first and len(value) > 1:
            text = inner.replace("''", "'") if first == "'" else inner
            text = value if text.count(first) % 2 == 0 else text
            yield quote(text), f"a {first} inside the text ends it", quote_hint(text)
        else:
            yield (
                value + first,
                "the quotation mark that opens here is not closed on its line",
                "close it where the text ends",
            )
            yield quote(value), "text follows the quotation mark that closes", quote_hint(value)
    elif first in _PAIRS:
        closing, message = _PAIRS[first], f"the bracket '{first}' that opens here is not closed on its line"
        hint = f"close it: '{closing}'; a text that begins with a bracket needs quotation marks"
        yield value + closing, message, hint
        yield quote(value), f"a text that begins with '{first}' needs quotation marks", quote_hint(value)
    elif first in _SPECIAL:
        yield quote(value), f"a text that begins with '{first}' needs quotation marks", quote_hint(value)
    elif ": " in value or last == ":":
        yield quote(value), "a text with a colon and a space in it needs quotation marks", quote_hint(value)


def _blank_or_colon(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A colon or a dash without the space after it, and a field without its colon."""
    line = lines[number]
    for pattern, instead, message in (
        (_NO_BLANK, r"\g<key>: \g<value>", "a space is missing after the colon"),
        (_NO_COLON, r"\g<key>: \g<value>", "a colon is missing after the name of the field"),
        (_NO_DASH_BLANK, r"- \g<value>", "a space is missing after the dash"),
    ):
        if match := pattern.match(line):
            entry, column = match.expand(instead), match.end("lead")
            width = 1 if pattern is _NO_DASH_BLANK else len(line.rstrip()) - column
            yield _repair(lines, number, match["lead"] + entry, column, width, message, f"write '{entry}'")


def _unclosed_braces(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A record on one line that is not closed."""
    line = lines[number].rstrip()
    if line.count("{") > line.count("}"):
        message, hint = "the brace that opens here is not closed on its line", "close it at the end of the line: '}'"
        yield _repair(lines, number, f"{line}}}", line.find("{"), 1, message, hint)


def _indentation(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A line, or a line with all below it, that does not line up with those around it."""
    line = lines[number]
    own = _indent(line)
    if not re.match(r" *(?:- |[A-Za-z_]\w*:(?: |$))", line):
        return
    end = next((n for n in range(number + 1, len(lines)) if lines[n].strip() and _indent(lines[n]) < own), len(lines))
    for column, where in _columns(lines, number):
        for last in (number + 1, end):
            moved = [" " * max(0, _indent(text) + column - own) + text.lstrip() for text in lines[number:last]]
            changed = [*lines[:number], *moved, *lines[last:]]
            message, hint = f"this line begins with {own} spaces", f"fix the indentation: {where}"
            yield Repair(number + 1, own + 1, len(line.strip()), message, hint, changed)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _columns(lines: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
    """Yield the columns at which a line may begin, those of the nearest lines first, and what to line up with."""
    seen = {_indent(lines[number])}
    for other in range(number - 1, -1, -1):
        if match := re.match(r"( *)(- +)?[^\s#]", lines[other]):
            line = f"line {other + 1}"
            for group, where in ((2, f"line up with the text after the dash of {line}"), (1, f"line up with {line}")):
                if match[group] is not None and match.end(group) not in seen:
                    seen.add(match.end(group))
                    yield match.end(group), where
    below = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
    if below is not None and lines[number].lstrip().startswith("- ") and _indent(lines[below]) >= 2:
        column = _indent(lines[below]) - 2
        yield column, f"put {column} spaces before the dash, so that the text after it lines up with line {below + 1}"


def _text_that_goes_on(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """The second line of a text, indented no more than its field."""
    line = lines[number]
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is None or not line.lstrip()[0].isalnum():
        return
    if _ENTRY.match(lines[above]) and _indent(line) <= _indent(lines[above]):
        indent, text = _indent(lines[above]) + 2, line.strip()
        hint = f"if the text above goes on here, put {indent} spaces before it"
        message = "this line has no field of its own"
        yield _repair(lines, number, " " * indent + text, _indent(line), len(text), message, hint)


def _colon_in_a_long_text(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A colon in a text over several lines."""
    above = next((n for n in range(number - 1, -1, -1) if _indent(lines[n]) < _indent(lines[number])), None)
    match = _ENTRY.match(lines[above]) if above is not None else None
    if above is None or match is None:
        return
    lead = match["lead"]
    changed = [*lines[:above], f"{lead}>-", " " * _indent(lines[number]) + match["value"], *lines[above + 1 :]]
    message = "a text over several lines with a colon and a space in it needs the sign '>-'"
    hint = f"write '{lead.strip(' -')} >-' on line {above + 1}, and the whole text on the lines below it"
    yield Repair(number + 1, max(0, lines[number].find(": ")) + 1, 1, message, hint, changed)


#: The kinds of mistakes: each yields the repairs that it suggests at one line, counted from 0.
KINDS: list[Callable[[Sequence[str], int], Iterator[Repair]]] = [
    _unclosed_braces,
    _value_in_quotes,
    _blank_or_colon,
    _indentation,
    _text_that_goes_on,
    _colon_in_a_long_text,
]
