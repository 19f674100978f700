"""How one YAML file is read: its plain value, and the place of every part of it.

YAML is read through its nodes, so that each finding names file, line and column. :mod:`atlas.read.yaml_rules` decides
what is refused.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from atlas.model.base import KeyPath
from atlas.read import yaml_rules
from atlas.read.findings import Finding
from atlas.read.yaml_rules import Reading, finding_at, merge_conflict, value_of


@dataclass
class YamlFile:
    """One YAML file: its value, and the nodes it was read from, which know the place of each part."""

    file: str  # its path from the project's root
    value: Any = None  # plain mappings, lists and scalars
    source: str | None = None  # its text, from the first line of the file; None if that is no YAML
    #: What is wrong with its YAML, and with its records once they were validated.
    findings: list[Finding] = field(default_factory=list)
    records: Any = None  # once they were made, if there are no findings
    _kept: yaml.Node | None = None

    @property
    def node(self) -> yaml.Node | None:
        """The node of the whole file; None if it is no YAML."""
        if self._kept is None and self.source is not None:
            self._kept = yaml.compose(self.source, Loader=yaml.CBaseLoader)
        return self._kept

    def forget_nodes(self) -> None:
        """Free the nodes, which take thirty times the memory of the file; they come back when a place is asked for."""
        self._kept = None

    @property
    def parts(self) -> list[Part]:
        """Its value and every value inside it. They are not kept: their paths take more memory than the records."""
        whole: list[Part] = [(self, (), self.value)]
        return _below(self, (), self.value, whole) if isinstance(self.value, _NESTED) else whole

    def finding(self, path: KeyPath, rule: str, message: str, hint: str | None = None, at_key: bool = False) -> Finding:
        """Return a finding at a value, or at the nearest part of the file around it; with ``at_key`` at its key."""
        key, value = next(reversed(list(self.nodes(path))), (None, None))
        node = key if at_key and key is not None else value
        if node is None:
            return Finding(self.file, 1, 1, rule, message, hint)
        return finding_at(self.file, node, rule, message, hint)

    def nodes(self, path: KeyPath) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        """Yield the nodes along a path, from the whole file inwards as far as it goes: (key or None, value)."""
        key, value = None, self.node
        if value is None:
            return
        yield key, value
        for step in path:
            if isinstance(value, yaml.MappingNode):
                pair = next(((k, v) for k, v in value.value if k.value == step), None)
            elif isinstance(value, yaml.SequenceNode) and isinstance(step, int) and step < len(value.value):
                pair = (None, value.value[step])
            else:
                pair = None
            if pair is None:
                return
            key, value = pair
            yield key, value

    def line(self, path: KeyPath) -> int:
        """Return the line on which a value, or the nearest part of the file around it, begins, counted from 1."""
        record = path[:2] if path[:2] in self._places else path[:1]
        place = self._places.get(record, 0)
        for inside in range(place, len(self._paths)):
            known = self._paths[inside]
            if known[: len(record)] != record:
                break
            if known == path[: len(known)]:
                place = inside
        return self._lines[place]

    @cached_property
    def _paths(self) -> list[KeyPath]:
        """The path of each of :attr:`parts`."""
        return [path for _, path, _ in self.parts]

    @cached_property
    def _places(self) -> dict[KeyPath, int]:
        """The places of the records, and of what is around them, in :attr:`parts`."""
        return {path: place for place, path in enumerate(self._paths) if len(path) <= len(("key", "index"))}

    @cached_property
    def _lines(self) -> array[int]:
        """The line of each of :attr:`parts`: it takes a hundredth of the memory of the nodes, which are not kept."""
        numbers = array("L")
        ahead = [self.node] if self.node else []
        while ahead:
            node = ahead.pop()
            numbers.append(node.start_mark.line + 1)
            if isinstance(node, yaml.MappingNode):
                ahead.extend(value for _, value in reversed(node.value))
            elif isinstance(node, yaml.SequenceNode):
                ahead.extend(reversed(node.value))
        self.forget_nodes()
        return numbers


#: A value in a file, after the file and the path to it.
Part = tuple[YamlFile, KeyPath, Any]

_NESTED = (dict, list)


def read(root: Path, file: str) -> YamlFile:
    """Read one YAML file into plain values with their places; what is wrong is in its findings.

    missing-file: Every data file is there.
    """
    try:
        raw = (root / file).read_bytes()
    except FileNotFoundError:
        message = "this data file does not exist"
        return YamlFile(file, findings=[Finding(file, 0, 0, "missing-file", message, "add it again")])
    if findings := list(not_text(file, raw)):
        return YamlFile(file, findings=findings)
    return parse(file, raw.decode("utf-8").replace("\r\n", "\n"))


def not_text(file: str, raw: bytes) -> Iterator[Finding]:
    """Yield what keeps a file from being plain text.

    byte-order-mark: No file begins with a byte-order mark.
    encoding: Every file is UTF-8.
    """
    if raw.startswith(codecs.BOM_UTF8):
        message, hint = "this file begins with a byte-order mark", "save the file as UTF-8 without one"
        yield Finding(file, 1, 1, "byte-order-mark", message, hint)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"the byte {raw[error.start]:02X} is not UTF-8"
        yield Finding(file, line, column, "encoding", message, "save the file as UTF-8")


def conflicts_of_page(file: str, text: str) -> Iterator[Finding]:
    """Yield the marks of a merge conflict on a page, where equals signs alone underline a heading."""
    if re.search(r"^[<>]{7} ", text, re.MULTILINE):
        yield from merge_conflict(file, text)


def parse(file: str, source: str, first_line: int = 1) -> YamlFile:
    """Parse YAML text.

    Args:
        file: The path of the file from the project's root.
        source: The text.
        first_line: The line of the file on which the text begins.
    """
    reading = Reading(file, "\n" * (first_line - 1) + source, first_line)
    findings = list(merge_conflict(file, reading.source))
    for stage in yaml_rules.STAGES:
        if findings:
            return YamlFile(file, findings=findings)
        findings = [finding for rule in stage for finding in rule(reading)]
    return YamlFile(file, value_of(reading.node), reading.source, findings)


def _below(document: YamlFile, path: KeyPath, value: Any, parts: list[Part]) -> list[Part]:
    """Add every value inside a value to those found."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        inside = (*path, step)
        parts.append((document, inside, inner))
        if isinstance(inner, _NESTED):
            _below(document, inside, inner, parts)
    return parts


RULES: list[Callable[..., object]] = [read, not_text, merge_conflict, *chain(*yaml_rules.STAGES)]
