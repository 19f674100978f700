"""Snippets for editors: a new record with every field it must have, drawn from the model."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from itertools import count
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml

from atlas.model.base import Record
from atlas.model.cities import City
from atlas.model.network import Event, Term
from atlas.model.projects import Figure, Project, ProjectPartner
from atlas.model.reports import Row
from atlas.model.sources import Correction, OpenQuestion, Source

FILE = ".vscode/atlas.code-snippets"

#: The records that have a snippet, by the word that one types for it.
RECORDS: dict[str, type[Record]] = {
    "project": Project,
    "city": City,
    "source": Source,
    "figure": Figure,
    "project-partner": ProjectPartner,
    "row": Row,
    "event": Event,
    "term": Term,
    "open-question": OpenQuestion,
    "correction": Correction,
}


def snippets() -> dict[str, str]:
    """Return the text of the snippets by its path from the project's root."""
    entries = {
        word: {
            "scope": "yaml",
            "prefix": word,
            "description": inspect.cleandoc(kind.__doc__ or ""),
            "body": list(_entry(kind, count(1))),
        }
        for word, kind in RECORDS.items()
    }
    return {FILE: json.dumps(entries, ensure_ascii=False, indent=2) + "\n"}


def _entry(kind: type[Record], stops: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a record in a list."""
    for index, line in enumerate(_fields(kind, stops)):
        yield f"  {line}" if index else f"- {line}"


def _fields(kind: type[Record], stops: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a record: the fields it must have."""
    hints = get_type_hints(kind)
    for name in kind.field_order():
        field = kind.model_fields[name]
        if field.is_required():
            example = field.examples[0] if field.examples else field.description
            yield from _field(name, hints[name], example, stops)


def _field(name: str, annotation: Any, example: Any, stops: Iterator[int]) -> Iterator[str]:
    many = get_origin(annotation) is list
    [inner] = get_args(annotation) if many else [annotation]
    if inspect.isclass(inner) and issubclass(inner, Record):
        yield f"{name}:"
        yield from (f"  {line}" for line in (_entry if many else _fields)(inner, stops))
    elif get_origin(inner) is Literal:
        yield f"{name}: ${{{next(stops)}|{','.join(get_args(inner))}|}}"
    elif many:
        yield f"{name}:"
        yield f"  - {_stop(example[0] if isinstance(example, list) else example, stops)}"
    else:
        yield f"{name}: {_stop(example, stops)}"


def _stop(example: Any, stops: Iterator[int]) -> str:
    """Return a place to type at, filled with an example; in quotation marks where YAML needs them."""
    text = str(example).replace("\\", "\\\\").replace("}", "\\}").replace("$", "\\$")
    place = f"${{{next(stops)}:{text}}}"
    return f"'{place}'" if isinstance(example, str) and yaml.safe_load(example) != example else place
