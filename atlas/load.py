"""Data files to records, with the place of every value.

Reads YAML through its nodes, so that each error names file, line and column, and refuses what YAML would change
silently: a second key of the same name, ``NO`` as a truth value, an unquoted date, ``12:30`` as a number.
What records may point at, and how they must agree, is not decided here but in :mod:`atlas.checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import yaml
from pydantic import TypeAdapter, ValidationError

from atlas.findings import Finding, suggest
from atlas.model import Atlas, KeyPath, Network, Record, Report

DATA_DIR = "data"
REPORTS_DIR = "data/reports"

_TEXT = "tag:yaml.org,2002:str"
_INT = re.compile(r"-?(0|[1-9]\d*)$")
_FLOAT = re.compile(r"-?(0|[1-9]\d*)\.\d+$")


@dataclass
class Document:
    """One YAML file: its value, and the nodes it was read from, which know where each part of it stands.

    Args:
        file: Its path from the project's root.
        value: Plain mappings, lists and scalars.
        node: The node of the whole file.
        findings: What is wrong with it as YAML.
        read_nodes: Identities of the mappings and lists read so far: one that comes again is an alias.
    """

    file: str
    value: Any = None
    node: yaml.Node | None = None
    findings: list[Finding] = field(default_factory=list)
    read_nodes: set[int] = field(default_factory=set)

    def finding(self, path: KeyPath, rule: str, message: str, hint: str | None = None, at_key: bool = False) -> Finding:
        """A finding at a value, or at the nearest part of the file around it; ``at_key`` means the key of the value."""
        found = list(self.nodes(path))
        key, value = found[-1] if found else (None, None)
        node = key if at_key and key is not None else value
        if node is None:
            return Finding(self.file, 1, 1, rule, message, hint)
        return finding_at(self.file, node, rule, message, hint)

    def nodes(self, path: KeyPath) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        """The nodes along a path, from the whole file inwards as far as the path goes: (key or None, value)."""
        if self.node is None:
            return
        key, value = None, self.node
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
        """The line on which a value begins, counted from 1."""
        return [value for _, value in self.nodes(path)][-1].start_mark.line + 1


def finding_at(file: str, node: yaml.Node, rule: str, message: str, hint: str | None = None) -> Finding:
    """A finding at a node."""
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Finding(file, start.line + 1, start.column + 1, rule, message, hint, max(1, width))


@dataclass
class Loaded:
    """What loading found: the documents, and the records if every file has the right shape."""

    documents: dict[str, Document]
    findings: list[Finding]
    atlas: Atlas | None


def load(root: Path) -> Loaded:
    """Read every data file below ``root``.

    Never raises for what stands in the files: ``findings`` holds every mistake, and ``atlas`` is None if there is one.
    """
    documents: dict[str, Document] = {}
    findings: list[Finding] = []

    def read_into(file: str, key: str, validate: Callable[[Any], Any]) -> Any:
        document = documents[file] = read(root, file)
        findings.extend(document.findings)
        return None if document.findings else _validated(document, key, validate, findings)

    collections: dict[str, Any] = {}
    for name, record_type in Atlas.COLLECTIONS.items():
        adapter = TypeAdapter(list[record_type])  # type: ignore[valid-type]
        records = read_into(collection_file(name), name, adapter.validate_python) or []
        collections[name] = {record.id: record for record in records}
    network = read_into(f"{DATA_DIR}/network.yml", "network", Network.model_validate)
    reports = [
        read_into(f"{REPORTS_DIR}/{path.name}", "report", Report.model_validate)
        for path in sorted((root / REPORTS_DIR).glob("*.yml"))
    ]
    if findings:
        return Loaded(documents, findings, None)
    sources = collections["sources"]
    reports.sort(key=lambda report: (getattr(sources.get(report.source), "date", None) or "", report.id))
    atlas = Atlas(**collections, network=network, reports={report.id: report for report in reports})
    return Loaded(documents, [], atlas)


def collection_file(name: str) -> str:
    """The data file of a collection, from the project's root."""
    return f"{DATA_DIR}/{name.replace('_', '-')}.yml"


def kept_in(collection: str) -> str:
    """Where the records of any collection are kept: a data file, or the folder of the documents."""
    if collection == "reports":
        return f"{REPORTS_DIR}/"
    return collection_file(collection if collection in Atlas.COLLECTIONS else "network")


