"""The parts of the page of a focus area."""

from __future__ import annotations

from collections.abc import Iterable

from atlas import query
from atlas.model.cities import FocusArea
from atlas.model.reports import Report
from atlas.model.words import gettext as _, ngettext, number
from atlas.site import charts, sentences
from atlas.site.macros.registry import macro, page_record
from atlas.site.page_view import PageView


@macro
def area_facts(view: PageView) -> str:
    """The definition of the focus area of the page and its parts.

    Errors: the page stands for no focus area.
    """
    return view.fill("areas/area_facts.html", area=page_record(view, FocusArea))


@macro
def area_years(view: PageView) -> str:
    """How many projects each document files under the focus area of the page, as a chart and a table.

    Errors: the page stands for no focus area.
    """
    area = page_record(view, FocusArea)
    counts = monitored(view)
    return view.fill(
        "areas/area_years.html",
        area=area,
        finding=sentences.area_years(view.atlas, area),
        chart=charts.columns([[count.areas[area.id]] for count in counts.values()]),
        feet=column_feet(counts),
    )


@macro
def area_moves(view: PageView) -> str:
    """A table of the projects that moved to another focus area from one document to the next, with their pages.

    On the page of a focus area: those that moved into or out of it.
    """
    moves, area = query.totals.area_moves(view.atlas), view.record
    if isinstance(area, FocusArea):
        moves = [move for move in moves if area.id in {move.old_area, move.new_area}]
        caption = _("Projects that moved into or out of {area} from one document to the next.").format(area=area.name)
        none = _("No project moved into or out of this area from one document to the next.")
    else:
        caption = ngettext(
            "The {n} project that a later document files under another focus area.",
            "The {n} projects that a later document files under another focus area.",
            len(moves),
        ).format(n=number(len(moves)))
        none = _("No document files a project under another focus area than the one before.")
    return view.fill("areas/area_moves.html", moves=moves, caption=caption, none=none)


@macro
def area_others(view: PageView) -> str:
    """A table of the projects formerly or elsewhere filed under the focus area of the page, with the reason.

    Errors: the page stands for no focus area.
    """
    area = page_record(view, FocusArea)
    return view.fill("areas/area_others.html", area=area, filings=query.totals.filed_otherwise(view.atlas, area))


def column_feet(counts: dict[str, query.reports.ReportCounts]) -> list[list[str]]:
    """What stands under the column of each document: its date on short lines, and how many projects it counts."""
    return [[*label.split(), _("of {n}").format(n=number(count.total))] for label, count in counts.items()]


def monitored(view: PageView) -> dict[str, query.reports.ReportCounts]:
    """The counts of the monitoring reports by what their columns are called."""
    return counted(view, query.reports.monitoring_reports(view.atlas))


def counted(view: PageView, reports: Iterable[Report]) -> dict[str, query.reports.ReportCounts]:
    """The counts of documents by what their columns are called."""
    return {
        sentences.report_label(view.atlas, report): query.reports.report_counts(view.atlas, report)
        for report in reports
    }
