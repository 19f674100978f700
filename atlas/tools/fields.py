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
from atlas.read.findings import Finding, suggest
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
        """Return what a person reads of it."""
        if record_in(self.annotation):
            return f"{self.description} A CSV file; its columns are fields of a row: number, city, name, …"
        values = [str(value) for value in get_args(self.annotation) if isinstance(value, str)]
        return f"{self.description} One of: {', '.join(values)}." if values else self.description

    def read(self, text: str, atlas: Atlas) -> Any:
        """Return the value that a text means; for records, those in the CSV file of that name.

        Raises:
            WrongValueError: If the field cannot hold it, or if it names no record.
        """
        if kind := record_in(self.annotation):
            return _read_rows(Path(text), kind, atlas)
        if self.path[-1] in DATES and not _is_date(text):
            raise WrongValueError(f"'{text}' is no date: write 2026, 2026-05 or 2026-05-14")
        try:
            value = TypeAdapter(self.annotation).validate_python(text.strip(), strict=True)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            message, advice = rule_of(problem)(problem, self.path)
            raise WrongValueError(f"{message}; {advice}" if advice else message) from None
        ref = mark_in(self.annotation)
        if isinstance(ref, Ref) and not any(value in atlas.collection(collection) for collection in ref.collections):
            message, advice = unknown_id(atlas, value, ref.collections)
            raise WrongValueError(f"{message}; {advice}")
        return value


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
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig", "replace"), newline=""), strict=True)
    try:
        for column in set(reader.fieldnames or ()) - set(fields) if not findings else ():
            message, hint = f"there is no field '{column}' in a row", suggest(column, fields)
            findings.append(Finding(name, 1, 1, "unknown-column", message, hint))
        for cells in reader if not findings else ():
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
