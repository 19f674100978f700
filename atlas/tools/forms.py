"""The issue forms, for people without tools: what they ask, explain, offer and insist on is what the model says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml

from atlas.model.base import Cited, Record
from atlas.model.projects import Figure, Project, Status
from atlas.model.sources import Source

FORMS_DIR = ".github/ISSUE_TEMPLATE"

HEAD = "# Written by 'python -m atlas schema': change atlas/tools/forms.py or atlas/model/ instead.\n"

NO_PERSONS = "Offices and institutions only, please: no names of persons, mail addresses or telephone numbers."


@dataclass(frozen=True)
class Question:
    """One question of a form.

    Args:
        label: The question in a few words.
        about: The field of the model that it fills, which gives the rest; None for a question of its own.
        description: What to write, for a question of its own.
        long: Whether the answer may take several lines.
        required: Whether a question of its own must be answered.
    """

    label: str
    about: tuple[type[Record], str] | None = None
    description: str = ""
    long: bool = False
    required: bool = True


@dataclass(frozen=True)
class Form:
    """One issue form: its file, what it is called and for, and its questions."""

    file: str
    name: str
    description: str
    questions: tuple[Question, ...]


SOURCE_ADDRESS = Question("Address of the source", (Source, "url"))
SOURCE_DATE = Question("Date of the source", (Source, "date"))
SOURCE_PAGE = Question("Page of the source", (Cited, "page"))
REMARKS = Question("Anything else", description="What a reader should know beside it.", long=True, required=False)

FORMS = (
    Form(
        "correct-a-fact.yml",
        "Correct a fact",
        "Something is wrong, or has changed.",
        (
            Question("Address of the page", description="The page of the Atlas on which it stands."),
            Question("What is wrong", description="The sentence or number as it stands there.", long=True),
            Question("What is right", description="What should stand there instead.", long=True),
            Question("When it holds", (Figure, "as_of")),
            SOURCE_ADDRESS,
            SOURCE_DATE,
            SOURCE_PAGE,
            REMARKS,
        ),
    ),
    Form(
        "add-a-project.yml",
        "Add a project",
        "A project of a member city is missing.",
        (
            Question("City", (Project, "city")),
            Question("Name", (Project, "name")),
            Question("Other names", (Project, "also_known_as")),
            Question("Description", (Project, "summary"), long=True),
            Question("Focus areas", (Project, "focus_areas")),
            Question("Status", (Status, "value")),
            Question("Date of the status", (Status, "as_of")),
            Question("Year it began", (Project, "started")),
            SOURCE_ADDRESS,
            SOURCE_DATE,
            SOURCE_PAGE,
            REMARKS,
        ),
    ),
    Form(
        "add-a-source.yml",
        "Add a source",
        "A document or page tells more than the Atlas does, or tells it better.",
        (
            Question("Title", (Source, "title")),
            Question("Publisher", (Source, "publisher")),
            SOURCE_ADDRESS,
            SOURCE_DATE,
            Question("Language", (Source, "language")),
            Question("Kind of publisher", (Source, "kind")),
            Question("What it tells", description="Of which city or project, and what; with the page.", long=True),
            REMARKS,
        ),
    ),
)


def forms() -> dict[str, str]:
    """The text of every issue form, and of the page that offers them, by path from the project's root."""
    texts = {f"{FORMS_DIR}/{form.file}": _yaml(_form(form)) for form in FORMS}
    return texts | {f"{FORMS_DIR}/config.yml": _yaml({"blank_issues_enabled": True})}


def _form(form: Form) -> dict[str, Any]:
    intro = {"type": "markdown", "attributes": {"value": NO_PERSONS}}
    body = [intro, *map(_element, form.questions)]
    return {"name": form.name, "description": form.description, "title": f"{form.name}: ", "body": body}


def _element(question: Question) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label, "description": question.description}
    kind, required = "textarea" if question.long else "input", question.required
    if question.about:
        record, name = question.about
        field = record.model_fields[name]
        attributes["description"] = field.description
        required = field.is_required()
        options = _options(get_type_hints(record)[name])
        if options:
            kind = "dropdown"
            attributes["options"] = options
        elif field.examples:
            attributes["placeholder"] = _written(field.examples[0])
    element_id = question.label.lower().replace(" ", "-")
    return {"type": kind, "id": element_id, "attributes": attributes, "validations": {"required": required}}


def _options(annotation: Any) -> list[str]:
    """The values that a field may have, if they are few and fixed."""
    return list(get_args(annotation)) if get_origin(annotation) is Literal else []


def _written(example: Any) -> str:
    return ", ".join(map(str, example)) if isinstance(example, list) else str(example)


def _yaml(value: dict[str, Any]) -> str:
    return HEAD + yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
