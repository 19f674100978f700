"""What any sound records satisfy: each number is the sum of the rows or records that it counts."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from atlas import query
from atlas.model.atlas import Atlas


def test_each_list_is_the_one_before_less_what_is_gone_and_more_what_is_new_or_back(atlas: Atlas) -> None:
    for before, after in pairwise(query.reports.lists(atlas)):
        found = query.changes.changes(atlas, before, after)
        old, young = (query.reports.report_counts(atlas, report).total for report in (before, after))
        assert old - len(found.gone) + len(found.new) + len(found.returned) == young, after.id


def test_in_every_list_each_plan_is_in_one_state_and_what_flows_into_a_state_is_in_it(atlas: Atlas) -> None:
    flows, states = query.plans.flows(atlas), query.plans.plan_states(atlas)
    for report, found in states.items():
        assert sum(found.values()) == len(query.plans.plans(atlas)), report
    for report in list(states)[1:]:
        into = Counter[str]()
        for flow in flows:
            into[flow.new] += flow.n if flow.after.id == report else 0
        assert +into == Counter(states[report]), report


def test_a_table_of_plans_has_each_plan_in_one_row_of_its_areas_cities_and_countries(atlas: Atlas) -> None:
    for rows in ("area", "city", "country"):
        table = query.plans.plan_table(atlas, rows, "outcome")
        totals = [sum(counts[column].n for counts in table.rows.values()) for column in range(len(table.totals))]
        assert totals == [count.n for count in table.totals], rows
        assert totals[-1] == len(query.plans.plans(atlas)), rows


def test_a_country_is_the_sum_of_its_cities_and_all_countries_are_the_list(atlas: Atlas) -> None:
    groups = query.totals.comparison(atlas)
    for country, cities in groups:
        for numbers in ("areas", "stages", "asked"):
            added = sum((Counter(getattr(city, numbers)) for city in cities), Counter[str]())
            assert +Counter(getattr(country, numbers)) == +added, (country.record.id, numbers)
        for number in ("known", "listed", "plans"):
            assert getattr(country, number) == sum(getattr(city, number) for city in cities), country.record.id
    newest = query.reports.report_counts(atlas, query.reports.newest_report(atlas))
    countries = [country for country, _ in groups]
    assert sum(country.known for country in countries) == len(atlas.projects)
    assert sum(country.listed for country in countries) == newest.total
    assert sum(country.plans for country in countries) == len(query.plans.plans(atlas))


def test_every_link_from_a_number_of_a_document_chooses_as_many_projects(atlas: Atlas) -> None:
    facts = [set(query.projects.filter_facts(atlas, project)) for project in atlas.projects.values()]
    for report in atlas.reports.values():
        for compared in query.agreement.comparisons(atlas, report):
            filters = query.projects.rows_behind(report, compared.about, compared.subject, compared.stage)
            if filters:
                conditions = {f"{name}={value}" for name, value in filters.items() if name != "stage"}
                conditions |= {f"{report.id}={filters['stage']}"} if "stage" in filters else set()
                not_this = f"{report.id}!{filters.get('area')}"
                chosen = sum(conditions <= found and not_this not in found for found in facts)
                assert chosen == compared.rows, (report.id, filters)


def test_no_stage_goes_back_that_the_changes_between_two_documents_do_not_name(atlas: Atlas) -> None:
    named = set()
    for report in atlas.reports.values():
        before = query.reports.report_before(atlas, report)
        named |= {(change.project.id, report.id) for change in query.changes.changes(atlas, before, report).back}
    assert named <= {(found.project.id, found.after.id) for found in query.agreement.setbacks(atlas)}
