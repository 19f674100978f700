"""What becomes of a question that was answered, on the small made-up atlas."""

import pytest
from lxml import html

from atlas import query
from atlas.checks import Examined
from atlas.model.sources import Answer
from tests.unit.conftest import build_with, changed, record_page

PAGE = "about/open-questions.md"
CALLS = "# Open questions\n\n{{ open_questions() }}\n\n{{ sources() }}\n"


@pytest.fixture
def answered(examined: Examined) -> Examined:
    """The small project, whose only question has an answer."""
    answer = Answer(date="2025-02-01", source="s-list", page=3, text="There are twelve.")
    return changed(examined, "open_questions", "q-boats", answer=answer)


def test_an_answered_question_keeps_its_anchor_and_shows_answer_day_and_source(answered: Examined) -> None:
    build = build_with(answered, CALLS, PAGE)
    page = html.fromstring(build.render(PAGE))
    assert build.findings == []
    [entry] = page.xpath("//*[@id='q-boats']")
    assert [line for line in entry.text_content().splitlines() if line] == [
        "How many boats? not verified",
        "Answered on 1 February 2025: There are twelve.[1, p. 3]",
        "What the Atlas showed: What the press says.",
        "Why it was open: No other source was found.",
        "About: Clean River",
    ]
    assert [li.get("id") for li in page.xpath("//ol[@class='sources']/li")] == ["s-list"]


def test_an_answered_question_is_counted_and_listed_as_open_nowhere(answered: Examined) -> None:
    atlas = answered.atlas
    assert query.totals.count(atlas, "open_questions") == 0
    assert query.questions.open_questions_about(atlas, ["clean-river"]) == []
    assert query.questions.questions_by_place(atlas) == {}
    assert {work.kind: work.tasks for work in query.work.work(atlas)}["open-questions"] == []
    city = record_page(answered, "cities/alfa.md", "city_page")
    assert "How many boats?" not in city.text_content()
