"""All tables as one SQLite database, with their keys, what each column means, views, and two full-text searches.

Made with the standard library. STRICT tables need SQLite 3.37 of November 2021, to make them as well as to read them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from atlas.export.about import about
from atlas.export.columns import Column, Type
from atlas.export.edition import SCHEMA_VERSION, Edition
from atlas.export.searched import searched
from atlas.export.tables import ForeignKey, Table, tables
from atlas.export.views import VIEWS
from atlas.model.i18n import Texts

PATH = "data/ascn-atlas.sqlite"

#: By which a program tells this file from other databases.
APPLICATION_ID = int.from_bytes(b"ASCN")

#: SQLite has no type for truth, which is 0 or 1, and none for dates.
TYPES: dict[Type, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}

#: What describes the data, and what searches them. ``search`` takes words: accents and capitals do not matter, though
#: ``đ`` is no ``d``. ``search_names`` takes any three characters in a row, since Thai, Khmer, Lao and Burmese write no
#: spaces between words; the tokenizer drops accents only from SQLite 3.45 on, so that a column has names without them.
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
CREATE VIRTUAL TABLE "search_names" USING fts5(
  "collection" UNINDEXED, "id" UNINDEXED, "name", "other_names", "plain_names", tokenize = 'trigram'
);
"""


def paths(_: Edition) -> Iterator[str]:
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
            for index in _indexes(table):
                database.execute(index)
        for view in VIEWS:
            database.execute(view.definition)
        _insert(database, "metadata", [*about(edition).items(), ("search_help", Texts()("database.search-help"))])
        _insert(database, "tables", ((table.name, table.description) for table in tables(edition)))
        _insert(database, "tables", ((view.name, view.description) for view in VIEWS))
        _insert(database, "columns", _columns(edition))
        _insert(database, "search", searched(edition.atlas))
        _insert(
            database,
            "search_names",
            ((it.collection, it.id, it.name, it.other_names, it.plain_names) for it in searched(edition.atlas)),
        )
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {_number(SCHEMA_VERSION)}")
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


def _indexes(table: Table) -> Iterator[str]:
    """The statements that make an index for each foreign key that the primary key does not begin with.

    SQLite makes none by itself: whoever asks for the rows that point at a record would read all of a table.
    """

    def led_by_the_key(key: ForeignKey) -> bool:
        return table.key[: len(key.columns)] == key.columns

    for columns in dict.fromkeys(key.columns for key in table.foreign_keys if not led_by_the_key(key)):
        name = "_".join([table.name, "by", *columns])
        yield f"CREATE INDEX {_name(name)} ON {_name(table.name)} ({_names(columns)})"


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
    for view in VIEWS:
        for name, description, computed in view.described(tables(edition)):
            yield view.name, name, description, computed


def _number(version: str) -> int:
    """A version as a number that grows with it: 10203 for 1.2.3."""
    major, minor, patch = map(int, version.split("."))
    return major * 10000 + minor * 100 + patch


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
