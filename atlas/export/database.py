"""All tables as one SQLite database, with their keys, what each column means, and a full-text search.

Made with the standard library. STRICT tables need SQLite 3.37 of November 2021, to make them as well as to read them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from atlas import query
from atlas.export.about import about
from atlas.export.edition import Edition
from atlas.export.tables import Column, Table, Type, tables
from atlas.model import City, Project

PATH = "data/ascn-atlas.sqlite"

#: SQLite has no type for truth, which is 0 or 1, and none for dates.
TYPES: dict[Type, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}

#: What describes the data, and what searches them: there accents and capitals do not matter, though ``đ`` is no ``d``.
_SCHEMA = """
CREATE TABLE "metadata" ("key" TEXT PRIMARY KEY, "value" TEXT NOT NULL) STRICT;
CREATE TABLE "tables" ("table" TEXT PRIMARY KEY, "description" TEXT NOT NULL) STRICT;
CREATE TABLE "columns" (
  "table" TEXT NOT NULL REFERENCES "tables",
  "column" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "computed" INTEGER NOT NULL CHECK ("computed" IN (0, 1)),
  PRIMARY KEY ("table", "column")
) STRICT;
CREATE VIRTUAL TABLE "search" USING fts5(
  "collection" UNINDEXED, "id" UNINDEXED, "name", "other_names", "summary", tokenize = 'unicode61 remove_diacritics 2'
);
"""


def paths(edition: Edition) -> Iterator[str]:  # noqa: ARG001 - as every exporter
    """The one file."""
    yield PATH


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content.

    Raises:
        sqlite3.OperationalError: If the SQLite of this Python is too old, or has no full-text search.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        for table in tables(edition):
            database.execute(_definition(table))
            _insert(database, table.name, table.rows)
        _insert(database, "metadata", about(edition).items())
        _insert(database, "tables", ((table.name, table.description) for table in tables(edition)))
        _insert(database, "columns", _columns(edition))
        _insert(database, "search", _found(edition))
        database.commit()
        content = database.serialize()
    yield PATH, content


def _definition(table: Table) -> str:
    """The statement that makes a table."""
    parts = [
        *map(_column, table.columns),
        f"PRIMARY KEY ({_names(table.key)})",
        *(
            f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {_name(key.table)} ({_names(key.key)})"
            for key in table.foreign_keys
        ),
    ]
    inner = ",\n  ".join(parts)
    return f"CREATE TABLE {_name(table.name)} (\n  {inner}\n) STRICT"


def _column(column: Column) -> str:
    name = _name(column.name)
    allowed = "0, 1" if column.type == "boolean" else ", ".join(map(_text, column.values))
    return " ".join(
        [
            name,
            TYPES[column.type],
            *(["NOT NULL"] if column.required else []),
            *([f"CHECK ({name} IN ({allowed}))"] if allowed else []),
        ]
    )


def _columns(edition: Edition) -> Iterator[tuple[str, str, str, bool]]:
    for table in tables(edition):
        for column in table.columns:
            yield table.name, column.name, column.description, column.computed


def _found(edition: Edition) -> Iterator[tuple[str, str, str, str, str | None]]:
    """What can be searched: the names of each project, city, theme and place, a line each, and what says most of it."""
    for project in edition.atlas.projects.values():
        yield "projects", project.id, project.name, _other_names(edition, project), project.summary
    for city in edition.atlas.cities.values():
        yield "cities", city.id, city.name, _other_names(edition, city), city.vision
    for theme in edition.atlas.themes.values():
        yield "themes", theme.id, theme.name, "", "\n".join(each.fact for each in theme.background)
    for place in edition.atlas.places.values():
        yield "places", place.id, place.name, "", place.summary


def _other_names(edition: Edition, record: Project | City) -> str:
    if isinstance(record, Project):
        further = query.other_names(edition.atlas, record)
    else:
        further = [name.text for name in record.also_known_as]
    return "\n".join([*(name.text for name in record.local_names), *further])


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        places = ", ".join("?" for _ in row)
        database.execute(f"INSERT INTO {_name(table)} VALUES ({places})", row)  # noqa: S608 - our own names


def _name(name: str) -> str:
    """A name in a statement, whichever words SQL has."""
    return f'"{name}"'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(_name, names))


def _text(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
