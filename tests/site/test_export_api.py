"""The JSON API as it is built: whole, described by its schemas, with the records of the data files and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator

from atlas import export
from atlas.export import api
from atlas.export.metadata import Edition
from atlas.export.schemas import schemas
from atlas.model.atlas import Atlas
from tests.exported import authored_from_json
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


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a file, with the name of the field that holds it, by itself or in a list."""
    for name, inner in value.items():
        for item in inner if isinstance(inner, list) else [inner]:
            if isinstance(item, dict):
                yield from texts(item)
            elif isinstance(item, str):
                yield name, item


def test_the_build_writes_each_file_of_data_the_same_as_another_process(built: Built, edition: Edition) -> None:
    made = export.files(edition, export.Extent.BUILD)
    folders = [built.folder / name for name in ("api", "data", "feeds")]
    there = {path.relative_to(built.folder).as_posix() for folder in folders for path in folder.rglob("*.*")}
    assert there | {"data/SHA256SUMS"} == set(made)
    assert [path for path, content in made.items() if (built.folder / path).read_bytes() != content] == []


def test_every_file_fits_its_schema(built: Built, edition: Edition) -> None:
    validators = {}
    for kind in schemas():
        schema = read(built, api.schema_path(kind))
        Draft202012Validator.check_schema(schema)
        validators[api.schema_path(kind)] = Draft202012Validator(closed(schema))
    seen = set()
    for path in api.paths(edition):
        if "/schemas/" not in path:
            file = read(built, path)
            schema = urljoin(f"/{path}", file["described_by"])[1:]
            seen.add(schema)
            errors = [error.message for error in validators[schema].iter_errors(file)]
            assert errors == [], path
    assert seen == set(validators)


def test_the_records_rebuilt_from_the_json_equal_the_loaded_ones(built: Built, atlas: Atlas) -> None:
    for collection in Atlas.COLLECTIONS:
        rebuilt = [authored_from_json(collection, record) for record in records(built, collection)]
        assert rebuilt == list(atlas.collection(collection).values()), collection


#: The fields that hold an address on the site.
ADDRESSES = {"address", "described_by", "page", "record_address"}


@pytest.mark.parametrize(
    ("site", "home"), [("built", "https://host.example/some/folder/"), ("built_below", "https://example.org/atlas/")]
)
def test_every_address_in_every_file_leads_to_a_file_or_to_a_place_on_a_page(
    site: str, home: str, request: pytest.FixtureRequest, edition: Edition
) -> None:
    """Wherever the site is served that does not know its own address."""
    built: Built = request.getfixturevalue(site)
    places = {path: {"", *page.xpath("//@id")} for path, page in built.pages.items()}
    places |= {path: {""} for path in api.paths(edition)}
    # An address with a blank in place of the id is tried with the first one of the collection.
    first = {
        api.collection_path(name).removesuffix(".json"): records(built, name)[0].get("id") for name in Atlas.COLLECTIONS
    }
    for path in api.paths(edition):
        file = read(built, path)
        if "address" in file:  # and no schema
            assert file["base"] in {"", home}
            for address in [urljoin(home + path, text) for field, text in texts(file) if field in ADDRESSES]:
                place, _, anchor = address.removeprefix(home).partition("#")
                folder, blank, rest = place.partition("/{id}")
                place = f"{folder}/{first[folder]}{rest}" if blank else place
                assert anchor in places.get(place, set()), (path, address)
