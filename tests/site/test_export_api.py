"""The JSON API as it is built: whole, described by its schemas, with the records of the data files and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from atlas.export import api
from atlas.export.api_schema import schemas
from atlas.export.records import COLLECTIONS, authored_from_json
from tests.data.real import ATLAS, EDITION
from tests.site.conftest import Built


def read(built: Built, path: str) -> Any:
    return json.loads((built.folder / path).read_text(encoding="utf-8"))


def records(built: Built, collection: str) -> list[dict[str, Any]]:
    """The records of a collection in the file with all of them."""
    data = read(built, api.collection_path(collection))["data"]
    return data if isinstance(data, list) else [data]


def closed(schema: Any) -> Any:
    """A schema that refuses every field it does not name, which the published one leaves room for."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else inner


def test_the_build_writes_each_file_of_the_api_and_no_other(built: Built) -> None:
    there = {path.relative_to(built.folder).as_posix() for path in (built.folder / api.FOLDER).rglob("*.json")}
    assert there == set(api.paths(EDITION))


def test_the_files_are_the_same_bytes_in_another_process(built: Built) -> None:
    differing = [path for path, content in api.files(EDITION) if (built.folder / path).read_bytes() != content]
    assert differing == []


@pytest.mark.parametrize("kind", schemas())
def test_every_file_fits_its_schema(built: Built, kind: str) -> None:
    schema = read(built, api.schema_path(kind))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(closed(schema))
    seen = 0
    for path in api.paths(EDITION):
        if path == api.OPENAPI or "/schemas/" in path:
            continue
        file = read(built, path)
        if file["described_by"] == api.schema_path(kind):
            seen += 1
            assert [error.message for error in validator.iter_errors(file)] == [], path
    assert seen > 0


def test_the_openapi_document_holds_before_the_validator_of_its_standard(built: Built) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(read(built, api.OPENAPI)).iter_errors()] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_records_rebuilt_from_the_json_equal_the_loaded_ones(built: Built, collection: str) -> None:
    rebuilt = [authored_from_json(collection, record) for record in records(built, collection)]
    assert rebuilt == list(ATLAS.collection(collection).values())


@pytest.mark.parametrize("collection", [name for name in COLLECTIONS if name != api.SINGLE])
def test_the_file_of_a_record_holds_what_the_file_with_all_holds(built: Built, collection: str) -> None:
    for record in records(built, collection):
        assert read(built, api.record_path(collection, record["id"]))["data"] == record


def test_every_page_that_is_named_is_there_with_the_place_on_it(built: Built) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in built.pages.items()}
    named = {record["computed"]["page"] for collection in COLLECTIONS for record in records(built, collection)}
    named |= {entry["page"] for entry in read(built, api.INDEX)["data"]}
    missing = []
    for address in named:
        page, _, anchor = address.partition("#")
        if page not in ids or (anchor and anchor not in ids[page]):
            missing.append(address)
    assert sorted(missing) == []


@pytest.mark.parametrize(
    ("city", "lang", "name"),
    [
        ("mandalay", "my", "မန္တလေး"),
        ("phnom-penh", "km", "ភ្នំពេញ"),
        ("vientiane", "lo", "ນະຄອນຫຼວງວຽງຈັນ"),
        ("bangkok", "th", "กรุงเทพมหานคร"),
        ("da-nang", "vi", "Đà Nẵng"),
    ],
)
def test_a_name_arrives_in_its_own_letters(built: Built, city: str, lang: str, name: str) -> None:
    path = built.folder / api.record_path("cities", city)
    assert {"text": name, "lang": lang} in json.loads(path.read_text(encoding="utf-8"))["data"]["local_names"]
    assert f'"text": "{name}"'.encode() in path.read_bytes()
