"""Rules about what readers type into the search."""

from __future__ import annotations

import re

from atlas.checks.context import RECORDS, Context, Mistakes, rule
from atlas.read.findings import suggest
from atlas.read.loading import SYNONYMS_FILE


@rule(RECORDS)
def synonym(context: Context) -> Mistakes:
    """Look at where each synonym leads.

    synonym-aim: A synonym has either what it means or the page that answers it.
    synonym-page: The page of a synonym exists, and so does the section that it names.
    synonym-means: What a synonym means is a word of a record or of a page.
    """
    document = context.yaml_files[SYNONYMS_FILE]
    for index, raw in enumerate(document.value["synonyms"]):
        page, means, place = raw.get("page"), raw.get("means"), (document, "synonyms", index)
        if (page is None) == (means is None):
            yield "synonym-aim", place, "a synonym has either 'means' or 'page'", "write one of them"
        elif page:
            if mistake := _missing(context, page):
                yield "synonym-page", (*place, "page"), *mistake
        elif not _is_used(context, means):
            message = f"no record and no page has the word '{means}'"
            yield "synonym-means", (*place, "means"), message, "write a word that they have"


def _missing(context: Context, page: str) -> tuple[str, str | None] | None:
    """Return what a page or section lacks, as a message and a hint."""
    src, _, anchor = page.partition("#")
    pages = context.tree.pages
    if src not in pages:
        return f"there is no page '{src}'", suggest(src, pages)
    ids = [heading.id for heading in pages[src].headings if heading.id]
    if anchor and anchor not in ids:
        return f"the page '{src}' has no section '{anchor}'", suggest(anchor, ids)
    return None


def _is_used(context: Context, word: str) -> bool:
    """Return whether a word is in a record or on a page."""
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    records = (text for document, _, text in context.texts if document.file != SYNONYMS_FILE)
    return any(map(pattern.search, records)) or any(pattern.search(page.words) for page in context.tree.pages.values())
