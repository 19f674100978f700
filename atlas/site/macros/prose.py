"""What stands in a sentence: citations, links, counts, dates."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from atlas import query
from atlas.model.words import date, gettext as _, number
from atlas.read.findings import suggest
from atlas.site.escape import inline
from atlas.site.macros.registry import MacroError, known, macro
from atlas.site.page_view import PageView


@macro
def cite(view: PageView, source: str, page: int | None = None) -> str:
    """The number of a source, as a link to the list of sources at the end of the page.

    Stands right after the claim. The page must call `sources()` after its last citation.

    Args:
        source: Id of the source.
        page: Page of the PDF, counted from its first page.

    Errors: an unknown source; a page number on a source that is no PDF, or beyond the end of one whose length is
    known; a page that is no number from 1.
    """
    record = known(view, "sources", source)
    if page is not None and not record.is_pdf:
        raise MacroError(
            "macro-argument", f"cite: '{source}' is no PDF, so it has no page {page}", "leave 'page' out", page
        )
    if page is not None and not (isinstance(page, int) and page > 0):
        raise MacroError("macro-argument", f"cite: {page!r} is no page", "pages are numbers from 1", page)
    length = query.reports.lengths(view.atlas).get(source)
    if page is not None and length is not None and page > length:
        message = f"cite: '{source}' has {length} pages, so there is no page {page}"
        raise MacroError("macro-argument", message, "look at the document again", page)
    return view.cite(source, page=page)


@macro
def city(view: PageView, city: str, text: str | None = None) -> str:
    """The name of a city, as a link to its page.

    Args:
        city: Id of the city.
        text: Other words for the link.

    Errors: an unknown city.
    """
    return _prose_link(view, "cities", city, text)


@macro
def project(view: PageView, project: str, text: str | None = None) -> str:
    """The latest name of a project, as a link to its section on the page of its city.

    Args:
        project: Id of the project.
        text: Other words for the link.

    Errors: an unknown project.
    """
    return _prose_link(view, "projects", project, text)


@macro
def focus_area(view: PageView, area: str, text: str | None = None) -> str:
    """The name of a focus area, as a link to its page.

    Args:
        area: Id of the focus area.
        text: Other words for the link.

    Errors: an unknown focus area.
    """
    return _prose_link(view, "focus_areas", area, text)


@macro
def term(view: PageView, term: str, text: str | None = None) -> str:
    """A term, as a link to its entry in the glossary.

    Args:
        term: Id of the term.
        text: Other words for the link.

    Errors: an unknown term.
    """
    return _prose_link(view, "glossary", term, text)


def _prose_link(view: PageView, collection: str, record_id: str, text: str | None) -> Markup:
    known(view, collection, record_id)
    words = inline(text or view.site.name_of(collection, record_id))
    return view.record_link(collection, record_id, words)


@macro
def count(view: PageView, what: str, **filters: Any) -> str:
    """How many records there are, as a number.

    Args:
        what: `projects`, `cities`, `countries`, `focus_areas`, `reports`, `rows`, `ever_listed` (projects in any
            document), `partners`, `events`, `terms`, `sources`, `open_questions`, `corrections`, `plans` (projects
            of the action plans) or `requests` (what these ask for).
        filters: For projects `city`, `country`, `area`, `status`, `report` (an id, or `"newest"`) and, with a
            report, `stage`; for cities `country` and `joined`.

    Errors: an unknown kind, filter or id; a stage without a report.
    """
    return number(query.totals.count(view.atlas, what, **filters))


@macro
def last_checked(view: PageView) -> str:
    """The day on which the data were last checked."""
    return date(query.common.last_checked(view.atlas))


@macro
def newest_year(view: PageView) -> str:
    """The year of the newest document."""
    return str(query.reports.report_year(view.atlas, query.reports.newest_report(view.atlas)))


@macro
def sources(view: PageView) -> str:
    """The numbered list of all sources cited on the page so far. Comes last."""
    return view.fill("prose/sources.html", citations=view.list_citations())


@macro
def download(view: PageView, path: str, text: str | None = None) -> str:
    """A link to a file of data, by its name unless other words are given.

    Where a build leaves the file out, its name stands there with a note that says so.

    Args:
        path: Where the file lies below the site, such as `data/projects.csv`.
        text: Other words for the link.

    Errors: a file that is not made.
    """
    if path not in view.site.data_files:
        hint = suggest(path, view.site.data_files)
        raise MacroError("macro-argument", f"download: no file '{path}' is made", hint, path)
    link = view.file_link(path, inline(text or path.rpartition("/")[2]))
    return link if view.site.is_made(path) else f"{link} ({_('not made in this build')})"
