"""New records and pages: what is asked for each kind, the id proposed, and the files as they would be.

Nothing here writes into the project. What a field takes is read from the model, and the whole is checked in a copy.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

import yaml
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from atlas.checks import Examined, examine
from atlas.checks.dates import DATES
from atlas.checks.references import suggest_id
from atlas.model.atlas import Atlas
from atlas.model.base import MAX_ID, KeyPath, Record, Ref
from atlas.model.cities import City
from atlas.model.i18n import Texts
from atlas.model.network import Partner
from atlas.model.projects import Project
from atlas.model.references import mark_in, record_in
from atlas.model.reports import Report, Row
from atlas.model.sources import Source
from atlas.query.common import slug
from atlas.read.findings import Finding, suggest
from atlas.read.loading import DATA_DIR, REPORTS_DIR, collection_file, kept_in
from atlas.read.pages import DOCS_DIR, RECORD_FOLDERS
from atlas.read.shape import rule_of
from atlas.read.yaml_file import encoding, parse, read
from atlas.site.build import check
from atlas.site.escape import inline
from atlas.site.site import templates
from atlas.tools import format, schema

Raw = dict[str, Any]


class RefusedError(ValueError):
    """A value that cannot be taken, with the reason, and with what is wrong in the file that it names."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = list(findings)


@dataclass(frozen=True)
class Field:
    """A field of a record type, at any depth, as a person fills it in.

    Args:
        kind: The record type.
        path: The way to the field; a number stands for the items of a list.
        default: What is taken where nothing is given.
    """

    kind: type[Record]
    path: KeyPath
    default: Callable[[], str] | None = None

    @cached_property
    def _steps(self) -> list[tuple[type[Record], str, Any]]:
        """The named fields along the path: record type, name, and the type of the value."""
        steps: list[tuple[type[Record], str, Any]] = []
        kind, hint = self.kind, Any
        for step in self.path:
            if isinstance(step, int):
                [hint] = get_args(hint)
            else:
                kind = record_in(hint) or kind
                hint = get_type_hints(kind, include_extras=True)[step]
                steps.append((kind, step, hint))
        return [*steps[:-1], (*steps[-1][:2], hint)]

    @property
    def meaning(self) -> str:
        """What stands in it."""
        kind, name, hint = self._steps[-1]
        values = [str(value) for value in get_args(hint) if isinstance(value, str)]
        choice = f" One of: {', '.join(values)}." if values else ""
        return f"{kind.model_fields[name].description}{choice}"

    @property
    def is_required(self) -> bool:
        """Whether no record is complete without it."""
        return all(kind.model_fields[name].is_required() for kind, name, _ in self._steps)

    def read(self, text: str, atlas: Atlas) -> Any:
        """The value that a text stands for.

        Raises:
            RefusedError: If the field cannot hold it, or if it names no record.
        """
        _, name, hint = self._steps[-1]
        if name in DATES and not _is_date(text):
            raise RefusedError(f"'{text}' is no date: write 2026, 2026-05 or 2026-05-14")
        try:
            value = TypeAdapter(hint).validate_strings(text.strip())
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            message, advice = rule_of(problem)(problem, self.path)
            raise RefusedError(f"{message}; {advice}" if advice else message) from None
        ref = mark_in(hint)
        if isinstance(ref, Ref) and not any(value in atlas.collection(collection) for collection in ref.collections):
            [files] = [kept_in(collection) for collection in ref.collections]
            known = atlas.collection(ref.collections[0])
            valid = suggest_id(atlas, value, known, f"add it to {files} first if it is new.")
            raise RefusedError(f"'{value}' names no record in {files}; {valid}")
        return value


def _is_date(text: str) -> bool:
    """Whether a year, month or day exists; its form is the model's matter."""
    try:
        return bool(datetime.date.fromisoformat(text + "-01-01"[max(0, len(text) - 4) :]))
    except ValueError:
        return False


class Rows(Field):
    """The rows of a report, which are read from a CSV file with the fields of a row as columns."""

    @property
    def meaning(self) -> str:
        """What the file holds."""
        return f"{super().meaning} A CSV file; its columns are fields of a row: number, city, name, …"

    def read(self, text: str, atlas: Atlas) -> list[Raw]:
        """The rows in the file of this name.

        Raises:
            RefusedError: If there is no such file, or if it holds anything but rows.
        """
        file = Path(text)
        if not file.is_file():
            raise RefusedError(f"there is no file '{text}'")
        rows, findings = _read_rows(file, atlas)
        if findings:
            raise RefusedError(f"'{text}' cannot be taken as it is", findings)
        return rows


