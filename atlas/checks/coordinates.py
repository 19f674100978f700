"""The rule about coordinates."""

from __future__ import annotations

from atlas.checks.context import RECORDS, Context, Mistakes, each
from atlas.model.cities import City

#: The member states with a margin, in degrees north and east.
SOUTH, NORTH, WEST, EAST = -12, 29, 91, 142


@each(RECORDS, "cities")
def outside_the_region(_: Context, city: City) -> Mistakes:
    """Every city is in Southeast Asia."""
    lat, lon = city.coordinates.lat, city.coordinates.lon
    if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
        swapped = SOUTH <= lon <= NORTH and WEST <= lat <= EAST
        hint = "latitude and longitude are swapped" if swapped else "check the source again"
        yield ("coordinates", "lat"), f"{lat}, {lon} is outside Southeast Asia", hint
