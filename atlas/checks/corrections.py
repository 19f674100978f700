"""Rules about the list of corrections."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import RECORDS, Context, rule
from atlas.read.findings import Finding


@rule(RECORDS)
def correction_id(context: Context) -> Iterator[Finding]:
    """The id of a correction begins with its date."""
    for correction in context.atlas.corrections.values():
        if not correction.id.startswith(f"{correction.date}-"):
            message = f"the id does not begin with the date of the correction, {correction.date}"
            hint = f"write '{correction.date}-', then the record and the field"
            yield context.at("corrections", correction.id, ("id",), "correction-id", message, hint)


@rule(RECORDS)
def nothing_corrected(context: Context) -> Iterator[Finding]:
    """The new value of a correction differs from the old one."""
    for correction in context.atlas.corrections.values():
        if correction.old == correction.new:
            message, hint = "this is the old value as well", "give what the page says now, or take the correction out"
            yield context.at("corrections", correction.id, ("new",), "nothing-corrected", message, hint)


@rule(RECORDS)
def page_of_no_source(context: Context) -> Iterator[Finding]:
    """A correction gives a page only of a source that it names."""
    for correction in context.atlas.corrections.values():
        if correction.page is not None and correction.source is None:
            message, hint = "a page without its source", "add the 'source', or leave 'page' out"
            yield context.at("corrections", correction.id, ("page",), "page-of-no-source", message, hint)
