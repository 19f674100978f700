"""What the page of a topic says of its projects, plans and partners, and the list of all topics, on the small project."""

import lxml.html

from atlas.checks import Examined
from atlas.model.cities import StrategicTargets
from tests.unit.conftest import changed, record_page


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_topic_counts_its_projects_and_lists_them_by_country(examined: Examined) -> None:
    page = record_page(examined, "topics/rivers.md", "topic_page")
    lead, counts = page.xpath("//p")[:2]
    assert text_of(lead) == "Cleaner water in rivers."
    assert text_of(counts) == "1 project in 1 city of 1 country: 1 operational. 1 of them is in ASEAN's list of 2024."
    assert counts.xpath("./a/@href")[1] == "../../projects/?topic=rivers&status=operational"
    assert [text_of(head) for head in page.xpath("//tbody//th")] == ["Aland 1", "Clean River Alfa"]


def test_a_topic_names_cities_whose_problems_or_targets_have_its_words(examined: Examined) -> None:
    [problem, other] = examined.atlas.cities["beta"].challenges
    problems = [problem.model_copy(update={"text": text}) for text in ("old vessels", "a house over water", "boating")]
    targets = StrategicTargets(items=["Boats for all", "Clean air"], source=other.source, page=other.page)
    beta = changed(examined, "cities", "beta", challenges=problems, strategic_targets_2018=targets)
    page = record_page(beta, "topics/boats.md", "topic_page", section="cities")
    assert text_of(page.find(".//p")).startswith("1 city names this topic as a problem,")
    assert [text_of(city) for city in page.xpath("//ul[1]/li")] == [
        "BetaProblem: old vessels(1)Target: Boats for all[2, p. 3]"
    ]
    page = record_page(
        changed(beta, "topics", "rivers", words=["water"]), "topics/rivers.md", "topic_page", section="cities"
    )
    assert "no problem and no target has them" in text_of(page)


def test_a_topic_shows_what_plans_asked_for_and_who_takes_part(examined: Examined) -> None:
    page = record_page(examined, "topics/boats.md", "topic_page", section="plans")
    assert text_of(page.find(".//p")) == "1 plan of 2024 has this topic. 1 asked for support. Kinds: funding (1)."
    [plan] = page.xpath("//li[br]")
    assert text_of(plan) == "Clean River, Alfa: ongoingmoney for boats page 4: funding"
    page = record_page(examined, "topics/boats.md", "topic_page", section="partners")
    assert text_of(page.xpath("//dl")[0]) == "OperatorsWater Board (Clean River)"


def test_a_topic_shows_what_was_not_as_planned_and_open_questions(examined: Examined) -> None:
    page = record_page(examined, "topics/boats.md", "topic_page", section="trouble")
    [trouble] = page.xpath("//li[br]")
    assert text_of(trouble).startswith(
        "Clean River, Alfa"
        "May 2020 · delayed: The first boats came a year late.(1) reported"
        "Answer: The city says that the yard was closed."
    )
    assert [text_of(question) for question in page.xpath("//summary/strong")] == ["How many boats?"]
    assert page.xpath("//div[@class='questions']//a/text()") == ["Clean River"]


def test_a_topic_without_plan_partner_or_dispute_says_so(examined: Examined) -> None:
    alone = changed(examined, "projects", "clean-river", topics=[])
    page = record_page(alone, "topics/boats.md", "topic_page")
    assert [text_of(text) for text in page.xpath("//p[@class='empty']")] == [
        "No project has this topic.",
        "We searched our records of the cities for the words of the topic: no problem and no target has them.",
        "No plan of 2024 has this topic.",
        "We know of no partner in these projects.",
        "We record no delay, dispute, halt or removal and no open question about these projects.",
    ]


def test_the_list_of_topics_counts_each_under_its_theme(examined: Examined) -> None:
    page = record_page(examined, "topics/boats.md", "topics_table", "topic_links")
    rows = [text_of(row) for row in page.xpath("//tbody/tr")]
    assert rows == [
        *("Transportation", "Boats What moves on the water.111 ongoing"),
        *("Water", "Rivers Cleaner water in rivers.111 ongoing"),
    ]
    [links] = page.xpath("//p[contains(., 'Looking')]")
    assert text_of(links) == "Looking for a topic? See Boats and Rivers, or all 2 topics."
