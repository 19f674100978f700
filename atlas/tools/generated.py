"""The files that follow from model and data: JSON Schemas and snippets for editors, issue forms for people without."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from atlas.model.atlas import Atlas
from atlas.model.base import PARTIAL_DATE, Cited, Record, Ref
from atlas.model.cities import City
from atlas.model.network import Event, Term
from atlas.model.projects import Figure, Project, ProjectEvent, ProjectPartner, Status
from atlas.model.references import field_types, mark_in
from atlas.model.reports import Row
from atlas.model.sources import Correction, OpenQuestion, Source
from atlas.query.common import name_of, sort_key
from atlas.read.loading import Loaded, load
from atlas.read.validation import TOP_KEYS
from atlas.tools.terminal import write as write_files

SCHEMA_DIR = "data/schema"
FORMS_DIR = ".github/ISSUE_TEMPLATE"
SNIPPETS = ".vscode/atlas.code-snippets"
#: The patterns that no other file may match.
PATTERNS = (f"{SCHEMA_DIR}/*.json", f"{FORMS_DIR}/*.yml", SNIPPETS)

HEAD = "# Written by 'python -m atlas schema': change atlas/tools/generated.py or atlas/model/ instead.\n"
NO_PERSONS = "Offices and institutions only, please: no names of persons, mail addresses or telephone numbers."

#: The questions of a form: what to write, or the field of the model that says that and more, by label.
Questions = dict[str, str | tuple[type[Record], str]]

#: The questions that are answered by choosing records, each with their collection.
CHOICES = {"City": "cities", "Country": "countries", "Focus areas": "focus_areas"}

_SOURCE: Questions = {"Address of the source": (Source, "url"), "Date of the source": (Source, "date")}
_REMARKS: Questions = {"Anything else": "Anything else we should know."}

#: What each form is for, and its questions, by name.
FORMS: dict[str, tuple[str, Questions]] = {
    "Correct a fact": (
        "Something is wrong, or has changed.",
        {
            "Page": "The address of the page of the Atlas.",
            "Record": "The record that is wrong, if a link filled this in.",
            "Value": "What the page says now.",
            "Source": "The source that the page names for it.",
            "What is right": "What the page should say instead.",
            "Since when": (Figure, "as_of"),
            "Address of another source": "A document or page that says what is right, or the page in English.",
            "Date of that source": (Source, "date"),
            "Page of that source": (Cited, "page"),
            **_REMARKS,
        },
    ),
    "Add a project": (
        "A project of a member city is missing.",
        {
            "City": (Project, "city"),
            "Name": (Project, "name"),
            "Other names": (Project, "also_known_as"),
            "Description": (Project, "summary"),
            "Focus areas": (Project, "focus_areas"),
            "Status": (Status, "value"),
            "Date of the status": (Status, "as_of"),
            "Year it began": (Project, "started"),
            **_SOURCE,
            "Page of the source": (Cited, "page"),
            **_REMARKS,
        },
    ),
    "Add a source": (
        "A document or page says more, or is a better source.",
        {
            "Title": (Source, "title"),
            "Publisher": (Source, "publisher"),
            **_SOURCE,
            "Language": (Source, "language"),
            "Kind of publisher": (Source, "kind"),
            "City": "The city it is about, if it is about one.",
            "Country": "The country it is about, if it is about one.",
            "Focus areas": "The focus areas it is about, if it is about some.",
            "What it says": "Of which project, and what; with the page.",
            **_REMARKS,
        },
    ),
}

#: The label that an issue gets by its form.
LABELS = {"Correct a fact": "correction", "Add a project": "project", "Add a source": "source"}

#: The questions whose answer may take several lines, and those without a field that may stay open.
LONG = {"Value", "What is right", "What it says", "Description", *_REMARKS}
OPTIONAL = {"Record", "Value", "Source", *CHOICES, *_REMARKS}

#: The records that have a snippet.
IN_SNIPPETS = (Project, City, Source, Figure, ProjectPartner, ProjectEvent, Row, Event, Term, OpenQuestion, Correction)


def texts(root: Path) -> dict[str, str]:
    """Return the text of every generated file by its path from the root of a project; no forms without sound data."""
    loaded = load(root)
    written = forms(loaded.atlas) if loaded.atlas else {}
    return {**schemas(known_ids(loaded)), **written, SNIPPETS: _as_json(snippets())}


def stale(root: Path) -> list[str]:
    """Return the generated files that differ from what the model gives, or that it no longer gives."""
    wanted = {file: text.encode() for file, text in texts(root).items()}
    paths = [path for pattern in PATTERNS for path in root.glob(pattern)]
    there = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return sorted(file for file in {**there, **wanted} if there.get(file) != wanted.get(file))


def write(root: Path) -> list[str]:
    """Write every generated file anew; return those that changed."""
    changed, wanted = stale(root), texts(root)
    write_files(root, {file: wanted[file] for file in changed if file in wanted})
    for file in set(changed) - set(wanted):
        (root / file).unlink()
    return changed


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# JSON Schemas


#: The collections whose ids the schemas list, so that an editor completes them. Sources and projects are left out: each
#: new one would make every schema stale.
COMPLETED = ("cities", "countries", "focus_areas", "topics", "reports")

#: The ids of records by collection.
Ids = dict[str, list[str]]


def known_ids(loaded: Loaded) -> Ids:
    """Return the ids that the schemas list, also of records that are not sound yet."""
    found: Ids = {}
    for yaml_file in loaded.yaml_files.values():
        for key, value in yaml_file.value.items() if isinstance(yaml_file.value, dict) else ():
            collection = "reports" if key == "report" else key
            if collection in COMPLETED:
                records = value if isinstance(value, list) else [value]
                ids = [record["id"] for record in records if isinstance(record, dict) and "id" in record]
                found.setdefault(collection, []).extend(ids)
    return found


def _generator(ids: Ids) -> type[GenerateJsonSchema]:
    """Return what makes the schemas, with the ids that a field may have."""

    class DataFileSchema(GenerateJsonSchema):
        """The schema of a data file, as an editor reads it."""

        def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
            """Return the schema of a text, which an editor may take for a number or truth value, as 2018 or true."""
            others = {"": ["number", "boolean"], PARTIAL_DATE: ["integer"]}.get(str(schema.get("pattern", "")), [])
            found = super().str_schema(schema)
            return {**found, "type": ["string", *others]} if others else found

        def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
            """Return the schema of a record of one of several kinds.

            The keyword of OpenAPI that names them is left out: JSON Schema has ``const`` for that.
            """
            return {key: value for key, value in super().tagged_union_schema(schema).items() if key != "discriminator"}

        def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
            """Return the schema of a record, whose references are one of the ids that there are."""
            found = super().model_schema(schema)
            kind: Any = schema["cls"]
            for name, annotation in field_types(kind).items():
                mark = mark_in(annotation)
                if isinstance(mark, Ref) and len(mark.collections) == 1 and (known := ids.get(mark.collections[0])):
                    found["properties"][name] = _one_of(found["properties"][name], known)
            return found

    return DataFileSchema


def _one_of(schema: JsonSchemaValue, known: list[str]) -> JsonSchemaValue:
    """Return the schema of a field in which each text is one of some ids, in place of any that has their form."""
    if schema.get("type") == "string":
        kept = {key: value for key, value in schema.items() if key not in {"type", "pattern", "maxLength"}}
        return {"enum": known, **kept}
    inner = {"items": _one_of(schema["items"], known)} if "items" in schema else {}
    return {
        **schema,
        **inner,
        **({"anyOf": [_one_of(it, known) for it in schema["anyOf"]]} if "anyOf" in schema else {}),
    }


def schemas(ids: Ids) -> dict[str, str]:
    """Return the text of every schema file by its path from the project's root."""
    generator = _generator(ids)
    return {f"{SCHEMA_DIR}/{schema_name(key)}": _schema(key, kind, generator) for key, kind in TOP_KEYS.items()}