def read(root: Path, file: str) -> Document:
    """Read one YAML file into plain values with their places; its mistakes are in the document's findings."""
    document = Document(file)
    try:
        source = (root / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        document.findings.append(Finding(file, 0, 0, "missing-file", "this data file does not exist", "add it again"))
        return document
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        document.findings.append(Finding(file, 0, 0, "encoding", message, "save the file as UTF-8"))
        return document
    parse(document, source)
    return document


def parse(document: Document, source: str, first_line: int = 1) -> None:
    """Parse YAML text into a document; ``first_line`` is the line of the file on which the text begins."""
    loader = yaml.CSafeLoader("\n" * (first_line - 1) + source)
    file = document.file
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        line, column = (at.line + 1, at.column + 1) if at else (1, 1)
        problem = error.problem or "cannot be read"
        document.findings.append(Finding(file, line, column, "yaml-syntax", problem, "mend the YAML at this place"))
        return
    except yaml.YAMLError as error:
        document.findings.append(Finding(file, first_line, 1, "yaml-syntax", str(error).splitlines()[0]))
        return
    finally:
        loader.dispose()
    if node is None:
        document.findings.append(Finding(file, first_line, 1, "yaml-empty", "there is nothing here"))
    else:
        document.node = node
        document.value = _value(document, node)


def _value(document: Document, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == _TEXT else _scalar(document, node)
    if id(node) in document.read_nodes:
        message, hint = "an alias repeats another part of the file here", "write it out: one record, one place"
        document.findings.append(finding_at(document.file, node, "yaml-alias", message, hint))
        return None
    document.read_nodes.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node)
    return [_value(document, item) for item in node.value]


def _mapping(document: Document, node: yaml.MappingNode) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in values:
            first = next(earlier for earlier, _ in node.value if str(earlier.value) == key)
            message = f"the key '{key}' stands here a second time"
            hint = f"keep one of the two; the first is on line {first.start_mark.line + 1}"
            document.findings.append(finding_at(document.file, key_node, "duplicate-key", message, hint))
        else:
            values[key] = _value(document, value_node)
    return values


def _scalar(document: Document, node: yaml.ScalarNode) -> Any:
    """A plain scalar that YAML takes for something other than text: kept only if it is written as it is meant."""
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "int" and _INT.match(text):
        return int(text)
    if kind == "float" and _FLOAT.match(text):
        return float(text)
    if kind == "bool" and text in {"true", "false"}:
        return text == "true"
    if kind == "null":
        message, hint = "there is no value here", "write one, or leave the key out"
        document.findings.append(finding_at(document.file, node, "empty-value", message, hint))
        return None
    meant = {"bool": "a truth value", "timestamp": "a date object", "int": "a number", "float": "a number"}.get(kind)
    message = f"YAML does not read {text} as text but as {meant or kind}"
    hint = f"put it in quotation marks: '{text}'"
    document.findings.append(finding_at(document.file, node, "yaml-surprise", message, hint))
    return text


# Shape


def _validated(document: Document, key: str, validate: Callable[[Any], Any], findings: list[Finding]) -> Any:
    value = document.value
    if not isinstance(value, dict) or list(value) != [key]:
        found = ", ".join(f"'{name}'" for name in value) if isinstance(value, dict) else "none"
        message = f"the one top-level key of this file is '{key}'; found: {found}"
        findings.append(document.finding((), "top-key", message))
        return None
    try:
        return validate(value[key])
    except ValidationError as error:
        findings.extend(_shape_findings(document, key, error))
        return None


def _shape_findings(document: Document, key: str, error: ValidationError) -> Iterator[Finding]:
    """Each error of a record type as a finding in the words of this project, none twice for one place."""
    seen = set()
    for problem in error.errors(include_url=False):
        path = _document_path(document, (key, *problem["loc"]), missing=problem["type"] == "missing")
        rule, message, hint, at_key = _explain(problem, path)
        finding = document.finding(path, rule, message, hint, at_key)
        if (finding.line, finding.column, rule) not in seen:
            seen.add((finding.line, finding.column, rule))
            yield finding


def _document_path(document: Document, location: KeyPath, missing: bool) -> KeyPath:
    """The path of an error in the file: without the names of union members that pydantic puts into it."""
    path: KeyPath = ()
    for step in location[:-1] if missing else location:
        longer = (*path, step)
        if len(list(document.nodes(longer))) > len(longer):
            path = longer
    return path


def _explain(problem: Any, path: KeyPath) -> tuple[str, str, str | None, bool]:
    """Rule, message, hint, and whether the key rather than the value is meant, for one error of pydantic."""
    kind, context = problem["type"], problem.get("ctx", {})
    name, given = str(problem["loc"][-1]) if problem["loc"] else "", problem["input"]
    if kind == "extra_forbidden":
        return "unknown-key", f"there is no field '{name}' here", suggest(name, _fields(path)), True
    if kind == "missing":
        return "missing-key", f"the field '{name}' is missing", f"add '{name}' to this record", False
    if kind == "literal_error":
        valid = re.findall(r"'([^']+)'", context["expected"])
        return "wrong-value", f"'{given}' is not one of the values of this field", suggest(str(given), valid), False
    if kind == "string_pattern_mismatch":
        return "wrong-form", f"'{given}' has not the form {context['pattern']}", None, False
    if kind.endswith("_type"):
        meant = _TYPE_WORDS.get(kind.removesuffix("_type"), kind.removesuffix("_type"))
        hint = (
            f"put it in quotation marks: '{given}'" if meant == "text" and not isinstance(given, dict | list) else None
        )
        return "wrong-type", f"{meant} is meant here, not {_describe(given)}", hint, False
    return "wrong-value", problem["msg"][0].lower() + problem["msg"][1:], None, False


_TYPE_WORDS = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "model": "a record with fields",
    "model_attributes": "a record with fields",
}


def _describe(value: Any) -> str:
    words = {dict: "a record with fields", list: "a list", str: "text", bool: "a truth value"}
    return words.get(type(value), f"the number {value}")


def _fields(path: KeyPath) -> list[str]:
    """Names of the fields that the record at a path may have, for the hint at an unknown one."""

    def record_type(annotation: Any) -> type[Record] | None:
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return annotation
        found = (record_type(argument) for argument in get_args(annotation))
        return next((kind for kind in found if kind), None) if get_origin(annotation) else None

    top = str(path[0])
    tops: dict[str, type[Record]] = {**Atlas.COLLECTIONS, "network": Network, "report": Report}
    current = tops.get(top)
    for step in path[1:-1]:
        if isinstance(step, str) and current is not None:
            current = record_type(get_type_hints(current).get(step))
    return list(current.model_fields) if current is not None else []
