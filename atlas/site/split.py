"""Lists that are too long for one page: which these are, and the pages that they are split into.

A long list is split by country, and what belongs to no single city is a part of its own. A country whose part is still
too long is split by the first letter of its cities. Nothing else decides it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import yaml

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.words import gettext as _
from atlas.read.pages import LIST_PAGES, Page, PageTree, Part

#: The most entries that a page lists; of more it shows in which parts they are.
MAX_ENTRIES = 1000

#: The id of the part for what belongs to no single city.
NETWORK = "network"

#: For each page with a list that may get long: the macro that makes it, and where each entry belongs.
#: An entry belongs to a city, or to none; the id of its record is "" where it is no record that others link to.
LISTS: dict[str, tuple[str, Callable[[Atlas], Iterable[tuple[str, str | None]]]]] = {
    LIST_PAGES["sources"]: ("source_list", lambda atlas: query.upkeep.city_of_source(atlas).items()),
    LIST_PAGES["open_questions"]: ("open_questions", lambda atlas: query.upkeep.city_of_question(atlas).items()),
}


def is_long(entries: int) -> bool:
    """Tell whether so many entries are too many for one page."""
    return entries > MAX_ENTRIES


def with_parts(tree: PageTree, atlas: Atlas) -> PageTree:
    """Return the pages with a page more for each part of a list that is too long for one."""
    pages, parts, moved = dict(tree.pages), dict[str, list[Part]](), dict[tuple[str, str], str]()
    collections = {src: collection for collection, src in LIST_PAGES.items()}
    for src, (macro, places) in LISTS.items():
        entries = list(places(atlas))
        if src not in tree.pages or not is_long(len(entries)):
            continue
        parts[src] = [part for part in _parts(atlas, src, Counter(city for _, city in entries)) if part.n]
        pages |= {part.src: _page(tree.pages[src], part, macro) for part in parts[src]}
        shown_on = {city: part.src for part in parts[src] for city in part.cities}
        moved |= {(collections[src], record): shown_on[city] for record, city in entries if src in collections}
    return replace(tree, pages={**pages, **tree.pages}, parts=parts, moved=moved) if parts else tree


def _parts(atlas: Atlas, src: str, counts: Counter[str | None]) -> Iterator[Part]:
    """Yield the parts of a page from the number of entries of each city."""

    def part(id: str, name: str, cities: Iterable[str | None]) -> Part:
        shown = frozenset(city for city in cities if city in counts)
        place = posixpath.join(src.removesuffix(".md"), f"{id}.md")
        return Part(id, name, src, place, sum(counts[city] for city in shown), shown)

    yield part(NETWORK, _("The network"), [None])
    for country, cities in query.projects.cities_by_country(atlas):
        ids = sorted(city.id for city in cities)
        whole = part(country.id.lower(), country.name, ids)
        if not is_long(whole.n):
            yield whole
            continue
        for letter, those in groupby(ids, lambda id: id[0]):
            yield part(f"{whole.id}-{letter}", f"{country.name}, {letter.upper()}", those)


def _page(whole: Page, part: Part, macro: str) -> Page:
    """Return the page for a part of a list: it calls the macro of the whole, which shows what is in the part."""
    title = f"{whole.title}: {part.name}"
    described = {"title": title, "description": f"{part.name}. {whole.meta.get('description', '')}"}
    up = posixpath.relpath(whole.src, posixpath.dirname(part.src))
    sources = f"## {_('Sources')} {{: #sources }}\n\n{{{{ sources() }}}}" if "{{ sources() }}" in whole.body else ""
    text = [
        f"---\n{yaml.safe_dump({**whole.meta, **described}, allow_unicode=True, width=1000)}---\n# {title}",
        _("This is one part of {page}.").format(page=f"[{whole.title}]({up})"),
        f"{{{{ {macro}() }}}}",
        sources,
    ]
    return Page(part.src, "\n\n".join(filter(None, text)) + "\n", part=part)