def schema_name(key: str) -> str:
    """Return the name of the schema of the files whose top-level key is ``key``."""
    return f"{key.replace('_', '-')}.schema.json"


def _schema(key: str, kind: Any, generator: type[GenerateJsonSchema]) -> str:
    inner = TypeAdapter(kind).json_schema(schema_generator=generator)
    definitions = inner.pop("$defs")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ASCN Atlas: {key.replace('_', ' ')}",
        "type": "object",
        "required": [key],
        "additionalProperties": False,
        "properties": {key: inner},
        "$defs": definitions,
    }
    return _as_json(schema)


# Issue forms


def forms(atlas: Atlas) -> dict[str, str]:
    """Return the text of every issue form, and of the page that offers them, by path from the project's root."""
    intro = {"type": "markdown", "attributes": {"value": NO_PERSONS}}
    values: dict[str, dict[str, Any]] = {
        name: {
            "name": name,
            "description": description,
            "title": f"{name}: ",
            "labels": [LABELS[name]],
            "body": [intro, *(_element(atlas, label, about) for label, about in questions.items())],
        }
        for name, (description, questions) in FORMS.items()
    }
    values["config"] = {"blank_issues_enabled": True}
    return {
        f"{FORMS_DIR}/{_as_id(name)}.yml": HEAD + yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
        for name, value in values.items()
    }


def _element(atlas: Atlas, label: str, about: str | tuple[type[Record], str]) -> dict[str, Any]:
    kind, required = "textarea" if label in LONG else "input", label not in OPTIONAL
    attributes: dict[str, Any] = {"label": label, "description": about}
    options: list[str] = []
    if not isinstance(about, str):
        record, name = about
        field, annotation = record.model_fields[name], get_type_hints(record)[name]
        attributes["description"], required = field.description, field.is_required()
        options = list(get_args(annotation)) if get_origin(annotation) is Literal else []
        if field.examples:
            example = field.examples[0]
            attributes["placeholder"] = ", ".join(map(str, example)) if isinstance(example, list) else str(example)
    if label in CHOICES:
        names = [name_of(record) for record in atlas.collection(CHOICES[label]).values()]
        options = sorted(names, key=sort_key)
    if options:
        kind, attributes["options"] = "dropdown", options
        attributes.pop("placeholder", None)
    if label == "Focus areas":
        attributes["multiple"] = True
    return {"type": kind, "id": _as_id(label), "attributes": attributes, "validations": {"required": required}}


def _as_id(name: str) -> str:
    return name.lower().replace(" ", "-")


# Snippets for editors


def snippets() -> dict[str, dict[str, Any]]:
    """Return a snippet for each of these records: one with every field it must have, by the word that one types."""
    found = {}
    for kind in IN_SNIPPETS:
        word = re.sub(r"(?<=.)(?=[A-Z])", "-", kind.__name__).lower()
        description, body = inspect.cleandoc(kind.__doc__ or ""), list(_entry(kind, count(1)))
        found[word] = {"scope": "yaml", "prefix": word, "description": description, "body": body}
    return found


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
    """Return a place to type at, filled with an example."""
    text = str(example).replace("\\", "\\\\").replace("}", "\\}").replace("$", "\\$")
    return f"${{{next(stops)}:{text}}}"
