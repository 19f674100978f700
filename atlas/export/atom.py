"""The form of an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from atlas.export.metadata import LICENCE, NAME, lasting_id

MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Entry:
    """One piece of news.

    Args:
        key: What it is about, in a form that stays: its id is made from that.
        title, text: Plain text.
        updated: The day it is dated by, ``YYYY-MM-DD``.
        place: The place on the site about it, as a path below the site.
        related: Further such places.
        via: The addresses of the sources it rests on.
        categories: What kinds of news it is: a term for programs, with a word for readers.
    """

    key: str
    title: str
    text: str
    updated: str
    place: str
    related: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)
    categories: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """A series of news.

    Args:
        key: As that of an entry.
        path: The path of the feed itself below the site.
        title, subtitle: Plain text; what a reader of the feed should know of it.
        place: The page about the same.
        updated: The day it is dated by if it has no entry.
        release: The number of the release of the data; None if there is none.
        entries: Newest first.
    """

    key: str
    path: str
    title: str
    subtitle: str
    place: str
    updated: str
    release: str | None
    entries: list[Entry]


def written(feed: Feed, root: str, language: str) -> bytes:
    """Return a feed as a file.

    Where the address of the site is not known, links are relative references: RFC 4287 (2) lets them, and who fetches
    the feed resolves them by the address it was fetched from.

    Args:
        feed: What is in it.
        root: The address of the site with a slash at its end, or the way to it from the feed.
        language: ISO 639 code of what it is written in.
    """
    updated = max((entry.updated for entry in feed.entries), default=feed.updated)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
        f"<id>{lasting_id(feed.key)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<subtitle>{escape(feed.subtitle)}</subtitle>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(NAME)}</name></author>",
        *([f'<generator version="{escape(feed.release)}">{escape(NAME)}</generator>'] if feed.release else []),
        f"<rights>{escape(LICENCE['title'])}</rights>",
        _link("license", LICENCE["url"]),
        _link("self", root + feed.path, MEDIA_TYPE),
        _link("alternate", root + feed.place, "text/html"),
        *(line for entry in feed.entries for line in _entry(entry, root)),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _entry(entry: Entry, root: str) -> Iterator[str]:
    yield f"<entry>\n<id>{lasting_id(entry.key)}</id>"
    yield f"<title>{escape(entry.title)}</title>"
    yield f"<updated>{_moment(entry.updated)}</updated>"
    yield _link("alternate", root + entry.place, "text/html")
    yield from (_link("related", root + place) for place in entry.related)
    yield from (_link("via", address) for address in entry.via)
    yield from (f'<category term="{escape(term)}" label="{escape(label)}"/>' for term, label in entry.categories)
    yield f'<content type="text">{escape(entry.text)}</content>\n</entry>'


def _link(relation: str, address: str, media_type: str = "") -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{relation}"{kind} href="{escape(address)}"/>'


def _moment(day: str) -> str:
    """A day as Atom wants it, to the second: its beginning, since nothing is known of its hours."""
    return f"{day}T00:00:00Z"
