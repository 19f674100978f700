"""Rules about YAML: what makes a file unreadable, and what YAML would lose silently.

A second key of the same name, the end of a text behind `` #``: each is refused at its place. Every value is read as the
text that is written, with or without quotation marks. :mod:`atlas.read.validation` decides what a value may be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from sys import intern
from typing import Any, cast

import yaml

from atlas.read.findings import Finding, line_and_column
from atlas.read.syntax import explain, plain_number, quote_hint

#: Beyond these a file is no data of the Atlas: the largest has a quarter of a million characters, six levels deep.
MAX_CHARACTERS = int(os.environ.get("MAX_CHARACTERS", "4_000_000"))
MAX_LEVELS = 20

#: What other readers of YAML take for no value, unless it is in quotation marks.
NO_VALUES = {"", "~", "null", "Null", "NULL"}
#: The signs by which YAML names a part of a file and its type, where a value can begin.
_SIGN = re.compile(r"(?:&(?! )|!)(?<![^\s\[{,:?-].)")
_TAB = re.compile(r"^[ -]*[\t\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)


def finding_at(file: str, where: yaml.Node | yaml.Event, rule: str, message: str, hint: str | None = None) -> Finding:
    """A finding at a node or event."""
    start, end = cast(yaml.Mark, where.start_mark), cast(yaml.Mark, where.end_mark)
    width = end.column - start.column if end.line == start.line else 1
    return Finding(file, start.line + 1, start.column + 1, rule, message, hint, max(1, width))


@dataclass
class Reading:
    """What the rules about YAML look at."""

    file: str  # its path from the project's root
    source: str
    first_line: int  # where the YAML begins in it

    def at(self, where: yaml.Node | yaml.Event, rule: str, message: str, hint: str) -> Finding:
        """Return a finding at a node or event."""
        return finding_at(self.file, where, rule, message, hint)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, and an empty one below the last, on which YAML places an empty value at the end."""
        return [*self.source.split("\n"), ""]

    @cached_property
    def odd_events(self) -> list[tuple[yaml.Event, int, int]]:
        """What no data file has of the events of YAML: (event, documents begun, levels open); the last event always.

        Empty where sign and nodes show that there is nothing of the kind: that takes less time. Raises a
        :class:`yaml.YAMLError` if it is no YAML. To keep all events would take more memory than the file.
        """
        with suppress(yaml.YAMLError):
            if not _SIGN.search(self.source) and self.node is not None and len(self._levels) <= MAX_LEVELS:
                return []
        documents, level, placed = 0, 0, []
        for event in yaml.parse(self.source, Loader=yaml.CBaseLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            named = getattr(event, "anchor", None) or getattr(event, "tag", None)
            if named or documents > 1 or level > MAX_LEVELS or isinstance(event, yaml.StreamEndEvent):
                placed.append((event, documents, level))
        return placed

    @cached_property
    def node(self) -> yaml.Node:
        """The node of the whole file."""
        return cast(yaml.Node, yaml.compose(self.source, Loader=yaml.CBaseLoader))  # never None: see yaml_empty

    @cached_property
    def _levels(self) -> list[list[yaml.Node]]:
        """Every node that is no key, level by level from the whole file inwards."""
        levels, level = list[list[yaml.Node]](), [self.node]
        while level:
            levels.append(level)
            mappings = [node.value for node in level if isinstance(node, yaml.MappingNode)]
            lists = [node.value for node in level if isinstance(node, yaml.SequenceNode)]
            level = [*(value for pairs in mappings for _, value in pairs), *chain(*lists)]
        return levels

    @property
    def nodes(self) -> Iterator[yaml.Node]:
        """Every node that is no key, each before the nodes inside it."""
        return chain(*self._levels)

    @cached_property
    def mappings(self) -> list[yaml.MappingNode]:
        """Every mapping."""
        return [node for node in self.nodes if isinstance(node, yaml.MappingNode)]


def value_of(node: yaml.Node) -> Any:
    """Return the plain value of a node: mappings, lists and texts."""
    if isinstance(node, yaml.ScalarNode):
        return intern(node.value)
    if isinstance(node, yaml.MappingNode):
        return {intern(key.value): value_of(value) for key, value in node.value}
    return [value_of(item) for item in node.value]


def _is_empty(node: yaml.Node) -> bool:
    """Return whether a node is no value."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in NO_VALUES


# Rules about the text of a file


_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)


def merge_conflict(file: str, text: str) -> Iterator[Finding]:
    """No file has the marks that git leaves where two changes meet: <<<<<<<, =======, >>>>>>>."""
    for match in _CONFLICT.finditer(text):
        message = "git left this mark where two changes of the file meet"
        hint = "of the lines between <<<<<<< and >>>>>>> keep those that are right; delete the others and the marks"
        yield Finding(file, *line_and_column(text, match.start()), "merge-conflict", message, hint, len(match[0]))


def too_large(reading: Reading) -> Iterator[Finding]:
    """No file is larger than a reader could ever look through."""
    if len(reading.source) > MAX_CHARACTERS:
        message = f"this file has {len(reading.source)} characters, the limit is {MAX_CHARACTERS}"
        hint = "take out what is no data of the Atlas; if all of it is, set MAX_CHARACTERS in the environment to more"
        yield Finding(reading.file, 0, 0, "too-large", message, hint)


def tab(reading: Reading) -> Iterator[Finding]:
    """Lines are indented by spaces, not by tabs or by what only looks like a space."""
    for match in _TAB.finditer(reading.source):
        what = "a tab" if match[0].endswith("\t") else f"U+{ord(match[0][-1]):04X}, which only looks like a space,"
        place = line_and_column(reading.source, match.end() - 1)
        yield Finding(reading.file, *place, "tab", f"{what} indents this line", "put spaces in its place")


def yaml_syntax(reading: Reading) -> Iterator[Finding]:
    """Every file is YAML."""
    try:
        _ = reading.odd_events
    except yaml.YAMLError as error:
        yield unreadable(reading.file, reading.source, error, "yaml-syntax")


def unreadable(file: str, source: str, error: yaml.YAMLError, rule: str) -> Finding:
    """The finding at the place where a text is no YAML: what is wrong there, and what to type instead."""
    if isinstance(error, yaml.reader.ReaderError):
        # It names neither line nor column, only the character.
        bad = chr(error.character) if isinstance(error.character, int) else str(error.character)
        message = f"U+{ord(bad):04X} is a control character"
        return Finding(file, *line_and_column(source, source.find(bad)), rule, message, "take it out")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if opened := _runaway_text(source, line):
        message = "the quotation mark that opens here is not closed on its line"
        return Finding(file, *opened, rule, message, "close it where the text ends")
    if isinstance(error, yaml.MarkedYAMLError) and (repair := explain(source, error)):
        return Finding(file, repair.line, repair.column, rule, repair.message, repair.hint, repair.width)
    message = f"YAML cannot read this: {getattr(error, 'problem', None) or error}"
    hint = "compare it with other entries; a text with a colon, a bracket or a quotation mark needs quotation marks"
    return Finding(file, line, column, rule, message, hint)


_OPENED = re.compile(r"^[ -]*\w+: (?P<mark>['\"])(?:(?!(?P=mark)).)*$", re.MULTILINE)


def _runaway_text(source: str, broken: int) -> tuple[int, int] | None:
    """Line and column of a quotation mark that runs on to the line on which YAML breaks, where it met another text."""
    before = "".join(source.splitlines(keepends=True)[:broken])
    for match in list(_OPENED.finditer(before))[-1:]:
        rest = before[match.end("mark") :].replace("''", "  ")
        closed = rest.find(match["mark"])
        if closed == -1 or "\n" not in rest[closed:].rstrip("\n"):
            return line_and_column(before, match.start("mark"))
    return None


# Rules about the stream of events, before anything is built from it


def events(reading: Reading) -> Iterator[Finding]:
    """Look at the stream of events.

    yaml-empty: No file is empty.
    several-documents: A file has one YAML document.
    yaml-alias: No value begins with & or *, by which YAML names and repeats parts of a file.
    yaml-tag: No value begins with !, by which YAML names a type.
    yaml-levels: Nothing is nested deeper than records ever are.
    """
    for event, documents, level in reading.odd_events:
        if isinstance(event, yaml.DocumentStartEvent) and documents > 1:
            hint = "one file, one document: take '---' out"
            yield reading.at(event, "several-documents", "a second document begins here", hint)
        elif isinstance(event, yaml.CollectionStartEvent) and level == MAX_LEVELS + 1:
            message = f"this is nested more than {MAX_LEVELS} levels deep"
            yield reading.at(event, "yaml-levels", message, "no record has so many levels")
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        if sign == "*" or getattr(event, "anchor", None):
            yield _sign(reading, event, "yaml-alias", sign, f"a part of the file cannot be repeated by '{sign}'")
        if getattr(event, "tag", None):
            yield _sign(reading, event, "yaml-tag", "!", "a type is not written down")
    if reading.odd_events and not reading.odd_events[-1][1]:
        message, hint = "there is nothing here", "take the file or block out"
        yield Finding(reading.file, reading.first_line, 1, "yaml-empty", message, hint)


def _sign(reading: Reading, event: yaml.Event, rule: str, sign: str, reason: str) -> Finding:
    """Return the finding at a text that begins with a sign of YAML."""
    start = cast(yaml.Mark, event.start_mark)
    text = reading.lines[start.line][start.column :].rstrip()
    message = f"a text that begins with '{sign}' needs quotation marks"
    return reading.at(event, rule, message, f"{quote_hint(text)}; {reason}")


# Rules about the nodes


def key_is_no_text(reading: Reading) -> Iterator[Finding]:
    """Every key is a word."""
    for mapping in reading.mappings:
        for key, _ in mapping.value:
            if not isinstance(key, yaml.ScalarNode):
                yield reading.at(key, "key-is-no-text", "this key is no word", "keys are the names of fields")


def duplicate_key(reading: Reading) -> Iterator[Finding]:
    """No key is twice in a mapping."""
    for mapping in reading.mappings:
        first: dict[str, int] = {}
        for key, _ in mapping.value:
            if key.value in first:
                hint = f"keep one of the two; the first is on line {first[key.value]}"
                yield reading.at(key, "duplicate-key", f"the key '{key.value}' is here a second time", hint)
            first.setdefault(key.value, key.start_mark.line + 1)


def empty_value(reading: Reading) -> Iterator[Finding]:
    """No key is left without a value."""
    split = {id(value): finding for value, finding in _split_texts(reading)}
    yield from split.values()
    for scalar in reading.nodes:
        if _is_empty(scalar) and id(scalar) not in split:
            line, hint = reading.lines[scalar.start_mark.line], "write one, or leave the key out"
            if not scalar.value and (cut := _CUT_OFF.match(line, scalar.end_mark.column)):
                hint = f"{quote_hint(cut['rest'].rstrip())}: without them '#' begins a comment"
            yield reading.at(scalar, "empty-value", "there is no value here", hint)


def _split_texts(reading: Reading) -> Iterator[tuple[yaml.Node, Finding]]:
    """What follows a comma between braces and has neither colon nor value: the rest of a text, or a field."""
    for mapping in reading.mappings:
        for before, (key, value) in pairwise([(None, None), *mapping.value]) if mapping.flow_style else ():
            if _is_empty(value) and value.start_mark.index == key.end_mark.index:
                name, colon, rest = str(key.value).partition(":")
                if colon:
                    message, hint = "a space is missing after the colon", f"write '{name}: {rest}'"
                else:
                    message = f"the comma before '{key.value}' ends the text"
                    text = reading.source[before[1].start_mark.index : key.end_mark.index] if before[1] else key.value
                    number = plain_number(text)
                    hint = f"write {number}" if number else quote_hint(text)
                yield value, reading.at(key, "empty-value", message, hint)


_CUT_OFF = re.compile(r"[ \t]+(?P<rest>#.*)")


def cut_off_text(reading: Reading) -> Iterator[Finding]:
    """No text loses its end: behind an unquoted text ' #' begins a comment, which has a line of its own here."""
    source = reading.source
    if not (" #" in source or "\t#" in source) or not re.search(r"[^\s][ \t]+#", source):
        return
    for node in reading.nodes:
        if isinstance(node, yaml.ScalarNode) and not node.style and not _is_empty(node):
            end = node.end_mark
            if cut := _CUT_OFF.match(reading.lines[end.line], end.column):
                rest = cut["rest"].rstrip()
                message = f"YAML takes '{rest}' for a comment and drops it"
                hint = f"{quote_hint(f'{node.value} {rest}')}; a comment goes on a line of its own"
                place = end.line + 1, cut.start("rest") + 1
                yield Finding(reading.file, *place, "cut-off-text", message, hint, len(rest))


#: The rules in the order in which they are asked; after a finding those of later stages are not asked any more.
STAGES: list[list[Callable[[Reading], Iterator[Finding]]]] = [
    [too_large, tab],
    [yaml_syntax],
    [events],
    [key_is_no_text],
    [cut_off_text, duplicate_key, empty_value],
]
