"""The real records as tables: what went in comes out of the CSV files, and nothing is left behind."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from atlas.export import csv_files
from atlas.export.tables import tables
from tests.data import real
from tests.data.real import ATLAS

EDITION = replace(real.EDITION, site="https://example.org/atlas/")
READ = {
    path: list(csv.DictReader(io.StringIO(content.decode(), newline=""))) for path, content in csv_files.files(EDITION)
}


def rows(table: str) -> list[dict[str, str]]:
    return READ[f"data/{table}.csv"]


def test_every_project_has_its_name_status_and_summary() -> None:
    assert [
        (row["id"], row["name"], row["status_value"], row["status_as_of"], row["status_source"], row["summary"])
        for row in rows("projects")
    ] == [
        (
            project.id,
            project.name,
            project.status.value,
            project.status.as_of,
            project.status.source,
            project.summary or "",
        )
        for project in ATLAS.projects.values()
    ]


def test_every_project_has_its_sources_with_their_pages() -> None:
    assert [(row["project"], row["source"], row["page"]) for row in rows("project_sources")] == [
        (project.id, citation.source, str(page))
        for project in ATLAS.projects.values()
        for citation in project.sources
        for page in citation.pages or [""]
    ]


def test_every_row_of_every_document_is_there_as_printed() -> None:
    assert [(row["report"], row["name"], row["stage"], row["project"]) for row in rows("report_rows")] == [
        (report.id, row.name, row.stage, row.project) for report in ATLAS.reports.values() for row in report.rows
    ]


def test_local_names_keep_their_letters() -> None:
    assert [row["text"] for row in rows("city_local_names")] == [
        name.text for city in ATLAS.cities.values() for name in city.local_names
    ]


def test_the_framework_the_workshop_and_the_places_are_there_as_written() -> None:
    network = ATLAS.network
    [one] = rows("network")
    assert one["framework_definition_of_smart_city"] == network.framework.definition_of_smart_city
    assert one["admission_example"] == network.admission.example
    assert [(row["name"], row["name_id"]) for row in rows("framework_strategic_outcomes")] == [
        (outcome.name, outcome.name_id or "") for outcome in network.framework.strategic_outcomes
    ]
    assert [row["value"] for row in rows("workshop_attended")] == network.workshop.attended
    assert [row["theme"] for row in rows("workshop_themes")] == [row["id"] for row in rows("themes")]
    assert [(row["place"], row["text"]) for row in rows("place_facts")] == [
        (place.id, fact.text) for place in network.places for fact in place.facts
    ]


def leaves(value: Any) -> Iterator[Any]:
    """Every value in a record that is no record and no list; what is not known is none."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif value is not None:
        yield value


def test_no_value_of_a_record_is_left_behind() -> None:
    held = Counter(value for _, _, record in ATLAS.records() for value in leaves(record.model_dump(mode="json")))
    told = Counter(
        cell
        for table in tables(EDITION)
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if not column.computed
    )
    assert held - told == Counter()
    assert held
