"""What the pages of the topics show: the projects of a topic, what became of its plans, which cities name it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.base import Statement
from atlas.model.cities import City
from atlas.model.topics import Topic
from atlas.model.vocabularies import IsoTheme
from atlas.query.common import slug, sort_key
from atlas.query.plans import FURTHEST_FIRST, SUPPORT_KINDS, Plan, plans
from atlas.query.projects import State, cities_in_order, select_projects

#: The most entries of a list on the page of a topic that is not folded.
SHORT_LIST = 8

#: How many topics the home page links to.
TOPICS_ON_HOME = 10

#: Words of topics that mean something else in what cities wrote: "a house over water", "in the master plan".
LOOSE_WORDS = ("covid", "master plan", "recycling", "training", "water")


def topics_by_theme(atlas: Atlas) -> list[tuple[str, list[Topic]]]:
    """Return the themes of ISO 37122 that have topics, in its order, each with its topics by name."""
    order = get_args(IsoTheme)
    topics = sorted(atlas.topics.values(), key=lambda topic: (order.index(topic.theme), sort_key(topic.name)))
    return [(theme, list(group)) for theme, group in groupby(topics, lambda topic: topic.theme)]


def neighbouring_topics(atlas: Atlas, topic: Topic) -> tuple[Topic | None, Topic | None]:
    """Return the topics before and after a topic in the order of their list; None at either end."""
    topics = [topic_of_group for _theme, group in topics_by_theme(atlas) for topic_of_group in group]
    place = topics.index(topic)
    return (topics[place - 1] if place else None, topics[place + 1] if place + 1 < len(topics) else None)


class TopicCounts(NamedTuple):
    """A topic in numbers."""

    projects: int
    cities: int
    countries: int
    plans: int  # its projects in the action plans
    states: dict[State, int]  # what the newest report says of those plans, the furthest first, without zeros


def topic_counts(atlas: Atlas, topic: str) -> TopicCounts:
    """Count what belongs to a topic."""
    projects = select_projects(atlas, topic=topic)
    cities = {project.city for project in projects}
    states = [plan.history[-1].state for plan in topic_plans(atlas, topic)]
    return TopicCounts(
        len(projects),
        len(cities),
        len({atlas.cities[city].country for city in cities}),
        len(states),
        {state: states.count(state) for state in FURTHEST_FIRST if state in states},
    )


def largest_topics(atlas: Atlas, n: int) -> list[Topic]:
    """Return the n topics with the most projects, sorted by name."""
    sizes = {topic.id: len(select_projects(atlas, topic=topic.id)) for topic in atlas.topics.values()}
    largest = sorted(atlas.topics.values(), key=lambda topic: (-sizes[topic.id], sort_key(topic.name)))
    return sorted(largest[:n], key=lambda topic: sort_key(topic.name))


def topic_plans(atlas: Atlas, topic: str) -> list[Plan]:
    """Return the action plans with a topic, by country, city and name."""
    return [plan for plan in plans(atlas) if topic in plan.project.topics]


def count_kinds(plans: Iterable[Plan]) -> dict[str, int]:
    """Count the plans that ask for each kind of support, the most common first, without zeros."""
    asked = [kind for plan in plans for kind in plan.asked]
    counts = {kind: asked.count(kind) for kind in SUPPORT_KINDS if kind in asked}
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


class CityNaming(NamedTuple):
    """What a city wrote about a topic."""

    city: City
    problems: list[Statement]
    targets: list[Statement]  # of its plan of 2018


def cities_naming(atlas: Atlas, topic: Topic) -> list[CityNaming]:
    """Return the cities with a problem or target that has the name or a word of a topic, by country and name.

    Only whole words count, in the singular or plural, and those of the text as it is written. The loose words of topics
    do not count.
    """
    written = atlas.as_written
    names = [_plain(name) for name in (written.topics[topic.id].name, *topic.words) if name not in LOOSE_WORDS]

    def matching(texts: list[Statement], as_written: list[Statement]) -> list[Statement]:
        both = zip(texts, as_written, strict=True)
        return [text for text, original in both if any(name in _plain(original.text) for name in names)]

    entries = []
    for city in cities_in_order(atlas):
        original = written.cities[city.id]
        problems = matching(city.challenges, original.challenges)
        entries.append(CityNaming(city, problems, matching(_targets(city), _targets(original))))
    return [entry for entry in entries if entry.problems or entry.targets]


def _targets(city: City) -> list[Statement]:
    """Return the targets of the plan of 2018, each with its source."""
    if not (targets := city.strategic_targets_2018):
        return []
    return [Statement(text=text, source=targets.source, page=targets.page) for text in targets.items]


@cache
def _plain(text: str) -> str:
    """Return the words of a text in the singular, with a blank around each, so that whole words are found."""
    words = [word[:-1] if len(word) > 3 and word[-1] == "s" != word[-2] else word for word in slug(text).split("-")]
    return f" {' '.join(words)} "
