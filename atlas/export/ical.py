"""The timeline as an iCalendar file (RFC 5545, with the names of RFC 7986), for a calendar that subscribes to it.

An event is one of whole days. What is known by its year or month alone has no day: it is no event of the calendar, and
is named in its description instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from atlas.export import metadata
from atlas.export.metadata import Edition
from atlas.export.templates import templates
from atlas.model.words import date as in_words, language, unmarked

TIMELINE = "feeds/timeline.ics"
PATHS = (TIMELINE,)

#: How long a line may be, in octets, without its end.
LINE = 75


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, with its content."""
    events = sorted(edition.atlas.timeline.values(), key=lambda event: event.date)
    dated = [event for event in events if len(event.date) == len(event.end_date or event.date) == len("2018-07-08")]
    fill = templates()
    fill.filters.update(text=_escaped, day=_day, moment=lambda day: f"{_day(day)}T000000Z", date=in_words)
    undated = [event for event in events if event not in dated]
    shown = {"edition": edition, "dated": dated, "undated": undated, "metadata": metadata, "language": language()}
    content = unmarked(fill.get_template("timeline.ics").render(shown))
    yield TIMELINE, b"".join(map(folded, content.removesuffix("\n").split("\n")))


def folded(line: str) -> bytes:
    """A line as iCalendar has it: pieces of at most 75 octets, each but the first behind a space; no letter is cut."""
    octets, pieces, room = line.encode(), [], LINE
    while len(octets) > room:
        end = room
        while octets[end] & 0xC0 == 0x80:  # within a letter of UTF-8
            end -= 1
        pieces.append(octets[:end])
        octets, room = octets[end:], LINE - 1
    return b"\r\n ".join([*pieces, octets]) + b"\r\n"


def _escaped(text: str) -> str:
    """Return a text as the value of a property."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _day(day: str, later: int = 0) -> str:
    """Return a day, or one so many days later, as the value of a property."""
    return f"{date.fromisoformat(day) + timedelta(days=later):%Y%m%d}"
