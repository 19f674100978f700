"""Flat tables, and CSV, GeoJSON and the Data Package made from them, on the small project."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection

from atlas import export
from atlas.checks import examine
from atlas.export import csv_files, geojson, package
from atlas.export.edition import Edition, Release
from atlas.export.tables import ForeignKey, Table, tables
from tests.breaks import SMALL

SITE = "https://example.org/atlas/"


@pytest.fixture(scope="module")
def edition() -> Edition:
    examined = examine(SMALL)
    assert examined.atlas is not None
    return Edition(examined.atlas, examined.tree, SITE)


def table(edition: Edition, name: str) -> Table:
    [found] = [table for table in tables(edition) if table.name == name]
    return found


def row(edition: Edition, name: str, *key: Any) -> dict[str, Any]:
    found = table(edition, name)
    names = [column.name for column in found.columns]
    [only] = [dict(zip(names, cells, strict=True)) for cells in found.rows if cells[: len(key)] == key]
    return only


def with_project(edition: Edition, **changes: Any) -> Edition:
    """The small project with another night market."""
    other = edition.atlas.projects["night-market"].model_copy(update=changes)
    atlas = replace(edition.atlas, projects={**edition.atlas.projects, "night-market": other})
    return Edition(atlas, edition.tree, SITE)


def read(edition: Edition, name: str) -> list[list[str]]:
    content = dict(csv_files.files(edition))[f"data/{name}.csv"]
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


# Tables


def test_a_record_is_a_row_and_a_record_inside_it_has_columns_of_its_own(edition: Edition) -> None:
    assert row(edition, "projects", "clean-river") == {
        "id": "clean-river",
        "city": "alfa",
        "name": "Clean River",
        "summary": "The city cleans its river.",
        "summary_basis": None,
        "summary_note": None,
        "focus_area_basis": "listed",
        "status_value": "operational",
        "status_as_of": "2024-09-30",
        "status_note": None,
        "status_source": "s-list",
        "status_page": 3,
        "started": 2019,
        "support_required_note": None,
        "support_required_source": "s-plan",
        "support_required_page": 4,
        "computed_page": f"{SITE}cities/alfa/#clean-river",
        "computed_country": "XA",
        "computed_last_report": "list-2024",
        "computed_last_stage": "ongoing",
    }


def test_what_a_missing_record_would_hold_is_empty(edition: Edition) -> None:
    assert row(edition, "projects", "night-market")["support_required_source"] is None


def test_a_list_is_a_table_whose_key_is_the_record_and_the_place_in_the_list(edition: Edition) -> None:
    figures = table(edition, "project_figures")
    assert figures.key == ("project", "position")
    assert figures.foreign_keys == [
        ForeignKey(("project",), "projects", ("id",)),
        ForeignKey(("source",), "sources", ("id",)),
    ]
    assert figures.rows == [("clean-river", 1, "boats", 12, "boats", "2023", "s-press", None)]


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("project_also_known_as", ("project", "position", "value"), [("clean-river", 1, "River Plan")]),
        ("project_former_ids", ("project", "position", "value"), [("open-school", 1, "school")]),
        ("project_support_required_kinds", ("project", "position", "value"), [("clean-river", 1, "funding")]),
    ],
)
def test_a_list_of_texts_has_them_as_values(
    edition: Edition, name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    found = table(edition, name)
    assert (tuple(column.name for column in found.columns), found.rows) == (columns, rows)


def test_a_list_of_ids_has_a_column_called_after_what_they_point_at(edition: Edition) -> None:
    found = table(edition, "project_focus_areas")
    assert [column.name for column in found.columns] == ["project", "position", "focus_area"]
    assert found.foreign_keys[1] == ForeignKey(("focus_area",), "focus_areas", ("id",))


def test_a_citation_with_several_pages_is_a_row_for_each(edition: Edition) -> None:
    [plan, press] = edition.atlas.projects["clean-river"].sources[1:]
    changed = with_project(edition, sources=[press, plan.model_copy(update={"pages": [4, 6]})])
    rows = [cells for cells in table(changed, "project_sources").rows if cells[0] == "night-market"]
    assert rows == [
        ("night-market", 1, "s-press", None),
        ("night-market", 2, "s-plan", 4),
        ("night-market", 3, "s-plan", 6),
    ]


def test_a_list_in_a_list_points_at_the_row_that_it_belongs_to(edition: Edition) -> None:
    found = table(edition, "report_discrepancies_values")
    assert found.key == ("report", "report_discrepancies_position", "position")
    assert found.foreign_keys == [
        ForeignKey(("report", "report_discrepancies_position"), "report_discrepancies", ("report", "position"))
    ]


def test_the_network_is_one_row_with_its_single_values(edition: Edition) -> None:
    found = table(edition, "network")
    assert (found.key, found.foreign_keys, len(found.rows)) == (("id",), [], 1)
    assert row(edition, "network", "network") == {
        "id": "network",
        "framework_name": "Framework",
        "framework_status": "Not binding.",
        "framework_length_pages": 5,
        "framework_definition_of_smart_city": "A city that works.",
        "framework_primary_goal": "Better towns.",
        "governance_national_representatives": "One each.",
        "governance_chief_smart_city_officers": "One each.",
        "governance_chair": "By turns.",
        "governance_shepherd": "Helps the chair.",
        "governance_secretariat": "None.",
        "governance_decisions": "Together.",
        "governance_reporting": "To the ministers.",
        "membership_reporting_basis": "The list.",
        "admission_summary": "By letter.",
        "admission_example": "Beta.",
        "computed_page": f"{SITE}network/",
    }


#: Each list of the network itself, and its columns after ``position``.
OF_THE_NETWORK = {
    "framework_aims": ["value"],
    "framework_strategic_outcomes": ["id", "name", "name_id", "summary"],
    "framework_urban_systems": ["id", "name", "name_id", "summary"],
    "framework_enablers": ["id", "name", "name_id", "summary"],
    "framework_sources": ["source", "page"],
    "chairs": ["year", "country", "source", "page"],
    "shepherds": ["from_year", "to_year", "country", "source", "page"],
    "governance_sources": ["source", "page"],
    "member_counts": ["as_of", "cities", "countries", "source", "page"],
    "admission_sources": ["source", "page"],
}


def test_a_list_of_the_network_has_the_place_in_it_alone_as_its_key(edition: Edition) -> None:
    listed = [found for found in tables(edition) if found.key == ("position",)]
    assert {found.name: [column.name for column in found.columns[1:]] for found in listed} == OF_THE_NETWORK
    assert table(edition, "member_counts").rows == [(1, "2024-09-30", 2, 2, "s-list", 1)]


def test_a_list_in_a_list_of_the_network_points_at_the_row_that_it_belongs_to(edition: Edition) -> None:
    found = table(edition, "framework_enablers_sources")
    assert found.key == ("framework_enablers_position", "position")
    assert found.foreign_keys == [
        ForeignKey(("framework_enablers_position",), "framework_enablers", ("position",)),
        ForeignKey(("source",), "sources", ("id",)),
    ]
    assert table(edition, "chair_also").key == ("chair_position", "position")


@pytest.mark.parametrize(
    ("name", "rows", "points"),
    [
        ("themes", [("water", "Water")], {}),
        (
            "places",
            [("harbour", "Harbour", "alfa", "Boats.", "plan-2018")],
            {"city": "cities", "visited_at": "reports"},
        ),
        ("theme_sources", [("water", 1, "s-press", None)], {"theme": "themes", "source": "sources"}),
        ("workshop_themes", [("plan-2018", 1, "water")], {"workshop": "workshop", "theme": "themes"}),
        (
            "workshop_site_visits",
            [("plan-2018", 1, "harbour", "They saw boats.")],
            {"workshop": "workshop", "place": "places"},
        ),
    ],
)
def test_what_has_an_id_in_the_network_is_a_row_that_others_point_at(
    edition: Edition, name: str, rows: list[tuple[Any, ...]], points: dict[str, str]
) -> None:
    found = table(edition, name)
    assert found.rows == rows
    assert found.foreign_keys == [ForeignKey((column,), target, ("id",)) for column, target in points.items()]


def test_the_workshop_is_one_row_whose_key_is_that_of_its_document(edition: Edition) -> None:
    found = table(edition, "workshop")
    assert (found.key, [cells[:2] for cells in found.rows]) == (("id",), [("plan-2018", "Workshop")])
    assert found.foreign_keys == [
        ForeignKey(("id",), "reports", ("id",)),
        ForeignKey(("outcome_source",), "sources", ("id",)),
    ]
    assert found.description == (
        "The workshop of May 2018; the projects presented there are the rows of the report of the same id."
    )


def test_what_a_question_is_about_is_told_once_as_written_and_once_by_collection(edition: Edition) -> None:
    question = next(iter(edition.atlas.open_questions.values()))
    about = question.model_copy(update={"about": ["alfa", "night-market", "list-2024", "network"]})
    changed = Edition(replace(edition.atlas, open_questions={question.id: about}), edition.tree)
    assert [cells[2:] for cells in table(changed, "open_question_about").rows] == [
        ("alfa", None, "alfa", None, None),
        ("night-market", "night-market", None, None, None),
        ("list-2024", None, None, "list-2024", None),
        ("network", None, None, None, "network"),
    ]


def test_columns_have_the_types_and_words_of_the_model(edition: Edition) -> None:
    columns = {column.name: column for column in table(edition, "report_rows").columns}
    assert [columns[name].type for name in ("name", "page", "counted")] == ["string", "integer", "boolean"]
    assert columns["stage"].values == ("proposed", "planning", "ongoing", "completed", "ongoing-or-planning")
    assert columns["stage"].required
    assert not columns["page"].required
    types = {column.name: column.type for column in table(edition, "sources").columns}
    assert (types["accessed"], types["date"]) == ("date", "string")
    assert (
        next(column for column in table(edition, "project_figures").columns if column.name == "value").type == "number"
    )


def test_tables_point_only_at_rows_of_their_own_or_of_tables_before_them(edition: Edition) -> None:
    before: list[str] = []
    for found in tables(edition):
        before.append(found.name)
        assert {key.table for key in found.foreign_keys} <= set(before)
        assert len({column.name for column in found.columns}) == len(found.columns)


# CSV

ODD = [
    "Water, boats",
    'The "Green" Line',
    "one line\nand another",
    "Đà Nẵng",
    "နေပြည်တော်",
    "ភ្នំពេញ",
    "ວຽງຈັນ",
    "กรุงเทพมหานคร",
    "  with spaces ",
    "semi;colon\tand tab",
]


@pytest.mark.parametrize("name", ODD)
def test_text_arrives_unchanged(edition: Edition, name: str) -> None:
    [header, *rows] = read(with_project(edition, name=name), "projects")
    assert [cells[header.index("name")] for cells in rows if cells[0] == "night-market"] == [name]


def test_csv_is_what_rfc_4180_says(edition: Edition) -> None:
    content = dict(csv_files.files(with_project(edition, name='a "b", c')))["data/projects.csv"]
    assert content.startswith(b"id,city,name,")
    assert content.endswith(b"\r\n")
    assert b'\r\nnight-market,beta,"a ""b"", c",,,,listed,in-progress,2024-09-30,,s-list,3,,,,,' in content


def test_truth_is_written_as_json_writes_it(edition: Edition) -> None:
    report = edition.atlas.reports["list-2024"]
    first, *others = report.rows
    changed = report.model_copy(update={"rows": [first.model_copy(update={"counted": False}), *others]})
    atlas = replace(edition.atlas, reports={"list-2024": changed})
    [header, *rows] = read(Edition(atlas, edition.tree), "report_rows")
    assert [cells[header.index("counted")] for cells in rows] == ["false", *("true" for _ in others)]


def test_a_table_without_rows_keeps_its_file_and_its_columns(edition: Edition) -> None:
    assert read(edition, "city_challenges") == [["city", "position", "value"]]


# GeoJSON


def test_a_city_is_a_point_with_its_longitude_first(edition: Edition) -> None:
    [(path, content)] = geojson.files(edition)
    collection = json.loads(content)
    FeatureCollection(**collection)
    assert (path, collection["type"]) == ("data/cities.geojson", "FeatureCollection")
    assert collection["bbox"] == [108.2, -5.1, 119.4, 16.05]
    assert collection["features"][0] == {
        "type": "Feature",
        "id": "alfa",
        "geometry": {"type": "Point", "coordinates": [119.4, -5.1]},
        "properties": {
            "id": "alfa",
            "name": "Alfa",
            "local_names": [],
            "country": "XA",
            "country_name": "Aland",
            "joined": 2018,
            "population": 1000,
            "population_year": 2020,
            "population_source": "s-press",
            "population_source_title": "What the press says",
            "population_source_url": "https://press.example/",
            "population_page": None,
            "computed_projects": 3,
            "computed_projects_listed": 2,
            "computed_page": f"{SITE}cities/alfa/",
            "coordinates_source": "s-press",
            "coordinates_source_title": "What the press says",
            "coordinates_source_url": "https://press.example/",
            "coordinates_geonames_id": None,
        },
    }


# Data Package


def described(edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export.files(edition, export.Extent.BUILD)[package.PATH])
    return found


def test_the_package_describes_each_file_with_its_size_and_checksum(edition: Edition) -> None:
    files = {path: content for exporter in (csv_files, geojson) for path, content in exporter.files(edition)}
    assert {
        f"data/{resource['path']}": (resource["bytes"], resource["hash"])
        for resource in described(edition)["resources"]
    } == {path: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") for path, content in files.items()}


def test_the_package_says_licence_version_and_the_date_of_the_data(edition: Edition) -> None:
    found = described(replace(edition, releases=(Release("1.2", "2030-04-01", "New."),)))
    assert found["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert (found["version"], found["created"]) == ("1.2", "2030-04-01T00:00:00Z")
    assert found["homepage"] == SITE
    assert "homepage" not in described(Edition(edition.atlas, edition.tree))


def test_a_column_is_described_by_its_field(edition: Edition) -> None:
    [schema] = [
        resource["schema"] for resource in described(edition)["resources"] if resource["name"] == "partner_offers"
    ]
    assert schema["primaryKey"] == ["partner", "position"]
    assert schema["foreignKeys"] == [
        {"fields": ["partner"], "reference": {"resource": "partners", "fields": ["id"]}},
    ]
    [kind] = [field for field in schema["fields"] if field["name"] == "kind"]
    assert (kind["type"], kind["description"]) == ("string", "The kind of support.")
    assert kind["constraints"]["required"]
    assert kind["constraints"]["enum"][:2] == ["technical-expertise", "funding"]


# All of them


def test_each_file_is_made_under_the_path_that_was_told(edition: Edition) -> None:
    for exporter in export.EACH_BUILD:
        assert [path for path, _ in exporter.files(edition)] == list(exporter.paths(edition)), exporter
    made = export.files(edition, export.Extent.BUILD)
    for description in export.DESCRIPTIONS:
        assert [path for path, _ in description.files(edition, made)] == list(description.paths(edition)), description


def test_the_same_records_give_the_same_bytes(edition: Edition) -> None:
    examined = examine(SMALL)
    assert examined.atlas is not None
    again = Edition(examined.atlas, examined.tree, SITE)
    assert export.files(edition, export.Extent.BUILD) == export.files(again, export.Extent.BUILD)
