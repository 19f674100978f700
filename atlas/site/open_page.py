"""One page while it is rendered: what goes wrong in it becomes a finding, and a box in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jinja2

from atlas.read import internal_errors
from atlas.read.findings import Finding, suggest, text
from atlas.read.pages import Page
from atlas.site.jinja_positions import Arguments, Span, arguments_at, name_in_tag
from atlas.site.macros import MACROS, MacroError, call
from atlas.site.page_view import PageView
from atlas.site.sandbox import PageEnvironment, RefusedError
from atlas.site.site import templates

if TYPE_CHECKING:
    from atlas.site.build import Build

_MISSING_NAME = re.compile(r"'(?P<name>\w+)'(?P<variable> is undefined)?$")

_MACROS = "the macros stand in docs/contributing/macros.md."
_LITTLE = f"a page calls macros, in short loops and conditions: {_MACROS}"


class OpenPage:
    """One page while it is rendered, as the check read it; its findings go to the build."""

    def __init__(self, build: Build, page: Page, environment: PageEnvironment) -> None:
        self._build = build
        self._page = page
        self._environment = environment
        self.src = page.src
        self.view = PageView(build.site, page.src) if build.site else None

    @property
    def needed(self) -> list[str]:
        """Return the stylesheets and scripts that the page needs beside those of every page."""
        return list(self.view.needed) if self.view else []

    def render(self, **_variables: Any) -> str:
        """Return the Markdown of the page with its macros resolved.

        What is wrong becomes a finding and a box: in place of a macro that was called wrongly, or of the whole page if
        that cannot be read or the data cannot be used. Variables of the plugin are ignored: pages may not read them.
        """
        if self.view is None:
            return self._instead(self._build.findings)
        before = len(self._build.findings)
        try:
            template = self._environment.get_template(self._page.src)
            rendered = template.render(page={"meta": self._page.meta})
        except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            self._report(*self._explained(error))
            return self._instead(self._build.findings[before:])
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
            span = name_in_tag(self._environment, self._page.body, _template_place(error), name)
            hint = (suggest(name, MACROS) if wrong and wrong["variable"] else None) or _MACROS
            return "template-undefined", str(error), hint, span
        return "page-code", str(error), _LITTLE, Span(_template_place(error), 1)

    def call(self, name: str, arguments: tuple[object, ...], filters: dict[str, object]) -> str:
        """Call a macro as the page does; if that fails, return a box for its place."""
        for value in (*arguments, *filters.values()):
            if isinstance(value, jinja2.Undefined):
                str(value)  # raises, as whatever is done with it
        assert self.view is not None  # noqa: S101 - without data no macro is reached
        place = self._environment.calling
        try:
            return call(self.view, name, arguments, filters)
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
        """Return the findings of the check that an error follows from: a missing page, a wrong front matter."""
        found, page = self._build.examined.findings, self._page
        missing = [finding for finding in found if finding.rule == "record-without-page"]
        if error.rule == "missing-page":
            return missing
        if error.rule == "no-record":
            in_front = [each for each in found if each.file == page.file and 0 < each.line < page.body_line]
            return in_front or (missing if page.meta.get("record") in self._build.former_ids else [])
        return []

    def _instead(self, findings: list[Finding]) -> str:
        """Return a page with nothing but its title and what is wrong."""
        return f"# {self._page.title or self._page.src}\n{self._problem(findings)}"

    def _report(self, rule: str, message: str, hint: str | None = None, span: Span | None = None) -> Finding:
        """Add a finding on the open page; without a span at the beginning of its Markdown."""
        span = span or Span(1, 1)
        finding = self._page.at(span.place - 1, rule, message, hint, span.width)
        self._build.findings.append(finding)
        return finding

    def _problem(self, findings: list[Finding]) -> str:
        """Return a readable box for findings."""
        template = templates().get_template("shared/problem.html")
        box = template.render(findings=text(findings, self._build.examined.root))
        return f"\n{box}\n"


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
