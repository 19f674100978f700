"""The timeline as an iCalendar file (RFC 5545, with the names of RFC 7986), for a calendar that subscribes to it.

An event is one of whole days. What is known by its year or month alone has no day: it is no event of the calendar, and
is named in its description instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from atlas.export.metadata import LICENCE, NAME, Edition, lasting_id
from atlas.model.network import Event
from atlas.model.words import date as in_words

TIMELINE = "feeds/timeline.ics"
PATHS = (TIMELINE,)

#: How long a line may be, in octets, without its end.
LINE = 75


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, with its content."""
    yield TIMELINE, b"".join(map(folded, _calendar(edition)))


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


def _calendar(edition: Edition) -> Iterator[str]:
    """The lines of the calendar, not yet folded."""
    events = sorted(edition.atlas.timeline.values(), key=lambda event: event.date)
    dated = [event for event in events if len(event.date) == len(event.end_date or event.date) == len("2018-07-08")]
    name = _escaped(f"{NAME}: timeline")
    about = _escaped(_about(edition, [event for event in events if event not in dated]))
    release = f" {edition.version}" if edition.version else ""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{NAME}//Timeline{release}//EN", "CALSCALE:GREGORIAN")
    yield from (f"UID:{lasting_id('timeline')}", f"LAST-MODIFIED:{_moment(edition.date)}")
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}", f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}")
    for event in dated:
        yield from _event(edition, event)
    yield "END:VCALENDAR"


def _about(edition: Edition, without: list[Event]) -> str:
    """What is in the calendar, what cannot be, and the terms, which no property of a calendar names."""
    n, named = len(without), "; ".join(f"{event.title} ({in_words(event.date)})" for event in without)
    said = f"{n} is left out, since its day is" if n == 1 else f"{n} are left out, since their days are"
    lines = ["Dated events and documents of the ASEAN Smart Cities Network. Each lasts for whole days."]
    lines += [f"{said} not known: {named}."] if without else []
    return "\n".join([*lines, f"{NAME}, data of {in_words(edition.date)}, {LICENCE['name']}: {LICENCE['url']}"])


def _event(edition: Edition, event: Event) -> Iterator[str]:
    sources = [edition.atlas.sources[citation.source] for citation in event.sources]
    told = "\n".join([event.summary, *(f"Source: {source.title}, {source.url}" for source in sources)])
    after = date.fromisoformat(event.end_date or event.date) + timedelta(days=1)  # the first day on which it is over
    yield "BEGIN:VEVENT"
    yield f"UID:{lasting_id(f'timeline/{event.id}')}"
    yield f"DTSTAMP:{_moment(edition.date)}"
    yield f"DTSTART;VALUE=DATE:{date.fromisoformat(event.date):%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    texts = {"SUMMARY": event.title, "LOCATION": event.place, "DESCRIPTION": told, "CATEGORIES": event.kind}
    yield from (f"{name}:{_escaped(text)}" for name, text in texts.items())
    if edition.site:  # a calendar knows no relative addresses
        yield f"URL:{edition.page('timeline', event.id)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy through it
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text as the value of a property."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _moment(day: str) -> str:
    """The beginning of a day, in UTC."""
    return f"{date.fromisoformat(day):%Y%m%d}T000000Z"
