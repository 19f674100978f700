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

#: The most entries whose text the search looks through; of more, only titles, names and places.
MAX_SEARCHED = 2000

#: The id of the part for what belongs to no single city.
NETWORK = "network"

#: An entry of a list: the id of a record that has its address there, else ""; and the city it belongs to, if to one.
Entry = tuple[str, str | None]


def _changes(atlas: Atlas) -> Iterator[Entry]:
    steps = query.changes.changes_of_lists(atlas)
    told = [change for _before, _after, kinds in steps for changes in kinds.values() for change in changes]
    return (("", change.project.city) for change in [*told, *query.changes.presented(atlas)])


def _compared(atlas: Atlas) -> Iterator[Entry]:
    """Yield each city, and each project, of which the comparison has many numbers."""
    yield from (("", city) for city in atlas.cities)
    yield from _projects(atlas)


def _printed(atlas: Atlas) -> Iterator[Entry]:
    return (("", row.city) for report in atlas.reports.values() for row in report.rows)


def _projects(atlas: Atlas) -> Iterator[Entry]:
    return (("", project.city) for project in atlas.projects.values())


def _trouble(atlas: Atlas) -> Iterator[Entry]:
    return (("", entry.project.city) for entries in query.events.trouble(atlas).values() for entry in entries)


def _work(atlas: Atlas) -> Iterator[Entry]:
    return (("", task.city) for work in query.upkeep.work(atlas) for task in work.tasks)


#: For each page with a list that may get long: the macros that make it, and its entries.
LISTS: dict[str, tuple[tuple[str, ...], Callable[[Atlas], Iterable[Entry]]]] = {
    "projects/changes.md": (("report_changes", "workshop_changes"), _changes),
    "projects/delayed-or-gone.md": (("trouble_table",), _trouble),
    "about/reports.md": (("area_moves", "setbacks", "report_details"), _printed),
    "cities/index.md": (("cities_table",), _projects),
    "cities/compare.md": (("comparison",), _compared),
    "about/help-wanted.md": (("help_wanted",), _work),
    LIST_PAGES["sources"]: (("source_list",), lambda atlas: query.upkeep.city_of_source(atlas).items()),
    LIST_PAGES["open_questions"]: (("open_questions",), lambda atlas: query.upkeep.city_of_question(atlas).items()),
    LIST_PAGES["corrections"]: (("corrections",), lambda atlas: query.upkeep.city_of_correction(atlas).items()),
}


def is_long(entries: int) -> bool:
    """Tell whether so many entries are too many for one page."""
    return entries > MAX_ENTRIES


def with_parts(tree: PageTree, atlas: Atlas) -> PageTree:
    """Return the pages with a page more for each part of a list that is too long for one."""
    pages, parts, moved = dict(tree.pages), dict[str, list[Part]](), dict[tuple[str, str], str]()
    collections = {src: collection for collection, src in LIST_PAGES.items()}
    for src, (macros, listed) in LISTS.items():
        shows_it = src in tree.pages and f"{macros[0]}(" in tree.pages[src].body
        entries = list(listed(atlas)) if shows_it else []
        if not is_long(len(entries)):
            continue
        parts[src] = [part for part in _parts(atlas, src, Counter(city for _, city in entries)) if part.n]
        pages |= {part.src: _page(tree.pages[src], part, macros) for part in parts[src]}
        shown_on = {city: part.src for part in parts[src] for city in part.cities}
        moved |= {(collections[src], record): shown_on[city] for record, city in entries if record}
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


def _page(whole: Page, part: Part, macros: Iterable[str]) -> Page:
    """Return the page for a part of a list: it calls the macros of the whole, which show what is in the part."""
    title = f"{whole.title}: {part.name}"
    described = {"description": f"{part.name}. {whole.meta.get('description', '')}"}
    up = posixpath.relpath(whole.src, posixpath.dirname(part.src))
    listed = "{{ sources() }}" in whole.body
    sources = "## " + _("Sources") + " {: #sources }\n\n{{ sources() }}" if listed else ""
    text = [
        f"---\n{yaml.safe_dump({**whole.meta, **described}, allow_unicode=True, width=1000)}---\n# {title}",
        _("This is one part of {page}.").format(page=f"[{whole.title}]({up})"),
        *(f"{{{{ {macro}() }}}}" for macro in macros),
        sources,
    ]
    return Page(part.src, "\n\n".join(filter(None, text)) + "\n", part=part)
