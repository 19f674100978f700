"""What the page of a country says of its cities, projects and plans, on the small project."""

from atlas.checks import Examined
from tests.unit.conftest import record_page


def test_a_country_lists_each_project_under_its_city_and_counts_them_by_area(examined: Examined) -> None:
    page = record_page(examined, "countries/XA.md", "country_page")
    assert " ".join(page.find(".//p[@class='lead']").text_content().split()) == (
        "1 member city · 2 projects in the list of 2024 · 3 projects known"
    )
    strips, sums = page.xpath("//table")[:2]
    assert [link.text for link in strips.xpath("./tbody//th//a")] == [
        *("Alfa", "Clean River", "Network of Schools", "Open School")
    ]
    cells = [[cell.text_content() for cell in row] for row in sums.xpath("./*[self::tbody or self::tfoot]/tr")]
    assert cells == [["Civic", "0", "1", "1"], ["Environment", "1", "0", "1"], ["All", "1", "1", "2"]]
    [link] = sums.xpath("./tbody/tr[1]/td[last()]/a/@href")
    assert link == "../../projects/?listed=list-2024&country=XA&area=civic"


def test_a_country_names_its_plans_by_what_became_of_them_and_who_helped(examined: Examined) -> None:
    page = record_page(examined, "countries/XA.md", "country_page")
    plans, asked = page.xpath("//table")[2:]
    assert [row.text_content() for row in plans.xpath("./tbody/tr")] == [
        *("completed: 1Open School, Alfa", "ongoing: 1Clean River, Alfa")
    ]
    assert [row.text_content() for row in asked.xpath("./tbody/tr")] == ["funding1"]
    assert page.xpath("//ul[preceding-sibling::p]/li/a/@href")[-1] == "../../cities/alfa/"


def test_a_country_without_requests_or_partners_says_so(examined: Examined) -> None:
    page = record_page(examined, "countries/XB.md", "country_page")
    assert [text.text_content() for text in page.xpath("//p[@class='empty']")] == [
        "No plan of Borland asks for a kind of support that the Atlas counts.",
        "No partner of the network is known to have supported one of its cities.",
    ]
