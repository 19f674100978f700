"""The declared tables: what each shows of a record, what it leaves out, and what its columns say of themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import filter as fnmatch_filter, fnmatch
from typing import Any, get_args, get_origin

from atlas.export import csv_files
from atlas.export.metadata import Edition
from atlas.export.tables import TABLES
from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.labels import MEANINGS
from atlas.model.network import Offer
from atlas.model.projects import Figure, Link, ProjectPartner
from atlas.model.references import record_in
from atlas.model.reports import Report, Row
from tests.conftest import ROOT
from tests.exported import ODD, rows, small

BY_NAME = {table.name: table for table in TABLES}
#: What the rows of a table are made from: each field has to be shown or left out on purpose.
DECIDED: dict[str, type[Record]] = {
    **Atlas.COLLECTIONS,
    "reports": Report,
    "rows": Row,
    "figures": Figure,
    "project_partners": ProjectPartner,
    "links": Link,
    "offers": Offer,
}


def fields(kind: type[Record], path: str = "") -> Iterator[str]:
    """The path of every field of a record, and of records in it; a list is one field."""
    for name, field in kind.model_fields.items():
        inner = record_in(field.annotation)
        listed = any(get_origin(each) is list for each in (field.annotation, *get_args(field.annotation)))
        yield from fields(inner, f"{path}{name}.") if inner and not listed else [f"{path}{name}"]


#: The fields that no column shows, by table. All but those of reports and partners are in the tables of lists; those
#: are in the JSON API alone.
LEFT_OUT = {
    "projects": "local_names support_required.text figures partners name_changes links sources",
    "cities": "local_names also_known_as vision.* challenges notes strategic_targets_2018.* sources",
    "countries": "name_id name_id_source joined_asean.sources sources",
    "focus_areas": "also_printed sources",
    "reports": "stated.total_previous_year stated.stages.* stated.stages_percent.* stated.by_focus_area "
    "stated.by_country chart.* discrepancies notes rows",
    "partners": "offers cities_supported sources",
    "timeline": "sources",
    "glossary": "sources",
}


def test_each_field_of_a_record_is_a_column_or_left_out_on_purpose() -> None:
    for name, kind in DECIDED.items():
        shown, left_out = {column.path for column in BY_NAME[name].columns}, LEFT_OUT.get(name, "").split()
        hidden = {path for path in fields(kind) if path not in shown}
        unknown = {path for path in hidden if not any(fnmatch(path, pattern) for pattern in left_out)}
        assert unknown == set(), f"{name}: declare a column in atlas/export, or name the field in LEFT_OUT"
        assert [pattern for pattern in left_out if not fnmatch_filter(hidden, pattern)] == [], name


def row(table: str, **named: Any) -> dict[str, Any]:
    """The one row of a table that has these values."""
    [found] = [row for row in rows(small(), table) if named.items() <= row.items()]
    return found


def test_a_project_is_a_row_with_its_status_stage_and_plan_outcome() -> None:
    wanted = {"city_name": "Alfa", "country": "XA", "status": "operational", "status_page": 3}
    wanted |= {"newest_stage": "ongoing", "plan_outcome": "ongoing", "last_report": "list-2024"}
    wanted |= {"focus_areas": ["environment"], "focus_area_names": ["Environment"], "support_kinds": ["funding"]}
    wanted |= {"former_ids": [], "web_page": "https://example.org/cities/alfa/#clean-river", "summary_note": None}
    river, network = row("projects", id="clean-river"), row("projects", id="school-network")
    assert {name: river[name] for name in wanted} == wanted
    assert [network[name] for name in ("newest_stage", "plan_outcome", "last_report")] == [None, None, None]
    assert (network["support_kinds"], network["support_source"]) == ([], None)


def test_the_history_has_a_row_for_each_project_and_report() -> None:
    found = [(it["project"], it["report"], it["presence"], it["stage"], it["page"]) for it in rows(small(), "history")]
    assert [it for it in found if it[0] in {"clean-river", "night-market"}] == [
        ("clean-river", "plan-2018", "listed", "proposed", 4),
        ("clean-river", "list-2024", "listed", "ongoing", 3),
        ("night-market", "plan-2018", "not-a-member", None, None),
        ("night-market", "list-2024", "listed", "ongoing", 3),
    ]


def test_a_list_in_a_record_is_a_table_with_the_place_in_it() -> None:
    boats = {"what": "boats", "value": 12, "unit": "boats", "as_of": "2023", "source": "s-press", "page": None}
    assert rows(small(), "figures") == [{"project": "clean-river", "position": 1, **boats}]
    asked = small().atlas.projects["clean-river"].support_required
    assert asked is not None
    assert rows(small(), "requests") == [{"project": "clean-river", "position": 1, "text": asked.text[0]}]


def test_a_citation_with_several_pages_is_a_row_for_each() -> None:
    edition = small()
    [_, plan, press] = edition.atlas.projects["clean-river"].sources
    sources = [press, plan.model_copy(update={"pages": [4, 6]})]
    market = edition.atlas.projects["night-market"].model_copy(update={"sources": sources})
    atlas = replace(edition.atlas, projects={"night-market": market})
    found = [row for row in rows(replace(edition, atlas=atlas), "citations") if row["record"] == "night-market"]
    assert [(row["position"], row["source"], row["page"]) for row in found] == [
        (1, "s-press", None),
        (2, "s-plan", 4),
        (3, "s-plan", 6),
    ]


def test_names_and_statements_say_what_kind_they_are() -> None:
    names = {(row["collection"], row["record"], row["kind"], row["name"]) for row in rows(small(), "names")}
    assert {("projects", "clean-river", "also-known-as", ODD[0])} < names
    assert {kind for _, _, kind, _ in names} <= {"local", "also-known-as", "renamed"}
    wells = row("city_statements", text="wells that run dry")
    assert [wells[name] for name in ("city", "kind", "source", "page")] == ["beta", "challenge", "s-press", None]


def test_the_columns_of_a_file_are_in_their_declared_order_whatever_the_model_has() -> None:
    header = dict(csv_files.files(small()))["data/cities.csv"].split(b"\r\n")[0].decode().split(",")
    assert header[:6] == ["id", "name", "country", "country_name", "joined", "projects"]
    assert header == [column.name for column in BY_NAME["cities"].columns]


def test_a_column_has_the_type_of_its_values_and_one_of_ids_points_at_their_table() -> None:
    wanted = {
        ("rows", "counted"): ("boolean", True),
        ("rows", "page"): ("integer", False),
        ("sources", "accessed"): ("date", True),
        ("sources", "date"): ("string", False),
        ("figures", "value"): ("number", True),
        ("projects", "focus_areas"): ("string", False),
    }
    found = {(table.name, it.name): (it.type, it.required) for table in TABLES for it in table.columns}
    assert {name: found[name] for name in wanted} == wanted
    assert BY_NAME["links"].foreign_keys == dict.fromkeys(("project", "continues", "continued_by"), "projects")
    assert "focus_areas" not in BY_NAME["projects"].foreign_keys  # a list


def test_every_table_and_column_is_described_by_one_sentence_of_its_own() -> None:
    for group in (TABLES, *(table.columns for table in TABLES)):
        texts = [each.description for each in group]
        assert len(set(texts)) == len(texts), texts
        assert [text for text in texts if not text.endswith(".")] == []
    described = {column.name: column.description for column in BY_NAME["projects"].columns}
    assert described["status_note"] == "Its status: what else the reader must know."  # by the fields of the model


def test_codes_explain_the_words_of_each_vocabulary() -> None:
    found = {
        (row["table"], row["column"], row["value"]): (row["label"], row["meaning"]) for row in rows(small(), "codes")
    }
    assert found["rows", "stage", "completed"] == ("completed", "The project was concluded successfully.")
    assert found["projects", "newest_stage", "completed"] == found["rows", "stage", "completed"]
    assert found["projects", "support_kinds", "funding"] == ("funding", None)
    assert found["sources", "language", "en"] == ("English", None)
    page = (ROOT / "docs/about/method.md").read_text(encoding="utf-8").lower()
    assert [text for text in MEANINGS["certainty"].values() if text.lower().rstrip(".") not in page] == []


def read(edition: Edition, name: str) -> list[dict[str, str]]:
    content = dict(csv_files.files(edition))[f"data/{name}.csv"]
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_csv_keeps_odd_text_and_joins_a_list() -> None:
    river = next(row for row in read(small(), "projects") if row["id"] == "clean-river")
    assert (river["name"], river["also_known_as"]) == (" ".join(ODD), "; ".join(ODD))
    assert (river["summary_note"], river["former_ids"]) == ("", "")


def test_csv_is_quoted_as_rfc_4180_says_and_writes_truth_as_json_does() -> None:
    content = dict(csv_files.files(small()))["data/rows.csv"]
    assert content.startswith(b"report,position,number,name,")
    assert content.endswith(b"\r\n")
    assert {row["counted"] for row in read(small(), "rows")} == {"true"}
