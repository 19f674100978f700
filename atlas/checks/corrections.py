"""Rules about the list of corrections."""

from __future__ import annotations

from atlas.checks.context import RECORDS, Context, Mistakes, each
from atlas.model.sources import Correction


@each(RECORDS, "corrections")
def correction_id(_: Context, correction: Correction) -> Mistakes:
    """The id of a correction begins with its date."""
    if not correction.id.startswith(f"{correction.date}-"):
        message = f"the id does not begin with the date of the correction, {correction.date}"
        yield ("id",), message, f"write '{correction.date}-', then the record and the field"


@each(RECORDS, "corrections")
def nothing_corrected(_: Context, correction: Correction) -> Mistakes:
    """The new value of a correction differs from the old one."""
    if correction.old == correction.new:
        yield ("new",), "this is the old value as well", "give what the page says now, or remove the correction"


@each(RECORDS, "corrections")
def page_of_no_source(_: Context, correction: Correction) -> Mistakes:
    """A correction gives a page only of a source that it names."""
    if correction.page is not None and correction.source is None:
        yield ("page",), "a page without its source", "add the 'source', or remove 'page'"
