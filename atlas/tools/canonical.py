"""Write the nodes of a data file as lines of its canonical form: order of fields, quoting, folding, comments."""

from __future__ import annotations

import re
import sys
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from textwrap import TextWrapper
from typing import Any, Literal, cast

import yaml

from atlas.model.atlas import Atlas
from atlas.model.base import InlineRecord, Record
from atlas.model.references import field_types, kind_of, records_in
from atlas.read.yaml_rules import NO_VALUES

WIDTH = 120
INDENT = "  "

#: The record types that a mapping or an item of a list may have; None for the whole file.
Kinds = tuple[type[Record], ...] | None


@cache
def _fields(kind: type[Record]) -> dict[str, tuple[int, Kinds]]:
    """Return the fields of a record type: (place in the order of a data file, record types of the value)."""
    return {name: (place, tuple(records_in(field_types(kind)[name]))) for place, name in enumerate(kind.field_order())}


#: A field of a mapping or an item of a list: key, first node, value, and the record types of the value.
Part = tuple[str, yaml.Node, yaml.Node, Kinds]


def _parts(node: yaml.Node, kinds: Kinds) -> list[Part]:
    """Return the items of a list, or the fields of a mapping in the order of the model, unknown ones at the end."""
    if isinstance(node, yaml.SequenceNode):
        return [("", item, item, kinds) for item in node.value]
    keys = [(str(key.value), key, value) for key, value in node.value]
    if kinds is None:
        return [(name, key, value, tuple(records_in(Atlas.record_type(name)))) for name, key, value in keys]
    kind = kind_of(kinds, {name: value.value for name, _, value in keys}) if kinds else None
    fields = _fields(kind) if kind else {}
    parts = [(*fields.get(name, (len(fields), ())), name, key, value) for name, key, value in keys]
    parts.sort(key=itemgetter(0))
    return [(name, key, value, inner) for _, inner, name, key, value in parts]


def _is_inline(node: yaml.Node, kinds: Kinds) -> bool:
    """Return whether a mapping or list is written on one line."""
    if isinstance(node, yaml.MappingNode):
        return not node.value or (bool(kinds) and all(issubclass(kind, InlineRecord) for kind in kinds or ()))
    return all(isinstance(item, yaml.ScalarNode) and item.value.isdigit() for item in node.value)


def node_of(value: Any) -> yaml.Node:
    """Return the node of a plain value, as it would be read from a file."""
    return cast(yaml.Node, yaml.compose(yaml.safe_dump(value, sort_keys=False), Loader=yaml.CBaseLoader))


# Comments

#: Line and column, counted from 0.
Place = tuple[int, int]
#: The comments at a field or item, by the identity of its first node, then by their place.
Comments = dict[int, dict[Literal["above", "beside", "below"], list[str]]]

_NONE: tuple[tuple[str, ...], ...] = ((), (), ())

#: The sign that begins a comment, or is part of a text.
_COMMENT = re.compile(r"(?:^|(?<=\s))#")


def map_comments(source: str, top: yaml.MappingNode, remarks: list[tuple[Place, str]]) -> Comments:
    """Return the comments at each field or item.

    On a line of its own it is about what follows, or, where it is indented deeper, about the end of what comes before.
    """
    comments: Comments = defaultdict(lambda: {"above": [], "beside": [], "below": []})
    if remarks and remarks[-1][0] > _place(top.start_mark):
        entries = sorted(_entries(top, None))
    else:  # all of them are above the first key
        entries = [(_place(top.start_mark), 0, id(top.value[0][0]))]
    places = [place for place, _, _ in entries]
    lines = source.split("\n")
    for (line, column), comment in remarks:
        following = bisect(places, (line, column))
        before = lines[line][:column]
        indent = len(before) - len(before.lstrip())
        if before.strip(" -"):
            node = comments[entries[following - 1][2]]
            node["above" if node["beside"] else "beside"].append(comment)
        elif following == 0 or (following < len(entries) and entries[following][1] >= indent):
            comments[entries[following][2]]["above"].append(comment)
        else:
            last = next(node for _, start, node in reversed(entries[:following]) if start <= indent)
            comments[last]["below"].append(comment)
    return comments


def _entries(node: yaml.Node, kinds: Kinds) -> Iterator[tuple[Place, int, int]]:
    """Yield each field and item with lines of its own: (where it begins, its indent, identity of its first node)."""
    for _, first, value, inner in _parts(node, kinds):
        yield _place(first.start_mark), node.start_mark.column, id(first)
        if isinstance(value, yaml.CollectionNode) and not _is_inline(value, inner):
            yield from _entries(value, inner)


def comments_in(source: str, top: yaml.Node | None) -> Iterator[tuple[Place, str]]:
    """Yield every comment with its place."""
    texts = list[tuple[Place, Place]]()
    for number, line in enumerate(source.split("\n")):
        for match in _COMMENT.finditer(line) if "#" in line else ():
            if top and not texts and number >= top.start_mark.line:  # above it no text is in the way
                texts = sorted(_texts(top))
            place = (number, match.start())
            before = bisect(texts, (place, (sys.maxsize, 0))) - 1
            if before < 0 or texts[before][1] <= place:
                yield place, line[match.start() :].rstrip()
                break


