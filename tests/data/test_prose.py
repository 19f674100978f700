"""The introductions of the cities, held to the editorial guide."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from atlas import query
from atlas.pages import Page
from tests.data.real import ATLAS, EXAMINED

PAGES = {page.meta["record"]: page for collection, page in EXAMINED.tree.record_pages if collection == "cities"}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def introduction(page: Page) -> str:
    """The prose between the strips and the fact box."""
    return page.body.partition("{{ city_history() }}")[2].partition("{{ city_facts() }}")[0].strip()


def plain(page: Page) -> str:
    """The introduction as a reader sees it, but for numbers that macros give."""
    text = re.sub(r"\{\{ cite\(.*?\) \}\}", "", introduction(page))
    text = re.sub(r"\{\{ \w+\(\"([^\"]+)\"(?:, text=\"([^\"]*)\")?\) \}\}", lambda m: m[2] or m[1], text)
    return re.sub(r"\{\{.*?\}\}", "", text)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


@pytest.mark.parametrize("city", PAGES)
def test_introduction_has_80_to_200_words_or_fewer_where_there_is_little_to_tell(city: str) -> None:
    projects = query.count(ATLAS, "projects", city=city)
    assert (80 if projects > 1 else 40) <= len(words(plain(PAGES[city]))) <= 200


@pytest.mark.parametrize("city", PAGES)
def test_introduction_cites_in_every_paragraph(city: str) -> None:
    for paragraph in introduction(PAGES[city]).split("\n\n"):
        assert "{{ cite(" in paragraph, paragraph


@pytest.mark.parametrize("city", PAGES)
def test_introduction_names_two_projects_of_the_city_where_there_are_two(city: str) -> None:
    own = {project.id for project in query.select_projects(ATLAS, city=city)}
    named = set(re.findall(r"project\(\"([^\"]+)\"", introduction(PAGES[city])))
    assert len(named & own) >= min(2, len(own))


@pytest.mark.parametrize("city", PAGES)
def test_introduction_types_no_number_but_years_and_dates(city: str) -> None:
    text = re.sub(rf"\d{{1,2}} (?={MONTHS})", "", plain(PAGES[city]))
    assert re.findall(r"(?<![\w-])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*", text) == []


@pytest.mark.parametrize("city", PAGES)
def test_introduction_neither_praises_nor_says_currently(city: str) -> None:
    banned = (
        r"\b(currently|recently|innovative|cutting-edge|state-of-the-art|vibrant|ambitious|boasts|seamless\w*|robust)\b"
    )
    assert re.findall(banned, plain(PAGES[city]), re.IGNORECASE) == []


def test_no_sentence_stands_in_two_introductions() -> None:
    where = defaultdict(set)
    for city, page in PAGES.items():
        for sentence in re.split(r"(?<=[.!?])\s+", plain(page)):
            where[sentence.strip()].add(city)
    assert {sentence: cities for sentence, cities in where.items() if len(cities) > 1} == {}


def test_no_run_of_eight_words_stands_in_more_than_two_introductions() -> None:
    where = defaultdict(set)
    for city, page in PAGES.items():
        found = words(plain(page))
        for start in range(len(found) - 7):
            where[" ".join(found[start : start + 8])].add(city)
    assert {run: cities for run, cities in where.items() if len(cities) > 2} == {}


@pytest.mark.parametrize("src", EXAMINED.tree.pages)
def test_every_page_has_a_description_of_at_most_160_characters(src: str) -> None:
    assert 50 <= len(EXAMINED.tree.pages[src].meta.get("description", "")) <= 160


def test_no_two_pages_share_a_description() -> None:
    descriptions = [page.meta["description"] for page in EXAMINED.tree.pages.values()]
    assert len(set(descriptions)) == len(descriptions)
