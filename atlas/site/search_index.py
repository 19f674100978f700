"""What the search knows of a page: what it says, not what it repeats; and every name that a reader may look for.

The search plugin of the theme cuts a page into sections, one entry each. It skips what carries ``data-search-exclude``
and takes the mark off again; the tags of an entry weigh more than its title, and are shown with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from atlas import query
from atlas.model.base import LocalName, OtherName
from atlas.read.pages import site_path
from atlas.site.site import Site

#: What Markdown makes, and citations: code, tables and sources are read, not looked for.
_LEFT_OUT = re.compile(r'<(?=h2 id="sources"|div class="highlight"|table>|sup class="cite")(\w+)')


def marked(html: str) -> str:
    """Mark what the search is to leave out; templates mark what they write themselves."""
    return _LEFT_OUT.sub(r'<\1 data-search-exclude="yes"', html)


def add_names(entries: Iterable[dict[str, Any]], site: Site) -> None:
    """Tag the entry of each city and project with its earlier, local and other names."""
    names = dict(_names(site))
    for entry in entries:
        if entry["location"] in names:
            entry["tags"] = names[entry["location"]]


def _names(site: Site) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of each city and project, with its names beside the one in its heading."""
    for city in site.atlas.cities.values():
        yield _location(site, "cities", city.id), _texts(city.local_names) + _texts(city.also_known_as)
    for project in site.atlas.projects.values():
        names = _texts(project.local_names) + query.projects.other_names(site.atlas, project)
        yield _location(site, "projects", project.id), names


def _texts(names: Iterable[LocalName | OtherName]) -> list[str]:
    return [name.text for name in names]


def _location(site: Site, collection: str, record_id: str) -> str:
    src, anchor = site.tree.address(collection, record_id, site.atlas)
    return site_path(src) + (f"#{anchor}" if anchor else "")
