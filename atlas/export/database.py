"""All tables as one SQLite database: keys, indexes, what each column means, two views and two full-text searches.

STRICT tables need SQLite 3.37 of November 2021, to make them as well as to read them.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from atlas import query
from atlas.export.columns import Column, Table
from atlas.export.metadata import SCHEMA_VERSION, Edition, describe_edition
from atlas.export.records import LISTED
from atlas.export.tables import BY_NAME, TABLES
from atlas.model.atlas import Atlas

_FOLDER = Path(__file__).parent

PATH = "data/ascn-atlas.sqlite"
PATHS = (PATH,)

#: How a program recognises this file among other databases.
APPLICATION_ID = int.from_bytes(b"ASCN")

#: SQLite has no type for truth, which is 0 or 1, and none for dates.
TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}

SEARCH_HELP = (
    "`search` finds whole words in names and summaries, whatever their accents and capitals: "
    "SELECT collection, id, name FROM search WHERE search MATCH 'traffic' ORDER BY rank. "
    "Several words may be in any order. Double quotation marks keep together words in a row, and a word with "
    "a hyphen or another sign: MATCH '\"e-tax\"'. A star finds what begins so: MATCH 'transp*'. The name of a "
    "column searches that alone: MATCH 'name: traffic'. "
    "`search_names` finds any part of a name, three characters or longer, always in double quotation marks, as "
    "languages that write no spaces between words need it: WHERE search_names MATCH '\"กรุงเทพ\"'; names with "
    "accents are there without them as well."
)

#: The fields that say most of a record, by collection; of a list, the text of each thing.
SUMMARIES = {
    **{name: Atlas.COLLECTIONS[name].summary for name in LISTED},
    "themes": ("background",),
    "places": ("summary",),
}


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, with its content.

    Raises:
        sqlite3.OperationalError: If the SQLite of this Python is too old, or has no full-text search.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((_FOLDER / "database.sql").read_text(encoding="utf-8"))
        for table in TABLES:
            database.execute(_definition(table))
            _insert(database, table.name, table.rows(edition))
            for column in [name for name in table.foreign_keys if name != table.key[0]]:  # that has one
                database.execute(f'CREATE INDEX "{table.name}_by_{column}" ON "{table.name}" ("{column}")')
        _insert(database, "metadata", [*describe_edition(edition).items(), ("search_help", SEARCH_HELP)])
        _insert(database, "tables", ((table.name, table.description) for table in TABLES))
        database.executescript((_FOLDER / "views.sql").read_text(encoding="utf-8"))
        columns = ((table.name, it.name, it.description, it.is_computed) for table in TABLES for it in table.columns)
        _insert(database, "columns", columns)
        entries = list(search_rows(edition))
        _insert(database, "search", (row[:5] for row in entries))
        _insert(database, "search_names", ((*row[:4], row[5]) for row in entries))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        major, minor = map(int, SCHEMA_VERSION.split("."))
        database.execute(f"PRAGMA user_version = {major * 100 + minor}")
        database.commit()
        content = database.serialize()
    yield PATH, content


def _definition(table: Table) -> str:
    """Return the SQL that creates a table."""
    keys = ", ".join(f'"{name}"' for name in table.key)
    parts = [
        *map(_column, table.columns),
        f"PRIMARY KEY ({keys})",
        *(f'FOREIGN KEY ("{column}") REFERENCES "{target}" ("id")' for column, target in table.foreign_keys.items()),
    ]
    inner = ",\n  ".join(parts)
    return f'CREATE TABLE "{table.name}" (\n  {inner}\n) STRICT'


def _column(column: Column) -> str:
    allowed = "0, 1" if column.type == "boolean" else ", ".join(f"'{word}'" for word in column.words)
    check = f'CHECK ("{column.name}" IN ({allowed}))' if allowed else ""
    return " ".join(filter(None, (f'"{column.name}"', TYPES[column.type], "NOT NULL" * column.is_required, check)))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        places = ", ".join("?" for _ in row)
        database.execute(f'INSERT INTO "{table}" VALUES ({places})', row)  # noqa: S608 - our own names


def search_rows(edition: Edition) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield (collection, id, name, other names, summary, names without accents) of each record, theme and place.

    Several names or texts have a line each.
    """
    atlas, others = edition.atlas, defaultdict(list)
    for named in BY_NAME["names"].items(edition):
        others[named.collection, named.record.id].append(named.name)
    for collection, fields in SUMMARIES.items():
        for record in atlas.collection(collection).values():
            further = others[collection, record.id]
            if collection == "projects":  # as reports print it
                further += query.projects.other_names(atlas, record)
            spelt = [getattr(record, name, None) for name in ("full", "id_term", "about")]
            further += [name for name in spelt if isinstance(name, str)]
            name, lines = query.common.name_of(record), "\n".join(dict.fromkeys(further))
            summary = "\n".join(text for field in fields for text in _texts(getattr(record, field)))
            yield collection, record.id, name, lines, summary, plain_names([name, *lines.splitlines()])


def _texts(value: object) -> list[str]:
    """Return the texts of a field, which may be a text, a statement or a list of either."""
    values = value if isinstance(value, list) else [value]
    return [getattr(item, "text", None) or getattr(item, "fact", None) or str(item) for item in values if item]


def plain_names(names: Iterable[str]) -> str:
    """Return the names that have accents, one on each line, without accents and in lower case, with ``d`` for ``đ``.

    Names in other scripts are left out: there a mark is part of the word.
    """
    plain = ((name, query.common.sort_key(name)[0]) for name in names)
    return "\n".join(short for name, short in plain if short != name.casefold() and re.search("[a-z]", short))
