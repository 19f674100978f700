"""Cities and countries compared: the page shows what the records add up to, and each number leads to its projects."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.site.conftest import Built, text_of

PATH = "cities/compare/"


@pytest.fixture(scope="module")
def table(built: Built) -> lxml.html.HtmlElement:
    [found] = built.pages[PATH].xpath("//table[contains(@class, 'compare')]")
    return found


@pytest.fixture(scope="module")
def rows(table: lxml.html.HtmlElement, atlas: Atlas) -> list[tuple[query.totals.PlaceCounts, lxml.html.HtmlElement]]:
    """Each place with its row, from the top down."""
    places = [place for country, cities in query.totals.comparison(atlas) for place in (country, *cities)]
    return list(zip(places, table.xpath("./tbody/tr"), strict=True))


def counts(place: query.totals.PlaceCounts) -> list[int]:
    """The numbers of a place in the order of the columns."""
    shares = [place.areas, place.stages, {"": place.plans}, place.asked]
    return [place.known, place.listed, *(n for share in shares for n in share.values())]


def selected(atlas: Atlas, address: str) -> int:
    """How many projects the register shows at an address; see ``meets`` in register.js."""
    chosen = {name: value for name, [value] in parse_qs(urlsplit(address).query, strict_parsing=True).items()}
    listed, stage, area = chosen.get("listed"), chosen.pop("stage", None), chosen.get("area")
    wanted = {f"{name}={value}" for name, value in chosen.items()} | ({f"{listed}={stage}"} if stage else set())
    facts = [set(query.projects.filter_facts(atlas, project)) for project in atlas.projects.values()]
    return sum(wanted <= found and f"{listed}!{area}" not in found for found in facts)


def test_every_country_stands_before_its_cities(
    rows: list[tuple[query.totals.PlaceCounts, lxml.html.HtmlElement]], table: lxml.html.HtmlElement, atlas: Atlas
) -> None:
    for place, row in rows:
        [head] = row.xpath("./th")
        assert row.get("data-id") == place.record.id
        assert text_of(head.find("a")) == place.record.name
        assert head.get("scope") == ("row" if place.kind == "city" else "rowgroup")
    firsts = [group.xpath("./tr[1]/@data-id") for group in table.xpath("./tbody")]
    assert firsts == [[country.id] for country in query.projects.countries_in_order(atlas)]


def test_every_number_is_that_of_the_records(
    rows: list[tuple[query.totals.PlaceCounts, lxml.html.HtmlElement]],
) -> None:
    for place, row in rows:
        joined, population, *numbers = [text_of(cell) for cell in row.xpath("./td")]
        assert joined == ", ".join(map(str, place.joined)), place.record.id
        assert numbers == [str(n) for n in counts(place)], place.record.id
        if place.population is None:
            assert population == "not added up"
        else:
            assert population.startswith(words.number(place.population.value)), place.record.id
            assert f" {place.population.year or 'undated'}, " in population
            assert row.xpath("./td[2]/sup/a/@href") == [f"#{place.population.source}"]


def test_every_number_leads_to_as_many_projects_and_a_nought_nowhere(
    rows: list[tuple[query.totals.PlaceCounts, lxml.html.HtmlElement]], atlas: Atlas
) -> None:
    for place, row in rows:
        for n, cell in zip(counts(place), row.xpath("./td")[2:], strict=True):
            links = cell.xpath("./a/@href")
            assert len(links) == (n > 0), place.record.id
            for address in links:
                assert address.startswith("../../projects/?")
                assert parse_qs(urlsplit(address).query)[place.kind] == [place.record.id]
                assert selected(atlas, address) == n, address


def test_the_columns_are_named_and_grouped(table: lxml.html.HtmlElement, atlas: Atlas) -> None:
    groups, heads = table.xpath("./thead/tr")
    newest, plans = (
        query.reports.report_year(atlas, found)
        for found in (query.reports.newest_report(atlas), query.reports.plan_report(atlas))
    )
    country, _ = query.totals.comparison(atlas)[0]
    named = {
        "": ["Country and city", "Member since", "Population", "Projects known"],
        f"{newest} list, by focus area": ["All", *(area.name for area in atlas.focus_areas.values())],
        f"{newest} list, by stage": [label("stage_column", stage) for stage in country.stages],
        f"Plans of {plans}, by support asked for": ["All", *(label("support", kind) for kind in country.asked)],
    }
    assert [(text_of(cell), int(cell.get("colspan"))) for cell in groups] == [
        (name, len(columns)) for name, columns in named.items()
    ]
    assert [text_of(cell) for cell in heads] == [name for columns in named.values() for name in columns]


def test_four_places_can_be_chosen_from_all_cities_and_countries(built: Built, atlas: Atlas) -> None:
    fields = built.pages[PATH].xpath("//form//select[@name='with']")
    names = [
        sorted((record.name for record in records), key=query.common.sort_key)
        for records in (atlas.cities.values(), atlas.countries.values())
    ]
    assert len(fields) == 4
    for field in fields:
        assert field.xpath("./optgroup/@label") == ["Cities", "Countries"]
        assert [group.xpath("./option/text()") for group in field.xpath("./optgroup")] == names
        assert set(field.xpath("./optgroup/option/@value")) == {*atlas.cities, *atlas.countries}


def test_every_city_leads_to_its_comparison(built: Built, atlas: Atlas) -> None:
    for city in atlas.cities:
        assert built.pages[f"cities/{city}/"].xpath("//article//a[contains(@href, 'compare')]/@href") == [
            f"../compare/?with={city}"
        ]
    assert "compare/" in built.pages["cities/"].xpath("//article//a/@href")


def test_only_this_page_loads_its_script(built: Built) -> None:
    loading = [path for path, page in built.pages.items() if page.xpath("//script[contains(@src, 'compare.js')]")]
    assert loading == [PATH]
    assert built.pages[PATH].xpath("//script[contains(@src, 'register.js')]") == []
