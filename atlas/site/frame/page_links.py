"""The links before and after the content of a page: the way to it, the pages beside it, and the same as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from atlas import query
from atlas.export import api
from atlas.export.feeds import feed_of
from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.topics import Topic
from atlas.model.words import gettext as _
from atlas.read.pages import collection_of, site_path
from atlas.site.frame.languages import file_address
from atlas.site.frame.mistakes import PAGE, describe_record
from atlas.site.pages.site import Site

#: The collection that a page shows, whole or in part.
_SHOWN = {page: name for name, collection in Atlas.COLLECTIONS.items() for page in collection.pages}


class Link(NamedTuple):
    """A link from one page: what it says, and its address from there."""

    name: str
    address: str


def way(site: Site, src: str) -> list[Link]:
    """Return links to the pages above a page, the section first; none for a section itself."""
    return [_page(site, src, page) for page in site.tree.way(src, site.atlas)[:-1]]


def neighbours(site: Site, src: str) -> list[tuple[str, Link]]:
    """Return links to the pages before and after that of a city or topic, each with what it is; empty elsewhere."""
    record = site.tree.record_of(src, site.atlas)
    records: list[tuple[str, str, City | Topic | None]] = []
    if isinstance(record, City):
        before, after = query.projects.neighbouring_cities(site.atlas, record)
        records = [(_("Previous city"), "cities", before), (_("Next city"), "cities", after)]
    elif isinstance(record, Topic):
        first, last = query.topics.neighbouring_topics(site.atlas, record)
        records = [(_("Previous topic"), "topics", first), (_("Next topic"), "topics", last)]
    pages = [(name, site.tree.address(kind, other.id, site.atlas)[0]) for name, kind, other in records if other]
    return [(name, _page(site, src, page)) for name, page in pages]


def data(site: Site, src: str) -> Iterator[Link]:
    """Yield links to what programs read of a page, as far as this build makes it."""
    files = {
        _("JSON"): _record(site, src),
        _("Atom feed"): feed_of(site.edition, src),
    }
    for name, path in files.items():
        if path and site.is_made(path):
            yield Link(name, file_address(src, path, site.shared))


def report(site: Site, src: str) -> str:
    """Return the address to which a mistake on a page is reported, with the record that the page is about."""
    collection = collection_of(src)
    if collection and site.tree.record_of(src, site.atlas):
        return report_record(site, src, collection.name, str(site.tree.pages[src].meta["record"]))
    return _report(site, src, site_path(src))


def report_record(site: Site, src: str, collection: str, record_id: str) -> str:
    """Return the address to which a mistake in a record on a page is reported."""
    shown, anchor = site.tree.address(collection, record_id, site.atlas)
    value, source = describe_record(site.atlas, site.atlas.collection(collection)[record_id])
    place = site_path(src) + (f"#{anchor}" if anchor and shown == src else "")
    return _report(site, src, place, f"{collection}/{record_id}", value, source)


def _report(site: Site, src: str, place: str, *known: str) -> str:
    address = site.mistakes.report(site.edition.address(place) or "/", *known)
    return address or f"{site.tree.link(src, PAGE)}#report"


def _record(site: Site, src: str) -> str | None:
    """Return the file of the API with the record of a page, or with the collection that it lists."""
    collection = collection_of(src)
    if collection and site.tree.record_of(src, site.atlas):
        return api.record_path(collection.name, site.tree.pages[src].meta["record"])
    return api.collection_path(_SHOWN[src]) if src in _SHOWN else None


def _page(site: Site, src: str, target: str) -> Link:
    return Link(site.tree.pages[target].title or target, site.tree.link(src, target))
