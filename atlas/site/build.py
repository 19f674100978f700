"""One run over all pages: renders each in the sandbox, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from types import SimpleNamespace
from typing import Any

import jinja2

from atlas import checks, export, query
from atlas.checks import Examined
from atlas.checks.context import RENDERED, Rendered
from atlas.checks.pages import links_to_places
from atlas.export import Extent
from atlas.export.metadata import Edition, read_releases
from atlas.model import words
from atlas.model.base import KeyPath
from atlas.read import catalogue, internal_errors
from atlas.read.cache import NO_CACHE, Cache
from atlas.read.findings import Finding, suggest, text
from atlas.read.translation import translated_atlas, translated_tree
from atlas.site.jinja_positions import Arguments, Span, arguments_at, name_in_tag
from atlas.site.macro_html import Parts
from atlas.site.macros import MACROS, MacroError, call
from atlas.site.mistakes import Mistakes
from atlas.site.page_view import PageView
from atlas.site.sandbox import PageEnvironment, RefusedError
from atlas.site.site import Site, templates

_MISSING_NAME = re.compile(r"'(?P<name>\w+)'(?P<variable> is undefined)?$")

_MACROS = "docs/contributing/macros.md lists the macros."
_BEGINNING = Span(1, 1)
_LITTLE = f"a page calls macros, in short loops and conditions: {_MACROS}"


class _Environment(PageEnvironment):
    """The Jinja of pages as mkdocs-macros asks for it."""

    def __init__(self, build: Build, pages: dict[str, str]) -> None:
        super().__init__({name: build.macro(name) for name in MACROS}, pages)
        self._build = build

    def from_string(self, *_source: Any, **_options: Any) -> Any:
        """Return what renders the open page as the check read it, so that a place in it is a place in its file."""
        return SimpleNamespace(render=lambda **_: self._build.draft(self._build.page.src).markdown)


@dataclass(frozen=True)
class Draft:
    """A page after its macros have run."""

    markdown: str  # without the HTML in parts
    parts: Parts
    needed: tuple[str, ...]  # the stylesheets and scripts that other pages do not need
    beside: Mapping[str, str]  # the pages and files that belong to it, by their path below the site

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
        self.examined = examined = _translated(examined, cache)
        self._cache = cache
        self._repository = repository.rstrip("/")
        if examined.atlas:
            edition = Edition(examined.atlas, examined.tree, address, read_releases(examined.root), examined.root)
            mistakes = Mistakes(self._repository, corrections)
            made = self._made(edition, extent)
            shared = export.paths(edition, export.exporters(extent)) - made.keys() if with_source else frozenset[str]()
            progress = query.upkeep.progress(catalogue.read_all(examined.root), source or examined.atlas, pages)
            self.site = Site(
                *(edition, made, self._edit_record),
                mistakes=mistakes,
                shared=shared,
                progress=progress,
                on_disk=on_disk,
            )
            self._state = (
                *(examined.digest, examined.tree.outline, words.state(), edition.releases),
                *(mistakes, address, extent, with_source, progress),
            )
        self._drafts: dict[str, Draft] = {}
        self.environment = _Environment(self, {src: page.body for src, page in examined.tree.pages.items()})

    def _made(self, edition: Edition, extent: Extent) -> dict[str, bytes]:
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

    def _edit_record(self, collection: str, record_id: str, inside: KeyPath) -> str | None:
        if self.examined.context is None or not self._repository:
            return None
        document, path = self.examined.context.place(collection, record_id)
        return self.edit_address(document.file, document.line((*path, *inside)))

    @cached_property
    def _former_ids(self) -> set[str]:
        records = self.examined.atlas.records() if self.examined.atlas else ()
        return {former for _, _, record in records for former in getattr(record, "former_ids", [])}

    def open(self, src: str) -> None:
        """Begin a page."""
        self.page = self.examined.tree.pages[src]
        self.view = PageView(self.site, src) if self.site else None
        self.parts = Parts()

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
            if draft is None:
                text, view = self._rendered(), self.view
                needed, beside = (tuple(view.needed), view.beside) if view else ((), {})
                draft = Draft(text, self.parts, needed, beside)
            if self._state and len(self.findings) == before:
                self._cache.keep(("draft", src), key, draft)
            self._drafts[src] = draft
        return self._drafts[src]

    def _rendered(self) -> str:
        if self.view is None:
            return self._instead(self.findings)
        before = len(self.findings)
        try:
            template = self.environment.get_template(self.page.src)
            rendered = template.render(page={"meta": self.page.meta})
        except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            self._report(*self._explained(error))
            return self._instead(self.findings[before:])
        if self.view.unlisted:
            message = f"no list of sources follows the citation of '{self.view.unlisted[0]}'"
            self._report("sources-missing", message, "end the page with '{{ sources() }}'")
        return rendered

    def _explained(self, error: Exception) -> tuple[str, str, str, Span]:
        """Return why Jinja stopped: the broken rule, the message, the hint, the place."""
        if isinstance(error, RefusedError):
            is_id = str(error).endswith("'-'")
            hint = 'put an id in quotation marks, as in cite("s-press")' if is_id else _LITTLE
            return "page-code", str(error), hint, Span(error.place, 1)
        if isinstance(error, jinja2.TemplateSyntaxError):
            message = error.message or "this is not Jinja"
            hint = "write a macro as '{{ name(...) }}'"
            if "unexpected char" in message:
                hint = 'write each text between two straight quotation marks: "…"'
            return "template-syntax", message, hint, Span(error.lineno, 1)
        if isinstance(error, jinja2.UndefinedError):
            wrong = _MISSING_NAME.search(str(error))
            name = wrong["name"] if wrong else ""
            span = name_in_tag(self.environment, self.page.body, _template_place(error), name)
            hint = (suggest(name, MACROS) if wrong and wrong["variable"] else None) or _MACROS
            return "template-undefined", str(error), hint, span
        return "page-code", str(error), _LITTLE, Span(_template_place(error), 1)

    def macro(self, name: str) -> Callable[..., str]:
        """Return a macro that is called for the open page; if that fails, it returns a box for its place."""

        @wraps(MACROS[name])
        def called(*arguments: object, **filters: object) -> str:
            for value in (*arguments, *filters.values()):
                if isinstance(value, jinja2.Undefined):
                    str(value)  # raises, as whatever is done with it
            assert self.view is not None  # noqa: S101 - without data no macro is reached
            place = self.environment.calling
            try:
                made = call(self.view, name, arguments, filters)
                return self.parts.take(made) if made.startswith("\n") else made
            except MacroError as error:
                written = arguments_at(self.environment, self.page.body, place)
                span = _meant(error, arguments, filters, written) or Span(place, len(name))
                found = self._causes(error) or [self._report(error.rule, error.message, error.hint, span)]
            except Exception as error:
                message = internal_errors.described(f"the macro '{name}'", error)
                span = Span(place, len(name))
                found = [self._report(internal_errors.RULE, message, internal_errors.HINT, span)]
            return self._problem(found)

        return called

    def _causes(self, error: MacroError) -> list[Finding]:
        """Return the findings of the check that an error follows from: a missing page, a wrong front matter."""
        found, page = self.examined.findings, self.page
        missing = [finding for finding in found if finding.rule == "record-without-page"]
        if error.rule == "missing-page":
            return missing
        if error.rule == "no-record":
            in_front = [each for each in found if each.file == page.file and 0 < each.line < page.body_line]
            return in_front or (missing if page.meta.get("record") in self._former_ids else [])
        return []

    def _report(self, rule: str, message: str, hint: str | None = None, span: Span = _BEGINNING) -> Finding:
        """Add a finding on the open page; without a span at the beginning of its Markdown."""
        finding = self.page.at(span.place - 1, rule, message, hint, span.width)
        self.findings.append(finding)
        return finding

    def _instead(self, findings: list[Finding]) -> str:
        """Return a page with nothing but its title and what is wrong."""
        return f"# {self.page.title or self.page.src}\n{self._problem(findings)}"

    def _problem(self, findings: list[Finding]) -> str:
        """Return a readable box for findings."""
        box = templates().get_template("shared/problem.html").render(findings=text(findings, self.examined.root))
        return f"\n{box}\n"


def _translated(examined: Examined, cache: Cache) -> Examined:
    """Return a project with its records and pages in the language of the build."""
    if examined.atlas is None or words.is_source():
        return examined
    records = partial(translated_atlas, examined.atlas)
    atlas = cache.get("translated records", (examined.digest, words.state()), records)
    pages = partial(translated_tree, examined.tree)
    tree = cache.get("translated pages", (examined.tree.digest, words.state()), pages)
    return replace(examined, atlas=atlas, tree=tree)


def _meant(
    error: MacroError, arguments: tuple[object, ...], filters: dict[str, object], written: Arguments
) -> Span | None:
    """Return the argument that an error means; None if it means none, or one that is not written out."""
    numbered = dict(enumerate(written.positional))
    if isinstance(error.argument, int):
        return numbered.get(error.argument)
    if error.argument is not None:
        return written.keywords.get(error.argument)
    if error.value is None:
        return None
    number = next((number for number, value in enumerate(arguments) if value == error.value), None)
    keyword = next((keyword for keyword, value in filters.items() if value == error.value), "")
    return written.values.get(keyword) if number is None else numbered.get(number)


def _template_place(error: Exception) -> int:
    """Return the place in the page body at which Jinja stopped."""
    trace, place = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            place = trace.tb_lineno
        trace = trace.tb_next
    return place


def check(examined: Examined) -> list[Finding]:
    """Return all findings of a project: of its data, its pages, and every macro they call."""
    build = Build(examined)
    if build.site is None:
        return build.findings
    texts, linked = {}, {src for *_, src, _ in links_to_places(build.examined.tree)}
    for src in build.examined.tree.pages:
        before = len(build.findings)
        draft = build.draft(src)
        if src in linked and len(build.findings) == before:  # a page with a mistake may lack ids for that reason
            texts[src] = draft.whole
    return [*build.findings, *checks.run(RENDERED, Rendered(build.examined.tree, texts))]
