"""Charts, the matrix and the country view of the real site: figure, table and records say the same."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.i18n import Texts
from atlas.model.labels import label
from atlas.site import captions
from atlas.site.macros.shares import STACKED
from tests.site.conftest import Built, text_of

T = Texts("en")


def numbers(element: lxml.html.HtmlElement) -> list[int]:
    """The numbers that an element shows."""
    return [int(number) for number in re.findall(r"\d+", text_of(element))]


def cells(row: lxml.html.HtmlElement) -> list[int]:
    """The first number of each cell of a row; what stands in small type beside it is left out."""
    return [numbers(cell)[0] for cell in row.xpath("./td")]


def table(page: lxml.html.HtmlElement, name: str) -> lxml.html.HtmlElement:
    return page.xpath("//table[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")[0]


def figure(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    [found] = page.xpath("//figure[contains(@class, 'chart')]")
    return found


def drawn(chart: lxml.html.HtmlElement) -> list[tuple[str, float]]:
    """Each shape of a chart: its look, and its height in em."""
    return [(rect.get("class"), float(rect.get("height").removesuffix("em"))) for rect in chart.xpath(".//rect")]


def shown(chart: lxml.html.HtmlElement) -> list[int]:
    """The numbers in a chart and beside its parts, from the left, without what stands below the columns."""
    texts = chart.xpath(".//text[not(tspan) and not(contains(@class, 'name'))]")
    return [int(text_of(text)) for text in texts]


# The matrix


def test_the_matrix_adds_up_to_the_newest_list(built: Built, atlas: Atlas) -> None:
    matrix = table(built.pages["focus-areas/"], "matrix")
    counts = query.reports.report_counts(atlas, query.reports.newest_report(atlas))
    rows = [cells(row) for row in matrix.xpath("./tbody/tr[th[@scope='row']]")]
    [totals] = [cells(row) for row in matrix.xpath("./tfoot/tr")]
    assert len(rows) == len(atlas.cities)
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    assert [sum(column) for column in zip(*rows, strict=True)] == totals
    assert totals == [*counts.areas.values(), counts.total]


def test_each_number_of_the_matrix_leads_to_its_projects_in_the_register(built: Built, atlas: Atlas) -> None:
    newest = query.reports.newest_report(atlas)
    links = table(built.pages["focus-areas/"], "matrix").xpath("./tbody/tr/td/a")
    for link in links:
        address = urlsplit(link.get("href"))
        filters = {name: values[0] for name, values in parse_qs(address.query).items()}
        assert address.path == "../projects/"
        assert list(filters) == ["listed", "area", "city"]
        assert filters["listed"] == newest.id
        found = query.totals.count(atlas, "projects", report=newest.id, area=filters["area"], city=filters["city"])
        assert text_of(link) == str(found)
    pairs = [(row.city, row.focus_area) for row in newest.rows if row.counted]
    assert len(links) == len(set(pairs))


def test_cities_stand_in_the_matrix_under_their_country(built: Built, atlas: Atlas) -> None:
    for group in table(built.pages["focus-areas/"], "matrix").xpath("./tbody"):
        [country] = group.xpath("./tr/th[@scope='rowgroup']")
        names = [text_of(head) for head in group.xpath("./tr/th[@scope='row']")]
        [code] = [record.id for record in atlas.countries.values() if record.name == text_of(country)]
        assert names == [city.name for city in query.projects.select_cities(atlas, country=code)]


def test_the_columns_of_the_matrix_have_their_whole_name_as_text(built: Built, atlas: Atlas) -> None:
    heads = table(built.pages["focus-areas/"], "matrix").xpath("./thead/tr/th")
    assert [text_of(head) for head in heads[1:-1]] == [area.name for area in atlas.focus_areas.values()]


# Charts


def test_shares_by_area_are_the_same_in_chart_table_and_records(built: Built, atlas: Atlas) -> None:
    page = built.pages["focus-areas/"]
    reports = query.reports.monitoring_reports(atlas)
    counts = [query.reports.report_counts(atlas, report) for report in reports]
    rows = [cells(row) for row in table(page, "shares").xpath("./tbody/tr")]
    assert rows == [[count.areas[area] for count in counts] for area in atlas.focus_areas]
    assert shown(figure(page)) == [n for count in counts for n in count.areas.values() if n]
    assert len(drawn(figure(page))) == len(shown(figure(page)))
    names = [text_of(name) for name in figure(page).xpath(".//text[@class='name']")]
    assert names == [atlas.focus_areas[area].name for area, n in counts[-1].areas.items() if n]


def test_shares_by_stage_are_the_same_in_chart_table_and_records(built: Built, atlas: Atlas) -> None:
    page = built.pages["about/reports/"]
    counts = [query.reports.report_counts(atlas, report) for report in atlas.reports.values()]
    rows = [cells(row) for row in table(page, "shares").xpath("./tbody/tr")]
    assert rows == [[*(count.stages.get(stage, 0) for stage in STACKED), count.total] for count in counts]
    expected = [(stage, count.stages[stage]) for count in counts for stage in STACKED if stage in count.stages]
    assert shown(figure(page)) == [n for _, n in expected]
    assert [look for look, _ in drawn(figure(page))] == [stage for stage, _ in expected]


def test_every_stage_in_the_chart_is_named(built: Built, atlas: Atlas) -> None:
    page = built.pages["about/reports/"]
    used = {stage for report in atlas.reports.values() for stage in query.reports.report_counts(atlas, report).stages}
    beside = {text_of(name) for name in figure(page).xpath(".//text[@class='name']")}
    below = {text_of(mark) for mark in page.xpath("//p[@class='key']/span")}
    assert {name for stage in used for name in (label("stage", stage), label("stage_column", stage))} >= beside | below
    assert len(beside) + len(below) == len(used)
    left_open = text_of(*page.xpath("//p[@class='key'][span[contains(@class, 'ongoing-or-planning')]]"))
    assert "2 in 2022, 5 in 2023, 5 in 2024" in left_open


def test_growth_is_the_same_in_chart_table_and_records(built: Built, atlas: Atlas) -> None:
    page = built.pages["network/members/"]
    years = query.projects.members_each_year(atlas)
    assert shown(figure(page)) == [total for _, _, total in years]
    rows = {
        numbers(row.find("th"))[0]: numbers(row.xpath("./td")[-1])[0]
        for row in table(page, "members").xpath("./tbody/tr")
    }
    assert rows == {year: total for year, joined, total in years if joined}


def test_each_area_draws_its_own_numbers(built: Built, atlas: Atlas) -> None:
    for area in atlas.focus_areas.values():
        page = built.pages[f"focus-areas/{area.id}/"]
        printed = [
            query.reports.report_counts(atlas, report).areas[area.id]
            for report in query.reports.monitoring_reports(atlas)
        ]
        assert shown(figure(page)) == printed, area.id
        rows = [cells(row)[0] for row in table(page, "years").xpath("./tbody/tr")]
        assert rows[-len(printed) :] == printed, area.id
        assert text_of(figure(page).find("figcaption")) == captions.area_years(atlas, T, area)


@pytest.mark.parametrize(
    ("path", "caption"),
    [
        ("focus-areas/", captions.area_shares),
        ("about/reports/", captions.stage_shares),
        ("network/members/", captions.growth),
    ],
)
def test_each_chart_states_its_finding_and_stands_before_its_table(
    built: Built, atlas: Atlas, path: str, caption: Callable[[Atlas, Texts], str]
) -> None:
    chart = figure(built.pages[path])
    assert text_of(chart.find("figcaption")) == caption(atlas, T)
    [svg] = chart.xpath("./svg")
    assert svg.get("aria-hidden") == "true"
    assert chart.xpath("following-sibling::div[@class='table']")


def test_the_largest_part_is_drawn_largest(built: Built, atlas: Atlas) -> None:
    chart = figure(built.pages["focus-areas/"])
    heights = [height for _, height in drawn(chart)][-len(atlas.focus_areas) :]
    values = list(query.reports.report_counts(atlas, query.reports.newest_report(atlas)).areas.values())
    assert sorted(range(len(values)), key=heights.__getitem__) == sorted(range(len(values)), key=values.__getitem__)


def test_neither_charts_nor_lists_of_links_are_searched(built: Built, atlas: Atlas) -> None:
    index = json.loads((built.folder / "search/search_index.json").read_text(encoding="utf-8"))
    said = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert said["focus-areas/#shares"] == ""
    assert [city.name for city in atlas.cities.values() if city.name in said["cities/#find"]] == []


# The country view


def test_every_city_is_in_the_list_by_name_with_its_other_names(built: Built, atlas: Atlas) -> None:
    [names] = built.pages["cities/"].xpath("//ul[@aria-label='All cities by name']")
    cities = sorted(atlas.cities.values(), key=lambda city: query.common.sort_key(city.name))
    assert [text_of(link) for link in names.xpath("./li/a")] == [city.name for city in cities]
    assert [link.get("href") for link in names.xpath("./li/a")] == [f"{city.id}/" for city in cities]
    assert [text_of(small) for small in names.xpath("./li/small")] == [
        name.text
        for city in cities
        for name in [*(name for name in city.local_names if city.name not in name.text), *city.also_known_as]
    ]


def test_each_country_can_be_jumped_to_and_is_counted(built: Built, atlas: Atlas) -> None:
    page = built.pages["cities/"]
    [jumps] = page.xpath("//ul[@aria-label='Countries']")
    for item, country in zip(jumps.xpath("./li"), query.projects.countries_in_order(atlas), strict=True):
        assert item.find("a").get("href") == f"#{country.id.lower()}"
        assert page.xpath("//h3[@id=$anchor]", anchor=country.id.lower())
        assert numbers(item) == [
            query.totals.count(atlas, "cities", country=country.id),
            query.totals.count(atlas, "projects", country=country.id),
        ]


def test_each_country_lists_its_cities_and_their_projects(built: Built, atlas: Atlas) -> None:
    groups = built.pages["cities/"].xpath("//table[contains(@class, 'cities')]/tbody")
    for group, city in zip(groups, query.projects.cities_in_order(atlas), strict=True):
        projects = query.projects.select_projects(atlas, city=city.id)
        [head] = group.xpath("./tr/th[@scope='rowgroup']")
        assert text_of(head).startswith(f"{city.name} joined in {city.joined}, ")
        assert text_of(head).endswith(
            ("{n} project" if len(projects) == 1 else "{n} projects").format(n=words.number(len(projects)))
            if projects
            else "no project recorded yet"
        )
        links = [link.get("href") for link in group.xpath("./tr/th[@scope='row']/a")]
        assert links == [f"{city.id}/#{project.id}" for project in projects]
        states = [text_of(cell) for cell in group.xpath("./tr/td[2]")]
        assert states == [label("stage", query.projects.history(atlas, project)[-1].state) for project in projects]


def test_the_country_view_weighs_little(built: Built) -> None:
    page = (built.folder / "cities/index.html").read_bytes()
    assert len(gzip.compress(page, 6)) < 40_000


# Statements


def test_the_statements_are_linked_from_the_page_about_the_atlas(built: Built) -> None:
    links = built.pages["about/"].xpath("//article//a/@href")
    assert {"accessibility/", "privacy/"} <= set(links)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("about/accessibility/", ["(WCAG) 2.2 at level AA", "no person with a disability and nobody who uses a screen reader", "Search needs JavaScript"]),
        ("about/privacy/", ["They set no cookie.", "whether light or dark colours are shown", "may keep a log of requests"]),
    ],
)  # fmt: skip
def test_a_statement_says_what_is_so(built: Built, path: str, said: list[str]) -> None:
    shown = text_of(*built.pages[path].xpath("//article"))
    assert [sentence for sentence in said if sentence not in shown] == []
