"""Tables of projects, and the register of all of them."""

from __future__ import annotations

from atlas import query
from atlas.model.cities import City, FocusArea
from atlas.model.words import gettext as _, ngettext, number
from atlas.site.macros.filters import record_filters
from atlas.site.macros.registry import by_country, macro
from atlas.site.page_view import PageView


@macro
def projects_table(
    view: PageView,
    *,
    city: str | None = None,
    country: str | None = None,
    area: str | None = None,
    status: str | None = None,
    report: str | None = None,
    stage: str | None = None,
) -> str:
    """A table of projects by country and city: name, focus area, status, stage in the newest list.

    Without filters: on the page of a city its projects, on that of a focus area those that the newest document
    files under it, elsewhere all.

    Args:
        city: Id of a city.
        country: Id of a country.
        area: Id of a focus area: as printed in `report` if that is given, else any area of the record.
        status: What we know of them.
        report: Id of a document that lists them, or `"newest"`.
        stage: The stage that `report` prints.

    Errors: an unknown id or value; a stage without a report.
    """
    filters = {"city": city, "country": country, "area": area, "status": status, "report": report, "stage": stage}
    record = view.record
    if not any(filters.values()) and isinstance(record, City):
        filters["city"] = record.id
    if not any(filters.values()) and isinstance(record, FocusArea):
        filters |= {"area": record.id, "report": "newest"}
    projects = query.projects.select_projects(view.atlas, **filters)
    caption, empty = _projects_texts(view, len(projects), filters)
    return view.fill(
        "projects/projects_table.html",
        groups=by_country(view.atlas, projects, lambda project: project),
        with_city=filters["city"] is None,
        caption=caption,
        empty=empty,
    )


@macro
def register(view: PageView) -> str:
    """All projects in one table by country and city, which a script lets the reader filter, sort and download."""
    projects = query.projects.select_projects(view.atlas)
    return view.fill(
        "projects/register.html",
        groups=by_country(view.atlas, projects, lambda project: project),
        filters=record_filters(view, "country", "city", "area", "status", "listed", "stage", "support"),
        total=len(projects),
    )


def _projects_texts(view: PageView, n: int, filters: dict[str, str | None]) -> tuple[str, str]:
    """The caption of a table of projects, and what stands there if it is empty."""
    given = {name for name, value in filters.items() if value}
    none = _("No project meets these conditions.")
    if given == {"city"}:
        place = view.site.name_of("cities", str(filters["city"]))
        caption = ngettext("The {n} project known of {place}.", "The {n} projects known of {place}.", n)
        empty = _("No project is recorded for {place} yet: no document read names one.")
        return caption.format(n=number(n), place=place), empty.format(place=place)
    if given == {"area", "report"}:
        report = query.reports.find_report(view.atlas, str(filters["report"]))
        area = view.site.name_of("focus_areas", str(filters["area"]))
        year = query.reports.report_year(view.atlas, report)
        caption = ngettext(
            "The {n} project that the list of {year} files under {area}.",
            "The {n} projects that the list of {year} files under {area}.",
            n,
        )
        return caption.format(n=number(n), area=area, year=year), none
    return ngettext("{n} project.", "{n} projects.", n).format(n=number(n)), none
