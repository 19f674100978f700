"""What charts and tables of numbers show, as sentences computed from the records.

Each must stay true when the next report is added: none says what a later number could turn wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.cities import FocusArea
from atlas.model.labels import label
from atlas.model.reports import Report
from atlas.model.words import capital, date, gettext as _, ngettext, number, series, short_date


def report_label(atlas: Atlas, report: Report) -> str:
    """Return the year of a report, with the month where that year has several."""
    years = [query.reports.report_year(atlas, other) for other in atlas.reports.values()]
    year = query.reports.report_year(atlas, report)
    return date(query.reports.report_date(atlas, report)[:7]) if years.count(year) > 1 else str(year)


def label_counts(atlas: Atlas, reports: Iterable[Report]) -> dict[str, query.reports.ReportCounts]:
    """Return report counts, keyed by column label."""
    return {report_label(atlas, report): query.reports.report_counts(atlas, report) for report in reports}


def feet(names: Iterable[str], totals: Iterable[int]) -> list[list[str]]:
    """Return the lines under the column of each report: its date on short lines, then its total."""
    return lines_below(names, (_("of {n}").format(n=number(n)) for n in totals))


def lines_below(names: Iterable[str], texts: Iterable[str]) -> list[list[str]]:
    """Return the words of each name on lines of their own, then its text."""
    return [[*name.split(), text] for name, text in zip(names, texts, strict=True)]


def report_dates(atlas: Atlas, reports: Iterable[Report]) -> list[str]:
    """Return the dates of reports as short as the heads of columns need them."""
    return [short_date(query.reports.report_date(atlas, report)) for report in reports]


def list_labels(atlas: Atlas) -> dict[str, str]:
    """Return the label of each list from the plans on, by the id of its report."""
    return {report.id: report_label(atlas, report) for report in query.reports.lists(atlas)}


def figure_series(series: query.cities.Series) -> str:
    """Say the first and the last number of a series of figures, and their dates."""
    first, last = series.figures[0], series.figures[-1]
    return _("{what}: {before} ({first}), {after} ({last}).").format(
        what=capital(series.name),
        before=number(first.value),
        first=date(first.as_of or ""),
        after=number(last.value),
        last=date(last.as_of or ""),
    )


def growth(atlas: Atlas) -> str:
    """Say how the number of member cities grew, and when it grew most."""
    years = query.projects.members_each_year(atlas)
    first, before, last, after = years[0][0], years[0][2], years[-1][0], years[-1][2]
    joined = {year: n for year, n, _total in years[1:] if n}
    if not joined:
        return ngettext(
            "The network has had {n} member city since {first}.",
            "The network has had {n} member cities since {first}.",
            before,
        ).format(n=number(before), first=first)
    most = query.common.most(joined)
    n = joined[most[0]]
    return ngettext(
        "The number of member cities grew from {before} in {first} to {after} in {last}. "
        "The largest rise was in {years}: {joined}.",
        "The number of member cities grew from {before} in {first} to {after} in {last}. "
        "The largest rises were in {years}: {joined} each.",
        len(most),
    ).format(
        before=number(before),
        first=first,
        after=number(after),
        last=last,
        years=series([str(year) for year in most]),
        joined=ngettext("{n} city", "{n} cities", n).format(n=number(n)),
    )


def matrix(atlas: Atlas) -> str:
    """Say how widely the projects of the newest report are spread."""
    cities = [list(areas.values()) for areas in query.totals.area_matrix(atlas).values()]
    return _(
        "Projects in the list of {year} by city and focus area. "
        "Cities with any: {listed} of {cities}; with one in every area: {all}."
    ).format(
        year=query.reports.report_year(atlas, query.reports.newest_report(atlas)),
        listed=number(sum(any(areas) for areas in cities)),
        cities=number(len(cities)),
        all=number(sum(all(areas) for areas in cities)),
    )


def area_shares(atlas: Atlas) -> str:
    """Say which area is the largest, and which has grown most."""
    first, newest = (query.reports.report_counts(atlas, report) for report in _ends(atlas))
    before, after = (query.reports.report_year(atlas, report) for report in _ends(atlas))
    names = {area.id: area.name for area in atlas.focus_areas.values()}
    largest = query.common.most(newest.areas)
    finding = ngettext(
        "The largest focus area in the list of {year} is {areas}: {count} of {total} projects, {share} %.",
        "The largest focus areas in the list of {year} are {areas}: {count} of {total} projects each, {share} %.",
        len(largest),
    ).format(
        areas=series([names[area] for area in largest]),
        year=after,
        **_part(newest.areas[largest[0]], newest.total),
    )
    changes = query.totals.share_changes(first, newest)
    grown = query.common.most({area: change for area, change in changes.items() if change > 0})
    if not grown:
        return finding
    alone = _("Since {first} the share of {areas} has grown most, from {before} % to {after} %.")
    tied = _("Since {first} the shares of {areas} have grown most, each by as much.")
    change = (alone if len(grown) == 1 else tied).format(
        areas=series([names[area] for area in grown]),
        first=before,
        before=_share(first.areas[grown[0]], first.total),
        after=_share(newest.areas[grown[0]], newest.total),
    )
    return f"{finding} {change}"


def area_years(atlas: Atlas, area: FocusArea) -> str:
    """Say which share of the newest monitoring report one area has, and which it had in the first."""
    (first, old), (newest, new) = [
        (query.reports.report_year(atlas, report), query.reports.report_counts(atlas, report))
        for report in _ends(atlas)
    ]
    part = _part(new.areas[area.id], new.total)
    if first == newest:
        return _("In the list of {year}, {area} has {count} of {total} projects: {share} %.").format(
            area=area.name, year=newest, **part
        )
    return _(
        "In the list of {year}, {area} has {count} of {total} projects: {share} %. "
        "In that of {first} it had {before} of {total_before}: {share_before} %."
    ).format(
        area=area.name,
        year=newest,
        **part,
        first=first,
        share_before=_share(old.areas[area.id], old.total),
        before=number(old.areas[area.id]),
        total_before=number(old.total),
    )


def area_stages(atlas: Atlas, area: FocusArea) -> str:
    """Say how many projects of an area the newest report has at each stage, without stages that it has none at."""
    counts = {
        stage: query.totals.count(atlas, "projects", report="newest", area=area.id, stage=stage)
        for stage in query.plans.FURTHEST_FIRST
        if stage in query.common.STAGES
    }
    words = {"planning": _("{n} at planning")}
    return ", ".join(
        words.get(stage, _("{n} {stage}")).format(n=number(n), stage=label("stage_column", stage))
        for stage, n in counts.items()
        if n
    )


def stage_shares(atlas: Atlas) -> str:
    """Say the stages of the projects in the newest monitoring report, and in the first."""
    first, newest = _ends(atlas)

    def describe(sentence: str, report: Report) -> str:
        year, counts = query.reports.report_year(atlas, report), query.reports.report_counts(atlas, report)
        stages = {stage: counts.stages.get(stage, 0) for stage in query.agreement.STATED_STAGES}
        return sentence.format(year=year, **{stage: _share(n, counts.total) for stage, n in stages.items()})

    now = _(
        "In the list of {year}, {ongoing} % of the projects are ongoing, {planning} % at planning and "
        "{completed} % completed."
    )
    then = _("In that of {year}, the first that gives stages, it was {ongoing} %, {planning} % and {completed} %.")
    sentences = [describe(now, newest), *([describe(then, first)] if first is not newest else [])]
    counts = [query.reports.report_counts(atlas, report) for report in atlas.reports.values()]
    if any(query.common.OPEN_STAGE in count.stages for count in counts):
        sentences.append(
            _("Where a chart does not say whether a project is ongoing or at planning, it is counted as neither.")
        )
    return " ".join(sentences)


def describe_requests_by_outcome(atlas: Atlas) -> str:
    """Say which support most plans ask for, and how many of these plans are still listed."""
    counts = _count_requests(atlas)
    most = query.common.most(counts)
    alone = _(
        "The most common request is {kinds}: {count} of {total} plans, {listed} of them in the list of {year}. "
        "A plan that asks for several kinds is counted in each row."
    )
    tied = _(
        "The most common requests are {kinds}: {count} of {total} plans each. "
        "A plan that asks for several kinds is counted in each row."
    )
    return (alone if len(most) == 1 else tied).format(
        kinds=series([label("support", kind) for kind in most]),
        count=number(counts[most[0]]),
        total=number(query.plans.count_plans(atlas).n),
        listed=number(query.plans.count_plans(atlas, support=most[0], outcome=query.plans.LISTED).n),
        year=query.reports.report_year(atlas, query.reports.newest_report(atlas)),
    )


def describe_requests_by_area(atlas: Atlas) -> str:
    """Say in how many areas the most common request is the most common one overall."""
    kind, n, total = _count_agreeing(atlas, "area")
    return _(
        "In {n} of {total} areas, {kind} is the most common request. "
        "Where a plan prints no area, the area is our reading."
    ).format(n=number(n), total=number(total), kind=kind)


def describe_requests_by_country(atlas: Atlas) -> str:
    """Say in how many countries the most common request is the most common one overall."""
    kind, n, total = _count_agreeing(atlas, "country")
    return _("In {n} of {total} countries, {kind} is the most common request.").format(
        n=number(n), total=number(total), kind=kind
    )


def _count_agreeing(atlas: Atlas, name: str) -> tuple[str, int, int]:
    """Return the most common request, how many values of a filter of plans it leads alone, and how many there are."""
    kind = query.common.most(_count_requests(atlas))[0]
    places = [value for value in query.plans.plan_values(atlas, name) if value != query.plans.NONE]
    leading = [place for place in places if query.common.most(_count_requests(atlas, **{name: place})) == [kind]]
    return label("support", kind), len(leading), len(places)


def _count_requests(atlas: Atlas, **filters: str) -> dict[str, int]:
    """Count the plans that ask for each kind of support."""
    return {kind: query.plans.count_plans(atlas, support=kind, **filters).n for kind in query.plans.SUPPORT_KINDS}


def _ends(atlas: Atlas) -> tuple[Report, Report]:
    """Return the first and the newest monitoring report, or the newest report twice where none is one."""
    reports = query.reports.monitoring_reports(atlas) or [query.reports.newest_report(atlas)]
    return reports[0], reports[-1]


def _part(count: int, total: int) -> dict[str, str]:
    """Return a count, its total and its share, by the names in the sentences."""
    return {"count": number(count), "total": number(total), "share": _share(count, total)}


def _share(part: int, whole: int) -> str:
    return number(query.common.percent(part, whole))
