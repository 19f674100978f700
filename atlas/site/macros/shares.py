"""How projects are shared out among focus areas and stages."""

from __future__ import annotations

from atlas import query
from atlas.site import charts, sentences
from atlas.site.macros.areas import column_feet, counted, monitored
from atlas.site.macros.registry import filled, macro
from atlas.site.page_view import PageView

#: The stages from the top of a stacked column down, the furthest first.
STACKED = tuple(state for state in query.plans.FURTHEST if state in query.common.STAGES)


filled(
    "areas",
    focus_areas_table="A table of the focus areas: definition, and how many projects the newest document files under "
    "each.",
)


@macro
def areas_matrix(view: PageView) -> str:
    """A table of the cities by focus areas: how many projects the newest document lists, each a link to these."""
    matrix = query.totals.area_matrix(view.atlas)
    return view.fill(
        "areas/areas_matrix.html",
        caption=sentences.matrix(view.atlas),
        matrix=matrix,
        groups=query.projects.cities_by_country(view.atlas),
        totals=query.reports.report_counts(view.atlas, query.reports.newest_report(view.atlas)),
        largest=max((n for areas in matrix.values() for n in areas.values()), default=0),
        shade=charts.shade,
    )


@macro
def area_shares(view: PageView) -> str:
    """How the projects of each monitoring report are shared out among the focus areas, as a chart and a table."""
    counts = monitored(view)
    return view.fill(
        "areas/area_shares.html",
        finding=sentences.area_shares(view.atlas),
        chart=charts.shares([list(count.areas.values()) for count in counts.values()]),
        feet=column_feet(counts),
        counts=counts,
    )


@macro
def stage_shares(view: PageView) -> str:
    """How the projects of each document are shared out among the stages, as a chart and a table."""
    counts = counted(view, view.atlas.reports.values())
    chart = charts.shares([[count.stages.get(stage, 0) for stage in STACKED] for count in counts.values()])
    return view.fill(
        "reports/stage_shares.html",
        finding=sentences.stage_shares(view.atlas),
        chart=chart,
        feet=column_feet(counts),
        counts=counts,
        stages=STACKED,
        unnamed=[stage for series, stage in enumerate(STACKED) if series not in chart.names],
    )
