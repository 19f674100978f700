"""An edition in which every message is bracketed and longer: what it shows outside of brackets is no message."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import material
from babel import Locale
from lxml import html

from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.references import replace_texts_of
from tests.site.conftest import CLOSE, OPEN, Built

LOCALE = Locale("id")
#: What is shown of an element beside its text.
ATTRIBUTES = ("title", "aria-label", "alt", "placeholder")
DESCRIPTIONS = "//meta[@name='description' or @property='og:title' or @property='og:description']/@content"
#: What is in no language, or kept in English as code is.
CODE = {"code", "kbd", "pre", "script", "style"}
FILE_OR_HOST = re.compile(r"[\w/-]+(\.[\w-]+)+|data/SHA256SUMS")
#: What Babel says, and names of licence and languages.
CLDR = {
    *LOCALE.languages.values(),
    *LOCALE.months["format"]["wide"].values(),
    *LOCALE.months["format"]["abbreviated"].values(),
}
OTHERS = {"ASCN Atlas", "CC BY 4.0", "English", "Bahasa Indonesia"}
WORD = re.compile(r"[^\W\d_]{2,}")


def parts(element: html.HtmlElement, *, left_out: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts of an element in their order, with whether they are left out."""
    if isinstance(element.tag, str):
        left_out = left_out or element.tag in CODE or element.get("lang", "id") != "id"
        yield from ((element.get(name, ""), left_out) for name in ATTRIBUTES)
        yield element.text or "", left_out
        for child in element:
            yield from parts(child, left_out=left_out)
            yield child.tail or "", left_out


def outside(page: html.HtmlElement) -> Iterator[str]:
    """Yield what a page shows outside of brackets."""
    depth = 0
    for text, left_out in [*parts(page), *((text, False) for text in page.xpath(DESCRIPTIONS))]:
        for part in re.split(f"([{OPEN}{CLOSE}])", text):
            depth += {OPEN: 1, CLOSE: -1}.get(part, 0)
            if not depth and not left_out and WORD.search(part):
                yield " ".join(part.split())
    if depth:
        yield "brackets without an end"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def names(atlas: Atlas) -> set[str]:
    """Return the texts of records that are not translated, but for ids and words of vocabularies."""
    records: list[Record] = [*(record for _, _, record in atlas.records()), *atlas.reports.values(), atlas.network]
    kept = (replace_texts_of(record, lambda *_: "").model_dump() for record in records)
    return {text for record in kept for text in strings(record) if not re.fullmatch(r"[a-z0-9-]*", text)}


def test_every_text_is_a_message_or_a_name(pseudo: Built, atlas: Atlas) -> None:
    theme = Path(material.__path__[0], "templates/partials/languages/id.html").read_text(encoding="utf-8")
    single = {*names(atlas), *CLDR, *OTHERS, *re.findall(r'": "([^"]+)"', theme)}
    typed = {word for topic in atlas.topics.values() for word in topic.words}
    typed |= {name for project in atlas.projects.values() for name in project.also_known_as}
    longest = sorted((name for name in single if len(name) > 2), key=len, reverse=True)

    @cache
    def is_known(text: str) -> bool:
        if text in single or all(part.strip(":. ") in single | typed for part in re.split("[,;·] ", text)):
            return True
        for name in longest:
            text = text.replace(name, "")
        return set(WORD.findall(FILE_OR_HOST.sub("", text))) <= {"dan"}  # between the last two of a list

    pages = {path: page for path, page in pseudo.pages.items() if not path.startswith("contributing/")}
    found = {path: [text for text in outside(page) if not is_known(text)] for path, page in pages.items()}
    assert {path: texts for path, texts in found.items() if texts} == {}
    assert len(pages) > len(atlas.cities)
