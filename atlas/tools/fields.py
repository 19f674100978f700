"""The fields of a record as a person fills them in: what each takes, read from a text by the model."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError

from atlas.checks.references import unknown_id
from atlas.checks.values import DATES
from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath, Record, Ref
from atlas.model.references import field_types, mark_in, record_in
from atlas.query.common import name_of
from atlas.read.findings import Finding, nearest, suggest
from atlas.read.validation import rule_of
from atlas.read.yaml_file import not_text


class WrongValueError(ValueError):
    """A value that cannot be taken, with the reason, and with what is wrong in the file that it names."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = list(findings)


class Field(NamedTuple):
    """A field of a record, at any depth."""

    path: KeyPath  # the way to it; a number is a place in a list
    description: str
    annotation: Any
    is_required: bool  # whether no record is complete without it

    @classmethod
    def at(cls, kind: type[Record], path: KeyPath) -> Field:
        """Return the field at a path of a record type."""
        annotation: Any = kind
        description, is_required = "", True
        for step in path:
            if isinstance(step, int):
                [annotation] = get_args(annotation)
                continue
            record = record_in(annotation) or kind
            info = record.model_fields[step]
            annotation = field_types(record)[step]
            description, is_required = info.description or "", is_required and info.is_required()
        return cls(path, description, annotation, is_required)

    @property
    def meaning(self) -> str:
        """Return its description for a person."""
        if record_in(self.annotation):
            return f"{self.description} A CSV file; its columns are fields of a row: number, city, name, …"
        if isinstance(mark_in(self.annotation), Ref):
            return f"{self.description} Its id or its name."
        values = [str(value) for value in get_args(self.annotation) if isinstance(value, str)]
        return f"{self.description} One of: {', '.join(values)}." if values else self.description

    def read(self, text: str, atlas: Atlas) -> Any:
        """Return the value that a text means.

        A record is meant by its id or its name. An item of a list may be several, with commas between them. Records are
        in the CSV file that the text names.

        Raises:
            WrongValueError: If the field cannot hold it, or if it names no record.
        """
        if kind := record_in(self.annotation):
            return _read_rows(Path(text), kind, atlas)
        if isinstance(self.path[-1], int):
            return [self._read_one(part.strip(), atlas) for part in text.split(",")]
        return self._read_one(text.strip(), atlas)

    def _read_one(self, text: str, atlas: Atlas) -> Any:
        ref = mark_in(self.annotation)
        if isinstance(ref, Ref):
            return _record_id(text, ref.collections, atlas)
        if self.path[-1] in DATES and not _is_date(text):
            raise WrongValueError(f"'{text}' is no date: write 2026, 2026-05 or 2026-05-14")
        try:
            return TypeAdapter(self.annotation).validate_python(text, strict=True)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            message, advice = rule_of(problem)(problem, self.path)
            raise WrongValueError(f"{message}; {advice}" if advice else message) from None


def _record_id(text: str, collections: Sequence[str], atlas: Atlas) -> str:
    """Return the id of the record with this id, or with this name in any case."""
    records = [pair for collection in collections for pair in atlas.collection(collection).items()]
    if any(text == record_id for record_id, _ in records):
        return text
    names: dict[str, list[str]] = {}
    for record_id, record in records:
        for name in {record_id.casefold(), name_of(record).casefold()}:
            names.setdefault(name, []).append(record_id)
    ids = names.get(text.casefold(), [])
    if len(ids) > 1:
        raise WrongValueError(f"'{text}' is the name of several records: write an id instead, {' or '.join(ids)}")
    if not ids:
        message, advice = unknown_id(atlas, text, collections)
        near = nearest(text.casefold(), names)
        if near and not nearest(text, [record_id for record_id, _ in records]):
            advice = f"did you mean '{names[near][0]}', {name_of(dict(records)[names[near][0]])}?"
        raise WrongValueError(f"{message}; {advice}")
    return ids[0]


def _is_date(text: str) -> bool:
    """Whether a year, month or day exists; its form is checked by the model."""
    try:
        return bool(datetime.date.fromisoformat(text + "-01-01"[max(0, len(text) - 4) :]))
    except ValueError:
        return False


def _read_rows(file: Path, kind: type[Record], atlas: Atlas) -> list[dict[str, Any]]:
    """Return the rows of a CSV file as plain records; a :class:`WrongValueError` has a finding for all that is none."""
    if not file.is_file():
        raise WrongValueError(f"there is no file '{file}'")
    name, raw, rows = file.as_posix(), file.read_bytes(), list[dict[str, Any]]()
    fields = {name: Field.at(kind, (name,)) for name in kind.model_fields}
    findings = list(not_text(name, raw.removeprefix(codecs.BOM_UTF8)))
    text = raw.decode("utf-8-sig", "replace")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # Excel writes semicolons where commas are decimal
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        reader.fieldnames = [column.strip().lower().replace(" ", "_") for column in reader.fieldnames or ()]
        for column in set(reader.fieldnames) - {*fields, ""} if not findings else ():
            message, hint = f"there is no field '{column}' in a row", suggest(column, fields)
            findings.append(Finding(name, 1, 1, "unknown-column", message, hint))
        for cells in reader if not findings else ():
            if not any(cells.values()):  # spreadsheets write rows that only had a format
                continue
            row: dict[str, Any] = {}
            problems = _fill(row, cells, fields, atlas)
            findings += [Finding(name, reader.line_num, 1, "wrong-row", problem) for problem in problems]
            rows.append(row)
    except csv.Error as error:
        findings.append(Finding(name, reader.reader.line_num, 1, "csv-syntax", str(error)))
    if not rows and not findings:
        findings.append(Finding(name, 0, 0, "no-rows", "there are no rows in this file"))
    if findings:
        raise WrongValueError(f"'{file}' cannot be taken as it is", findings)
    return rows


def _fill(row: dict[str, Any], cells: dict[str | Any, Any], fields: dict[str, Field], atlas: Atlas) -> Iterator[str]:
    """Fill a row from its cells; yield what is wrong with them."""
    if None in cells or None in cells.values():
        yield "this row has not as many cells as the first line has"
        return
    for name, field in fields.items():
        if text := cells.get(name, "").strip():
            try:
                row[name] = field.read(text, atlas)
            except WrongValueError as error:
                yield f"{name}: {error}"
        elif field.is_required:
            yield f"{name}: this cell must not be empty"
