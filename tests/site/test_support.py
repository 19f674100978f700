"""The page of requests and offers: what it shows is what the records hold, and every number leads to its plans."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.site.conftest import Built, section, text_of

PATH = "projects/support/"


@pytest.fixture(scope="module")
def page(built: Built) -> lxml.html.HtmlElement:
    return built.pages[PATH]


def numbered(table: lxml.html.HtmlElement) -> list[list[str]]:
    """The cells of a table of numbers."""
    return [[text_of(cell) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr | ./tfoot/tr")]


def rows_of(page: lxml.html.HtmlElement, anchor: str) -> list[lxml.html.HtmlElement]:
    """The rows of the table in a section, those that name a country aside."""
    return [row for part in section(page, anchor) for row in part.xpath(".//tbody/tr[td]")]


def test_every_number_that_leads_to_plans_is_that_of_the_plans_it_leads_to(page: lxml.html.HtmlElement) -> None:
    facts = [set(row.get("data-f").split()) for row in page.xpath("//table[contains(@class, 'register')]//tr[@data-f]")]
    links = page.xpath("//article//a[starts-with(@href, './')]")
    filtered = [link for link in links if urlsplit(link.get("href")).query]
    assert filtered
    for link in filtered:
        address = urlsplit(link.get("href"))
        wanted = {f"{name}={value}" for name, value in parse_qsl(address.query)}
        assert address.fragment == "plans"
        assert text_of(link) == str(sum(wanted <= found for found in facts)), link.get("href")
    offered = {
        f"{select.get('name')}={value}"
        for select in page.xpath("//select")
        for value in select.xpath("./option/@value")
    }
    used = {f"{name}={value}" for link in filtered for name, value in parse_qsl(urlsplit(link.get("href")).query)}
    assert used <= offered, "a filter takes no value that it does not offer"


def test_all_other_numbers_of_the_tables_are_zeros(page: lxml.html.HtmlElement) -> None:
    for table in page.xpath("//table[contains(@class, 'matrix')]"):
        for cell in table.xpath(".//td"):
            assert cell.xpath("./a") or text_of(cell) == "0"


@pytest.mark.parametrize(
    ("index", "rows", "columns"), [(0, "support", "outcome"), (1, "area", "support"), (2, "country", "support")]
)
def test_tables_show_what_the_records_add_up_to(
    page: lxml.html.HtmlElement, atlas: Atlas, index: int, rows: str, columns: str
) -> None:
    table = query.plans.plan_table(atlas, rows, columns)
    shown = page.xpath("//table[contains(@class, 'matrix')]")[index]
    assert numbered(shown) == [[str(count.n) for count in counts] for counts in [*table.rows.values(), table.totals]]
    assert len(shown.xpath("./thead/tr/th")) == len(table.columns) + 2


def test_the_lead_counts_plans_and_requests_and_names_what_the_tables_do_not_tell(
    page: lxml.html.HtmlElement, atlas: Atlas
) -> None:
    plans = query.plans.plans(atlas)
    lead = text_of(*page.xpath("//article/h1/following-sibling::*[following-sibling::h2[@id='asked']]"))
    assert f"count {len(plans)} projects. Between them they make {query.plans.requests(plans)} requests" in lead
    other, silent = query.plans.plans_without_kind(atlas)
    for plan in other:
        assert f"{plan.project.name} ( {atlas.cities[plan.project.city].name} ) asks only for" in lead
    for plan in silent:
        assert f"{plan.project.name} ( {atlas.cities[plan.project.city].name} ) has no request printed" in lead
    for plan in query.plans.uncounted_plans(atlas):
        assert f"not counted by them is {plan.project.name} (" in lead
        assert f"adds {plan.requests} request:" in lead


def test_how_to_use_the_page_stands_first_in_two_sentences_that_lead_there(page: lxml.html.HtmlElement) -> None:
    first = page.xpath("//article/h1/following-sibling::p")[0]
    assert text_of(first).count(". ") + 1 == 2
    assert first.xpath(".//a/@href") == ["#plans", "#matches"]


def test_a_match_lists_requests_and_offers_and_is_called_our_inference(
    page: lxml.html.HtmlElement, atlas: Atlas
) -> None:
    assert text_of(*section(page, "matches")[1:2]).startswith("Our inference: no document names")
    for row, match in zip(rows_of(page, "matches"), query.plans.matches(atlas), strict=True):
        assert row.get("id") == match.kind
        assert [text_of(cell) for cell in row.xpath("./td")[:2]] == [str(match.asking.n), str(match.listed.n)]
        partners = row.xpath("./td[3]/ul/li/a/@href")
        assert partners == [f"../../network/partners/#{offering.partner.id}" for offering in match.offering]
        known = [text_of(note) for note in row.xpath("./td[3]//small")]
        names = [words.series([city.name for city in offering.known_in]) for offering in match.offering]
        assert known == [f"known to have supported {cities}, where a plan asks for it" for cities in names if cities]
        assert bool(match.offering) != ("No text of a partner says so." in text_of(row))


def test_each_partner_shows_what_it_offers_by_which_words_or_that_this_is_not_known(
    page: lxml.html.HtmlElement, atlas: Atlas
) -> None:
    for row, partner in zip(rows_of(page, "partners"), atlas.partners.values(), strict=True):
        assert text_of(row.find("th")) == partner.name
        institution, since, offers, cities = row.xpath("./td")
        assert text_of(institution).startswith(label("partner_kind", partner.kind))
        assert ("not a programme of the network" in text_of(institution)) != partner.network_programme
        assert text_of(since) == str(partner.from_year or "not known")
        assert [text_of(offer) for offer in offers.xpath("./ul/li")] == [
            f"{label('support', offer.kind)}: “{offer.words}”" for offer in partner.offers
        ]
        assert bool(partner.offers) != ("what it offers is not known" in text_of(offers))
        supported = {city for support in partner.cities_supported for city in support.cities}
        assert set(cities.xpath("./a/@href")) == {f"../../cities/{city}/" for city in supported}


def test_the_register_holds_each_counted_plan_with_all_that_it_asks_for(
    page: lxml.html.HtmlElement, atlas: Atlas
) -> None:
    source = atlas.sources[query.reports.plan_report(atlas).source]
    for row, plan in zip(rows_of(page, "plans"), query.plans.plans(atlas), strict=True):
        asked = plan.project.support_required
        assert asked is not None
        assert row.xpath("./th/a/@href") == [f"../../cities/{plan.project.city}/#{plan.project.id}"]
        assert plan.row.name in text_of(row.find("th"))
        city, asks, outcome = row.xpath("./td")
        assert text_of(city) == atlas.cities[plan.project.city].name
        assert [text_of(request) for request in asks.xpath("./ul/li")] == asked.text
        printed, *kinds = asks.xpath("./small[1]/a/@href")
        assert printed == f"{source.url}#page={asked.page}"
        assert kinds == [f"#{kind}" for kind in asked.kinds]
        assert text_of(outcome) == label("outcome", plan.outcome)
        supporters = [
            f"../../network/partners/#{partner.id}" for partner in query.plans.supporters(atlas, plan.project.city)
        ]
        assert asks.xpath("./small[2]/a/@href") == (supporters if asked.kinds else [])
