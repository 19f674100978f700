"""The issue forms, for people without tools: what they ask, explain, offer and insist on is what the model says."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import yaml

from atlas.model.base import Cited, Record
from atlas.model.projects import Figure, Project, Status
from atlas.model.sources import Source

FORMS_DIR = ".github/ISSUE_TEMPLATE"

HEAD = "# Written by 'python -m atlas schema': change atlas/tools/forms.py or atlas/model/ instead.\n"

NO_PERSONS = "Offices and institutions only, please: no names of persons, mail addresses or telephone numbers."


class Question(NamedTuple):
    """One question of a form.

    Args:
        label: The question in a few words.
        about: What to write, or the field of the model that it fills, which says that and more.
        long: Whether the answer may take several lines.
        required: Whether a question that fills no field must be answered.
    """

    label: str
    about: str | tuple[type[Record], str]
    long: bool = False
    required: bool = True


class Form(NamedTuple):
    """One issue form: its file, what it is called and for, and its questions."""

    file: str
    name: str
    description: str
    questions: list[Question]


ADDRESS = Question("Address of the source", (Source, "url"))
DATE = Question("Date of the source", (Source, "date"))
PAGE = Question("Page of the source", (Cited, "page"))
REMARKS = Question("Anything else", "What a reader should know beside it.", long=True, required=False)

FORMS = [
    Form(
        "correct-a-fact.yml",
        "Correct a fact",
        "Something is wrong, or has changed.",
        [
            Question("Address of the page", "The page of the Atlas on which it stands."),
            Question("What is wrong", "The sentence or number as it stands there.", long=True),
            Question("What is right", "What should stand there instead.", long=True),
            Question("When it holds", (Figure, "as_of")),
            *(ADDRESS, DATE, PAGE, REMARKS),
        ],
    ),
    Form(
        "add-a-project.yml",
        "Add a project",
        "A project of a member city is missing.",
        [
            Question("City", (Project, "city")),
            Question("Name", (Project, "name")),
            Question("Other names", (Project, "also_known_as")),
            Question("Description", (Project, "summary"), long=True),
            Question("Focus areas", (Project, "focus_areas")),
            Question("Status", (Status, "value")),
            Question("Date of the status", (Status, "as_of")),
            Question("Year it began", (Project, "started")),
            *(ADDRESS, DATE, PAGE, REMARKS),
        ],
    ),
    Form(
        "add-a-source.yml",
        "Add a source",
        "A document or page tells more than the Atlas does, or tells it better.",
        [
            Question("Title", (Source, "title")),
            Question("Publisher", (Source, "publisher")),
            *(ADDRESS, DATE),
            Question("Language", (Source, "language")),
            Question("Kind of publisher", (Source, "kind")),
            Question("What it tells", "Of which city or project, and what; with the page.", long=True),
            REMARKS,
        ],
    ),
]


def forms() -> dict[str, str]:
    """Return the text of every issue form, and of the page that offers them, by path from the project's root."""
    intro = {"type": "markdown", "attributes": {"value": NO_PERSONS}}
    values: dict[str, dict[str, Any]] = {
        form.file: {
            "name": form.name,
            "description": form.description,
            "title": f"{form.name}: ",
            "body": [intro, *map(_element, form.questions)],
        }
        for form in FORMS
    }
    values["config.yml"] = {"blank_issues_enabled": True}
    return {
        f"{FORMS_DIR}/{file}": HEAD + yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
        for file, value in values.items()
    }


def _element(question: Question) -> dict[str, Any]:
    kind, required = "textarea" if question.long else "input", question.required
    attributes: dict[str, Any] = {"label": question.label, "description": question.about}
    if not isinstance(question.about, str):
        record, name = question.about
        field, annotation = record.model_fields[name], get_type_hints(record)[name]
        attributes["description"], required = field.description, field.is_required()
        if get_origin(annotation) is Literal:
            kind, attributes["options"] = "dropdown", list(get_args(annotation))
        elif field.examples:
            example = field.examples[0]
            attributes["placeholder"] = ", ".join(map(str, example)) if isinstance(example, list) else str(example)
    element_id = question.label.lower().replace(" ", "-")
    return {"type": kind, "id": element_id, "attributes": attributes, "validations": {"required": required}}