def _read_rows(file: Path, atlas: Atlas) -> tuple[list[Raw], list[Finding]]:
    """The rows of a CSV file and what is wrong with them."""
    name = file.as_posix()
    rows: list[Raw] = []
    raw = file.read_bytes()
    if findings := list(encoding(name, raw)):
        return [], findings
    try:
        reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        for column in reader.fieldnames or []:
            if column not in Row.model_fields:
                message, hint = f"there is no field '{column}' in a row", suggest(column, Row.model_fields)
                findings.append(Finding(name, 1, 1, "unknown-column", message, hint))
        for cells in reader if not findings else ():
            row: Raw = {}
            findings += [
                Finding(name, reader.line_num, 1, "wrong-row", problem) for problem in _read_row(cells, row, atlas)
            ]
            rows.append(row)
    except csv.Error as error:
        findings.append(Finding(name, reader.reader.line_num, 1, "csv-syntax", str(error)))
    if not rows and not findings:
        findings.append(Finding(name, 0, 0, "no-rows", "there are no rows in this file"))
    return rows, findings


def _read_row(cells: dict[str | Any, Any], row: Raw, atlas: Atlas) -> Iterator[str]:
    """Fill a row from its cells; gives what is wrong with them."""
    if None in cells or None in cells.values():
        yield "this row has not as many cells as the first line has"
        return
    for name in Row.model_fields:
        field, text = Field(Row, (name,)), cells.get(name, "").strip()
        if text:
            try:
                row[name] = field.read(text, atlas)
            except RefusedError as error:
                yield f"{name}: {error}"
        elif field.is_required:
            yield f"{name}: this cell must not be empty"


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be added.

    Args:
        name: What the command calls it.
        collection: The collection it goes into.
        type: Its record type.
        fields: The field that each flag fills, in the order in which they are asked.
        propose: The id to propose, from the record without id and the ids that are taken.
        steps: What remains to be done by hand.
        complete: What follows from the answers and is not asked.
        page: The page that comes with it.
    """

    name: str
    collection: str
    type: type[Record]
    fields: dict[str, Field]
    propose: Callable[[Raw, Atlas], str]
    steps: list[str]
    complete: Callable[[Raw], Raw] = dict
    page: Callable[[Raw], str] | None = None

    def record(self, answers: dict[str, Any]) -> Raw:
        """The record without id that answers come to, by flag."""
        raw: Raw = {}
        for flag, value in answers.items():
            _put(raw, self.fields[flag].path, value)
        return self.complete(raw)

    def id(self, given: str | None, record: Raw, atlas: Atlas) -> str:
        """The id of a new record: the one given, or else the one proposed.

        Raises:
            RefusedError: If it has not the form of an id, or is taken.
        """
        chosen = given or self.propose(record, atlas)
        if not chosen:
            raise RefusedError("no id can be made of this name: choose one with --id")
        Field(self.type, ("id",)).read(chosen, atlas)
        if chosen in taken(self.collection, atlas):
            raise RefusedError(f"the id '{chosen}' is taken: choose another with --id")
        return chosen


def taken(collection: str, atlas: Atlas) -> set[str]:
    """The ids of a collection, the former ones among them."""
    records = atlas.collection(collection)
    return {*records, *(former for record in records.values() for former in getattr(record, "former_ids", []))}


def _put(into: Any, path: KeyPath, value: Any) -> None:
    """Set a value inside mappings and lists, which are made where they are missing."""
    step, *rest = path
    if isinstance(step, int):
        into.append({} if rest else value)
        step = -1
    elif rest:
        into.setdefault(step, [] if isinstance(rest[0], int) else {})
    else:
        into[step] = value
    if rest:
        _put(into[step], tuple(rest), value)


# What follows from the answers


def _as_id(text: str) -> str:
    """A text as an id, no longer than one may be."""
    return slug(text)[:MAX_ID].strip("-")


def _project_id(record: Raw, atlas: Atlas) -> str:
    """The name; after the city where that alone is taken, or shares a word with a project elsewhere."""
    name, city = _as_id(record["name"]), record["city"]
    elsewhere = {
        word for project in atlas.projects.values() if project.city != city for word in slug(project.name).split("-")
    }
    is_general = name in taken("projects", atlas) or not elsewhere.isdisjoint(name.split("-"))
    return f"{city}-{name}" if name and is_general and not name.startswith(f"{city}-") else name


_HOST_PARTS = {"www", "com", "co", "or", "org", "gov", "go", "ac", "net", "edu", "mil"}
_SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}


def _source_id(record: Raw, atlas: Atlas) -> str:
    """Host, year and as many words of the title as it takes to be the only one."""
    labels = (urlsplit(record["url"]).hostname or "").split(".")
    host = next((label for label in reversed(labels[:-1]) if label not in _HOST_PARTS), labels[0])
    head = ["s", host.replace("-", ""), *([record["date"][:4]] if "date" in record else [])]
    words = [word for word in slug(record["title"]).split("-") if word and word not in _SMALL_WORDS]
    proposals = (_as_id("-".join([*head, *words[:n]])) for n in range(1, len(words) + 1))
    return next((proposal for proposal in proposals if proposal not in atlas.sources), "")


def _report_id(record: Raw, _: Atlas) -> str:
    """What its source is called after the publisher and the year, then the year."""
    match = re.fullmatch(r"s-[a-z0-9]+-(\d{4})-(.+)", record["source"])
    return f"{match[2]}-{match[1]}" if match else _as_id(record["title"])


def _named(record: Raw, _: Atlas) -> str:
    return _as_id(record["name"])


def _with_sources(record: Raw) -> Raw:
    """A record with the list of the sources that its values name."""
    cited: dict[str, list[int]] = {}
    for value in record.values():
        if isinstance(value, dict) and "source" in value:
            pages = cited.setdefault(value["source"], [])
            pages += [value["page"]] if "page" in value and value["page"] not in pages else []
    sources = [{"source": source} | ({"pages": sorted(pages)} if pages else {}) for source, pages in cited.items()]
    return {**record, "sources": sources}


def _project(record: Raw) -> Raw:
    """A project that no document lists yet."""
    return _with_sources({**record, "focus_area_basis": "inferred"})


#: What Markdown would not show as typed in a heading.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&!~$+]")


def _city_page(record: Raw) -> str:
    """A page that says nothing of its own yet."""
    texts, name = Texts(), record["name"]
    front_matter = yaml.safe_dump(
        {"record": record["id"], "description": texts("new.city", name=name)},
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )
    heading = inline(name) if _MARKUP.search(name) else name
    page = templates(texts).get_template("guide/new_city.md")
    # Both are Markdown as it is to be written.
    return page.render(front_matter=Markup(front_matter), heading=Markup(heading)) + "\n"  # noqa: S704


def _fields(kind: type[Record], paths: dict[str, KeyPath]) -> dict[str, Field]:
    return {flag: Field(kind, path) for flag, path in paths.items()}


def _today() -> str:
    return datetime.date.today().isoformat()


_CHECK = "Run 'make check', and look at it with 'make serve'."

KINDS = [
    Kind(
        "project",
        "projects",
        Project,
        _fields(
            Project,
            {
                "--city": ("city",),
                "--name": ("name",),
                "--focus-area": ("focus_areas", 0),
                "--status": ("status", "value"),
                "--as-of": ("status", "as_of"),
                "--source": ("status", "source"),
                "--page": ("status", "page"),
                "--summary": ("summary",),
                "--started": ("started",),
            },
        ),
        _project_id,
        [
            "If a document lists the project, point its row in data/reports/ at the new id and write "
            "'focus_area_basis: listed'.",
            "Add what else a source says of it: a summary, figures, partners.",
            _CHECK,
        ],
        _project,
    ),
    Kind(
        "city",
        "cities",
        City,
        _fields(
            City,
            {
                "--name": ("name",),
                "--country": ("country",),
                "--joined": ("joined",),
                "--lat": ("coordinates", "lat"),
                "--lon": ("coordinates", "lon"),
                "--coordinates-source": ("coordinates", "source"),
                "--population": ("population", "value"),
                "--population-year": ("population", "year"),
                "--population-source": ("population", "source"),
                "--population-page": ("population", "page"),
                "--website": ("website",),
            },
        ),
        _named,
        [
            "Write the introduction below the heading of the page: 80 to 200 words, each claim with its source.",
            "If a document counts the members anew, add that count to 'membership' in data/network.yml.",
            "Add its projects: python -m atlas new project.",
            _CHECK,
        ],
        _with_sources,
        _city_page,
    ),
    Kind(
        "source",
        "sources",
        Source,
        _fields(
            Source,
            {
                "--url": ("url",),
                "--title": ("title",),
                "--publisher": ("publisher",),
                "--date": ("date",),
                "--language": ("language",),
                "--kind": ("kind",),
            },
        )
        | {"--accessed": Field(Source, ("accessed",), _today)},
        _source_id,
        ["Cite it: in the record that rests on it, or on a page.", _CHECK],
    ),
    Kind(
        "report",
        "reports",
        Report,
        _fields(
            Report,
            {
                "--title": ("title",),
                "--source": ("source",),
                "--pages": ("pages",),
                "--summary": ("summary",),
                "--total": ("stated", "total"),
                "--cities": ("stated", "cities"),
            },
        )
        | {"--rows": Rows(Report, ("rows",))},
        _report_id,
        [
            "Bring name, focus areas and status of the projects up to date where the document gives a reason to.",
            "Add what else the document states: its stages, its shares by focus area and country.",
            _CHECK,
        ],
    ),
    Kind(
        "partner",
        "partners",
        Partner,
        _fields(
            Partner,
            {
                "--name": ("name",),
                "--kind": ("kind",),
                "--what": ("what",),
                "--source": ("sources", 0, "source"),
                "--from-year": ("from_year",),
            },
        ),
        _named,
        ["Add the cities it is known to have supported.", _CHECK],
    ),
]


# Files


@dataclass(frozen=True)
class Draft:
    """What would be written, and what the check says of it.

    Args:
        texts: The whole text of each file.
        errors: What is wrong with it and was not before.
        left: What is left to fill in.
        root: A folder in which it stands like that, for as long as :func:`draft` holds it.
    """

    texts: dict[str, str]
    errors: list[Finding]
    left: list[Finding]
    root: Path


@contextmanager
def draft(examined: Examined, atlas: Atlas, kind: Kind, record: Raw) -> Iterator[Draft]:
    """A new record and its page in a copy of the project, checked there.

    Args:
        examined: The project.
        atlas: Its records.
        kind: What is added.
        record: The whole record.
    """
    root = examined.root
    texts, errors = _texts(root, atlas, kind, record)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in (DATA_DIR, DOCS_DIR):
            shutil.copytree(root / part, copy / part)
        for file, text in texts.items():
            (copy / file).write_text(text, encoding="utf-8", newline="\n")
        changed = examine(copy)
        if found := check(changed):
            errors += _not_before(found, check(examined), root, texts)
        left = _not_before(changed.warnings(), examined.warnings(), root, texts)
        yield Draft(texts, errors, left, copy)


def _texts(root: Path, atlas: Atlas, kind: Kind, record: Raw) -> tuple[dict[str, str], list[Finding]]:
    """The files with a record and its page, and what is wrong with their form."""
    texts = {}
    if kind.page is not None:
        texts[f"{DOCS_DIR}/{RECORD_FOLDERS[kind.collection]}/{record['id']}.md"] = kind.page(record)
    if kind.type is Report:
        file = f"{REPORTS_DIR}/{record['id']}.yml"
        title = " ".join(record["title"].split())
        source = (
            f"# yaml-language-server: $schema=../schema/{schema.file_name('report')}\n"
            f"# {title}: what it states, and every row as printed.\n"
        ) + yaml.safe_dump({"report": record}, allow_unicode=True)
        texts[file], findings = format.formatted(parse(file, source), source, None)
        return texts, findings
    file = collection_file(kind.collection)
    records = atlas.collection(kind.collection) | {record["id"]: kind.type.model_validate(record)}
    changes: dict[str, Any] = {kind.collection: records}
    source = format.written(root, file)
    texts[file], findings = format.formatted(read(root, file), source, replace(atlas, **changes), [record])
    return texts, findings


def _not_before(after: list[Finding], before: list[Finding], root: Path, texts: dict[str, str]) -> list[Finding]:
    """The findings that are new, though others moved with their lines."""
    moves = {file: _move(root / file, text) for file, text in texts.items()}

    def moved(finding: Finding) -> Finding:
        start, by = moves.get(finding.file, (0, 0))
        return replace(finding, line=finding.line + by) if finding.line > start else finding

    known = set(map(moved, before))
    return [finding for finding in after if finding not in known]


def _move(path: Path, text: str) -> tuple[int, int]:
    """The last line before the first change of a file, and by how many lines what follows moved."""
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    new = text.splitlines()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    return same, len(new) - len(old)
