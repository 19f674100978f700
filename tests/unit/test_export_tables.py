"""Flat tables, and CSV, GeoJSON and the Data Package made from them, on the small project."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection

from atlas import export
from atlas.checks import examine
from atlas.export import csv_files, geojson, package, records
from atlas.export.edition import SCHEMA_VERSION, Edition, Release
from atlas.export.tables import ForeignKey, Table, tables
from atlas.model.i18n import ENGLISH
from tests.breaks import SMALL
from tests.conftest import ROOT

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
        "computed_city_name": "Alfa",
        "computed_country_name": "Aland",
        "computed_focus_area": "environment",
        "computed_focus_area_name": "Environment",
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
    "framework_aims_sources": ["source", "page"],
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


@pytest.mark.parametrize(
    ("name", "key", "names"),
    [
        ("cities", ("beta",), {"country_name": "Borland"}),
        ("report_rows", ("list-2024", 1), {"city_name": "Alfa", "country": "XA", "country_name": "Aland"}),
    ],
)
def test_a_row_names_what_it_points_at(
    edition: Edition, name: str, key: tuple[Any, ...], names: dict[str, str]
) -> None:
    found = row(edition, name, *key)
    assert {column: found[f"computed_{column}"] for column in names} == names
    assert list(found)[-len(names) :] == [f"computed_{column}" for column in names]


def test_pages_countries_and_names_are_called_as_in_the_json_api(edition: Edition) -> None:
    project = records.given_out(edition, "projects", "clean-river").model_dump()["computed"]
    found = row(edition, "projects", "clean-river")
    for name in ("page", "city_name", "country", "country_name"):
        assert found[f"computed_{name}"] == project[name], name


def test_of_several_focus_areas_the_first_stands_with_the_project(edition: Edition) -> None:
    changed = with_project(edition, focus_areas=["environment", "civic"])
    assert row(changed, "projects", "night-market")["computed_focus_area"] == "environment"
    changed = with_project(edition, focus_areas=["civic", "environment"])
    assert row(changed, "projects", "night-market")["computed_focus_area"] == "civic"
    assert ForeignKey(("computed_focus_area",), "focus_areas", ("id",)) in table(changed, "projects").foreign_keys


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


# What the tables say of themselves


def test_a_table_says_whose_list_it_is(edition: Edition) -> None:
    described = {found.name: found.description for found in tables(edition)}
    assert described["city_sources"] == "For each city: everything the record rests on."
    assert described["chairs"] == "For the network: how it is run. The chairs by year."
    assert described["report_discrepancies_values"] == "For each discrepancy of a report: the values that differ."
    assert described["cities"] == "A member city of the network."


def test_no_table_is_described_as_another_and_no_column_as_another_of_its_table(edition: Edition) -> None:
    groups = [[found.description for found in tables(edition)]]
    groups += [[column.description for column in found.columns] for found in tables(edition)]
    assert [text for texts in groups for text, n in Counter(texts).items() if n > 1] == []


#: What only somebody could follow who writes the data files.
FOR_AUTHORS = re.compile(r"left out|quotation marks|\bfile\b|\bset where\b|separators|`(true|false)`", re.IGNORECASE)


def test_what_is_described_is_true_for_readers_of_the_files_as_well(edition: Edition) -> None:
    texts = [found.description for found in tables(edition)]
    texts += [column.description for found in tables(edition) for column in found.columns]
    assert [text for text in texts if FOR_AUTHORS.search(text) or not text.endswith(".")] == []


def test_no_description_says_anything_twice(edition: Edition) -> None:
    for found in tables(edition):
        for text in [found.description, *(column.description for column in found.columns)]:
            parts = re.split(r"[.:] ", text.rstrip(".").lower())
            assert not [part for part, other in permutations(parts, 2) if part in other], text


def test_collections_the_rest_of_the_network_and_lists_can_be_told_apart(edition: Edition) -> None:
    groups: dict[str, list[str]] = {}
    for found in tables(edition):
        groups.setdefault(found.group, []).append(found.name)
    lists = groups.pop("list")
    assert groups == {
        "collection": [
            "sources", "countries", "focus_areas", "cities", "reports", "projects", "partners", "timeline", "glossary",
            "open_questions", "corrections",
        ],
        "network": ["network", "themes", "workshop", "places"],
        "codes": ["codes"],
    }  # fmt: skip
    assert {"city_sources", "chairs", "framework_enablers_sources", "workshop_themes"} < set(lists)


# Codes


def codes(edition: Edition, name: str, column: str) -> list[tuple[Any, ...]]:
    return [cells[2:] for cells in table(edition, "codes").rows if cells[:2] == (name, column)]


def test_the_words_of_a_column_stand_with_their_labels_and_meanings(edition: Edition) -> None:
    assert codes(edition, "report_rows", "stage") == [
        ("proposed", "proposed", "The action plans of 2018 and the workshop before them hold proposals."),
        (
            "planning",
            "planning",
            "A proposal is being worked out, or studied to see if it is feasible. Much work may have been done already.",
        ),
        (
            "ongoing",
            "ongoing",
            "The project is being carried out, usually after a study of whether it is feasible. "
            "The word also covers existing work that is being extended or improved.",
        ),
        ("completed", "completed", "The project was concluded successfully."),
        (
            "ongoing-or-planning",
            "ongoing or planning, the chart does not say",
            "The chart does not say which of several projects of a city is meant. "
            "It is a state of its own, and is counted as neither.",
        ),
    ]
    assert codes(edition, "projects", "computed_last_stage") == codes(edition, "report_rows", "stage")
    assert codes(edition, "timeline", "kind") == [
        ("event", None, "Something happened."),
        ("document", None, "Something was published."),
    ]


def test_of_languages_those_stand_that_the_column_holds(edition: Edition) -> None:
    source = edition.atlas.sources["s-press"].model_copy(update={"language": "und"})
    atlas = replace(edition.atlas, sources={**edition.atlas.sources, "s-press": source})
    changed = Edition(atlas, edition.tree)
    assert codes(changed, "sources", "language") == [("en", "English", None), ("und", "language not certain", None)]


def test_every_word_of_every_column_that_holds_only_a_few_is_there(edition: Edition) -> None:
    found = table(edition, "codes")
    assert found.key == ("table", "column", "value")
    assert [cells[:3] for cells in found.rows if cells[1] not in {"language", "lang"}] == [
        (other.name, column.name, value)
        for other in tables(edition)
        for column in other.columns
        for value in column.values
    ]


def test_what_the_page_on_the_method_says_of_a_word_is_said_in_the_same_words() -> None:
    page = (ROOT / "docs/about/method.md").read_text(encoding="utf-8").lower()
    meanings = [str(text) for key, text in ENGLISH.items() if key.startswith("meaning.certainty.")]
    assert meanings
    assert [text for text in meanings if text.lower().rstrip(".") not in page] == []


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
    assert read(edition, "city_population_also") == [["city", "position", "source"]]


def test_a_statement_in_a_list_is_a_row_with_its_source_and_page(edition: Edition) -> None:
    assert read(edition, "city_challenges") == [
        ["city", "position", "text", "source", "page"],
        ["beta", "1", "wells that run dry", "s-press", ""],
        ["beta", "2", "leaking pipes", "s-list", "3"],
    ]


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
    assert (found["schema_version"], found["date"]) == (SCHEMA_VERSION, "2025-01-31")
    assert [(credit["name"], credit["for"]) for credit in found["attribution"]] == [
        ("ASCN Atlas", "all records"),
        ("GeoNames", "coordinates"),
        ("Unicode CLDR", "Indonesian names of countries"),
    ]
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
    assert kind["categories"][:2] == [
        {"value": "technical-expertise", "label": "technical expertise"},
        {"value": "funding", "label": "funding"},
    ]
    assert [category["value"] for category in kind["categories"]] == kind["constraints"]["enum"]
    [words] = [field for field in schema["fields"] if field["name"] == "words"]
    assert "categories" not in words


def test_a_category_without_a_label_has_none(edition: Edition) -> None:
    [events] = [resource for resource in described(edition)["resources"] if resource["name"] == "timeline"]
    [kind] = [field for field in events["schema"]["fields"] if field["name"] == "kind"]
    assert kind["categories"] == [{"value": "event"}, {"value": "document"}]


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
