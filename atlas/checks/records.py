"""Rules about one record alone."""

from __future__ import annotations

import re

from atlas.checks.context import RECORDS, Context, Mistakes, each
from atlas.model.cities import City
from atlas.model.network import Partner
from atlas.model.projects import Project
from atlas.model.sources import Correction

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


@each(RECORDS, "corrections")
def corrections(_: Context, correction: Correction) -> Mistakes:
    """Look at one correction.

    correction-id: The id of a correction begins with its date.
    nothing-corrected: The new value of a correction differs from the old one.
    page-of-no-source: A correction gives a page only of a source that it names.
    """
    if not correction.id.startswith(f"{correction.date}-"):
        message = f"the id does not begin with the date of the correction, {correction.date}"
        yield "correction-id", ("id",), message, f"write '{correction.date}-', then the record and the field"
    if correction.old == correction.new:
        hint = "give what the page says now, or remove the correction"
        yield "nothing-corrected", ("new",), "this is the old value as well", hint
    if correction.page is not None and correction.source is None:
        yield "page-of-no-source", ("page",), "a page without its source", "add the 'source', or remove 'page'"


@each(RECORDS, "partners")
def offers(_: Context, partner: Partner) -> Mistakes:
    """Look at the offers of a partner.

    offer-not-in-text: The words of an offer are in the text of the partner, or in that of what it did in cities.
    offered-twice: A partner offers each kind of support once.
    """
    texts = [partner.what, *(support.what for support in partner.cities_supported)]
    for index, offer in enumerate(partner.offers):
        # Whole words only: "pays for" is not in "repays for".
        if not any(re.search(rf"(?<!\w){re.escape(offer.words)}(?!\w)", text) for text in texts):
            message = f"the words '{offer.words}' are not in the text of '{partner.id}'"
            hint = "copy the words from the text, or remove the offer"
            yield "offer-not-in-text", ("offers", index, "words"), message, hint
        if offer.kind in [earlier.kind for earlier in partner.offers[:index]]:
            message = f"'{partner.id}' offers '{offer.kind}' a second time"
            yield "offered-twice", ("offers", index, "kind"), message, "keep the clearest words"


@each(RECORDS, "projects")
def summary_match(_: Context, project: Project) -> Mistakes:
    """A summary basis comes with a summary and a note, and a note with a basis."""
    if project.summary_note and not project.summary_basis:
        message = "this says how the summary was matched, but not how sure that is"
        yield ("summary_note",), message, "add 'summary_basis'"
    elif project.summary_basis and not (project.summary and project.summary_note):
        lacking = "summary_note" if project.summary else "summary"
        yield ("summary_basis",), f"this needs '{lacking}' beside it", f"add '{lacking}', or remove 'summary_basis'"
