"""The JSON API of two made-up cities: addresses, envelope, what is computed, letters, what describes it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import yaml

from atlas.checks import examine
from atlas.export import api
from atlas.export.metadata import Edition
from atlas.export.schemas import schemas
from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from tests.breaks import FIXTURES, SMALL
from tests.exported import is_written

EXAMINED = examine(SMALL)
assert EXAMINED.atlas is not None, EXAMINED.findings
ATLAS: Atlas = EXAMINED.atlas
SITE = "https://example.org/atlas/"


def files(atlas: Atlas = ATLAS, site: str = SITE) -> dict[str, Any]:
    """Every file of the API, read."""
    edition = Edition(atlas, EXAMINED.tree, site)
    return {path: json.loads(content) for path, content in api.files(edition)}


FILES = files()


def components() -> dict[str, Any]:
    """The schema of each type that occurs in a file, by its name."""
    whole = schemas()
    return {**whole, **{name: inner for schema in whole.values() for name, inner in schema.get("$defs", {}).items()}}


# Files


def test_there_is_a_file_for_each_collection_and_each_record() -> None:
    wanted = {"index.json", *(f"schemas/{name}.json" for name in schemas())}
    for name in Atlas.COLLECTIONS:
        folder = name.replace("_", "-")
        ids = ATLAS.collection(name) if name != "network" else ()
        wanted |= {f"{folder}.json", *(f"{folder}/{record_id}.json" for record_id in ids)}
    assert [path.removeprefix("api/v1/") for path in FILES if path.removeprefix("api/v1/") not in wanted] == []
    assert len(FILES) == len(wanted)
    assert list(api.paths(Edition(ATLAS, EXAMINED.tree))) == list(FILES)


def test_the_index_and_a_collection_are_written_like_this() -> None:
    written = dict(api.files(Edition(ATLAS, EXAMINED.tree, SITE)))
    for name in ("index", "countries"):
        is_written(f"api/{name}.json", written[f"api/v1/{name}.json"])
    one, many = FILES["api/v1/countries/XB.json"], FILES["api/v1/countries.json"]
    assert one["requested_id"] == one["data"]["id"] == "XB"
    assert one["page"] == one["data"]["computed"]["page"] == f"{SITE}countries/XB/"
    assert one["described_by"] == f"{SITE}api/v1/schemas/CountryFile.json"
    assert one["data"] == many["data"][1]


def test_where_the_site_does_not_know_its_address_those_in_a_file_are_relative_to_it() -> None:
    unknown = files(site="")
    index, one, many = (unknown[f"api/v1/{name}.json"] for name in ("index", "countries/XB", "countries"))
    assert (index["address"], index["page"]) == ("../../api/v1/index.json", "../../")
    assert index["data"][0]["record_address"] == "../../api/v1/projects/{id}.json"
    assert one["page"] == one["data"]["computed"]["page"] == "../../../countries/XB/"
    assert (many["page"], many["data"][1]["computed"]["page"]) == ("../../countries/", "../../countries/XB/")
    assert one["described_by"] == "../../../api/v1/schemas/CountryFile.json"
    assert (one["base"], one["attribution"][0]["url"], FILES["api/v1/index.json"]["base"]) == ("", None, SITE)


# Records


def test_authored_fields_stand_beside_computed_ones_and_none_is_left_out() -> None:
    [first, *_] = FILES["api/v1/projects.json"]["data"]
    assert list(first) == [*Project.model_fields, "computed"]
    assert first["summary_note"] is None


def test_each_record_comes_with_what_follows_from_the_others() -> None:
    """The history of a project, the counts of a place, the claims of a report beside its rows, who cites a source."""
    wanted = yaml.safe_load((FIXTURES / "computed.yml").read_text(encoding="utf-8"))
    assert {name: FILES[f"api/v1/{name}.json"]["data"]["computed"] for name in wanted} == wanted
    assert {name.partition("/")[0].replace("-", "_") for name in wanted} == set(Atlas.COLLECTIONS)


ODD = "A, \"b\" 'c'\n\u2028 Đà Nẵng São é e\u0301 ភ្នំពេញ ວຽງຈັນ မန္တလေး กรุงเทพ 🏙 </script> \\ \t end"


def test_every_letter_of_a_name_arrives_unchanged_and_as_itself() -> None:
    named = ATLAS.projects["clean-river"].model_copy(update={"name": ODD})
    odd = replace(ATLAS, projects={**ATLAS.projects, named.id: named})
    assert files(odd)["api/v1/projects/clean-river.json"]["data"]["name"] == ODD
    raw = dict(api.files(Edition(odd, EXAMINED.tree)))["api/v1/projects.json"].decode()
    assert "Đà Nẵng São é e\u0301 ភ្នំពេញ ວຽງຈັນ မန္တလေး กรุงเทพ 🏙" in raw


# What describes it


def test_a_schema_requires_every_field_and_leaves_room_for_those_of_later_versions() -> None:
    for name, schema in components().items():
        assert list(schema["required"]) == list(schema["properties"]), name
        assert "additionalProperties" not in schema
        assert [field for field, value in schema["properties"].items() if "default" in value] == []


def test_a_schema_has_its_address_as_its_id_where_that_is_known() -> None:
    paths = [f"api/v1/schemas/{name}.json" for name in schemas()]
    assert {path: FILES[path]["$id"] for path in paths} == {path: SITE + path for path in paths}
    unknown = files(site="")
    assert [path for path in paths if "$id" in unknown[path]] == []


def test_a_field_holds_values_of_one_type_beside_null() -> None:
    unions = {}
    for kind, schema in components().items():
        for field, value in schema["properties"].items():
            for described in (value, value.get("items", {})):
                if "anyOf" in described:
                    unions[f"{kind}.{field}"] = [one for one in described["anyOf"] if one != {"type": "null"}]
    assert {field: types for field, types in unions.items() if len(types) != 1} == {}
    assert unions["DiscrepancyValue.stated"] == [{"type": "number"}]
    area = components()["LandArea"]["properties"]["value"]
    assert area == {
        "type": "number",
        "exclusiveMinimum": 0,
        "description": "In square kilometres.",
        "examples": [199.3],
    }
