"""Which dates were promised, and whether they were kept."""

from __future__ import annotations

from atlas.site.figures import promise_chart as chart
from atlas.site.macros.registry import macro, template_macros
from atlas.site.pages.page_view import PageView

template_macros(
    "promises",
    promises_lead="How many plans of 2018 came with a date, and what became of the dates that are past, in a sentence.",
    promise_results="Each result that a promised date can have, and what it means.",
    promises_register="All promised dates in one table by country, which a script lets one filter.",
)


@macro
def promises_chart(view: PageView) -> str:
    """Each promised date that is past as a line: from the paper to the date promised, and on to the day it was done."""
    return view.fill("promises/promises_chart.html", chart=chart.draw(view.atlas))
