"""What is open, and what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.cities import City, Country
from atlas.model.sources import CORRECTED, OpenQuestion
from atlas.query.common import open_questions
from atlas.query.projects import cities_by_country


def answered_questions(atlas: Atlas) -> list[OpenQuestion]:
    """Return the questions with an answer, the newest answer first."""
    dated = [(question.answer.date, question) for question in atlas.open_questions.values() if question.answer]
    return [question for _, question in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def open_questions_about(atlas: Atlas, ids: Iterable[str]) -> list[OpenQuestion]:
    """Return the open questions about any of the records, in the order of the file."""
    by_place = {place: question for about in ids for place, question in _questions_about(atlas).get(about, {}).items()}
    return [question for _, question in sorted(by_place.items())]


@lru_cache(maxsize=1)
def _questions_about(atlas: Atlas) -> dict[str, dict[int, OpenQuestion]]:
    """Return the open questions about each record: ``{record id: {place in the file: question}}``."""
    questions: dict[str, dict[int, OpenQuestion]] = {}
    for place, question in enumerate(open_questions(atlas)):
        for about in question.about:
            questions.setdefault(about, {})[place] = question
    return questions


@lru_cache(maxsize=1)
def questions_by_place(atlas: Atlas) -> dict[str | None, list[OpenQuestion]]:
    """Group the open questions by city id, ``reports`` for those about reports alone, None for all others.

    A question about several cities is one of the network.
    """
    grouped: dict[str | None, list[OpenQuestion]] = {}
    for question in open_questions(atlas):
        cities = {atlas.projects[about].city if about in atlas.projects else about for about in question.about}
        cities &= atlas.cities.keys()
        elsewhere = "reports" if not cities and set(question.about) <= set(atlas.reports) else None
        place = cities.pop() if len(cities) == 1 else elsewhere
        grouped.setdefault(place, []).append(question)
    return grouped


def questions_by_country(atlas: Atlas) -> list[tuple[Country, list[tuple[City, list[OpenQuestion]]]]]:
    """Return the countries by name that have questions about one of their cities: (country, [(city, questions)])."""
    grouped = questions_by_place(atlas)
    pairs = [
        (country, [(city, grouped[city.id]) for city in cities if city.id in grouped])
        for country, cities in cities_by_country(atlas)
    ]
    return [pair for pair in pairs if pair[1]]


class QuestionCount(NamedTuple):
    """How many questions are open, in all and by kind, zeros included."""

    n: int
    kinds: dict[str, int]


def count_questions(questions: Iterable[OpenQuestion]) -> QuestionCount:
    """Count questions in all and by kind."""
    kinds = Counter(question.kind for question in questions)
    vocabulary = get_args(OpenQuestion.model_fields["kind"].annotation)
    return QuestionCount(kinds.total(), {kind: kinds[kind] for kind in vocabulary})


def collection_of(atlas: Atlas, record_id: str) -> str:
    """Return the collection of a record that an open question or a correction is about."""
    return next(collection for collection in CORRECTED if record_id in atlas.collection(collection))
