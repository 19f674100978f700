"""What the pages of the topics count: the projects of a topic, and what became of its plans."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple, get_args

from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.model.topics import Topic
from atlas.model.vocabularies import IsoTheme
from atlas.query.common import sort_key
from atlas.query.plans import FURTHEST_FIRST, SUPPORT_KINDS, Plan, plans
from atlas.query.projects import State, select_projects

#: The most entries of a list on the page of a topic that is not folded.
SHORT_LIST = 8

#: How many topics the home page links to.
TOPICS_ON_HOME = 10


def topics_by_theme(atlas: Atlas) -> list[tuple[str, list[Topic]]]:
    """Return the themes of ISO 37122 that have topics, in its order, each with its topics by name."""
    order = get_args(IsoTheme)
    topics = sorted(atlas.topics.values(), key=lambda topic: (order.index(topic.theme), sort_key(topic.name)))
    return [(theme, list(group)) for theme, group in groupby(topics, lambda topic: topic.theme)]


def neighbouring_topics(atlas: Atlas, topic: Topic) -> tuple[Topic | None, Topic | None]:
    """Return the topics before and after a topic in the order of their list; None at either end."""
    topics = [each for _theme, group in topics_by_theme(atlas) for each in group]
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


def words_of_topic(project: Project, topic: str) -> str:
    """Return the words of a project from which a topic of it is read."""
    return next(each.words for each in project.topics if each.topic == topic)


def topic_plans(atlas: Atlas, topic: str) -> list[Plan]:
    """Return the action plans with a topic, by country, city and name."""
    return [plan for plan in plans(atlas) if any(each.topic == topic for each in plan.project.topics)]


def count_kinds(plans: Iterable[Plan]) -> dict[str, int]:
    """Count the plans that ask for each kind of support, the most common first, without zeros."""
    asked = [kind for plan in plans for kind in plan.asked]
    counts = {kind: asked.count(kind) for kind in SUPPORT_KINDS if kind in asked}
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
