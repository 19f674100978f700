"""What every export is made from: addresses of pages, records as plain data."""

from __future__ import annotations

import json

import pytest

from atlas.checks import Examined
from atlas.export.edition import Edition, authored


@pytest.fixture
def edition(examined: Examined) -> Edition:
    assert examined.atlas is not None
    return Edition(examined.atlas, examined.tree, "https://example.org/atlas/")


@pytest.mark.parametrize(
    ("collection", "record_id", "address"),
    [
        ("cities", "makassar", "cities/makassar/"),
        ("projects", "jaklingko", "cities/jakarta/#jaklingko"),
        ("countries", "VN", "cities/#vn"),
        ("network", "network", "network/"),
    ],
)
def test_a_record_has_the_address_of_its_place_on_the_site(
    edition: Edition, collection: str, record_id: str, address: str
) -> None:
    assert edition.page(collection, record_id) == f"https://example.org/atlas/{address}"
    assert Edition(edition.atlas, edition.tree).page(collection, record_id) == address


def test_a_record_as_plain_data_has_every_field_and_what_is_not_known_is_null(edition: Edition) -> None:
    plain = json.loads(json.dumps(authored(edition.atlas.projects["jaklingko"])))
    assert list(plain) == list(type(edition.atlas.projects["jaklingko"]).model_fields)
    assert plain["id"] == "jaklingko"
    unknown = authored(next(project for project in edition.atlas.projects.values() if project.summary is None))
    assert unknown["summary"] is None
