"""The texts of records and pages as messages, and records and pages with these texts in another language.

A message of a record has the way to its field as context, ``projects/jaklingko/events/text``; that of a page has its
file, ``docs/cities/jakarta.md``. A page is translated line by line: each heading, paragraph, item of a list and cell of
a table is a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from babel.messages import Catalog, Message

from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath, OwnName, QuotedWords, Record
from atlas.model.references import Mark, own_words, replace_texts_of
from atlas.model.words import in_english, own_name, pgettext
from atlas.read.catalogue import singular
from atlas.read.pages import Page, PageTree

#: The file with the settings of the generator, and the context of their texts.
SETTINGS = "mkdocs.yml"

#: The folder of the guides for contributors, which stay in English: they are about files that are in English.
GUIDES = "contributing/"

_BLOCK = re.compile(r"^ *(```+|~~~+).*?^ *\1[^\n]*|<!--.*?-->", re.DOTALL | re.MULTILINE)
_BEFORE = re.compile(r" *(?:#{1,6} +|(?:[-*+]|\d+[.)]) +|> +)?")
_AFTER = re.compile(r"(?: *\{:[^}]*\})? *$")
_CELL = re.compile(r"(?<=\|)(?: *)(?P<cell>(?:\{\{.*?\}\}|`[^`]*`|\\\||[^|])+?)(?: *)(?=\|)")
_NO_WORDS = re.compile(r"\$\w+|\{\{.*?\}\}|\{:.*?\}|`[^`]*`|\]\([^)]*\)|\[[^\]]*\]:.*|<[^>]*>")
_DESCRIPTION = re.compile(r"^description: .*(?:\n +.*)*", re.MULTILINE)


def context_of(collection: str, record_id: str, path: KeyPath) -> str:
    """Return the context of a text in a record: the way to its field, without places in lists."""
    names = [str(step) for step in path if isinstance(step, str)]
    return "/".join([collection, *([record_id] if record_id != collection else []), *names])


def of_records(atlas: Atlas) -> Iterator[tuple[str, str, str, str]]:
    """Yield every text of a record that is translated: (collection, record id, context, text)."""
    for collection, record_id, path, text in own_words(atlas):
        yield collection, record_id, context_of(collection, record_id, path), text
    listed = {row.project for report in atlas.reports.values() for row in report.rows}
    for collection in ("cities", "projects"):  # a name that a document prints is not translated
        for record_id, record in atlas.collection(collection).items():
            if record_id not in listed:
                yield collection, record_id, context_of(collection, record_id, ("name",)), record.name


def of_page(page: Page) -> Iterator[str]:
    """Yield the texts of a page that are translated, in order: its description, then those of its body."""
    if description := page.meta.get("description"):
        yield str(description)
    for start, end in _pieces(page):
        if not page.src.startswith(GUIDES) or page.body.startswith("# ", page.body.rfind("\n", 0, start) + 1):
            yield page.body[start:end]


def of_project(catalog: Catalog, atlas: Atlas, tree: PageTree) -> dict[tuple[str, str], Message | None]:
    """Return each text of a project and its message, None where the PO file lacks it: ``{(context, text): message}``.

    The words of the site are those of the PO file: collecting them from the code takes seconds.
    """
    messages = {(message.context or "", singular(message)): message for message in catalog if message.id}
    texts = [key for key in messages if key[0] in ("", SETTINGS)]
    texts += [(page.file, text) for page in tree.texts for text in of_page(page)]
    texts += [(context, text) for _, _, context, text in of_records(atlas)]
    return {key: messages.get(key) for key in texts}


def _pieces(page: Page) -> Iterator[tuple[int, int]]:
    """Yield where each message begins and ends in the body of a page."""
    body = _BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page.body)
    offset = 0
    for line in body.split("\n"):
        yield from ((offset + start, offset + end) for start, end in _in_line(line))
        offset += len(line) + 1


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    if line.lstrip().startswith("|"):
        spans = [match.span("cell") for match in _CELL.finditer(line)]
    else:
        before, after = _BEFORE.match(line), _AFTER.search(line)
        spans = [(before.end() if before else 0, after.start() if after else len(line))]
    for start, end in spans:
        if re.search(r"[^\W\d_]", _NO_WORDS.sub(lambda tag: " " * len(tag[0]), line[start:end])):
            yield start, end


def translate_atlas(atlas: Atlas) -> Atlas:
    """Return all records with their texts in the language of the build."""

    def record_in(collection: str, record_id: str, record: Record) -> Any:
        return replace_texts_of(
            record, lambda path, mark, text: _translate(context_of(collection, record_id, path), mark, text)
        )

    collections = {
        name: {record_id: record_in(name, record_id, record) for record_id, record in atlas.collection(name).items()}
        for name, collection in atlas.COLLECTIONS.items()
        if collection.kept != "single"
    }
    return replace(atlas, **collections, network=record_in("network", "network", atlas.network), original=atlas)


def _translate(context: str, mark: Mark, text: str) -> str:
    if isinstance(mark, OwnName):
        return own_name(context, text)
    return in_english(text) if isinstance(mark, QuotedWords) else pgettext(context, text)


def translate_tree(tree: PageTree) -> PageTree:
    """Return the pages and forms in the language of the build, with the anchors that they have in English."""
    pages = {src: translate_page(page, pgettext) for src, page in tree.handwritten.items()}
    return replace(tree, pages=pages, forms={src: translate_page(form, pgettext) for src, form in tree.forms.items()})


def translate_page(page: Page, say: Callable[[str, str], str]) -> Page:
    """Return a page in another language.

    Args:
        page: The page in English.
        say: What a message becomes, by its context and itself.
    """
    body = page.body
    edits = [(start, end, say(page.file, body[start:end])) for start, end in _pieces(page)]
    edits += [(end, end, anchor) for end, anchor in _anchors(page)]
    parts, done = list[str](), 0
    for start, end, text in sorted(edits):
        parts += [body[done:start], text]
        done = end
    front = page.text[: len(page.text) - len(body)]
    if description := page.meta.get("description"):
        text = json.dumps(say(page.file, str(description)), ensure_ascii=False)  # a text between "" in YAML as well
        front = _DESCRIPTION.sub(lambda _: f"description: {text}", front, count=1)
    return replace(page, text=front + "".join([*parts, body[done:]]))


def _anchors(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what writes the anchor of each heading beside it, where Markdown would take it from its words."""
    from markdown.extensions.toc import slugify  # noqa: PLC0415 - the check of data alone starts without Markdown

    for heading in page.headings:
        if not heading.id:
            end = page.body.find("\n", heading.offset)
            yield len(page.body) if end < 0 else end, f" {{: #{slugify(heading.text, '-')} }}"
