"""What every export is made from: the addresses of pages."""

from __future__ import annotations

import pytest

from atlas.checks import Examined
from atlas.export.edition import Edition


@pytest.fixture
def edition(examined: Examined) -> Edition:
    assert examined.atlas is not None
    return Edition(examined.atlas, examined.tree, "https://example.org/atlas/")


@pytest.mark.parametrize(
    ("collection", "record_id", "address"),
    [
        ("cities", "alfa", "cities/alfa/"),
        ("projects", "clean-river", "cities/alfa/#clean-river"),
        ("countries", "XB", "cities/#xb"),
        ("network", "network", "network/"),
    ],
)
def test_a_record_has_the_address_of_its_place_on_the_site(
    edition: Edition, collection: str, record_id: str, address: str
) -> None:
    assert edition.page(collection, record_id) == f"https://example.org/atlas/{address}"
    assert Edition(edition.atlas, edition.tree).page(collection, record_id) == address
