"""Rules about topics: which projects have one, and what readers type for it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, rule, rule_for_each
from atlas.model.atlas import FILES
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.model.topics import Topic
from atlas.read.yaml_file import YamlFile


@rule_for_each(RECORDS, "projects")
def topic_missing(_: Context, project: Project) -> Mistakes:
    """A project with a summary has a topic."""
    if project.summary and not project.topics:
        message, hint = f"'{project.id}' has a summary but no topic", "write 'topics:' with ids of data/topics.yml"
        yield ("id",), message, hint


@rule_for_each(RECORDS, "projects")
def topic_twice(_: Context, project: Project) -> Mistakes:
    """No project has the same topic twice."""
    for index, topic in enumerate(project.topics):
        if topic in project.topics[:index]:
            yield ("topics", index), f"'{project.id}' already has the topic '{topic}'", "keep one of them"


@rule_for_each(WARNINGS, "topics")
def topic_unused(context: Context, topic: Topic) -> Mistakes:
    """Every topic has a project."""
    if not any(topic.id in project.topics for project in context.atlas.projects.values()):
        message = f"no project has the topic '{topic.id}'"
        yield ("id",), message, "give it to a project in data/projects.yml, or remove it"


@rule(RECORDS)
def word_twice(context: Context) -> Mistakes:
    """What readers type leads to one topic or page: no word is in two topics or synonyms."""
    first: dict[str, str] = {}
    for document, path, word in _search_words(context):
        place = f"{document.file}:{document.line(path)}"
        if (known := first.setdefault(word.casefold(), place)) != place:
            yield (document, *path), f"'{word}' is already in {known}", "keep it in the one that readers mean"


def _search_words(context: Context) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    """Yield what readers type: (file, path, word), for names of topics, words of topics, and synonyms."""
    topics, synonyms = (context.yaml_files[FILES[key].file] for key in ("topics", "synonyms"))
    for index, raw in enumerate(topics.value["topics"]):
        for key in ("name", "name_id"):
            yield topics, ("topics", index, key), raw[key]
    for document, key in ((topics, "topics"), (synonyms, "synonyms")):
        for index, raw in enumerate(document.value[key]):
            for n, word in enumerate(raw["words"]):
                yield document, (key, index, "words", n), word
