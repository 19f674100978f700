"""Rules about where values come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import Context, Rule
from atlas.findings import Finding


def page_of_no_pdf(context: Context) -> Iterator[Finding]:
    """Only a PDF is cited with a page."""
    for document, path, mapping in context.mappings:
        source = context.atlas.sources.get(str(mapping.get("source")))
        for key in ("page", "pages"):
            if key in mapping and source is not None and not source.is_pdf and "rows" not in mapping:
                message = f"'{source.id}' is no PDF, so it has no pages"
                yield document.finding((*path, key), "page-of-no-pdf", message, f"leave '{key}' out")


def source_not_listed(context: Context) -> Iterator[Finding]:
    """The source of every value of a project or city stands among the sources of its record."""
    for collection in ("projects", "cities"):
        for record_id, listed, path, source in query.values_with_sources(context.atlas, collection):
            if source not in listed:
                message = f"'{source}' is cited here but not listed in the sources of the record"
                yield context.at(collection, record_id, path, "source-not-listed", message, "add it to 'sources'")


def page_missing(context: Context) -> Iterator[Finding]:
    """A value from a PDF says on which page it stands."""
    for document, path, mapping in context.mappings:
        source = context.atlas.sources.get(str(mapping.get("source")))
        if source is not None and source.is_pdf and len(mapping) > 1 and not {"page", "pages", "rows"} & set(mapping):
            message = "this value comes from a PDF without a page"
            yield document.finding((*path, "source"), "page-missing", message, "give it: 'page: 3'")


def undated_figure(context: Context) -> Iterator[Finding]:
    """A figure says when it held."""
    for project in context.atlas.projects.values():
        for index, figure in enumerate(project.figures):
            if figure.as_of is None:
                path = ("figures", index)
                hint = "give it, if the source does: 'as_of: 2024-06'"
                yield context.at("projects", project.id, path, "undated-figure", "this figure has no date", hint)


def plain_http(context: Context) -> Iterator[Finding]:
    """No source is named by plain http where another source of the same host has https."""
    for source in query.needlessly_plain(context.atlas):
        message = "another source of the same host is read by https"
        yield context.at("sources", source.id, ("url",), "plain-http", message, "try https:// here")


def offer_not_in_text(context: Context) -> Iterator[Finding]:
    """What a partner offers is shown by words that stand in its own text, or in that of what it did in cities."""
    for partner in context.atlas.partners.values():
        texts = [partner.what, *(support.what for support in partner.cities_supported)]
        for index, offer in enumerate(partner.offers):
            # Words of their own: "pays for" does not stand in "repays for".
            if not any(re.search(rf"(?<!\w){re.escape(offer.words)}(?!\w)", text) for text in texts):
                message = f"the words '{offer.words}' do not stand in the text of '{partner.id}'"
                hint = "take over the words as they stand there, or take the offer out"
                path = ("offers", index, "words")
                yield context.at("partners", partner.id, path, "offer-not-in-text", message, hint)


def offered_twice(context: Context) -> Iterator[Finding]:
    """A partner offers each kind of support once."""
    for partner in context.atlas.partners.values():
        seen = set()
        for index, offer in enumerate(partner.offers):
            if offer.kind in seen:
                message = f"'{partner.id}' offers '{offer.kind}' a second time"
                path, hint = ("offers", index, "kind"), "keep the words that say it best"
                yield context.at("partners", partner.id, path, "offered-twice", message, hint)
            seen.add(offer.kind)


RULES: list[Rule] = [page_of_no_pdf, source_not_listed, offer_not_in_text, offered_twice]
WARNINGS: list[Rule] = [page_missing, undated_figure, plain_http]
