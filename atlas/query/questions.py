"""Open questions: those about a record or place, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from atlas.model import Atlas, City, Country, OpenQuestion
from atlas.query.selections import cities_by_country


def open_questions_about(atlas: Atlas, ids: Iterable[str]) -> list[OpenQuestion]:
    """The open questions about any of the records, in the order of the file."""
    wanted = set(ids)
    return [question for question in atlas.open_questions.values() if wanted.intersection(question.about)]


def questions_by_place(atlas: Atlas) -> dict[str | None, list[OpenQuestion]]:
    """The open questions by the city they concern, ``reports`` for those about a document, None for the network.

    A question about several cities stands with the network; one about a city and a document stands with the city.
    """
    grouped: dict[str | None, list[OpenQuestion]] = {}
    for question in atlas.open_questions.values():
        cities = {atlas.projects[about].city if about in atlas.projects else about for about in question.about}
        cities &= set(atlas.cities)
        elsewhere = "reports" if not cities and set(question.about) <= set(atlas.reports) else None
        place = cities.pop() if len(cities) == 1 else elsewhere
        grouped.setdefault(place, []).append(question)
    return grouped


def questions_by_country(atlas: Atlas) -> list[tuple[Country, list[tuple[City, list[OpenQuestion]]]]]:
    """The countries with open questions about one of their cities by name, each with those cities and questions."""
    grouped = questions_by_place(atlas)
    found = [
        (country, [(city, grouped[city.id]) for city in cities if city.id in grouped])
        for country, cities in cities_by_country(atlas)
    ]
    return [(country, cities) for country, cities in found if cities]


@dataclass(frozen=True)
class QuestionCount:
    """How many questions are open, by kind in the order of the vocabulary."""

    n: int
    kinds: dict[str, int]


def count_questions(questions: Iterable[OpenQuestion]) -> QuestionCount:
    """How many questions there are, and how many of each kind, zeros included."""
    kinds = Counter(question.kind for question in questions)
    vocabulary = get_args(OpenQuestion.model_fields["kind"].annotation)
    return QuestionCount(kinds.total(), {kind: kinds[kind] for kind in vocabulary})


def count_questions_of(cities: Iterable[tuple[City, list[OpenQuestion]]]) -> QuestionCount:
    """How many questions there are about some cities together."""
    return count_questions(question for _, questions in cities for question in questions)
