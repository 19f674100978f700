"""The timeline as an iCalendar file (RFC 5545, with the names of RFC 7986), for a calendar that subscribes to it.

An event is one of whole days. What is known by its year or month alone has no day: it is no event of the calendar, and
is named in its description instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from atlas.export.metadata import LICENCE, NAME, Edition, lasting_id
from atlas.model.network import Event
from atlas.model.words import date as in_words

TIMELINE = "feeds/timeline.ics"

#: How long a line may be, in octets, without its end.
LINE = 75


def paths(_: Edition) -> Iterator[str]:
    """Yield the path of the one file."""
    yield TIMELINE


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


def escaped(text: str) -> str:
    """A text as the value of a property."""
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, written)
    return text


def _calendar(edition: Edition) -> Iterator[str]:
    """The lines of the calendar, not yet folded."""
    events = sorted(edition.atlas.timeline.values(), key=lambda event: event.date)
    name, about = escaped(f"{NAME}: timeline"), escaped(_about(edition, events))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    release = f" {edition.version}" if edition.version else ""
    yield f"PRODID:-//{NAME}//Timeline{release}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"UID:{lasting_id('timeline')}"
    yield f"LAST-MODIFIED:{_moment(edition.date)}"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{about}"
    yield f"X-WR-CALDESC:{about}"
    for event in events:
        if _has_days(event):
            yield from _event(edition, event)
    yield "END:VCALENDAR"


def _about(edition: Edition, events: list[Event]) -> str:
    """What is in the calendar, what cannot be, and the terms, which no property of a calendar names."""
    without = [f"{event.title} ({in_words(event.date)})" for event in events if not _has_days(event)]
    n = len(without)
    said = f"{n} is left out, since its day is" if n == 1 else f"{n} are left out, since their days are"
    left_out = [f"{said} not known: {'; '.join(without)}."] if without else []
    terms = f"{NAME}, data of {in_words(edition.date)}, {LICENCE['name']}: {LICENCE['url']}"
    about = "Dated events and documents of the ASEAN Smart Cities Network. Each lasts for whole days."
    return "\n".join([about, *left_out, terms])


def _has_days(event: Event) -> bool:
    """Whether it is known on which days an event was."""
    return all(len(day) == len("2018-07-08") for day in (event.date, event.end_date or event.date))


def _event(edition: Edition, event: Event) -> Iterator[str]:
    sources = [edition.atlas.sources[citation.source] for citation in event.sources]
    named = (f"Source: {source.title}, {source.url}" for source in sources)
    told = "\n".join([event.summary, *named])
    after = date.fromisoformat(event.end_date or event.date) + timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{lasting_id(f'timeline/{event.id}')}"
    yield f"DTSTAMP:{_moment(edition.date)}"
    yield f"DTSTART;VALUE=DATE:{_plain(event.date)}"
    yield f"DTEND;VALUE=DATE:{_plain(after.isoformat())}"  # the first day on which it is over
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"LOCATION:{escaped(event.place)}"
    yield f"DESCRIPTION:{escaped(told)}"
    yield f"CATEGORIES:{escaped(event.kind)}"
    if edition.site:  # a calendar knows no relative addresses
        yield f"URL:{edition.page('timeline', event.id)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy through it
    yield "END:VEVENT"


def _plain(day: str) -> str:
    return day.replace("-", "")


def _moment(day: str) -> str:
    """The beginning of a day, in UTC."""
    return f"{_plain(day)}T000000Z"
