"""The JSON API of two made-up cities: addresses, envelope, what is computed, letters, what describes it."""

import json
from dataclasses import replace
from typing import Any

import yaml

from atlas.checks import examine
from atlas.export import api
from atlas.export.metadata import SCHEMA_VERSION, Edition
from atlas.export.schemas import schemas
from atlas.model.atlas import Atlas
from tests.breaks import FIXTURES, SMALL

EXAMINED = examine(SMALL)
assert EXAMINED.atlas is not None, EXAMINED.findings
ATLAS: Atlas = EXAMINED.atlas
SITE = "https://example.org/atlas/"


#: Every file of the API, read.
FILES = {path: json.loads(content) for path, content in api.files(Edition(ATLAS, EXAMINED.tree, SITE))}


def components() -> dict[str, Any]:
    """The schema of each type that occurs in a file, by its name."""
    whole = schemas()
    return {**whole, **{name: inner for schema in whole.values() for name, inner in schema.get("$defs", {}).items()}}


def test_each_record_comes_with_what_follows_from_the_others() -> None:
    """The history of a project, the counts of a place, the claims of a report beside its rows, who cites a source."""
    wanted = yaml.safe_load((FIXTURES / "computed.yml").read_text(encoding="utf-8"))
    assert {name: FILES[f"api/v1/{name}.json"]["data"]["computed"] for name in wanted} == wanted
    assert {name.partition("/")[0].replace("-", "_") for name in wanted} == set(Atlas.COLLECTIONS)


ODD = "A, \"b\" 'c'\n\u2028 Đà Nẵng São é e\u0301 ភ្នំពេញ ວຽງຈັນ မန္တလေး กรุงเทพ 🏙 </script> \\ \t end"


def test_every_letter_of_a_name_arrives_unchanged_and_as_itself() -> None:
    named = ATLAS.projects["clean-river"].model_copy(update={"name": ODD})
    odd = replace(ATLAS, projects={**ATLAS.projects, named.id: named})
    raw = dict(api.files(Edition(odd, EXAMINED.tree)))["api/v1/projects/clean-river.json"].decode()
    assert json.loads(raw)["data"]["name"] == ODD
    assert "Đà Nẵng São é e\u0301 ភ្នំពេញ ວຽງຈັນ မန္တလေး กรุงเทพ 🏙" in raw


def test_a_schema_requires_every_field_and_leaves_room_for_those_of_later_versions() -> None:
    for name, schema in components().items():
        assert list(schema["required"]) == list(schema["properties"]), name
        assert "additionalProperties" not in schema
        assert [field for field, value in schema["properties"].items() if "default" in value] == []


def test_a_file_says_what_it_is_where_it_is_and_under_which_licence() -> None:
    one, many = FILES["api/v1/countries/XB.json"], FILES["api/v1/countries.json"]
    for name, file in {"countries/XB": one, "countries": many, "index": FILES["api/v1/index.json"]}.items():
        assert file["address"] == f"{SITE}api/v1/{name}.json"
        assert (file["schema_version"], file["date"], file["licence"]["name"]) == (
            SCHEMA_VERSION,
            "2025-01-31",
            "CC BY 4.0",
        )
    assert (many["collection"], many["count"], one["requested_id"]) == ("countries", 2, "XB")
    assert (
        one["described_by"]
        == f"{SITE}api/v1/schemas/CountryFile.json"
        == FILES["api/v1/schemas/CountryFile.json"]["$id"]
    )
    assert one["page"] == one["data"]["computed"]["page"] == f"{SITE}countries/XB/"
    assert one["data"] == many["data"][1]
