"""One run over all pages: renders each in the sandbox, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial

import jinja2
from jinja2.exceptions import SecurityError

from atlas import checks, export
from atlas.checks import Examined
from atlas.checks.context import Rendered
from atlas.export import Extent
from atlas.export.edition import Edition, read_releases
from atlas.model.base import KeyPath
from atlas.model.i18n import Texts
from atlas.read import internal_errors
from atlas.read.findings import Finding, suggest, text
from atlas.read.pages import DOCS_DIR
from atlas.site.macros import MACROS, MacroError, call
from atlas.site.places import Arguments, Span, arguments_at, name_in_tag
from atlas.site.repository import Repository
from atlas.site.sandbox import PageEnvironment, RefusedError
from atlas.site.site import Site, templates
from atlas.site.view import View

_MISSING_NAME = re.compile(r"'(?P<name>\w+)'(?P<variable> is undefined)?$")

NO_REPOSITORY = Repository()

_MACROS = "the macros stand in docs/contributing/macros.md."
_LITTLE = f"a page calls macros, in short loops and conditions: {_MACROS}"


class Build:
    """All pages of one build.

    Args:
        examined: The project, read and checked.
        language: ISO 639 code of the language to build in.
        repository: Where a reader can edit pages and records.
        address: The address of the site with a slash at its end; "" where it is not known.
        extent: Which files of data are made with the pages.

    Raises:
        ExportError: If they cannot be made.
    """

    def __init__(
        self,
        examined: Examined,
        language: str = "en",
        repository: Repository = NO_REPOSITORY,
        address: str = "",
        extent: Extent = Extent.NONE,
    ) -> None:
        self.examined = examined
        self.texts = Texts(language)
        self.findings: list[Finding] = list(examined.findings)
        self.repository = repository
        self.site: Site | None = None
        if examined.atlas:
            edition = Edition(examined.atlas, examined.tree, address, read_releases(examined.root))
            self.site = Site(edition, self._made(edition, extent), self.texts, self._edit_record)
        pages = {src: page.body for src, page in examined.tree.pages.items()}
        self._environment = PageEnvironment({name: partial(self._call, name) for name in MACROS}, pages)

    def _made(self, edition: Edition, extent: Extent) -> dict[str, bytes]:
        """The files of data; none if one of them cannot be made."""
        try:
            return export.files(edition, extent)
        except export.ExportMistakeError as error:
            self.findings.append(error.finding)
            return {}

    @contextmanager
    def guard(self, what: str) -> Iterator[None]:
        """Turn a mistake of the Atlas in what is made beside the Markdown of pages into a finding.

        Args:
            what: What is being made.
        """
        try:
            yield
        except Exception as error:
            self.findings.append(internal_errors.finding(what, error, "macros.py"))

    def render(self, src: str) -> str:
        """The Markdown of a page with its macros resolved.

        What is wrong in it ends in ``findings``, and in a readable box: in the place of the macro that was called
        wrongly, or instead of the whole page if that cannot be read or the data cannot be used.
        """
        self._page = self.examined.tree.pages[src]
        if self.site is None:
            return self._instead(self.findings)
        self._view = View(self.site, src)
        before = len(self.findings)
        try:
            rendered = self._environment.get_template(src).render(page={"meta": self._page.meta})
        except RefusedError as error:
            is_id = str(error).endswith("'-'")
            hint = 'put an id in quotation marks, as in cite("s-press")' if is_id else _LITTLE
            self._report("page-code", str(error), hint, Span(error.place, 1))
        except jinja2.TemplateSyntaxError as error:
            message = error.message or "this is not Jinja"
            hint = "write a macro as '{{ name(...) }}'"
            if "unexpected char" in message:
                hint = 'write each text between two straight quotation marks: "…"'
            self._report("template-syntax", message, hint, Span(error.lineno, 1))
        except jinja2.UndefinedError as error:
            wrong = _MISSING_NAME.search(str(error))
            name = wrong["name"] if wrong else ""
            span = name_in_tag(self._environment, self._page.body, _template_place(error), name)
            hint = (suggest(name, MACROS) if wrong and wrong["variable"] else None) or _MACROS
            self._report("template-undefined", str(error), hint, span)
        except (SecurityError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            self._report("page-code", str(error), _LITTLE, Span(_template_place(error), 1))
        else:
            if self._view.unlisted:
                message = f"no list of sources follows the citation of '{self._view.unlisted[0]}'"
                self._report("sources-missing", message, "end the page with '{{ sources() }}'")
            return rendered
        return self._instead(self.findings[before:])

    @property
    def needed(self) -> list[str]:
        """The stylesheets and scripts that the page rendered last needs on top of those of every page."""
        return list(self._view.needed) if self.site else []

    def edit_page(self, src: str) -> str | None:
        """The address at which a page can be edited, if there is one."""
        return self.repository.edit_address(f"{DOCS_DIR}/{src}")

    def _edit_record(self, collection: str, record_id: str, inside: KeyPath) -> str | None:
        if self.examined.context is None:
            return None
        document, path = self.examined.context.place(collection, record_id)
        return self.repository.edit_address(document.file, document.line((*path, *inside)))

    def _call(self, name: str, /, *arguments: object, **filters: object) -> str:
        for value in (*arguments, *filters.values()):
            if isinstance(value, jinja2.Undefined):
                str(value)  # raises, as whatever is done with it
        place = self._environment.calling
        try:
            return call(self._view, name, arguments, filters)
        except MacroError as error:
            written = arguments_at(self._environment, self._page.body, place)
            span = _meant(error, arguments, filters, written) or Span(place, len(name))
            if causes := self._causes(error):
                return self._problem(causes)
            return self._problem([self._report(error.rule, error.message, error.hint, span)])
        except Exception as error:
            message = internal_errors.described(f"the macro '{name}'", error)
            return self._problem(
                [self._report(internal_errors.RULE, message, internal_errors.HINT, Span(place, len(name)))]
            )

    def _causes(self, error: MacroError) -> list[Finding]:
        """The findings of the check that an error follows from: a page that is missing or not renamed, front matter."""
        found, page = self.examined.findings, self._page
        missing = [finding for finding in found if finding.rule == "record-without-page"]
        if error.rule == "missing-page":
            return missing
        if error.rule == "no-record":
            in_front = [each for each in found if each.file == page.file and 0 < each.line < page.body_line]
            return in_front or (missing if page.meta.get("record") in self._former_ids else [])
        return []

    @cached_property
    def _former_ids(self) -> set[str]:
        records = self.examined.atlas.records() if self.examined.atlas else ()
        return {former for _, _, record in records for former in getattr(record, "former_ids", [])}

    def _instead(self, findings: list[Finding]) -> str:
        """A page that holds nothing but its title and what is wrong."""
        return f"# {self._page.title or self._page.src}\n{self._problem(findings)}"

    def _report(self, rule: str, message: str, hint: str | None = None, span: Span | None = None) -> Finding:
        """Add a finding on the page that is open; without a span at the beginning of its Markdown."""
        span = span or Span(1, 1)
        finding = self._page.at(span.place - 1, rule, message, hint, span.width)
        self.findings.append(finding)
        return finding

    def _problem(self, findings: list[Finding]) -> str:
        """A readable box in the place of a macro."""
        template = templates(self.texts).get_template("shared/problem.html")
        box = template.render(findings=text(findings, self.examined.root))
        return f"\n{box}\n"


def check(examined: Examined) -> list[Finding]:
    """All findings of a project: of its data, its pages, and every macro they call."""
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


def _meant(
    error: MacroError, arguments: tuple[object, ...], filters: dict[str, object], written: Arguments
) -> Span | None:
    """The argument that an error means; None if it means none, or one that is not written out."""
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
    """The place in the page body at which Jinja gave up."""
    trace, place = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            place = trace.tb_lineno
        trace = trace.tb_next
    return place
