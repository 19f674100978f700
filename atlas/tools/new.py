"""The command that adds a record: it fills a template, checks the project with the result, and writes it.

The templates are in ``new_records.yml``. What each flag means and takes is read from the model.
"""

from __future__ import annotations

import datetime
import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

import click
import yaml
from pydantic import ValidationError

from atlas.checks import examine, examine_changed
from atlas.model.atlas import Atlas
from atlas.model.base import MAX_ID, KeyPath, Record
from atlas.query.common import slug
from atlas.read.findings import Finding
from atlas.read.pages import DOCS_DIR
from atlas.read.yaml_file import parse, read
from atlas.site.pages.build import check
from atlas.site.pages.escape import inline
from atlas.tools import format
from atlas.tools.canonical import scalar
from atlas.tools.fields import Field, WrongValueError
from atlas.tools.schemas import schema_name
from atlas.tools.terminal import CannotRunError, print_findings, require_records, root_option, write

TEMPLATES = Path(__file__).with_name("new_records.yml")

LAST_STEP = "Run 'make check', and look at it with 'make serve'."
DESCRIPTION = "{name} in the ASEAN Smart Cities Network: its projects, how each stands, and every source."

#: What a flag is given where nobody says anything else.
DEFAULTS = {"--accessed": lambda: datetime.date.today().isoformat()}

#: What Markdown would not show as typed in a heading.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&!~$+]")

