"""The data as files, and lists for contributors: fields from the model, rules and macros from their docstrings."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from atlas.checks import ALL_RULES
from atlas.checks.context import UNFINISHED, WARNINGS, sentences
from atlas.model.atlas import FILES, Atlas
from atlas.model.base import Record, Ref
from atlas.model.references import records_in
from atlas.model.words import gettext as _, series
from atlas.read import internal_errors
from atlas.site.macros.registry import MACROS, RULES, Macro, macro, template_macros
from atlas.site.pages.page_view import PageView

#: An argument in a docstring: its names, then what they mean, up to the next line that is indented as little.
_ARGUMENT = re.compile(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {5,}.*)*)", re.MULTILINE)


template_macros(
    "data",
    data_releases="The releases of the data, newest first, each with what its changelog says first.",
    data_tables="A table of the CSV files: what each contains, how many rows, its size and checksum, and its columns.",
    data_files="A table of the files with a whole collection, all of the data or descriptions of them, but no CSV "
    "files.\n\nEach with its size and checksum.",
)

template_macros(
    "guide",
    ways_to_report="Where a reader can send a correction: the address and the forms that this build knows, or that it "
    "knows none.",
)


@macro
def data_reference(view: PageView) -> str:
    """Every record type with its fields, drawn from the model."""
    files = {part.type: f"{part.file}<id>.yml" if part.kept == "files" else part.file for part in FILES.values()}
    kinds = dict.fromkeys(part for kind in files for part in _add_parts(kind))
    return view.fill(
        "guide/data_reference.html",
        kinds=kinds,
        files=files,
        hints=get_type_hints,
        words=_words,
        yaml=_yaml,
        cleandoc=inspect.cleandoc,
    )


@macro
def rule_list(view: PageView) -> str:
    """All rules for data and pages, drawn from their docstrings."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for rule in ALL_RULES:
        concern = inspect.cleandoc(sys.modules[rule.__module__].__doc__ or "").partition("\n")[0]
        entries = [
            (rule_id, sentence, rule in [*WARNINGS, *UNFINISHED]) for rule_id, sentence in sentences(rule).items()
        ]
        groups.setdefault(concern, []).extend(entries)
    described = {**RULES, internal_errors.RULE: internal_errors.SENTENCE}
    of_macros = [(rule, sentence, False) for rule, sentence in described.items()]
    return view.fill(
        "guide/rule_list.html", groups=[*groups.items(), (_("Rules about the macros that a page calls."), of_macros)]
    )


@macro
def macro_list(view: PageView) -> str:
    """All macros that a page can call, drawn from their docstrings."""
    described = [_describe_macro(name, function) for name, function in MACROS.items()]
    return view.fill("guide/macro_list.html", macros=described)


def _describe_macro(name: str, function: Macro) -> dict[str, Any]:
    """Describe a macro by its signature and docstring."""
    parameters = [str(parameter) for parameter in inspect.signature(function).parameters.values()][1:]
    names = [re.sub(r":.*?(?==|$)", "", parameter).replace(" ", "") for parameter in parameters]
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    arguments = next((text for text in paragraphs if text.startswith("Args:")), "")
    return {
        "name": name,
        "call": f"{{{{ {name}({', '.join(names)}) }}}}",
        "paragraphs": [" ".join(text.split()) for text in paragraphs if text != arguments],
        "arguments": [(argument, " ".join(meaning.split())) for argument, meaning in _ARGUMENT.findall(arguments)],
    }


def _add_parts(kind: type[Record]) -> Iterator[type[Record]]:
    yield kind
    for hint in get_type_hints(kind, include_extras=True).values():
        for part in records_in(hint):
            yield from _add_parts(part)


def _words(annotation: Any) -> str:
    """Describe a type by what a contributor may write there."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        ref = next((meta for meta in arguments[1:] if isinstance(meta, Ref)), None)
        return (
            _("id of a record in {files}").format(files=series([Atlas.file_of(name) for name in ref.collections]))
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
