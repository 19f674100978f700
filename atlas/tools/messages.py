"""Collect all texts of the site as messages, and bring the PO file of a language up to date.

A text that changed keeps its old translation, marked as fuzzy, until someone confirms it. One whose page or record was
renamed keeps it as it is.
"""

from __future__ import annotations

import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import generate_po

from atlas import query
from atlas.checks import Examined
from atlas.model.words import LANGUAGES, OTHER_LANGUAGES, SOURCE_LANGUAGE, plural_forms
from atlas.read import catalogue, findings
from atlas.read.catalogue import forms, singular
from atlas.read.translation import SETTINGS, of_page, of_records
from atlas.tools.terminal import CannotRunError

#: What is looked through for words of the site: folder, pattern, method of Babel, options.
_SOURCES = [
    ("atlas", "**.py", "python", {}),
    ("atlas", "**.html", "jinja2", {"trimmed": "true"}),
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

#: The flags of a message, in gettext's order. With the last, no tool folds its texts, so a search finds all words.
_FLAGS = ("fuzzy", "python-format", "python-brace-format", "no-wrap")

#: Settings that are shown, beside the titles in the navigation.
_SHOWN = ("site_description",)


def template(examined: Examined) -> Catalog:
    """Return every message of a project, untranslated, in an order that a translator can follow."""
    catalog = Catalog(SOURCE_LANGUAGE, fuzzy=False)
    for file, message, notes, context in _code_messages(examined.root):
        _add(catalog, message, file, notes, context)
    for text in _setting_texts(examined.root / SETTINGS):
        _add(catalog, text, SETTINGS, [], SETTINGS)
    for page in examined.tree.texts:
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


def _code_messages(root: Path) -> Iterator[tuple[str, Any, list[str], str | None]]:
    for folder, pattern, method, options in _SOURCES:
        messages = extract_from_dir(root / folder, [(pattern, method)], {pattern: options})
        for file, _line, message, notes, context in sorted(messages, key=itemgetter(0, 1)):
            yield f"{folder}/{file}", message, notes, context


class _CSafeLoader(yaml.CSafeLoader):
    """Reads the settings of the generator and ignores their tags."""


_CSafeLoader.add_multi_constructor("!", lambda *_: None)


def _setting_texts(path: Path) -> Iterator[str]:
    """Yield the texts among the settings that a reader sees."""
    settings = yaml.load(path.read_text(encoding="utf-8"), Loader=_CSafeLoader)  # noqa: S506 - a safe one
    yield from (settings[name] for name in _SHOWN if name in settings)
    yield from _titles(settings.get("nav", []))
    yield from dict.fromkeys(palette["toggle"]["name"] for palette in settings["theme"].get("palette", []))
    extensions = (extension for extension in settings.get("markdown_extensions", []) if isinstance(extension, dict))
    yield from (extension["toc"]["permalink_title"] for extension in extensions if "toc" in extension)


def _titles(nav: list[Any]) -> Iterator[str]:
    for item in nav:
        for title, inner in item.items() if isinstance(item, dict) else ():
            yield title
            yield from _titles(inner) if isinstance(inner, list) else ()


#: What makes a message of a PO file: its context and its English text, in the singular.
_Key = tuple[str | None, str]


def merge_catalogue(new: Catalog, old: Catalog, language: str) -> Catalog:
    """Return the messages of a template with the translations of a PO file.

    A message that is there already keeps its translation. So does one of a record or page whose text was in another
    that is gone. Any other new message takes the translation of the text that was in its place or, without one, of the
    text most like it; both as fuzzy.
    """
    before = {_key(message): message for message in old if message.id}
    wanted = [message for message in new if message.id]
    sources = {_key(message): before[_key(message)] for message in wanted if _key(message) in before}
    gone = [message for key, message in before.items() if key not in sources and any(forms(message))]
    for find in (_find_moved, _find_changed, _find_similar):
        lacking = [message for message in wanted if _key(message) not in sources]
        matches = dict(find(lacking, old if find is _find_similar else gone))
        used = {_key(message) for message in matches.values()}
        gone = [message for message in gone if _key(message) not in used]
        sources |= matches
    catalog = Catalog(language)
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    for message in wanted:
        source = sources.get(_key(message))
        catalog[message.id] = _copy_translation(message, source, catalog.num_plurals) if source else message.clone()
    for message in catalog:
        message.flags.add("no-wrap")
        if message.context:  # prose, in which a percent sign is one
            message.flags -= {"python-format", "python-brace-format"}
    return catalog


def _key(message: Message) -> _Key:
    return message.context, singular(message)


def _find_moved(lacking: list[Message], gone: Iterable[Message]) -> Iterator[tuple[_Key, Message]]:
    """Find the same text under the old name of a record or page."""
    by_text: dict[Any, list[Message]] = defaultdict(list)
    for message in gone:
        if message.context:
            by_text[message.id].append(message)
    for message in lacking:
        if message.context and by_text[message.id]:
            yield _key(message), by_text[message.id].pop(0)


def _find_changed(lacking: list[Message], gone: Iterable[Message]) -> Iterator[tuple[_Key, Message]]:
    """Find the text that a new one replaces: the nearest, if there are several."""
    by_context: dict[str, list[Message]] = defaultdict(list)
    for message in gone:
        if message.context:
            by_context[message.context].append(message)
    pairs = [
        (SequenceMatcher(None, singular(former), singular(message), autojunk=False).ratio(), message, former)
        for message in lacking
        for former in by_context.get(message.context or "", [])
    ]
    used: set[_Key] = set()
    for _, message, former in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if not used & {_key(message), _key(former)}:
            used |= {_key(message), _key(former)}
            yield _key(message), former


def _find_similar(lacking: list[Message], old: Iterable[Message]) -> Iterator[tuple[_Key, Message]]:
    """Find the text most like a new one, as Babel does; it may still be in use."""
    guessed, template, before = Catalog(), Catalog(), dict[Any, Message]()
    for message in old if lacking else ():
        if message.id and any(forms(message)):
            guessed[message.id] = message.clone()
            before[singular(message)] = message
    for message in lacking:
        template[message.id] = message.clone()
    guessed.update(template)
    for message in guessed:
        if message.id and message.previous_id:
            yield _key(message), before[message.previous_id[0]]


def _copy_translation(message: Message, source: Message, plurals: int) -> Message:
    """Copy the translation of another message; mark it fuzzy if the texts differ."""
    copy, said = message.clone(), forms(source)
    copy.user_comments = list(source.user_comments)
    if not any(said):
        return copy
    if isinstance(copy.id, str):
        copy.string = said[0]
    else:
        copy.string = (*said, *[said[-1]] * plurals)[:plurals]
    if source.fuzzy or copy.id != source.id or forms(copy) != said:
        copy.flags.add("fuzzy")
        former = [source.id] if isinstance(source.id, str) else list(source.id)
        copy.previous_id = source.previous_id or (former if copy.id != source.id else [])
    return copy


def to_po(catalog: Catalog, language: str) -> str:
    """Return a catalog as a PO file, byte for byte as gettext's own tools write it."""
    lines = generate_po(
        catalog,
        omit_header=True,
        ignore_obsolete=True,
        include_lineno=False,
        include_previous=True,
        width=sys.maxsize,
    )
    header = _HEADER.format(name=LANGUAGES[language], language=language, plural=plural_forms(language))
    return "".join([header, *map(_format_as_gettext, lines)]).rstrip("\n") + "\n"


def _format_as_gettext(line: str) -> str:
    """Return a line of Babel with flags in gettext's order, and names of files folded as gettext folds them."""
    if line.startswith("#, "):
        return f"#, {', '.join(flag for flag in _FLAGS if flag in line)}\n"
    if line.startswith("#: "):
        files = textwrap.wrap(line, 79, subsequent_indent="#: ", break_long_words=False, break_on_hyphens=False)
        return "".join(f"{names}\n" for names in files)
    return line


def render_catalogues(examined: Examined) -> dict[str, str]:
    """Return the up-to-date text of each PO file that is out of date, by its path.

    Raises:
        CannotRunError: If one of them is no PO file, whose translations would be lost.
    """
    new = template(examined)
    files = {
        file.file: to_po(merge_catalogue(new, file.catalog, language), language)
        for language, file in _read_or_empty(examined.root).items()
    }
    return {file: text for file, text in files.items() if _content(examined.root / file) != text.encode()}


def find_outdated(examined: Examined) -> list[str]:
    """Return the paths of the PO files that lack a message or have an obsolete one, whatever their format.

    Raises:
        CannotRunError: If one of them is no PO file.
    """
    wanted = {(message.context, message.id) for message in template(examined) if message.id}
    files = _read_or_empty(examined.root).values()
    return [file.file for file in files if wanted != {(it.context, it.id) for it in file.catalog if it.id}]


def _read_or_empty(root: Path) -> dict[str, catalogue.Catalogue]:
    """Return the catalogue of each language; an empty one if it has no file."""
    files = {language: catalogue.read(root, language) for language in OTHER_LANGUAGES}
    existing = [file for file in files.values() if (root / file.file).is_file()]
    if wrong := [finding for file in existing for finding in file.findings]:
        raise CannotRunError(findings.text(wrong, root))
    return files


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
