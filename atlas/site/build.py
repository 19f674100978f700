"""One run over all pages: renders each in the sandbox, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import Any

from atlas import checks, export
from atlas.checks import Examined
from atlas.checks.context import Rendered
from atlas.export import Extent
from atlas.export.metadata import Edition, read_releases
from atlas.model.base import KeyPath
from atlas.read import internal_errors
from atlas.read.findings import Finding
from atlas.read.pages import DOCS_DIR
from atlas.site.macros import MACROS
from atlas.site.open_page import OpenPage
from atlas.site.repository import Repository
from atlas.site.sandbox import PageEnvironment
from atlas.site.site import Site

NO_REPOSITORY = Repository()


class _Environment(PageEnvironment):
    """The Jinja of pages as mkdocs-macros asks for it."""

    def __init__(self, build: Build, pages: dict[str, str]) -> None:
        super().__init__(build.macros, pages)
        self._build = build

    def from_string(self, *_source: Any, **_options: Any) -> Any:
        """Return the open page as the check read it, so that a place in it is a place in its file."""
        return self._build.page


class Build:
    """All pages of one build.

    Args:
        examined: The project, read and checked.
        repository: Where pages and records can be edited.
        address: The address of the site with a slash at its end; "" where it is not known.
        extent: Which files of data are made with the pages.

    Raises:
        ExportError: If they cannot be made.
    """

    def __init__(
        self,
        examined: Examined,
        repository: Repository = NO_REPOSITORY,
        address: str = "",
        extent: Extent = Extent.NONE,
    ) -> None:
        self.examined = examined
        self.findings: list[Finding] = list(examined.findings)
        self.repository = repository
        self.site: Site | None = None
        if examined.atlas:
            edition = Edition(examined.atlas, examined.tree, address, read_releases(examined.root))
            self.site = Site(edition, self._made(edition, extent), self._edit_record)
        pages = {src: page.body for src, page in examined.tree.pages.items()}
        self.macros = {name: self._macro(name) for name in MACROS}
        self.environment = _Environment(self, pages)

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

    def open(self, src: str) -> OpenPage:
        """Begin a page: from now on, macros are called for it."""
        self.page = OpenPage(self, self.examined.tree.pages[src], self.environment)
        return self.page

    def render(self, src: str) -> str:
        """Return the Markdown of a page with its macros resolved; see :meth:`OpenPage.render`."""
        return self.open(src).render()

    def edit_page(self, src: str) -> str | None:
        """Return the address at which a page can be edited, if there is one."""
        return self.repository.edit_address(f"{DOCS_DIR}/{src}")

    def _edit_record(self, collection: str, record_id: str, inside: KeyPath) -> str | None:
        if self.examined.context is None:
            return None
        document, path = self.examined.context.place(collection, record_id)
        return self.repository.edit_address(document.file, document.line((*path, *inside)))

    @cached_property
    def former_ids(self) -> set[str]:
        """Return the former ids of all records."""
        records = self.examined.atlas.records() if self.examined.atlas else ()
        return {former for _, _, record in records for former in getattr(record, "former_ids", [])}

    def _macro(self, name: str) -> Callable[..., str]:
        """Return a macro that is called for the open page."""

        @wraps(MACROS[name])
        def called(*arguments: object, **filters: object) -> str:
            return self.page.call(name, arguments, filters)

        return called


def check(examined: Examined) -> list[Finding]:
    """Return all findings of a project: of its data, its pages, and every macro they call."""
    build = Build(examined)
    if build.site is None:
        return build.findings
    texts = {}
    for src in examined.tree.pages:
        before = len(build.findings)
        rendered = build.render(src)
        if len(build.findings) == before:  # a page in which something is wrong may lack ids for that reason
            texts[src] = rendered
    return [*build.findings, *checks.run(checks.RENDERED, Rendered(examined.tree, texts))]