#: What an address says of no institution, and what a title says of no document.
_HOST_PARTS = {"www", "com", "co", "or", "org", "gov", "go", "ac", "net", "edu", "mil"}
_SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be added."""

    name: str  # what the command calls it
    collection: str  # the collection it goes into
    record: dict[str, Any]  # with flags in place of values
    next: list[str]  # what is left to do by hand
    page: str = ""  # the page that comes with it, with names to fill in; "" for none

    @cached_property
    def type(self) -> type[Record]:
        """Its record type."""
        return Atlas.COLLECTIONS[self.collection].type

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The field that each flag fills, in the order in which they are asked."""
        return {flag: Field.at(self.type, path) for flag, path in _flags(self.record)}

    def fill(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Fill the record from answers by flag, and add the sources of its values; it has no id yet."""
        record: dict[str, Any] = _fill_template(self.record, answers)
        if "sources" not in record and "sources" in self.type.model_fields and (sources := _sources(record)):
            record["sources"] = sources
        return record

    def fill_page(self, record: dict[str, Any]) -> str:
        """Return the initial page of a record."""
        name = record["name"]
        description = scalar(DESCRIPTION.format(name=name))
        heading = inline(name) if _MARKUP.search(name) else name
        return Template(self.page).substitute(id=record["id"], description=description, heading=heading)


KINDS = [Kind(name, **parts) for name, parts in parse(TEMPLATES.name, TEMPLATES.read_text("utf-8")).value.items()]


def _flags(template: Any, path: KeyPath = ()) -> Iterator[tuple[str, KeyPath]]:
    """Yield each flag of a template with the path to it."""
    if isinstance(template, str) and template.startswith("--"):
        yield template, path
    elif isinstance(template, dict | list):
        for key, inner in template.items() if isinstance(template, dict) else enumerate(template):
            yield from _flags(inner, (*path, key))


def _fill_template(template: Any, answers: dict[str, Any]) -> Any:
    """Replace the flags of a template by answers; return None if nothing is left."""
    if isinstance(template, dict):
        values = {key: _fill_template(inner, answers) for key, inner in template.items()}
        return {key: value for key, value in values.items() if value is not None} or None
    if isinstance(template, list):
        items = [value for inner in template if (value := _fill_template(inner, answers)) is not None]
        flat = [one for item in items for one in (item if isinstance(item, list) else [item])]
        return [item for place, item in enumerate(flat) if item not in flat[:place]] or None
    return answers.get(template) if template.startswith("--") else template


def _sources(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the list of the sources that the values of a record name, with their pages."""
    cited: dict[str, set[int]] = {}
    for value in record.values():
        if isinstance(value, dict) and "source" in value:
            cited.setdefault(value["source"], set()).update([value["page"]] if "page" in value else [])
    return [{"source": source} | ({"pages": sorted(pages)} if pages else {}) for source, pages in cited.items()]


# The command


@click.group("new")
def group() -> None:
    """Add a record, with its page where it has one; asks for what is not given."""


def _command(kind: Kind) -> click.Command:
    """Return the command for one kind: a flag for each of its fields, in the words of the model."""
    params: list[click.Parameter] = [
        *(click.Option([flag], help=field.meaning, default=DEFAULTS.get(flag)) for flag, field in kind.fields.items()),
        click.Option(["--id", "record_id"], help="Its id, instead of the one proposed."),
        click.Option(["--dry-run"], is_flag=True, help="Print what would be written where, and write nothing."),
    ]
    command = click.Command(kind.name, callback=partial(_add, kind), params=params, help=f"Add a {kind.name}.")
    return root_option(command)


def _add(kind: Kind, /, root: Path, dry_run: bool, record_id: str | None, **given: str | None) -> None:
    examined, atlas = require_records(examine(root))
    record = kind.fill(_answers(kind, given, atlas))
    record = {"id": _id(kind, record_id, record, atlas), **record}
    _validate(kind, record)
    texts, errors = _texts(root, atlas, kind, record)
    changed = examine_changed(examined, texts)
    if findings := check(changed):
        errors += _new_findings(check(examined), findings)
    if errors:
        print_findings(errors, "text", root, texts)
        raise CannotRunError("nothing was written: the check would find the mistakes above")
    if dry_run:
        click.echo("".join(_changes(root, texts)), nl=False)
        return
    write(root, texts)
    for file in texts:
        click.echo(f"wrote {file}")
    if left := _new_findings(examined.warnings(), changed.warnings()):
        click.echo("\nLeft to fill in:\n")
        print_findings(left, "text", root)
    click.echo("\nNext:")
    for step in [*kind.next, LAST_STEP]:
        click.echo(f"- {step}")


def _answers(kind: Kind, given: dict[str, str | None], atlas: Atlas) -> dict[str, Any]:
    """Return the value of each flag; ask for the required ones that were not given."""
    texts = {flag: given[flag.removeprefix("--").replace("-", "_")] for flag in kind.fields}
    needed = {flag: field for flag, field in kind.fields.items() if texts[flag] is None and field.is_required}
    if needed and not _is_terminal():
        missing = "\n".join(f"  {flag}  {field.meaning}" for flag, field in needed.items())
        raise click.UsageError(f"these are missing:\n{missing}")
    answers: dict[str, Any] = {}
    for flag, field in kind.fields.items():
        read, text = partial(_value, flag, field, atlas), texts[flag]
        if text is not None:
            answers[flag] = read(text)
        elif flag in needed:
            answers[flag] = click.prompt(f"{field.meaning} {flag}", value_proc=read)
    return answers


def _value(flag: str, field: Field, atlas: Atlas, text: str) -> Any:
    try:
        return field.read(text, atlas)
    except WrongValueError as error:
        print_findings(error.findings, "text", Path())
        raise click.BadParameter(str(error), param_hint=flag) from None


def _id(kind: Kind, given: str | None, record: dict[str, Any], atlas: Atlas) -> str:
    """Return the id of a new record: the one given, or else the one proposed, which a person may change."""
    chosen = given or propose(kind.collection, record, atlas)
    if not given and _is_terminal():
        chosen = click.prompt("Its id, which never changes. --id", default=chosen or None)
    if not chosen:
        raise CannotRunError("no id can be made of this name: choose one with --id")
    try:
        Field.at(kind.type, ("id",)).read(chosen, atlas)
    except WrongValueError as error:
        raise CannotRunError(str(error)) from None
    if chosen in atlas.collection(kind.collection):
        raise CannotRunError(f"the id '{chosen}' is taken: choose another with --id")
    return chosen


def _validate(kind: Kind, record: dict[str, Any]) -> None:
    """End the command if a part of the record lacks a field: each flag was read alone."""
    try:
        kind.type.model_validate(record)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place, is_missing = ".".join(map(str, problem["loc"])), problem["type"] == "missing"
        raise CannotRunError(f"'{place}' is missing: give it as well" if is_missing else problem["msg"]) from None


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _changes(root: Path, texts: dict[str, str]) -> Iterator[str]:
    """Yield what writing these files would change, as a patch."""
    for file, text in texts.items():
        old = (root / file).read_text(encoding="utf-8").splitlines(keepends=True) if (root / file).exists() else []
        yield from difflib.unified_diff(old, text.splitlines(keepends=True), file if old else "/dev/null", file)


# What is written


def _texts(root: Path, atlas: Atlas, kind: Kind, record: dict[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    """Return the whole text of each file with a record and its page, and what is wrong with their form."""
    texts, part = {}, Atlas.COLLECTIONS[kind.collection]
    if kind.page:
        texts[f"{DOCS_DIR}/{part.folder}/{record['id']}.md"] = kind.fill_page(record)
    if part.kept == "files":
        file = f"{part.file}{record['id']}.yml"
        title = " ".join(record["title"].split())
        source = (
            f"# yaml-language-server: $schema=../schema/{schema_name('report')}\n"
            f"# {title}: what it states, and every row as printed.\n"
        ) + yaml.safe_dump({"report": record}, allow_unicode=True)
        texts[file], findings = format.format_file(parse(file, source), source, None)
        return texts, findings
    records = atlas.collection(kind.collection) | {record["id"]: kind.type.model_validate(record)}
    changes: dict[str, Any] = {kind.collection: records}
    source = format.read_text(root, part.file)
    texts[part.file], findings = format.format_file(read(root, part.file), source, replace(atlas, **changes), [record])
    return texts, findings


def _new_findings(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Return the new findings; one that only moved to another line is not new."""
    known = Counter(replace(finding, line=0) for finding in before)
    new = []
    for finding in after:
        somewhere = replace(finding, line=0)
        known[somewhere] -= 1
        if known[somewhere] < 0:
            new.append(finding)
    return new


# Its id


def propose(collection: str, record: dict[str, Any], atlas: Atlas) -> str:
    """Propose a readable, unused id for a record; "" if its fields give none."""
    if collection == "sources":
        return _propose_source_id(record, atlas)
    if collection == "reports" and (match := re.fullmatch(r"s-[a-z0-9]+-(\d{4})-(.+)", record["source"])):
        return f"{match[2]}-{match[1]}"
    name = _to_id(record["title" if collection == "reports" else "name"])
    if collection != "projects" or not name or name.startswith(f"{record['city']}-"):
        return name
    return _to_id(f"{record['city']}-{name}")


def _propose_source_id(record: dict[str, Any], atlas: Atlas) -> str:
    """Return the host, the year and the fewest words of the title that make the id unique."""
    labels = (urlsplit(record["url"]).hostname or "").split(".")
    host = next((label for label in reversed(labels[:-1]) if label not in _HOST_PARTS), labels[0])
    head = ["s", host.replace("-", ""), *([record["date"][:4]] if "date" in record else [])]
    words = [word for word in slug(record["title"]).split("-") if word and word not in _SMALL_WORDS]
    proposals = (_to_id("-".join([*head, *words[:n]])) for n in range(1, len(words) + 1))
    return next((proposal for proposal in proposals if proposal not in atlas.sources), "")


def _to_id(text: str) -> str:
    """Return a text as an id, no longer than one may be."""
    return slug(text)[:MAX_ID].strip("-")


for _kind in KINDS:
    group.add_command(_command(_kind))