def _texts(node: yaml.Node) -> Iterator[tuple[Place, Place]]:
    """Yield the begin and end of every scalar: a # inside one starts no comment."""
    if isinstance(node, yaml.ScalarNode):
        start = (node.start_mark.line + 1, 0) if node.style in _BLOCK else _place(node.start_mark)
        yield start, _place(node.end_mark)
    else:
        for part in node.value if isinstance(node, yaml.SequenceNode) else chain(*node.value):
            yield from _texts(part)


def _place(mark: Any) -> Place:
    return mark.line, mark.column


# Lines

#: The styles of texts on lines of their own.
_BLOCK = ("|", ">")
#: A blank at which a line may end so that reading gives the blank back.
_BLANK = re.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True)
class Writer:
    """Write nodes as lines."""

    comments: Comments  # what is written beside them

    def block(self, node: yaml.Node, kinds: Kinds, column: int) -> list[str]:
        """Return the lines of a mapping or list that begins at a column, without that indent."""
        is_list, lines = isinstance(node, yaml.SequenceNode), list[str]()
        for key, first, value, inner in _parts(node, kinds):
            if lines and is_list and column == len(INDENT):  # blank lines between the records of a file
                lines.append("")
            lines += self._entry("-" if is_list else f"{scalar(key)}:", first, value, inner, column)
        return lines

    def _entry(self, lead: str, begin: yaml.Node, node: yaml.Node, kinds: Kinds, column: int) -> list[str]:
        """Return the lines of a field or item with its comments; ``lead`` is its key or dash."""
        remarks = self.comments.get(id(begin))
        if remarks is None and isinstance(node, yaml.ScalarNode):
            return _text_lines(lead, node, column)
        above, beside, below = map(list, remarks.values() if remarks else _NONE)
        if isinstance(node, yaml.ScalarNode):  # behind a text without quotation marks a comment would be refused
            above, beside = [*above, *beside], []
        if isinstance(node, yaml.ScalarNode):
            first, *rest = _text_lines(lead, node, column)
        elif _is_inline(node, kinds):
            first, rest = f"{lead} {inline(node, kinds)}", []
        else:
            rest = self.block(node, kinds, column + len(INDENT))
            first = lead
            if lead == "-":
                while rest[0].startswith("#"):  # beside the dash it would be taken for one about what comes before
                    above.append(rest.pop(0))
                first = f"- {rest.pop(0)}"
            rest = [f"{INDENT}{line}" if line else "" for line in rest]
        return [*above, "  ".join([first, *beside]), *rest, *below]


def _text_lines(lead: str, node: yaml.ScalarNode, column: int) -> list[str]:
    """Return the lines of a scalar after its key or dash: folded if it was or if it is too long for one line."""
    is_long = column + len(lead) + len(" ") + len(node.value) > WIDTH
    if (node.style == ">" or (is_long and node.style != "|")) and _is_plain_prose(node.value):
        return [f"{lead} >-", *_wrap(node.value, column)]
    line = f"{lead} {scalar(node.value)}"
    if node.style not in _BLOCK and column + len(line) <= WIDTH:
        return [line]
    style = node.style if node.style in _BLOCK else ">"
    head, *lines = yaml.safe_dump(node.value, default_style=style, allow_unicode=True).removesuffix("\n").split("\n")
    if head[0] not in _BLOCK or head.endswith("+"):
        return [line]  # it holds characters or ends in blank lines that would not come back from lines of its own
    if head == ">-" and len(_BLANK.split(node.value)) == len(node.value.split()):
        return [f"{lead} >-", *_wrap(node.value, column)]
    return [f"{lead} {head}", *lines]


def _is_plain_prose(text: str) -> bool:
    """Return whether a text survives folding unchanged; parsing it to find out takes much longer."""
    return text.isprintable() and text == text.strip() != "" and "  " not in text and text.isascii()


def _wrap(text: str, column: int) -> list[str]:
    """Wrap a text into indented lines; only a single long word may exceed the width."""
    wrapper = TextWrapper(WIDTH - column, INDENT, INDENT, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(text)


def inline(node: yaml.Node, kinds: Kinds) -> str:
    """Return a value on one line, as it is written between braces or brackets."""
    if isinstance(node, yaml.ScalarNode):
        return scalar(node.value, inline=True)
    parts = _parts(node, kinds)
    if isinstance(node, yaml.MappingNode):
        return f"{{{', '.join(f'{scalar(key)}: {inline(value, inner)}' for key, _, value, inner in parts)}}}"
    return f"[{', '.join(inline(value, inner) for _, _, value, inner in parts)}]"


#: Texts of one line that YAML takes for one value, if they are on a line of their own; and what ends it in a list.
_PLAIN = re.compile(r"(?!---|\.\.\.| |[#,\[\]{}&*!|>'\"%@`]|[?:-](?: |$))(?:[^ :#]|:(?! |$)|(?<! )#| (?!$))*")
_INLINE_SIGN = re.compile(r"[,?\[\]{}]|^:")


@cache
def scalar(text: str, *, inline: bool = False) -> str:
    """Return a text on one line, quoted if YAML would misread it otherwise."""
    if text.isprintable():  # decided here: to ask PyYAML's writer takes twenty times as long
        is_one = _PLAIN.fullmatch(text) and not (inline and _INLINE_SIGN.search(text))
        return text if is_one and text not in NO_VALUES else "'{}'".format(text.replace("'", "''"))
    style = '"' if "\n" in text else None
    dumped = yaml.safe_dump(
        [text], default_style=style, default_flow_style=inline, width=sys.maxsize, allow_unicode=True
    )
    return dumped[1:-2] if inline else dumped[2:-1]
