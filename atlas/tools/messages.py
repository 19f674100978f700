"""Collect all texts of the site as messages, and bring the PO file of a language up to date.

A text that changed keeps its old translation, marked as fuzzy, until someone confirms it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from atlas import query
from atlas.checks import Examined
from atlas.model.words import LANGUAGES, SOURCE_LANGUAGE, plural_forms
from atlas.read import catalogue, findings
from atlas.read.translation import SETTINGS, of_page, of_records
from atlas.tools.terminal import CannotRunError

#: What is looked through for words of the site: folder, pattern, method of Babel, options.
_SOURCES = [
    ("atlas", "**.py", "python", {}),
    ("atlas", "**.html", "jinja2", {"trimmed": "true"}),
    ("atlas", "**.ics", "jinja2", {"trimmed": "true"}),
    ("overrides", "**.html", "jinja2", {}),
]
_HEADER = """\
# The texts of the ASCN Atlas in another language: {name}. docs/contributing/translate.md says how to change them.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

#: Settings that are shown, beside the titles in the navigation.
_SHOWN = ("site_description",)


def template(examined: Examined) -> Catalog:
    """Return every message of a project, untranslated, in an order that a translator can follow."""
    catalog = Catalog(SOURCE_LANGUAGE, fuzzy=False)
    for file, message, notes, context in _of_code(examined.root):
        _add(catalog, message, file, notes, context)
    for text in _of_settings(examined.root / SETTINGS):
        _add(catalog, text, SETTINGS, [], SETTINGS)
    for page in examined.tree.pages.values():
        for text in of_page(page):
            _add(catalog, text, page.file, [page.title or ""], page.file)
    if examined.atlas and examined.context:
        for collection, record_id, context, text in of_records(examined.atlas):
            document, _ = examined.context.place(collection, record_id)
            name = query.common.name_of(examined.atlas.collection(collection)[record_id])
            _add(catalog, text, document.file, [name] if name else [], context)
    return catalog


def _add(catalog: Catalog, text: Any, file: str, notes: list[str], context: str | None) -> None:
    location: Any = (file, None)  # without a line, which would change with every other line
    catalog.add(text, locations=[location], auto_comments=notes, context=context)


def _of_code(root: Path) -> Iterator[tuple[str, Any, list[str], str | None]]:
    for folder, pattern, method, options in _SOURCES:
        found = extract_from_dir(root / folder, [(pattern, method)], {pattern: options})
        for file, _line, message, notes, context in sorted(found, key=lambda each: (each[0], each[1])):
            yield f"{folder}/{file}", message, notes, context


class _CSafeLoader(yaml.CSafeLoader):
    """Reads the settings of the generator without obeying their tags."""


_CSafeLoader.add_multi_constructor("!", lambda *_: None)


def _of_settings(path: Path) -> Iterator[str]:
    """Yield the texts among the settings that a reader sees."""
    settings = yaml.load(path.read_text(encoding="utf-8"), Loader=_CSafeLoader)  # noqa: S506 - a safe one
    yield from (settings[name] for name in _SHOWN if name in settings)
    yield from _titles(settings.get("nav", []))
    yield from dict.fromkeys(palette["toggle"]["name"] for palette in settings["theme"].get("palette", []))
    extensions = (each for each in settings.get("markdown_extensions", []) if isinstance(each, dict))
    yield from (each["toc"]["permalink_title"] for each in extensions if "toc" in each)


def _titles(nav: list[Any]) -> Iterator[str]:
    for item in nav:
        for title, inner in item.items() if isinstance(item, dict) else ():
            yield title
            yield from _titles(inner) if isinstance(inner, list) else ()


def merged(examined: Examined, language: str) -> bytes:
    """Return the PO file of a language with every message of the project.

    A message that is there already keeps its translation; a new one takes that of the message most like it, as fuzzy.
    """
    header = _HEADER.format(name=LANGUAGES[language], language=language, plural=plural_forms(language)).encode()
    path = examined.root / catalogue.file_of(language)
    found = read_po(io.BytesIO(_content(path) or header), locale=language, abort_invalid=True)
    before = _former_texts(found)
    found.update(template(examined))
    for message in found:
        if message.fuzzy and not message.previous_id:
            message.previous_id = before.get((message.context, message.id), [])
    written = io.BytesIO()
    write_po(written, found, omit_header=True, include_previous=True, ignore_obsolete=True, include_lineno=False)
    return header + written.getvalue()


def _former_texts(catalog: Catalog) -> dict[tuple[str | None, Any], list[str]]:
    """Return the former English text of each message that has one, which Babel reads as a comment, and remove that."""
    found = {}
    for message in catalog:
        lines = [comment[1:].strip() for comment in message.user_comments if comment.startswith("|")]
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
        for former in read_po([*lines, 'msgstr ""']) if lines else ():
            if former.id:
                found[message.context, message.id] = [former.id] if isinstance(former.id, str) else list(former.id)
    return found


def stale(examined: Examined) -> dict[str, bytes]:
    """Return the PO files that lack a message or have one too many, as they should be, by their paths.

    Raises:
        CannotRunError: If one of them is no PO file, whose translations would be lost.
    """
    if wrong := [finding for file in catalogue.read_all(examined.root).values() for finding in file.findings]:
        raise CannotRunError(findings.text(wrong, examined.root))
    languages = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
    files = {catalogue.file_of(language): merged(examined, language) for language in languages}
    return {file: content for file, content in files.items() if _content(examined.root / file) != content}


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
