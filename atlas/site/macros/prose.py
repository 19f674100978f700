"""What a sentence takes: citations, links, counts, dates."""

from __future__ import annotations

import inspect
from typing import Any

from markupsafe import Markup

from atlas import query
from atlas.model.words import LANGUAGES, date, gettext as _, language_name, number, series
from atlas.read.findings import suggest
from atlas.site.macros.registry import MacroError, find_record, macro, template_macros
from atlas.site.pages.escape import inline
from atlas.site.pages.page_view import PageView


@macro
def cite(view: PageView, source: str, page: int | None = None) -> str:
    """The number of a source, as a link to the list of sources at the end of the page.

    Write it right after the claim. The page must call `sources()` after its last citation.

    Args:
        source: Id of the source.
        page: Page of the PDF, counted from its first page.

    Errors: an unknown source; a page number on a source that is no PDF, or beyond the end of one whose length is
    known; a page that is no number from 1.
    """
    record = find_record(view, "sources", source)
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


def _register_link_macro(name: str, collection: str, kind: str, sentence: str) -> None:
    """Register a macro that links to a record of a collection, whose one argument is called after it."""

    def link(view: PageView, record_id: str, text: str | None = None) -> Markup:
        find_record(view, collection, record_id)
        return view.record_link(collection, record_id, inline(text or view.site.name_of(collection, record_id)))

    view, given, text = inspect.signature(link).parameters.values()
    argument = kind.rsplit(maxsplit=1)[-1]
    link.__signature__ = inspect.Signature([view, given.replace(name=argument), text])  # type: ignore[attr-defined]
    link.__name__ = name
    link.__doc__ = (
        f"{sentence}\n\nArgs:\n    {argument}: Id of the {kind}.\n    text: Other words for the link.\n\n"
        f"Errors: an unknown {kind}."
    )
    macro(link)


_register_link_macro("city", "cities", "city", "The name of a city, as a link to its page.")
_register_link_macro(
    "project",
    "projects",
    "project",
    "The latest name of a project, as a link to its section on the page of its city.",
)
_register_link_macro("focus_area", "focus_areas", "focus area", "The name of a focus area, as a link to its page.")
_register_link_macro("term", "glossary", "term", "A term, as a link to its entry in the glossary.")


@macro
def count(view: PageView, what: str, **filters: Any) -> str:
    """How many records there are, as a number.

    Args:
        what: `projects`, `cities`, `countries`, `focus_areas`, `topics`, `reports`, `rows`, `ever_listed` and
            `never_listed` (projects in any document, or in none), `partners`, `events`, `terms`, `sources`,
            `open_questions`, `corrections`, `plans` (projects of the action plans) or `requests` (what these ask for).
        filters: For projects `city`, `country`, `area`, `topic`, `status`, `report` (an id, or `"newest"`) and, with
            a report, `stage`; for cities `country` and `joined`.

    Errors: an unknown kind, filter or id; a stage without a report.
    """
    return number(query.totals.count(view.atlas, what, **filters))


@macro
def projects_link(view: PageView, *, status: str | None = None, stage: str | None = None) -> Markup:
    """How many projects have a status, or a stage in the newest document, as a link to them in the register.

    Args:
        status: The last known status.
        stage: The stage in the newest document.
    """
    chosen = {"status": status, "stage": stage, "report": "newest" if stage else None}
    n = query.totals.count(view.atlas, "projects", **{name: value for name, value in chosen.items() if value})
    newest = query.reports.newest_report(view.atlas).id
    filters = {"status": status, "listed": newest if stage else None, "stage": stage}
    return view.register_link(number(n), **{name: value for name, value in filters.items() if value})


@macro
def last_checked(view: PageView) -> str:
    """The day on which the data were last checked."""
    return date(query.common.last_checked(view.atlas))


@macro
def newest_year(view: PageView) -> str:
    """The year of the newest document."""
    return str(query.reports.report_year(view.atlas, query.reports.newest_report(view.atlas)))


template_macros("prose", sources="The numbered list of all sources cited on the page so far. Comes last.")


@macro
def languages(view: PageView) -> str:  # noqa: ARG001 - every macro takes it
    """The languages in which the pages are, as a sentence names them."""
    return series(map(language_name, LANGUAGES))


@macro
def download(view: PageView, path: str, text: str | None = None) -> str:
    """A link to a file of data, by its name unless other words are given.

    If a build omits the file, the page shows its name with a note that says so.

    Args:
        path: Where the file lies below the site, such as `data/projects.csv`.
        text: Other words for the link.

    Errors: a file that is not made.
    """
    if path not in view.site.data_files:
        hint = suggest(path, view.site.data_files)
        raise MacroError("macro-argument", f"download: no file '{path}' is made", hint, path)
    link = view.file_link(path, inline(text or path.rpartition("/")[2]))
    return link if view.site.is_made(path) else link + " (" + _("not made in this build") + ")"
