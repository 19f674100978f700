"""What the templates of one page ask for: numbered citations, links to records, ids that occur once."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from atlas import query
from atlas.export.metadata import LICENCE, NAME, Edition
from atlas.model.cities import City
from atlas.model.sources import OpenQuestion, Source
from atlas.model.words import SOURCE_LANGUAGE, date, gettext as _, number
from atlas.query.work import Progress
from atlas.read.pages import folder_of, site_path
from atlas.site.figures.downloads import table_as_csv
from atlas.site.frame.languages import alternates, file_address
from atlas.site.frame.page_links import report_record
from atlas.site.pages.site import Site


class PageView:
    """One page while it is rendered. A link to a record or page raises MissingPageError if that has no page."""

    def __init__(self, site: Site, src: str, *, fills: bool = True) -> None:
        self.site = site
        self.atlas = site.atlas
        self.src = src
        self.fills = fills
        self.record = site.tree.record_of(src, site.atlas)
        self.needed: dict[str, None] = {}
        self.beside: dict[str, str] = {}
        self.progress_shown: list[Progress] | None = None
        self._cited: dict[str, set[int]] = {}
        self._numbers: dict[str, int] = {}
        self._listed = 0
        self._ids: Counter[str] = Counter()
        self._addresses: dict[str, str] = {}
        self._links: dict[tuple[str, str, str | None], Markup] = {}

    def fill(self, template: str, **values: Any) -> str:
        """Fill a template for this page, which it knows as `m`; "" if only the calls of its macros are checked."""
        return self.site.fill(template, m=self, **values) if self.fills else ""

    def next_id(self, stem: str) -> str:
        """Return an id that is unique on this page."""
        self._ids[stem] += 1
        return f"{stem}-{self._ids[stem]}"

    @property
    def progress(self) -> list[Progress]:
        """Return how much of the site is translated; note that this page says so."""
        self.progress_shown = self.site.progress
        return self.site.progress

    # Citations

    def cite(self, source: str, page: int | None = None, pages: Iterable[int] = ()) -> Markup:
        """Return the number of a source as a link to the list of sources: in [] if it is official, else in ()."""
        numbers = sorted({*pages, *([page] if page else [])})
        self._cited.setdefault(source, set()).update(numbers)
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        label = (
            _("{number}, p. {page}").format(number=number, page=", ".join(map(str, numbers)))
            if numbers
            else str(number)
        )
        # Neither kind of brackets means anything in Markdown before a tag, so that nothing needs escaping.
        if query.publishers.is_official(self.atlas.sources[source]):
            mark, look = f"[{label}]", ""
        else:
            mark, look = f"({label})", 'class="reported" '
        return Markup(f'<sup class="cite"><a {look}href="#{source}">{mark}</a></sup>')  # noqa: S704 - ids

    def list_citations(self) -> list[tuple[Source, list[int]]]:
        """Return every source cited so far, by number, with the pages cited."""
        self._listed = len(self._cited)
        return [(self.atlas.sources[source], sorted(pages)) for source, pages in self._cited.items()]

    @property
    def unlisted_sources(self) -> list[str]:
        """Return the sources cited since the last list of sources."""
        return list(self._cited)[self._listed :]

    # Links

    def record_link(self, collection: str, record_id: str, text: str | None = None) -> Markup:
        """Return a link to a record, with its name unless another text is given."""
        key = (collection, record_id, text)
        if key not in self._links:
            address = self.record_address(collection, record_id)
            self._links[key] = _link(address, text or self.site.name_of(collection, record_id))
        return self._links[key]

    def record_links(self, collection: str, records: Iterable[Any]) -> list[Markup]:
        """Return links to records, or to those with these ids."""
        return [self.record_link(collection, getattr(record, "id", record)) for record in records]

    def record_address(self, collection: str, record_id: str) -> str:
        """Return the relative address of a record."""
        return self.page_address(*self.site.tree.address(collection, record_id, self.atlas))

    def page_link(self, src: str, anchor: str, text: str) -> Markup:
        """Return a link to a page, or to a place on it."""
        return _link(self.page_address(src, anchor), text)

    def file_link(self, path: str, text: str) -> Markup:
        """Return a link to a file beside the pages; only its text where this build makes no such file."""
        if not self.site.is_made(path):
            return escape(text)
        return _link(file_address(self.src, path, self.site.shared), text)

    @property
    def source_address(self) -> str:
        """Return the relative address of this page in the edition at the root of the site."""
        return next(alternates(self.src, [SOURCE_LANGUAGE], "")).link

    def page_address(self, src: str, anchor: str = "") -> str:
        """Return the relative address of a page, or of a place on it."""
        if src not in self._addresses:
            self._addresses[src] = self.site.tree.link(self.src, src)
        here = src == self.src and anchor
        return ("" if here else self._addresses[src]) + (f"#{anchor}" if anchor else "")

    def register_link(self, text: str | int, **filters: str) -> Markup:
        """Return a link to the register of projects, which then shows only those that meet the filters."""
        return self.rows_link("projects/index.md", "", text, **filters)

    def rows_link(self, src: str, anchor: str, text: str | int, **filters: str) -> Markup:
        """Return a link to a register on any page, which then shows only what meets the filters; 0 without a link."""
        if text == 0:
            return Markup("0")
        return _link(self.rows_address(src, anchor, **filters), number(text) if isinstance(text, int) else text)

    def rows_address(self, src: str, anchor: str, **filters: str) -> str:
        """Return the address of a register that shows only what meets the filters."""
        chosen = f"?{urlencode(filters, safe=',')}" if filters else ""
        return self.page_address(src) + chosen + (f"#{anchor}" if anchor else "")

    def plans_link(self, text: str | int, **filters: str) -> Markup:
        """Return a link to the register of plans on this page, which then shows only those that meet the filters."""
        return self.rows_link(self.src, "plans", text, **filters)

    def require_asset(self, path: str) -> str:
        """Add a stylesheet or script below ``docs/`` to this page; return "", so that a template shows nothing."""
        self.needed[path] = None
        return ""

    def asset_address(self, path: str) -> str:
        """Return the relative address of a file below ``docs/`` that is no page."""
        return posixpath.relpath(f"/{path}", folder_of(self.src))

    def report_address(self, collection: str, record_id: str) -> str:
        """Return the address to which a mistake in a record is reported."""
        return report_record(self.site, self.src, collection, record_id)

    @property
    def credit(self) -> tuple[str, str]:
        """Return the source and the licence for a file beside this page."""
        edition = self.site.edition
        name, address = _page_name(edition, self.src), edition.address(site_path(self.src))
        checked = _("data last checked on {date}").format(date=date(edition.date))
        source = ", ".join(filter(None, [name, address, checked]))
        return source, f"{LICENCE['name']}, {LICENCE['url']}"

    def write_beside(self, name: str, text: str) -> str:
        """Put a file beside this page; return its address from here."""
        self.beside[site_path(self.src) + name] = text
        return name

    def write_csv_beside(self, name: str, heads: Sequence[str], body: str) -> str:
        """Put a table beside this page as a CSV file; return its address from here."""
        return self.write_beside(f"{name}.csv", table_as_csv(heads, body, self.credit))

    def link_of_id(self, record_id: str) -> Markup:
        """Return a link to the record that an open question or a correction is about."""
        return self.record_link(query.questions.collection_of(self.atlas, record_id), record_id)

    def about_links(self, question: OpenQuestion) -> list[Markup]:
        """Return links to the records on other pages that an open question is about."""
        return [self.link_of_id(record_id) for record_id in question.about if not self._is_here(record_id)]

    def _is_here(self, record_id: str) -> bool:
        """Return whether this page is about a record, or about the city of a project."""
        project = self.atlas.projects.get(record_id)
        return isinstance(self.record, City) and self.record.id in {record_id, project and project.city}

    def citing_links(self, source: Source) -> Iterator[Markup]:
        """Yield links to the records that cite a source, then to pages that cite it only in prose or corrections."""
        shown, others = set[str](), set(self.site.tree.pages_by_source.get(source.id, ()))
        for collection, record_id in query.sources.records_citing(self.atlas)[source.id]:
            place = self.site.tree.address(collection, record_id, self.atlas)[0]
            if collection == "corrections":  # there are many, and each names its source once more
                others.add(place)
                continue
            shown.add(place)
            yield self.record_link(collection, record_id)
        for src in sorted(others - shown):
            yield self.page_link(src, "", self.site.tree.pages[src].title or src)


def _page_name(edition: Edition, src: str) -> str:
    """Return what a page is called outside of the site."""
    title = edition.tree.pages[src].title
    return NAME if title == NAME else _("{atlas}: {page}").format(atlas=NAME, page=title)


def _link(address: str, text: str) -> Markup:
    """Return a link."""
    return Markup(f'<a href="{escape(address)}">{escape(text)}</a>')  # noqa: S704 - escaped just here
