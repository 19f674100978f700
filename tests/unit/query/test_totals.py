"""Reports, focus areas, cities and countries in numbers."""

from dataclasses import replace
from fractions import Fraction

from atlas.model.atlas import Atlas
from atlas.query import reports, totals
from atlas.query.reports import report_counts
from tests.unit.query.conftest import by_id, ids, report, row


def places(atlas: Atlas) -> dict[str, totals.PlaceCounts]:
    return {place.record.id: place for country, cities in totals.comparison(atlas) for place in (country, *cities)}


def test_the_listed_projects_of_a_city_are_counted_by_what_the_newest_report_says(small: Atlas) -> None:
    assert totals.states_by_city(small) == {
        "alba": {"completed": 1, "not-listed": 2},
        "dana": {"planning": 1},
        "elva": {},
    }


def test_a_change_of_the_printed_area_is_a_move(lists: Atlas) -> None:
    moves = [
        (project.id, before.id, old.focus_area, after.id, new.focus_area)
        for project, before, old, after, new in totals.area_moves(lists)
    ]
    assert moves == [("bus", "one", "green", "two", "blue"), ("bus", "two", "blue", "three", "green")]


def test_a_project_filed_otherwise_has_its_reason(small: Atlas) -> None:
    found = totals.projects_under_other_area(small, small.focus_areas["green"])
    assert {project.id: (reason, report and report.id, area) for project, reason, report, area in found} == {
        "bus": ("elsewhere", "two", "blue"),
        "park": ("left", "one", "green"),
        "tax": ("plan", "plans", None),
        "app": ("never", None, None),
    }


def test_the_matrix_has_every_city_and_area_and_only_counted_rows(small: Atlas) -> None:
    rows = [row("bus", "alba", "green", "ongoing"), row("tax", "alba", "green", "ongoing", counted=False)]
    none = {"green": 0, "blue": 0}
    found = totals.area_matrix(replace(small, reports=by_id([report("one", "s-one", rows)])))
    assert found == {"alba": {"green": 1, "blue": 0}, "dana": none, "elva": none}


def test_the_projects_of_a_country_are_counted_by_area_and_by_the_stages_it_has(small: Atlas) -> None:
    rows = [
        row("bus", "alba", "green", "ongoing"),
        row("park", "alba", None, "ongoing"),
        row("tax", "alba", "blue", "completed", counted=False),
        row("app", "elva", "blue", "planning"),
    ]
    atlas = replace(small, reports=by_id([report("one", "s-one", rows)]))
    one, none = {"ongoing": 1, None: 1}, {"ongoing": 0, None: 0}
    assert totals.stage_matrix(atlas, "TH") == {"green": one, "blue": none, None: {"ongoing": 2, None: 2}}


def test_changes_of_shares_are_exact_and_of_all_rows(small: Atlas) -> None:
    green, blue = row("bus", "alba", "green", "ongoing"), row("tax", "alba", "blue", "ongoing")
    unfiled = row("park", "alba", None, "ongoing")
    before = report_counts(small, report("one", "s-one", [green, blue, unfiled]))
    after = report_counts(small, report("two", "s-two", [green, unfiled]))
    assert totals.share_changes(before, after) == {"green": Fraction(1, 6), "blue": Fraction(-1, 3)}
    empty = report_counts(small, report("one", "s-one", [row("bus", "alba", "green", "ongoing", counted=False)]))
    assert totals.share_changes(empty, after) == {"green": Fraction(1, 2), "blue": 0}


def test_a_country_is_compared_as_the_sum_of_its_cities(planned: Atlas) -> None:
    found = [(country.record.id, [city.record.id for city in cities]) for country, cities in totals.comparison(planned)]
    assert found == [("LA", ["dana", "elva"]), ("TH", ["alba"])]
    numbers = {
        name: (place.kind, place.joined, place.known, place.listed, place.plans)
        for name, place in places(planned).items()
    }
    assert numbers == {
        "LA": ("country", [2022, 2025], 3, 1, 1),
        "dana": ("city", [2022], 2, 1, 1),
        "elva": ("city", [2025], 1, 0, 0),
        "TH": ("country", [2018], 3, 1, 2),
        "alba": ("city", [2018], 3, 1, 2),
    }
    laos, alba = places(planned)["LA"], places(planned)["alba"]
    assert (laos.population, alba.population) == (None, planned.cities["alba"].population)
    assert (laos.areas, laos.stages) == ({"green": 0, "blue": 1}, {"planning": 1, "completed": 0})
    assert list(alba.asked.items()) == [("funding", 1), ("data", 1)]
    assert laos.asked == {"funding": 0, "data": 0}


def test_an_uncounted_row_of_the_newest_report_is_not_listed(planned: Atlas) -> None:
    rows = [row("bus", "alba", "green", "ongoing"), row("tax", "alba", "blue", "planning", counted=False)]
    alba = places(replace(planned, reports={**planned.reports, "two": report("two", "s-two", rows)}))["alba"]
    assert (alba.known, alba.listed, alba.areas, alba.stages) == (3, 1, {"green": 1, "blue": 0}, {"ongoing": 1})


def test_peers_are_of_the_same_country_first_then_those_that_share_most_topics(small: Atlas) -> None:
    topics = {"bus": ["boats"], "park": ["rivers"], "tram": ["boats"], "app": ["boats", "rivers"]}
    read = {name: list(those) for name, those in topics.items()}
    about = {name: small.projects[name].model_copy(update={"topics": those}) for name, those in read.items()}
    found = replace(small, projects={**small.projects, **about})
    peers = {city.id: ids(totals.peers(found, city)) for city in found.cities.values()}
    assert peers == {"alba": ["elva", "dana"], "dana": ["elva", "alba"], "elva": ["dana", "alba"]}
    assert ids(totals.examples(found)) == ["alba", "dana"]
    assert ids(totals.peers(small, small.cities["alba"])) == []
    assert ids(totals.examples(small)) == ["dana"]


def test_the_workshop_is_no_list_and_a_report_of_proposals_monitors_nothing(planned: Atlas) -> None:
    assert ids(reports.lists(planned)) == ["plans", "one", "two"]
    assert reports.plan_report(planned).id == "plans"
    assert ids(reports.monitoring_reports(planned)) == ["one", "two"]
    before = [reports.report_before(planned, report) for report in planned.reports.values()]
    assert ids(before) == ["talk", "talk", "plans", "one"]
