"""Rules about what readers type into the search."""

from __future__ import annotations

from atlas.checks.context import RECORDS, Context, Mistakes, rule
from atlas.model.atlas import FILES
from atlas.read.findings import suggest


@rule(RECORDS)
def synonym_page(context: Context) -> Mistakes:
    """The page of a synonym exists, and so does the section that it names."""
    document = context.yaml_files[FILES["synonyms"].file]
    for index, raw in enumerate(document.value["synonyms"]):
        if mistake := _explain_missing(context, raw["page"]):
            yield (document, "synonyms", index, "page"), *mistake


def _explain_missing(context: Context, page: str) -> tuple[str, str | None] | None:
    """Return what a page or section lacks, as a message and a hint."""
    src, _, anchor = page.partition("#")
    pages = context.tree.pages
    if src not in pages:
        return f"there is no page '{src}'", suggest(src, pages)
    ids = [heading.id for heading in pages[src].headings if heading.id]
    if anchor and anchor not in ids:
        return f"the page '{src}' has no section '{anchor}'", suggest(anchor, ids)
    return None
