"""The reference for contributors: record types as the model describes them, macros as their docstrings do."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from atlas.checks import ALL_RULES, rule_id
from atlas.checks.context import WARNINGS
from atlas.model.atlas import Atlas
from atlas.model.base import Record, Ref
from atlas.model.network import Network
from atlas.model.references import records_in
from atlas.model.reports import Report
from atlas.model.sources import RuleException
from atlas.model.words import gettext as _, series
from atlas.read.loading import EXCEPTIONS_FILE, kept_in

#: An argument in a docstring: its names, then what they mean, up to the next line that is indented as little.
_ARGUMENT = re.compile(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {5,}.*)*)", re.MULTILINE)


@dataclass(frozen=True)
class FieldEntry:
    """One field of a record type, in words."""

    name: str
    type: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True)
class TypeEntry:
    """One record type: its name, the file that keeps such records (None for a part of another), its fields."""

    name: str
    file: str | None
    purpose: str
    fields: list[FieldEntry]


@dataclass(frozen=True)
class MacroEntry:
    """One macro: its name, how it is called, its docstring in paragraphs, and its arguments with their meaning."""

    name: str
    call: str
    paragraphs: list[str]
    arguments: list[tuple[str, str]]


def record_types() -> list[TypeEntry]:
    """Return every record type, each followed by the types that only it brings in."""
    files: dict[type[Record], str] = {kind: kept_in(name) for name, kind in Atlas.COLLECTIONS.items()}
    files |= {Report: f"{kept_in('reports')}<id>.yml", Network: kept_in("network"), RuleException: EXCEPTIONS_FILE}
    kinds: dict[type[Record], None] = {}
    for kind in files:
        kinds |= dict.fromkeys(_with_parts(kind))
    return [
        TypeEntry(kind.__name__, files.get(kind), inspect.cleandoc(kind.__doc__ or ""), _fields(kind)) for kind in kinds
    ]


def macro(name: str, function: Callable[..., str]) -> MacroEntry:
    """Describe a macro by its signature and docstring."""
    parameters = [str(parameter) for parameter in inspect.signature(function).parameters.values()][1:]
    names = [re.sub(r":.*?(?==|$)", "", parameter).replace(" ", "") for parameter in parameters]
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    arguments = next((text for text in paragraphs if text.startswith("Args:")), "")
    return MacroEntry(
        name,
        f"{{{{ {name}({', '.join(names)}) }}}}",
        [" ".join(text.split()) for text in paragraphs if text != arguments],
        [(argument, " ".join(meaning.split())) for argument, meaning in _ARGUMENT.findall(arguments)],
    )


def rules() -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return the rules by concern: its name, and for each rule its id, its sentence, whether it is a warning."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for rule in ALL_RULES:
        concern = inspect.cleandoc(sys.modules[rule.__module__].__doc__ or "").partition("\n")[0]
        entry = (rule_id(rule), inspect.cleandoc(rule.__doc__ or ""), rule in WARNINGS)
        groups.setdefault(concern, []).append(entry)
    return list(groups.items())


def _with_parts(kind: type[Record]) -> Iterator[type[Record]]:
    yield kind
    for hint in get_type_hints(kind, include_extras=True).values():
        for part in records_in(hint):
            yield from _with_parts(part)


def _fields(kind: type[Record]) -> list[FieldEntry]:
    hints = get_type_hints(kind, include_extras=True)
    fields = [(name, kind.model_fields[name]) for name in kind.field_order()]
    return [
        FieldEntry(
            name,
            _words(hints[name]),
            field.is_required(),
            field.description or "",
            _yaml(field.examples[0]) if field.examples else "",
        )
        for name, field in fields
    ]


def _words(annotation: Any) -> str:
    """Describe a type by what a contributor may write there."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        ref = next((meta for meta in arguments[1:] if isinstance(meta, Ref)), None)
        return (
            _("id of a record in {files}").format(files=series([kept_in(name) for name in ref.collections]))
            if ref
            else _words(arguments[0])
        )
    if origin in (Union, UnionType):
        return _words_of_union([argument for argument in arguments if argument is not type(None)])
    if origin is list:
        return _("list of {item}").format(item=_words(arguments[0]))
    if origin is Literal:
        return _("one of: {values}").format(values=", ".join(map(str, arguments)))
    if inspect.isclass(annotation) and issubclass(annotation, Record):
        return _("fields of {name}").format(name=annotation.__name__)
    return {str: _("text"), int: _("whole number"), float: _("number"), bool: _("true or false")}[annotation]


def _words_of_union(present: list[Any]) -> str:
    """Describe several types."""
    if len(kinds := [kind for annotation in present for kind in records_in(annotation)]) > 1:
        return _("fields of one of: {names}").format(names=", ".join(kind.__name__ for kind in kinds))
    return _words(present[0]) if present != [int, float] else _("number")


def _yaml(value: Any) -> str:
    """Write a value as a contributor does."""
    return f"[{', '.join(map(_yaml, value))}]" if isinstance(value, list) else str(value)
