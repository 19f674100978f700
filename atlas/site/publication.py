"""One build or preview as a site generator sees it: what it asks for from before the first page to after the last.

``macros.py`` and ``hooks.py`` are the adapter of MkDocs; an adapter of another generator needs nothing but this module
and :mod:`atlas.site.finish`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas import export, query
from atlas.checks import examine
from atlas.export.feeds import feed_of
from atlas.model import words
from atlas.read.findings import text
from atlas.site.build import Build
from atlas.site.linked_data import linked_data
from atlas.site.open_page import OpenPage
from atlas.site.pictures import picture_of, pictures
from atlas.site.plain import plain_pages
from atlas.site.redirects import redirects
from atlas.site.repository import Repository
from atlas.site.search_index import add_names


class StopError(Exception):
    """Nothing can be published: a setting or the data cannot be used."""


@dataclass(frozen=True)
class Settings:
    """What only the generator knows.

    Args:
        name: The name of the site.
        address: Where it is published; "" where that is not known.
        repository: The address of the repository, likewise.
        exports: Which files of data are made, by the name of an extent; "" for the usual ones.
        serving: Whether this is a preview, which outlives mistakes.
        offline: Whether the pages are opened from a disk.
    """

    name: str
    address: str = ""
    repository: str = ""
    exports: str = ""
    serving: bool = False
    offline: bool = False


class Publication:
    """One build or preview of the project in a folder.

    Raises:
        StopError: For a wrong setting; without sound data, unless a preview can show on its pages what is wrong.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self.settings = settings
        self.build = build = _build(root, settings)
        unread = not build.examined.tree.pages  # not even a preview shows files that lead out of the project
        if build.site is None and (unread or not settings.serving):
            raise StopError(self.report)
        self.checked = query.common.last_checked(build.site.atlas) if build.site else None
        self.exporting = bool(build.site and build.site.made)

    @property
    def frame(self) -> dict[str, Any]:
        """Return what the theme writes around each page, by the names that its templates use."""
        if not self.checked or not self.build.site:
            return {}
        cities = query.projects.cities_by_country(self.build.site.atlas)
        return {"checked": words.date(self.checked), "countries": cities}

    def around(self, page: OpenPage) -> dict[str, Any]:
        """Return what the theme writes into the head and foot of a rendered page, by name."""
        build, src = self.build, page.src
        found: dict[str, Any] = {"needed": page.needed, "edit_url": build.edit_page(src)}
        if self.checked:
            found["update_date"] = self.checked  # as new as the data, never as the clock
        if build.site and not self.settings.serving:
            with build.guard(f"the linked data of {src}"):
                found["linked_data"] = linked_data(build.site, src)
            found["picture"] = picture_of(src)
        if build.site and self.exporting:
            found |= {"feed": feed_of(build.site.edition, src), "plain": "index.md"}
        return found

    def add_names(self, entries: Iterable[dict[str, Any]]) -> None:
        """Add the other names of cities and projects to the entries of the search."""
        if self.build.site:
            with self.build.guard("the index of the search"):
                add_names(entries, self.build.site)

    def files(self, contents: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Yield every file beside the pages as (path below the site, content), from the HTML of each page's content."""
        build, settings = self.build, self.settings
        if build.site is None:
            return
        with build.guard("the redirects"):
            for path, page in redirects(build.site, settings.address, on_disk=settings.offline):
                yield path, page.encode()
        if not (settings.serving or settings.offline):  # nobody shares a preview, or a file of a disk
            with build.guard("the pictures"):
                yield from pictures(build.site, settings.name)
        yield from build.site.made.items()
        if self.exporting:
            with build.guard("the pages as plain Markdown"):
                for path, plain in plain_pages(build.site, contents):
                    yield path, plain.encode()

    @property
    def report(self) -> str:
        """Return every finding as text; "" where there is none."""
        found = self.build.findings
        return f"{len(set(found))} finding(s)\n\n{text(found, self.build.examined.root)}\n" if found else ""


def _build(root: Path, settings: Settings) -> Build:
    """Read and check the project, and make its files of data."""
    try:
        repository = Repository(settings.repository)
    except ValueError as error:
        raise StopError(f"REPO_URL: {error}") from None
    try:
        extent = export.extent_named(settings.exports or ("none" if settings.serving else "build"))
    except export.ExportError as error:
        raise StopError(f"EXPORTS: {error}") from None
    try:
        return Build(examine(root), repository=repository, address=settings.address, extent=extent)
    except export.ExportError as error:
        raise StopError(str(error)) from None
