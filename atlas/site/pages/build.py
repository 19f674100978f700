"""One run over all pages: calls the macros of each, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from atlas import checks, export, query
from atlas.checks import Examined
from atlas.checks.context import RENDERED, Rendered
from atlas.checks.pages import linked_macro_pages
from atlas.export import Extent
from atlas.export.metadata import Edition, read_releases
from atlas.model import words
from atlas.model.base import KeyPath
from atlas.query.work import Progress
from atlas.read import catalogue, internal_errors
from atlas.read.cache import NO_CACHE, Cache
from atlas.read.findings import Finding, suggest, text
from atlas.read.pages import collection_of
from atlas.read.translation import translate_atlas, translate_tree
from atlas.site.frame.mistakes import Mistakes
from atlas.site.macros import LISTING_SOURCES, MACROS, MacroError, call
from atlas.site.pages.calls import Call, Span, Unreadable, calls
from atlas.site.pages.macro_html import Parts
from atlas.site.pages.page_templates import templates
from atlas.site.pages.page_view import PageView
from atlas.site.pages.site import Site

_BEGINNING = Span(0, 1)


@dataclass(frozen=True)
class Draft:
    """A page after its macros have run."""

    markdown: str  # without the HTML in parts
    parts: Parts
    needed: tuple[str, ...] = ()  # the stylesheets and scripts that other pages do not need
    beside: Mapping[str, str] = field(
        default_factory=dict
    )  # the pages and files that belong to it, by their path below the site
    progress: list[Progress] | None = None  # how much of the site is translated, if the page says so

    @property
    def whole(self) -> str:
        """Its Markdown, with everything in its place."""
        return self.parts.put_back(self.markdown)


class Build:
    """All pages of one build, and the one that is open: macros are called for it.

    Args:
        examined: The project, read and checked.
        repository: The address of the repository in which pages and records can be edited; "" where there is none.
        address: The address of the site with a slash at its end; "" where it is not known.
        extent: Which files of data are made with the pages; an ExportError says that they cannot be.
        cache: What a preview keeps of the pages it rendered before.
        corrections: The address to which readers send corrections; "" where there is none but the repository.
        with_source: Whether this edition is published with the one in the language of the texts, which is another.
        on_disk: Whether the pages are opened without a server.
    """

    site: Site | None = None
    _state: object = None

    def __init__(
        self,
        examined: Examined,
        repository: str = "",
        address: str = "",
        extent: Extent = Extent.NONE,
        cache: Cache = NO_CACHE,
        *,
        corrections: str = "",
        with_source: bool = False,
        on_disk: bool = False,
    ) -> None:
        self.findings: list[Finding] = list(examined.findings)
        source, pages = examined.atlas, examined.tree
        self.examined = examined = _translate(examined, cache)
        self._cache = cache
        self._repository = repository.rstrip("/")
        if examined.atlas:
            edition = Edition(examined.atlas, examined.tree, address, read_releases(examined.root), examined.root)
            mistakes = Mistakes(self._repository, corrections)
            made = self._make_data_files(edition, extent)
            shared = export.paths(edition, export.exporters(extent)) - made.keys() if with_source else frozenset[str]()
            progress = query.work.progress(catalogue.read_all(examined.root), source or examined.atlas, pages)
            self.site = Site(
                *(edition, made, self._edit_record),
                mistakes=mistakes,
                shared=shared,
                progress=progress,
                on_disk=on_disk,
            )
            self._state = (
                *(examined.digest, examined.tree.outline, words.state(), edition.releases),
                *(mistakes, address, extent, with_source),
            )
        self._drafts: dict[str, Draft] = {}
        self._written = pages  # as their files have them, in English
        self._texts: dict[str, str] = {}  # of rendered pages to places of which others link

    def _make_data_files(self, edition: Edition, extent: Extent) -> dict[str, bytes]:
        """Return the files of data; none if one of them cannot be made."""
        try:
            return export.files(edition, extent)
        except export.ExportMistakeError as error:
            self.findings.append(error.finding)
            return {}

    @contextmanager
    def guard(self, what: str) -> Iterator[None]:
        """Report a mistake of the Atlas in what is made beside the Markdown of pages as a finding."""
        try:
            yield
        except Exception as error:
            self.findings.append(internal_errors.finding(what, error, "atlas/site/publication.py"))

    def edit_address(self, file: str, line: int | None = None) -> str | None:
        """Return the address at which a file can be edited, at a line where one is named."""
        if not self._repository:
            return None
        # The editor sets its cursor on the line after '#L' (isaacs/github#295); the view of a file does so too, but
        # there a reader would still have to find the way to the editor.
        return f"{self._repository}/edit/main/{file}{f'#L{line}' if line else ''}"

    def edit_page(self, src: str) -> str | None:
        """Return the address at which a page can be edited; the record, if it is filled from one."""
        page, atlas = self.examined.tree.pages[src], self.examined.atlas
        collection = collection_of(src)
        if not (page.form and collection and atlas and self.examined.tree.record_of(src, atlas)):
            return self.edit_address(page.file)
        return self._edit_record(collection.name, page.meta["record"], ())

    def _edit_record(self, collection: str, record_id: str, inside: KeyPath) -> str | None:
        if self.examined.context is None or not self._repository:
            return None
        document, path = self.examined.context.place(collection, record_id)
        return self.edit_address(document.file, document.line((*path, *inside)))

    def open(self, src: str, *, fills: bool = True) -> None:
        """Begin a page, whose macros fill their templates or only say what is wrong with their calls."""
        self.page = self.examined.tree.pages[src]
        self.view = PageView(self.site, src, fills=fills) if self.site else None
        self.parts = Parts()
        self._failed = False  # whether a macro failed, which may be the one that lists the sources

    def render(self, src: str) -> str:
        """Return the Markdown of a page with its macros resolved."""
        return self.draft(src).whole

    def draft(self, src: str) -> Draft:
        """Return a page with its macros resolved: that of the cache if nothing changed and nothing is wrong.

        What is wrong becomes a finding and a box: in place of a macro that was called wrongly, or of the whole page if
        that cannot be read or the data cannot be used.
        """
        if src not in self._drafts:
            self.open(src)
            before, key = len(self.findings), (self._state, self.page.text)
            draft: Draft | None = self._cache.find(("draft", src), key)
            if draft is None or (self.site and draft.progress not in (None, self.site.progress)):
                draft = Draft(self._render(), self.parts)
                if view := self.view:
                    draft = replace(draft, needed=tuple(view.needed), beside=view.beside, progress=view.progress_shown)
            # A page with a mistake may lack ids for that reason.
            if self._state and not self._failed and len(self.findings) == before:
                self._cache.keep(("draft", src), key, draft)
                if src in self._linked_pages:
                    self._texts[src] = draft.whole
            self._drafts[src] = draft
        return self._drafts[src]

    @cached_property
    def _linked_pages(self) -> set[str]:
        return linked_macro_pages(self._written, self.examined.atlas) if self.examined.atlas else set()

    def check(self, src: str) -> None:
        """Find what is wrong with a page: each macro is called, but templates are filled only where that can matter.

        That is on a page to whose places others link, and on one that may cite after its last list of sources.
        """
        *_, last = [None, *calls(self.examined.tree.pages[src].prose)]
        if src in self._linked_pages or not (isinstance(last, Call) and last.name in LISTING_SOURCES):
            self.draft(src)
        else:
            self.open(src, fills=False)
            self._render()

    def all_findings(self) -> list[Finding]:
        """Return what is wrong when all pages are rendered: links to places that no page has as well."""
        return [*self.findings, *checks.run(RENDERED, Rendered(self._written, self._texts))]

    def _render(self) -> str:
        if self.view is None:
            return self._render_error_page(self.findings)
        body, end, pieces = self.page.body, 0, list[str]()
        for written in sorted(calls(self.page.prose), key=lambda written: written.whole):
            if written.whole.offset >= end:
                pieces += [body[end : written.whole.offset], self._answer(self.view, written)]
                end = sum(written.whole)
        if self.view.fills and self.view.unlisted_sources and not self._failed:
            message = f"no list of sources follows the citation of '{self.view.unlisted_sources[0]}'"
            self._report("sources-missing", message, "end the page with '{{ sources() }}'")
        return "".join([*pieces, body[end:]])

    def _answer(self, view: PageView, written: Call | Unreadable) -> str:
        """Return what a macro makes for the open page; a box for its place if that fails."""
        if isinstance(written, Unreadable):
            return self._problem([self._report("macro-syntax", written.message, written.hint, written.at)])
        if written.name not in MACROS:
            hint = suggest(written.name, MACROS) or "docs/contributing/macros.md lists the macros."
            message = f"there is no macro '{written.name}'"
            return self._problem([self._report("unknown-macro", message, hint, written.name_at)])
        try:
            made = call(view, written.name, written.values, written.filters)
            return self.parts.take(made) if made.startswith("\n") else made
        except MacroError as error:
            span = _find_argument(error, written) or written.name_at
            findings = self._causes(error) or [self._report(error.rule, error.message, error.hint, span)]
        except Exception as error:
            message = internal_errors.describe(f"the macro '{written.name}'", error)
            findings = [self._report(internal_errors.RULE, message, internal_errors.HINT, written.name_at)]
        return self._problem(findings)

    def _causes(self, error: MacroError) -> list[Finding]:
        """Return the findings of the check that an error follows from: a missing page, a wrong front matter."""
        findings, page = self.examined.findings, self.page
        if error.rule == "missing-page":
            return [finding for finding in findings if finding.rule == "record-without-page"]
        if error.rule == "no-record":
            return [finding for finding in findings if finding.file == page.file and 0 < finding.line < page.body_line]
        return []

    def _report(self, rule: str, message: str, hint: str | None = None, span: Span = _BEGINNING) -> Finding:
        """Add a finding on the open page; without a span at the beginning of its Markdown."""
        finding = self.page.at(span.offset, rule, message, hint, span.width)
        self.findings.append(finding)
        return finding

    def _render_error_page(self, findings: list[Finding]) -> str:
        """Return a page with nothing but its title and what is wrong."""
        return f"# {self.page.title or self.page.src}\n{self._problem(findings)}"

    def _problem(self, findings: list[Finding]) -> str:
        """Return a readable box for findings."""
        self._failed = True
        box = templates().get_template("shared/problem.html").render(findings=text(findings, self.examined.root))
        return f"\n{box}\n"


def _translate(examined: Examined, cache: Cache) -> Examined:
    """Return a project with its records and pages in the language of the build."""
    if examined.atlas is None or words.is_source():
        return examined
    records = partial(translate_atlas, examined.atlas)
    atlas = cache.get("translated records", (examined.digest, words.state()), records)
    pages = partial(translate_tree, examined.tree)
    tree = cache.get("translated pages", (examined.tree.digest, words.state()), pages)
    return replace(examined, atlas=atlas, tree=tree.add_record_pages(atlas))


def _find_argument(error: MacroError, written: Call) -> Span | None:
    """Return the argument that an error means; None if it means none, or one that is not written out."""
    numbered = dict(enumerate(written.values_at))
    if isinstance(error.argument, int):
        return numbered.get(error.argument)
    if error.argument is not None:
        return written.keywords_at.get(error.argument)
    if error.value is None:
        return None
    number = next((number for number, value in enumerate(written.values) if value == error.value), None)
    keyword = next((keyword for keyword, value in written.filters.items() if value == error.value), "")
    return written.filters_at.get(keyword) if number is None else numbered.get(number)


def check(examined: Examined) -> list[Finding]:
    """Return all findings of a project: of its data, its pages, and every macro they call."""
    build = Build(examined)
    if build.site is None:
        return build.findings
    for src in build.examined.tree.pages:
        build.check(src)
    return build.all_findings()
