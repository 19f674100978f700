"""The Parquet files of the small project: types, what they mean, lists in the records."""

from __future__ import annotations

from tests.exported import ABOUT, ODD, needed, parquet_of, small


def test_a_column_has_its_type_and_meaning_and_the_file_says_what_it_is() -> None:
    arrow = needed("pyarrow")
    schema = parquet_of(small()).schema
    assert {name.decode(): text.decode() for name, text in schema.metadata.items()} == ABOUT
    assert (schema.field("name").type, schema.field("name").nullable) == (arrow.string(), False)
    assert (schema.field("started").type, schema.field("started").nullable) == (arrow.int64(), True)
    assert schema.field("name").metadata[b"description"].decode() == "The latest official name."
    assert schema.field("focus_areas").type.value_type == arrow.string()
    assert {"newest_stage", "plan_outcome"} < set(schema.names)
    rows = parquet_of(small(), "data/rows.parquet").schema
    assert (rows.field("counted").type, rows.field("report").nullable) == (arrow.bool_(), False)


def test_a_project_has_its_own_lists_and_empty_ones() -> None:
    needed("pyarrow")
    river, school, *_ = parquet_of(small()).to_pylist()
    assert river["figures"] == [
        {"what": "boats", "value": 12.0, "unit": "boats", "as_of": "2023", "source": "s-press", "page": None}
    ]
    assert river["sources"] == [
        {"source": "s-list", "page": 3},
        {"source": "s-plan", "page": 4},
        {"source": "s-press", "page": None},
    ]
    assert (river["name"], river["also_known_as"]) == (" ".join(ODD), list(ODD))
    assert (school["figures"], school["former_ids"], school["summary"]) == ([], ["school"], None)
