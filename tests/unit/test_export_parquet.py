"""The Parquet files of the small project: types, what they mean, lists in the records."""

from __future__ import annotations

import json
from pathlib import Path

from tests.exported import ABOUT, ODD, needed, parquet_of, records, small


def test_a_column_has_its_type_and_meaning_and_the_file_says_what_it_is(tmp_path: Path) -> None:
    types = {}
    for name in ("projects", "rows"):
        relation = parquet_of(small(), tmp_path, name)
        types |= {(name, column): str(kind) for column, kind in zip(relation.columns, relation.types, strict=True)}
    known = {"name": "VARCHAR", "started": "BIGINT", "focus_areas": "VARCHAR[]", "newest_stage": "VARCHAR"}
    assert {column: types["projects", column] for column in known} == known
    assert types["rows", "counted"] == "BOOLEAN"
    schema = needed("duckdb").sql(f"FROM parquet_schema('{tmp_path}/projects.parquet')")
    repetition = {row["name"]: row["repetition_type"] for row in records(schema)}
    assert [repetition[name] for name in ("id", "started", "figures")] == ["REQUIRED", "OPTIONAL", "REQUIRED"]
    metadata = needed("duckdb").sql(f"FROM parquet_kv_metadata('{tmp_path}/projects.parquet')")
    said = {row["key"].decode(): row["value"].decode() for row in records(metadata)}
    described = json.loads(said.pop("descriptions"))
    assert said == ABOUT
    assert described["table"] == "One project of one city, whichever reports list it."
    assert described["columns"]["name"] == "The latest official name."
    assert described["columns"]["figures.what"] == "What was counted."


def test_a_project_has_its_own_lists_and_empty_ones(tmp_path: Path) -> None:
    river, school, *_ = records(parquet_of(small(), tmp_path))
    assert river["figures"] == [
        {
            "what": "boats",
            "value": 12.0,
            "unit": "boats",
            "as_of": "2023",
            "source": "s-press",
            "page": None,
            "series": None,
        }
    ]
    assert river["sources"] == [
        {"source": "s-list", "page": 3},
        {"source": "s-plan", "page": 4},
        {"source": "s-press", "page": None},
    ]
    assert (river["name"], river["also_known_as"]) == (" ".join(ODD), list(ODD))
    assert (school["figures"], school["former_ids"], school["summary"]) == ([], ["school"], None)
