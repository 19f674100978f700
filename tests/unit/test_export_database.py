"""The SQLite file of the small project: types, keys, views, searches, what it says of itself."""

import sqlite3

import pytest

from atlas.export.database import SEARCH_HELP
from atlas.export.metadata import SCHEMA_VERSION
from atlas.export.tables import TABLES
from tests.exported import ABOUT, ODD, database_of, small


def test_the_database_refuses_what_does_not_fit() -> None:
    refused = {
        "UPDATE projects SET city = 'atlantis'": "FOREIGN KEY",
        "UPDATE projects SET name = NULL": "NOT NULL",
        "UPDATE projects SET started = 'long ago'": "cannot store TEXT value in INTEGER column",
        "UPDATE projects SET status = 'done'": "CHECK",
        "UPDATE rows SET counted = 2": "CHECK",
        "UPDATE rows SET position = 1": "UNIQUE",
    }
    with database_of(small()) as database:
        for change, reason in refused.items():
            with pytest.raises(sqlite3.IntegrityError, match=reason):
                database.execute(change)


def test_the_database_says_what_it_is_and_what_each_column_means() -> None:
    with database_of(small()) as database:
        metadata = dict(database.execute("SELECT key, value FROM metadata"))
        assert metadata == {**ABOUT, "search_help": SEARCH_HELP}
        assert database.execute('SELECT "table" FROM tables ORDER BY rowid').fetchall() == [
            (name,) for name in (*(table.name for table in TABLES), "projects_overview", "project_sources")
        ]
        described = database.execute(
            'SELECT "table", "column", description, computed FROM columns ORDER BY rowid'
        ).fetchall()
        assert described == [
            (table.name, column.name, column.description, column.is_computed)
            for table in TABLES
            for column in table.columns
        ]
        [(application,)] = database.execute("PRAGMA application_id")
        [(version,)] = database.execute("PRAGMA user_version")
    assert application.to_bytes(4) == b"ASCN"
    assert f"{version // 100}.{version % 100}" == SCHEMA_VERSION


def test_odd_text_arrives_and_a_list_is_one_text() -> None:
    with database_of(small()) as database:
        rows = database.execute("SELECT name, also_known_as, topics FROM projects WHERE city = 'alfa' ORDER BY id")
        assert rows.fetchall()[:2] == [(" ".join(ODD), "; ".join(ODD), "rivers; boats"), ("Open School", None, None)]


def test_a_view_shows_a_project_and_another_its_sources_with_names_for_ids() -> None:
    with database_of(small()) as database:
        [school] = database.execute("SELECT * FROM projects_overview WHERE id = 'open-school'")
        assert school[:8] == ("open-school", "Open School", "Alfa", "Aland", "Civic", "completed", "2024-09-30", 2018)
        place = "https://example.org/cities/alfa/#open-school"
        assert school[8:] == ("completed", "completed", "List of 2024", place)
        assert database.execute("SELECT count(*) FROM projects_overview WHERE id = 'school-network'").fetchone() == (1,)
        cited = "SELECT source, title, publisher, date, page, url FROM project_sources WHERE project = 'clean-river'"
        assert database.execute(cited).fetchall() == [
            ("s-list", "List of projects", "The network", "2024-09-30", 3, "https://example.org/list.pdf"),
            ("s-plan", "Plans", "The network", "2018-07-08", 4, "https://example.org/plan.pdf"),
            ("s-press", "What the press says", "The press", "2018-05", None, "https://press.example/"),
        ]


def test_the_search_finds_names_and_summaries_whatever_their_accents_and_parts_of_names() -> None:
    river = ("projects", "clean-river")
    wanted = {
        "OPEN school": [("projects", "open-school")],
        "summary: boats": [("places", "harbour")],
        "name: water": [("themes", "water")],
        "other_names: board": [("glossary", "board")],
        "summary: press": [("open_questions", "q-boats")],
        "timeline": [],
        **{it: [river] for it in ("NANG", '"ho chi minh"', "မန္တလေးမြို့", "other_names: nang", "cleans river")},
    }
    parts = ("เทพม", "ដំប", "ວຽງ", "လေးမ", "Chí", "ho chi m", "a nan", "+62", "'quo")
    with database_of(small()) as database:
        search = "SELECT collection, id FROM search WHERE search MATCH ?"
        assert {words: database.execute(search, (words,)).fetchall() for words in wanted} == wanted
        search = "SELECT collection, id FROM search_names WHERE search_names MATCH ?"
        found = {part: database.execute(search, (f'"{part}"',)).fetchall() for part in parts}
        assert found == {part: [river] for part in parts}
