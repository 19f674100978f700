"""Rules about where cities lie."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import RECORDS, Context, rule
from atlas.read.findings import Finding

#: The member states, with a margin: degrees north, degrees east.
SOUTH, NORTH, WEST, EAST = -12, 29, 91, 142


@rule(RECORDS)
def outside_the_region(context: Context) -> Iterator[Finding]:
    """Every city lies in Southeast Asia."""
    for city in context.atlas.cities.values():
        lat, lon = city.coordinates.lat, city.coordinates.lon
        if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
            swapped = SOUTH <= lon <= NORTH and WEST <= lat <= EAST
            hint = "latitude and longitude are swapped" if swapped else "look at the source again"
            message = f"{lat}, {lon} lies outside Southeast Asia"
            yield context.at("cities", city.id, ("coordinates", "lat"), "outside-the-region", message, hint)
