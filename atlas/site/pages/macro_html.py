"""HTML that macros made, kept apart from the Markdown of their page.

Markdown would parse it to find that there is nothing to do: a third of a build. A comment holds its place until the
page is HTML. Headings stay in the Markdown, which makes the table of contents from them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cached_property

_HEADING = re.compile(r"(^#{1,6} .*$)", re.MULTILINE)
_SENTENCE = re.compile(r"\s*(?:[^\s<#]|<a\b)")
_PLACE = re.compile(r"<!--part (?P<number>\d+)-->|&lt;!--part (?P<shown>\d+)--&gt;")
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass
class Parts:
    """The parts of one page, each known by its number."""

    _parts: list[str] = field(default_factory=list)

    def take(self, block: str) -> str:
        """Store the HTML of a filled template; return Markdown with its headings and a mark for each part.

        A sentence stays within its paragraph or item of a list.
        """
        if _SENTENCE.match(block):
            return self._mark(" ".join(block.split()))
        pieces = (piece.strip() for piece in _HEADING.split(block))
        return "".join(f"\n{piece if odd % 2 else self._mark(piece)}\n" for odd, piece in enumerate(pieces) if piece)

    def _mark(self, piece: str) -> str:
        self._parts.append(piece)
        return f"<!--part {len(self._parts) - 1}-->"

    def put_back(self, text: str) -> str:
        """Return a page, as Markdown or as HTML, with every part in its place."""
        return _PLACE.sub(self._part, text)

    def _part(self, place: re.Match[str]) -> str:
        number = int(place["number"] or place["shown"])
        if number >= len(self._parts):  # someone wrote such a comment
            return place[0]
        return self._parts[number] if place["number"] else html.escape(self._parts[number], quote=False)

    @cached_property
    def ids(self) -> set[str]:
        """Return every id in the parts, to which a page may link."""
        return {anchor for part in self._parts for anchor in _ID.findall(part)}
