"""What the search knows of each page: an entry for each section, read by a parser in C.

The parser of the theme's plugin is in Python and takes a fifth of a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from lxml import html

#: The elements that a hit shows as such; of all others it shows the text.
_KEPT = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}
#: The elements within a line. The text of any other element is separated from the text that follows.
_IN_LINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_LEFT_OUT = "data-search-exclude"
_BLANKS = re.compile(r"\s+")


def entries(content: str, address: str, title: str, meta: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a page, as the theme's script reads them.

    Args:
        content: The HTML of the page without the theme around it.
        address: Its address below the site.
        title: What it is called if it has no first-level heading.
        meta: Its front matter; ``search`` may leave the page out, or give it more weight.
    """
    search = meta.get("search") or {}
    if search.get("exclude"):
        return []
    boost = {"boost": search["boost"]} if "boost" in search else {}
    return [
        {"location": address + (f"#{anchor}" if anchor else ""), "title": name or title, "text": text, **boost}
        for anchor, name, text in sections(content)
    ]


def sections(content: str) -> Iterator[tuple[str, str, str]]:
    """Yield the sections of a page as (id of the heading, title, text), title and text as HTML.

    The first one is the page itself, with the id "". Markdown writes a heading before its text, not around it; a
    section whose heading is marked as left out is not found, and neither is what is marked so within a section.
    """
    anchor, title, text, left_out = "", "", list[str](), False
    for element in html.fragments_fromstring(f"<p></p>{content}"):
        if element.tag in _HEADINGS and "id" in element.attrib:
            if not left_out and (title or _joined(text)):
                yield anchor, title, _joined(text)
            anchor = element.attrib["id"] if element.tag != "h1" else ""
            title, text, left_out = _joined(_title(element)), [], _LEFT_OUT in element.attrib
        else:
            _read(element, text)
        text.append(_escaped(element.tail))
    if not left_out:
        yield anchor, title, _joined(text)


def _joined(parts: Iterator[str] | list[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts)).strip()


def _title(heading: html.HtmlElement) -> Iterator[str]:
    """Yield the texts of a heading, without the sign that links to it."""
    for part in heading.iter():
        if part.get("class") != "headerlink":
            yield _escaped(part.text)
        if part is not heading:
            yield _escaped(part.tail)


def _read(element: html.HtmlElement, text: list[str]) -> None:
    """Add the text of an element, and those elements in it that a hit shows, unless nothing is in them."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "object"} or _LEFT_OUT in element.attrib:
        return
    before, shown = len(text), element.tag in _KEPT
    text += [f"<{element.tag}>" if shown else "", _escaped(element.text)]
    for child in element:
        _read(child, text)
        text.append(_escaped(child.tail))
    if shown and "".join(text[before + 1 :]).strip():
        text.append(f"</{element.tag}>")
    elif shown:
        del text[before:]
    if element.tag not in _IN_LINE:
        text.append(" ")


def _escaped(text: str | None) -> str:
    return escape(text, quote=False) if text else ""
