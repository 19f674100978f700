"""Rules about the Markdown pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from atlas.checks.context import Context, Rule
from atlas.findings import Finding, suggest
from atlas.load import collection_file
from atlas.pages import DOCS_DIR, RECORD_FOLDERS


def front_matter(context: Context) -> Iterator[Finding]:
    """The front matter of a page is YAML that means what it says."""
    for page in context.tree.pages.values():
        yield from page.front_matter.findings


#: What the front matter of a page may hold.
KEYS = ["record", "title", "description", "hide", "search"]


def front_matter_key(context: Context) -> Iterator[Finding]:
    """The front matter of a page holds only keys that mean something here."""
    for page in context.tree.pages.values():
        for key in page.meta:
            if key not in KEYS:
                message = f"'{key}' means nothing in the front matter of a page"
                yield page.front_matter.finding((key,), "front-matter-key", message, suggest(key, KEYS), at_key=True)


def page_without_record(context: Context) -> Iterator[Finding]:
    """Each page in docs/cities/ and docs/focus-areas/ names the record that its file is named after."""
    for collection, page in context.tree.record_pages:
        records, name = context.atlas.collection(collection), posixpath.basename(page.src).removesuffix(".md")
        named = page.meta.get("record")
        file = collection_file(collection)
        if named is None:
            hint = f"write 'record: {name}' into the front matter"
            yield Finding(page.file, 1, 1, "page-without-record", "this page names no record", hint)
        elif named not in records:
            message = f"'{named}' names no record in {file}"
            near = suggest(str(named), records, f"add the record to {file}, or remove this page.")
            yield page.front_matter.finding(("record",), "page-without-record", message, near)
        elif named != name:
            message = f"this page stands for '{named}' but its file is named '{name}.md'"
            yield page.front_matter.finding(("record",), "page-without-record", message, f"rename it to {named}.md")


def record_without_page(context: Context) -> Iterator[Finding]:
    """Each city and focus area has its page."""
    for collection, folder in RECORD_FOLDERS.items():
        for record_id in context.atlas.collection(collection):
            src = f"{folder}/{record_id}.md"
            if src not in context.tree.pages:
                message = f"'{record_id}' has no page"
                yield context.at(
                    collection, record_id, ("id",), "record-without-page", message, f"add {DOCS_DIR}/{src}"
                )


def title_differs(context: Context) -> Iterator[Finding]:
    """The first-level heading of the page of a record is the name of the record."""
    for _, page in context.tree.record_pages:
        record = context.tree.record_of(page.src, context.atlas)
        name = getattr(record, "name", None)
        if name is not None and page.title != name:
            line = page.body_line
            message = f"the heading is '{page.title}', but the record is called '{name}'"
            yield Finding(page.file, line, 1, "title-differs", message, f"write '# {name}'")


_NO_PROSE = re.compile(r"(?:\{\{.*\}\}\s*)?(?:#.*)?", re.DOTALL)


def page_without_introduction(context: Context) -> Iterator[Finding]:
    """The page of a record begins with an introduction."""
    for _, page in context.tree.record_pages:
        heading, _, rest = page.body.partition("\n")
        if _NO_PROSE.fullmatch(rest.strip().partition("\n\n")[0]):
            message = "this page has no introduction"
            hint = "write below the heading what the sources say, each claim with its source"
            width = len(heading)
            yield Finding(page.file, page.body_line, 1, "page-without-introduction", message, hint, width)


_CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1|`[^`\n]+`|<!--.*?-->", re.DOTALL | re.MULTILINE)
_ACTIVE = {
    "a script": re.compile(r"<\s*/?\s*(?:script|iframe|object|embed|form|meta|link|base|svg|math)\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*?\s(on\w+)\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"(?:javascript|vbscript|data)\s*:\s*\w*[/(]", re.IGNORECASE),
    "an image without alternative text": re.compile(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")", re.IGNORECASE),
}


def active_markup(context: Context) -> Iterator[Finding]:
    """No page holds a script, an event handler, an address that is a script, or an image without alternative text."""
    for page in context.tree.pages.values():
        shown = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.body)
        for what, pattern in _ACTIVE.items():
            for match in pattern.finditer(shown):
                before = shown[: match.start()]
                line, column = before.count("\n"), match.start() - (before.rfind("\n") + 1) + 1
                hint = "write Markdown; what has to be markup belongs into a template"
                message = f"a page may not hold {what}"
                width = len(match[0].partition("\n")[0])
                yield Finding(page.file, page.body_line + line, column, "active-markup", message, hint, width)


RULES: list[Rule] = [
    front_matter,
    front_matter_key,
    page_without_record,
    record_without_page,
    title_differs,
    active_markup,
]
WARNINGS: list[Rule] = [page_without_introduction]
