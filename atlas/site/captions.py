"""What charts and tables of numbers show, as sentences computed from the records.

Each must stay true when the next document is added: nothing is said that a later number could turn wrong.
"""

from __future__ import annotations

from typing import Literal

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.cities import FocusArea
from atlas.model.i18n import Texts
from atlas.model.reports import Report


def report_label(atlas: Atlas, texts: Texts, report: Report) -> str:
    """The year of a document, with the month where that year has several."""
    years = [query.reports.report_year(atlas, other) for other in atlas.reports.values()]
    year = query.reports.report_year(atlas, report)
    return texts.date(query.reports.report_date(atlas, report)[:7]) if years.count(year) > 1 else str(year)


def growth(atlas: Atlas, texts: Texts) -> str:
    """How the number of member cities has grown, and when most."""
    years = query.projects.members_each_year(atlas)
    (first, _, before), (last, _, after) = years[0], years[-1]
    joined = {year: n for year, n, _ in years[1:] if n}
    if not joined:
        return texts("growth.none", n=before, first=first)
    most = query.common.most(joined)
    return texts(
        "growth.finding",
        n=len(most),
        before=texts.number(before),
        first=first,
        after=texts.number(after),
        last=last,
        years=texts.series([str(year) for year in most]),
        joined=texts.number(joined[most[0]]),
    )


def matrix(atlas: Atlas, texts: Texts) -> str:
    """How far the projects of the newest document are spread."""
    cities = [list(areas.values()) for areas in query.totals.area_matrix(atlas).values()]
    return texts(
        "matrix.caption",
        year=query.reports.report_year(atlas, query.reports.newest_report(atlas)),
        listed=texts.number(sum(any(areas) for areas in cities)),
        cities=texts.number(len(cities)),
        all=texts.number(sum(all(areas) for areas in cities)),
    )


def area_shares(atlas: Atlas, texts: Texts) -> str:
    """Which area is the largest, and which has grown most."""
    first, newest = (query.reports.report_counts(atlas, report) for report in _ends(atlas))
    before, after = (query.reports.report_year(atlas, report) for report in _ends(atlas))
    names = {area.id: area.name for area in atlas.focus_areas.values()}
    largest = query.common.most(newest.areas)
    finding = texts(
        "shares.areas.finding",
        n=len(largest),
        areas=texts.series([names[area] for area in largest]),
        year=after,
        count=texts.number(newest.areas[largest[0]]),
        total=texts.number(newest.total),
        share=_share(texts, newest.areas[largest[0]], newest.total),
    )
    changes = query.totals.share_changes(first, newest)
    grown = query.common.most({area: change for area, change in changes.items() if change > 0})
    if not grown:
        return finding
    change = texts(
        "shares.areas.change",
        n=len(grown),
        areas=texts.series([names[area] for area in grown]),
        first=before,
        before=_share(texts, first.areas[grown[0]], first.total),
        after=_share(texts, newest.areas[grown[0]], newest.total),
    )
    return f"{finding} {change}"


def area_years(atlas: Atlas, texts: Texts, area: FocusArea) -> str:
    """The share of one area in the newest monitoring report, and in the first."""
    (first, old), (newest, new) = [
        (query.reports.report_year(atlas, report), query.reports.report_counts(atlas, report))
        for report in _ends(atlas)
    ]
    return texts(
        "area.years.finding" if first != newest else "area.years.finding.one",
        area=area.name,
        year=newest,
        share=_share(texts, new.areas[area.id], new.total),
        count=texts.number(new.areas[area.id]),
        total=texts.number(new.total),
        first=first,
        share_before=_share(texts, old.areas[area.id], old.total),
        before=texts.number(old.areas[area.id]),
        total_before=texts.number(old.total),
    )


def stage_shares(atlas: Atlas, texts: Texts) -> str:
    """How the projects stand in the newest monitoring report, and how they stood in the first."""
    first, newest = _ends(atlas)

    def sentence(key: str, report: Report) -> str:
        counts = query.reports.report_counts(atlas, report)
        ongoing, planning, completed = (
            _share(texts, counts.stages.get(stage, 0), counts.total) for stage in query.agreement.STATED_STAGES
        )
        year = query.reports.report_year(atlas, report)
        return texts(key, year=year, ongoing=ongoing, planning=planning, completed=completed)

    sentences = [sentence("shares.stages.finding", newest)]
    if first is not newest:
        sentences.append(sentence("shares.stages.first", first))
    if any(
        query.common.OPEN_STAGE in query.reports.report_counts(atlas, report).stages
        for report in atlas.reports.values()
    ):
        sentences.append(texts("shares.stages.open"))
    return " ".join(sentences)


def asked_by_outcome(atlas: Atlas, texts: Texts) -> str:
    """What most plans ask for, and how many of these are still listed."""
    every, counts = query.plans.count_plans(atlas), _asked(atlas)
    most = query.common.most(counts)
    return texts(
        "asked.by.outcome",
        n=len(most),
        kinds=_kinds(texts, most),
        count=texts.number(counts[most[0]]),
        total=texts.number(every.n),
        listed=texts.number(query.plans.count_plans(atlas, support=most[0], outcome=query.plans.LISTED).n),
        year=query.reports.report_year(atlas, query.reports.newest_report(atlas)),
    )


def asked_by_area(atlas: Atlas, texts: Texts) -> str:
    """Under how many areas what is asked for most of all is asked for most."""
    return _asked_by(atlas, texts, "area")


def asked_by_country(atlas: Atlas, texts: Texts) -> str:
    """In how many countries what is asked for most of all is asked for most."""
    return _asked_by(atlas, texts, "country")


def _asked_by(atlas: Atlas, texts: Texts, name: Literal["area", "country"]) -> str:
    kind = query.common.most(_asked(atlas))[0]
    places = [value for value in query.plans.plan_values(atlas, name) if value != query.plans.NONE]
    ahead = [place for place in places if kind in query.common.most(_asked(atlas, **{name: place}))]
    return texts(f"asked.by.{name}", n=len(ahead), total=texts.number(len(places)), kind=_kinds(texts, [kind]))


def _asked(atlas: Atlas, **filters: str) -> dict[str, int]:
    """How many plans ask for each kind of support."""
    return {kind: query.plans.count_plans(atlas, support=kind, **filters).n for kind in query.plans.SUPPORT_KINDS}


def _kinds(texts: Texts, kinds: list[str]) -> str:
    return texts.series([texts(f"support.{kind}") for kind in kinds])


def task(atlas: Atlas, texts: Texts, found: query.upkeep.Task) -> str:
    """What a task is about inside its record; nothing where that is said by its record or kind."""
    record, (field, *rest) = atlas.collection(found.collection)[found.record], (*found.path, "")
    if field == "population":
        return texts("work.value.population", record.population.value, year=record.population.year)
    if field == "figures":
        figure = record.figures[rest[0]]
        date = texts.date(figure.as_of) if figure.as_of else texts("no-date")
        return texts("work.value.figure", what=figure.what, date=date)
    if field == "partners":
        return str(record.partners[rest[0]].name)
    return texts("work.value.status", date=texts.date(record.status.as_of)) if field == "status" else ""


def _ends(atlas: Atlas) -> tuple[Report, Report]:
    """The first and the newest monitoring report; the newest document where none is one."""
    reports = query.reports.monitoring_reports(atlas) or [query.reports.newest_report(atlas)]
    return reports[0], reports[-1]


def _share(texts: Texts, part: int, whole: int) -> str:
    return texts.number(query.common.percent(part, whole))
