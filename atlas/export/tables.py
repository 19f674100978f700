"""All tables of the data, in the order in which they are asked for: every form of file has the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from atlas.export import list_tables as of_lists, record_tables as of_records
from atlas.export.columns import Column, Table
from atlas.export.metadata import Edition

DECLARED = (
    of_records.PROJECTS,
    of_records.CITIES,
    of_records.COUNTRIES,
    of_records.FOCUS_AREAS,
    of_records.REPORTS,
    of_lists.ROWS,
    of_lists.HISTORY,
    of_lists.FIGURES,
    of_lists.PROJECT_PARTNERS,
    of_lists.REQUESTS,
    of_lists.LINKS,
    of_lists.NAMES,
    of_lists.CITY_STATEMENTS,
    of_records.PARTNERS,
    of_lists.OFFERS,
    of_records.TIMELINE,
    of_records.GLOSSARY,
    of_records.OPEN_QUESTIONS,
    of_records.CORRECTIONS,
    of_records.SOURCES,
    of_lists.CITATIONS,
)


class _Code(NamedTuple):
    """A word of a vocabulary in a column."""

    table: str
    column: str
    value: str
    label: str | None
    meaning: str | None


def _codes(edition: Edition) -> Iterator[_Code]:
    for table in DECLARED:
        for column in table.columns:
            if known := column.vocabulary:
                used = {column.follow(item) for item in table.items(edition)} if not known.words else set()
                for word in known.words or sorted(used - {None}):
                    yield _Code(table.name, column.name, word, known.label(word), known.meaning(word))


CODES = Table(
    "codes",
    "A word in a column of another table, with its label and its meaning.",
    _Code,
    _codes,
    (
        Column("table", "The table with that column."),
        Column("column", "The column of that table."),
        Column("value", "The word as it is in the column."),
        Column("label", "How the site calls it, if it shows a word for it."),
        Column("meaning", "What it means, if more is laid down than the label says."),
    ),
    ("table", "column", "value"),
)

TABLES: tuple[Table, ...] = (*DECLARED, CODES)
