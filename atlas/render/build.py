"""One run over all pages: renders each in the sandbox, and turns what goes wrong into findings.

MkDocs drives it page by page through ``macros.py``; ``python -m atlas check`` drives it alone.
"""

from __future__ import annotations

import re
import sys
from functools import partial

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError

from atlas.checks import Examined
from atlas.findings import Finding, suggest, text
from atlas.i18n import Texts
from atlas.pages import DOCS_DIR, Page
from atlas.render.macros import MacroError, Macros, call, macro_names
from atlas.render.repository import Repository
from atlas.render.sandbox import PageEnvironment, RefusedError
from atlas.render.site import Site, templates
from atlas.render.view import View

_UNDEFINED_NAME = re.compile(r"'(?P<name>\w+)' is undefined")

NO_REPOSITORY = Repository()


class Build:
    """All pages of one build.

    Args:
        examined: The project, read and checked.
        language: ISO 639 code of the language to build in.
        repository: Where a reader can edit pages and records.
    """

    def __init__(self, examined: Examined, language: str = "en", repository: Repository = NO_REPOSITORY) -> None:
        self.examined = examined
        self.texts = Texts(language)
        self.findings: list[Finding] = list(examined.findings)
        self.repository = repository
        self.site = Site(examined.atlas, examined.tree, self.texts, self._edit_record) if examined.atlas else None
        pages = {src: page.body for src, page in examined.tree.pages.items()}
        self._environment = PageEnvironment({name: partial(self._call, name) for name in macro_names()}, pages)

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
            self._report("page-code", str(error), line=self._page.body_line + error.line - 1)
        except jinja2.TemplateSyntaxError as error:
            line = self._page.body_line + error.lineno - 1
            self._report("template-syntax", error.message or "this is not Jinja", line=line)
        except jinja2.UndefinedError as error:
            wrong = _UNDEFINED_NAME.search(str(error))
            name = wrong["name"] if wrong else ""
            line, column = _place(self._page, name, _template_line(error))
            self._report("template-undefined", str(error), suggest(name, macro_names()), line, column, len(name))
        except (SecurityError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            line, column = _place(self._page, "", _template_line(error))
            self._report("page-code", str(error), line=line, column=column)
        else:
            if self._view.unlisted:
                message = f"no list of sources follows the citation of '{self._view.unlisted[0]}'"
                self._report("sources-missing", message, "end the page with '{{ sources() }}'")
            return rendered
        return self._instead(self.findings[before:])

    def edit_page(self, src: str) -> str | None:
        """The address at which a page can be edited, if there is one."""
        return self.repository.edit_address(f"{DOCS_DIR}/{src}")

    def _edit_record(self, collection: str, record_id: str) -> str | None:
        if self.examined.context is None:
            return None
        document, path = self.examined.context.place(collection, record_id)
        return self.repository.edit_address(document.file, document.line(path))

    def _call(self, name: str, /, *arguments: object, **filters: object) -> str:
        try:
            return call(Macros(self._view), name, arguments, filters)
        except MacroError as error:
            calling = _calling_line()
            which = self._which_call(name, calling, arguments, filters)
            line, column = _place(self._page, name, calling, which)
            return self._problem([self._report(error.rule, error.message, error.hint, line, column, len(name))])

    def _which_call(self, name: str, line: int, arguments: tuple[object, ...], filters: dict[str, object]) -> int:
        """Which of the calls of a macro on its line is meant, counted from 0: the first with these very arguments."""
        calls = self._environment.parse(self._page.body).find_all(nodes.Call)
        same = [call for call in calls if call.lineno == line and getattr(call.node, "name", None) == name]
        given = (list(arguments), filters)
        return next((index for index, call in enumerate(same) if _constants(call) == given), 0)

    def _instead(self, findings: list[Finding]) -> str:
        """A page that holds nothing but its title and what is wrong."""
        return f"# {self._page.title or self._page.src}\n{self._problem(findings)}"

    def _report(
        self, rule: str, message: str, hint: str | None = None, line: int = 0, column: int = 1, width: int = 1
    ) -> Finding:
        """Add a finding on the page that is open; without a line on its first line of Markdown."""
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
        for src in examined.tree.pages:
            build.render(src)
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


def _template_line(error: Exception) -> int:
    """The line of the page body at which Jinja gave up, counted from 1."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _constants(call: nodes.Call) -> tuple[list[object], dict[str, object]] | None:
    """The arguments of a call as it is written; None where one of them is not written out."""
    try:
        return [part.as_const() for part in call.args], {part.key: part.value.as_const() for part in call.kwargs}
    except nodes.Impossible:
        return None


def _place(page: Page, name: str, body_line: int, which: int = 0) -> tuple[int, int]:
    """Line and column in the file of a name on a line of the page body; ``which`` of several, counted from 0."""
    lines = page.body.splitlines()
    source = lines[body_line - 1] if 0 < body_line <= len(lines) else ""
    found = [match.start() + 1 for match in re.finditer(rf"\b{re.escape(name)}\b", source)] if name else []
    calls = [column for column in found if source[column - 1 + len(name) :].lstrip().startswith("(")] or found
    return page.body_line + body_line - 1, calls[min(which, len(calls) - 1)] if calls else 1
