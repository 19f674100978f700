"""The declared tables: what each shows of a record, what it leaves out, and what its columns say of themselves."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import filter as fnmatch_filter, fnmatch
from typing import get_args, get_origin

from atlas.export import csv_files
from atlas.export.records import LISTED
from atlas.export.tables import BY_NAME
from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.labels import MEANINGS
from atlas.model.network import Offer
from atlas.model.projects import Figure, Link, ProjectPartner
from atlas.model.promises import Promise
from atlas.model.references import record_in
from atlas.model.reports import Row
from tests.breaks import FIXTURES
from tests.conftest import ROOT
from tests.exported import is_written, rows, small

#: What the rows of a table are made from: each field has to be shown or left out on purpose.
DECIDED: dict[str, type[Record]] = {
    **{name: Atlas.COLLECTIONS[name].type for name in LISTED},
    "rows": Row,
    "figures": Figure,
    "project_partners": ProjectPartner,
    "links": Link,
    "promises": Promise,
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
    "projects": "local_names topics events support_required.text figures promises partners name_changes links sources",
    "cities": "local_names also_known_as map_label vision.* challenges notes strategic_targets_2018.* promises sources",
    "countries": "name_id name_id_source joined_asean.sources sources",
    "focus_areas": "also_printed sources",
    "topics": "sources",
    "reports": "stated.total_previous_year stated.stages.* stated.stages_percent.* stated.by_focus_area "
    "stated.by_country chart.* discrepancies notes rows",
    "partners": "offers cities_supported sources",
    "timeline": "sources",
    "glossary": "sources",
    "promises": "restated",
}


def test_each_field_of_a_record_is_a_column_or_left_out_on_purpose() -> None:
    for name, kind in DECIDED.items():
        shown, left_out = {column.path for column in BY_NAME[name].columns}, LEFT_OUT.get(name, "").split()
        hidden = {path for path in fields(kind) if path not in shown}
        unknown = {path for path in hidden if not any(fnmatch(path, pattern) for pattern in left_out)}
        assert unknown == set(), f"{name}: declare a column in atlas/export, or name the field in LEFT_OUT"
        assert [pattern for pattern in left_out if not fnmatch_filter(hidden, pattern)] == [], name


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


def test_tables_are_written_like_this() -> None:
    """What each kind of table has of the small project, with lists in one field and texts that need quotes."""
    for path in sorted((FIXTURES / "tables").glob("*.csv")):
        written = dict(csv_files.files(small()))[f"data/{path.name}"]
        assert written.endswith(b"\r\n")
        is_written(f"tables/{path.name}", written.replace(b"\r\n", b"\n"))
