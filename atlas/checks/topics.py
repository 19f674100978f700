"""Rules about topics: which projects have one, what it is read from, and what readers type for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from atlas.checks.context import RECORDS, WARNINGS, Context, Mistakes, each, rule
from atlas.model.base import KeyPath
from atlas.model.projects import Project
from atlas.model.topics import Topic
from atlas.read.findings import nearest
from atlas.read.loading import SYNONYMS_FILE, collection_file
from atlas.read.yaml_file import YamlFile


@each(RECORDS, "projects")
def topic_missing(context: Context, project: Project) -> Mistakes:
    """A project with a summary has a topic."""
    if project.summary and not project.topics:
        yield ("id",), f"'{project.id}' has a summary but no topic", _proposal(context, _texts(project))


@each(RECORDS, "projects")
def topic_twice(_: Context, project: Project) -> Mistakes:
    """No project has the same topic twice."""
    topics = [found.topic for found in project.topics]
    for index, topic in enumerate(topics):
        if topic in topics[:index]:
            yield ("topics", index, "topic"), f"'{project.id}' already has the topic '{topic}'", "keep one of them"


@each(RECORDS, "projects")
def topic_words(_: Context, project: Project) -> Mistakes:
    """The words from which a topic is read are in the names, the summary or the requests of the project."""
    texts = _texts(project)
    for index, topic in enumerate(project.topics):
        if not any(_has(text, topic.words) for text in texts):
            phrases = [phrase for text in texts for phrase in _phrases(text, len(topic.words.split()))]
            match = nearest(topic.words, phrases)
            hint = f"did you mean '{match}'?" if match else "copy words from its name, summary or requests"
            yield ("topics", index, "words"), f"no text of '{project.id}' has the words '{topic.words}'", hint


def _texts(project: Project) -> list[str]:
    """Return the texts from which a topic may be read, each on one line."""
    names = [project.name, *project.also_known_as, *(name.text for name in project.local_names)]
    asked = project.support_required.text if project.support_required else []
    return [" ".join(text.split()) for text in (*names, project.summary or "", *asked)]


def _has(text: str, words: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(words)}\b", text)


def _phrases(text: str, length: int) -> list[str]:
    words = text.split()
    return [" ".join(words[n : n + length]).strip(".,;:") for n in range(len(words) - length + 1)]


def _proposal(context: Context, texts: list[str]) -> str:
    """Return what to write: the first topic that one of the texts mentions, or a topic in general."""
    for topic in context.atlas.topics.values():
        for text, word in product(texts, (topic.name, *topic.words)):
            if _has(text, word):
                return f"write for example 'topics: [{{topic: {topic.id}, words: {word}}}]'; data/topics.yml has others"
    return "write 'topics:' with a topic of data/topics.yml and the words of the summary that you read it from"


@each(WARNINGS, "topics")
def topic_unused(context: Context, topic: Topic) -> Mistakes:
    """Every topic has a project."""
    if not any(found.topic == topic.id for project in context.atlas.projects.values() for found in project.topics):
        message = f"no project has the topic '{topic.id}'"
        yield ("id",), message, "give it to a project in data/projects.yml, or remove it"


@rule(RECORDS)
def word_twice(context: Context) -> Mistakes:
    """What readers type leads to one topic or page: no word is in two topics or synonyms."""
    first: dict[str, str] = {}
    for document, path, word in _typed(context):
        place = f"{document.file}:{document.line(path)}"
        if (known := first.setdefault(word.casefold(), place)) != place:
            yield (document, *path), f"'{word}' is already in {known}", "keep it in the one that readers mean"


def _typed(context: Context) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    """Yield what readers type: (file, path, word), for names of topics, words of topics, and synonyms."""
    topics, synonyms = (context.yaml_files[file] for file in (collection_file("topics"), SYNONYMS_FILE))
    for index, raw in enumerate(topics.value["topics"]):
        for key in ("name", "name_id"):
            yield topics, ("topics", index, key), raw[key]
    for document, key in ((topics, "topics"), (synonyms, "synonyms")):
        for index, raw in enumerate(document.value[key]):
            for n, word in enumerate(raw["words"]):
                yield document, (key, index, "words", n), word
