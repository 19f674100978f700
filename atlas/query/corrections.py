"""Corrections: which record one is about, and all of them by day and place."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from atlas.model import CORRECTED, Atlas, City, Correction
from atlas.query.selections import cities_in_order
from atlas.query.sources import city_of


class Corrected(NamedTuple):
    """The corrections of one day in one city, or in the records of one collection that belong to no city.

    Args:
        collection: The collection of the records; ``cities`` for a city and its projects.
        city: The city; None where the records belong to none.
        corrections: The corrections, by id.
    """

    collection: str
    city: City | None
    corrections: list[Correction]


def collection_of(atlas: Atlas, record_id: str) -> str:
    """The collection of a record that an open question or a correction is about.

    Raises:
        KeyError: If there is no such record.
    """
    for collection in CORRECTED:
        if record_id in atlas.collection(collection):
            return collection
    raise KeyError(record_id)


def corrected_city(atlas: Atlas, correction: Correction) -> str | None:
    """The city that the corrected record is or belongs to, if it does."""
    return city_of(atlas, collection_of(atlas, correction.about), correction.about)


def corrections_by_day(atlas: Atlas) -> list[tuple[str, list[Corrected]]]:
    """All corrections by day, newest first; those of a day by city, then by collection."""
    newest_first = sorted(atlas.corrections.values(), key=lambda correction: correction.date, reverse=True)
    return [
        (day, _by_place(atlas, list(those))) for day, those in groupby(newest_first, lambda correction: correction.date)
    ]


def _by_place(atlas: Atlas, corrections: list[Correction]) -> list[Corrected]:
    by_city: dict[str | None, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda correction: correction.id):
        by_city.setdefault(corrected_city(atlas, correction), []).append(correction)
    of_none = by_city.get(None, [])
    elsewhere = {
        name: [correction for correction in of_none if collection_of(atlas, correction.about) == name]
        for name in CORRECTED
    }
    cities = [Corrected("cities", city, by_city[city.id]) for city in cities_in_order(atlas) if city.id in by_city]
    return cities + [Corrected(name, None, those) for name, those in elsewhere.items() if those]
