"""One run over all pages: calls macros for the page that is open, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial

import jinja2

from atlas.checks import Examined
from atlas.findings import Finding, suggest, text
from atlas.i18n import Texts
from atlas.pages import Page
from atlas.render.macros import MacroError, Macros, call, macro_names
from atlas.render.site import Site, templates
from atlas.render.view import View

_UNDEFINED_NAME = re.compile(r"'(?P<name>\w+)' is undefined")


class Build:
    """All pages of one build.

    Args:
        examined: The project, read and checked.
        language: ISO 639 code of the language to build in.
    """

    def __init__(self, examined: Examined, language: str = "en") -> None:
        self.examined = examined
        self.texts = Texts(language)
        self.findings: list[Finding] = list(examined.findings)
        self.site = Site(examined.atlas, examined.tree, self.texts) if examined.atlas else None
        self._page: Page | None = None
        self._view: View | None = None

    @property
    def macros(self) -> dict[str, Callable[..., str]]:
        """Every macro by its name, for the page that is open when it is called."""
        return {name: partial(self._call, name) for name in macro_names()}

    def open(self, src: str) -> None:
        """Begin a page: citations are numbered anew."""
        self._page = self.examined.tree.pages[src]
        self._view = View(self.site, src) if self.site else None

    def close(self) -> None:
        """End a page: a citation that no list of sources follows is a finding."""
        if self._view is not None and self._view.unlisted:
            message = f"no list of sources follows the citation of '{self._view.unlisted[0]}'"
            self._report("sources-missing", message, "end the page with '{{ sources() }}'")

    def render(self, src: str, environment: jinja2.Environment) -> str:
        """A page with its macros resolved, without MkDocs; a mistake in its Jinja is a finding."""
        self.open(src)
        page = self.examined.tree.pages[src]
        try:
            rendered = environment.from_string(page.body).render(page={"meta": page.meta})
        except jinja2.TemplateSyntaxError as error:
            line = page.body_line + error.lineno - 1
            self._report("template-syntax", error.message or "this is not Jinja", line=line)
            return ""
        except jinja2.UndefinedError as error:
            wrong = _UNDEFINED_NAME.search(str(error))
            name = wrong["name"] if wrong else ""
            line, column = _place(page, name, _template_line(error))
            self._report("template-undefined", str(error), suggest(name, macro_names()), line, column, len(name))
            return ""
        self.close()
        return rendered

    def environment(self) -> jinja2.Environment:
        """The Jinja in which :meth:`render` reads pages: that of the plugin, with nothing in it but the macros."""
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 - Markdown
        environment.globals = dict(self.macros)
        return environment

    def _call(self, name: str, /, *arguments: object, **filters: object) -> str:
        if self._view is None:
            return self._problem(self.findings)
        try:
            return call(Macros(self._view), name, arguments, filters)
        except MacroError as error:
            assert self._page is not None  # noqa: S101 - a macro is only called while a page is open
            line, column = _place(self._page, name, _calling_line())
            return self._problem([self._report(error.rule, error.message, error.hint, line, column, len(name))])

    def _report(
        self, rule: str, message: str, hint: str | None = None, line: int = 0, column: int = 1, width: int = 1
    ) -> Finding:
        """Add a finding on the page that is open; without a line on its first line of Markdown."""
        assert self._page is not None  # noqa: S101 - nothing is reported between pages
        finding = Finding(self._page.file, line or self._page.body_line, column, rule, message, hint, width)
        self.findings.append(finding)
        return finding

    def _problem(self, findings: list[Finding]) -> str:
        """A readable box in the place of a macro."""
        template = templates(self.texts).get_template("problem.html")
        box = template.render(findings=text(findings, self.examined.root))
        return f"\n{box}\n"


def check(examined: Examined) -> list[Finding]:
    """All findings of a project: of its data, its pages, and every macro they call."""
    build = Build(examined)
    if build.site is not None:
        environment = build.environment()
        for src in examined.tree.pages:
            build.render(src, environment)
    return build.findings


def _calling_line() -> int:
    """The line of the page body from which a macro is being called, counted from 1."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
    return 1


def _template_line(error: jinja2.UndefinedError) -> int:
    """The line of the page body at which Jinja gave up, counted from 1."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _place(page: Page, name: str, body_line: int) -> tuple[int, int]:
    """Line and column in the file of a macro called on a line of the page body."""
    lines = page.body.splitlines()
    source = lines[body_line - 1] if 0 < body_line <= len(lines) else ""
    match = re.search(rf"\b{re.escape(name)}\b", source) if name else None
    return page.body_line + body_line - 1, match.start() + 1 if match else 1
