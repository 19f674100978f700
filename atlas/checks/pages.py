"""Rules about the Markdown pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from atlas.checks.context import (
    FILES,
    RECORDS,
    RENDERED,
    WARNINGS,
    Context,
    Files,
    Mistakes,
    Rendered,
    rule,
    rule_for_each,
)
from atlas.checks.references import unknown_id
from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.query.common import slug
from atlas.read.findings import nearest, suggest
from atlas.read.pages import DOCS_DIR, LISTS, Page, PageTree

#: The keys of the front matter of a page.
KEYS = ["record", "description", "hide", "search"]

#: Search engines show this many characters of a title and of a description.
MAX_TITLE = 60
MIN_DESCRIPTION, MAX_DESCRIPTION = 50, 160


@rule_for_each(FILES, "pages")
def front_matter(_: Files, page: Page) -> Mistakes:
    """Look at the front matter of a page.

    front-matter-key: The front matter of a page has only known keys, and `search` only leaves the page out.
    second-name: A page is called by its first-level heading and by nothing else.
    menu-of-page: Whether the menu is shown beside a page is said for its whole folder.
    description-length: Each page has a description for search engines, of 50 to 160 characters.
    """
    for key in page.meta:
        if key == "title":
            yield "second-name", (key, "key"), "this is a second name beside the heading", "remove 'title'"
        elif key not in KEYS:
            message = f"'{key}' is no key of the front matter of a page"
            yield "front-matter-key", (key, "key"), message, suggest(key, KEYS)
        elif key == "search" and page.meta[key] != {"exclude": "true"}:
            hint = "write 'search: {exclude: true}', or remove 'search'"
            yield "front-matter-key", (key,), "'search' can only leave a page out of the search", hint
    if "navigation" in str(page.meta.get("hide")) and posixpath.dirname(page.src):
        hint = f"hide it for all pages of the folder, in {DOCS_DIR}/{posixpath.dirname(page.src)}/.meta.yml"
        yield "menu-of-page", ("hide",), "this page alone of its folder hides the menu", hint
    described = page.meta.get("description")
    if page.front_matter.findings:
        return
    if described is None:
        hint = "write 'description: ' and what the page shows into the front matter"
        yield "description-length", (), "this page has no description", hint
    elif not MIN_DESCRIPTION <= len(str(described)) <= MAX_DESCRIPTION:
        message = f"this description has {len(str(described))} characters"
        hint = f"write {MIN_DESCRIPTION} to {MAX_DESCRIPTION} characters"
        yield "description-length", ("description",), message, hint


@rule_for_each(RECORDS, "record_pages")
def page_without_record(context: Context, collection: str, page: Page) -> Mistakes:
    """Each page of one city, country, focus area or topic names the record that its file is named after."""
    records = context.atlas.collection(collection)
    named, name = page.meta.get("record"), posixpath.basename(page.src).removesuffix(".md")
    if named == name in records:
        return
    if page.front_matter.findings:  # the part that cannot be read may name it
        return
    if named is None:
        yield (), "this page names no record", f"write 'record: {name}' into the front matter"
    elif named not in records:
        otherwise = f"add the record to {context.atlas.file_of(collection)}, or remove this page."
        yield ("record",), *unknown_id(context.atlas, str(named), [collection], otherwise)
    elif named != name:
        message = f"this is the page of '{named}', but its file is named '{name}.md'"
        yield ("record",), message, f"rename it to {named}.md"


@rule(RECORDS)
def record_without_page(context: Context) -> Mistakes:
    """Each city, country, focus area and topic has its page."""
    for name, collection in context.atlas.COLLECTIONS.items():
        for record_id in context.atlas.collection(name) if collection.folder else ():
            src, _ = context.tree.address(name, record_id, context.atlas)
            if src not in context.tree.pages:
                yield (name, record_id, "id"), f"'{record_id}' has no page", f"add {DOCS_DIR}/{src}"


@rule_for_each(RECORDS, "record_pages")
def title_differs(context: Context, _collection: str, page: Page) -> Mistakes:
    """The first-level heading of the page of a record is the name of the record."""
    name = getattr(context.tree.record_of(page.src, context.atlas), "name", None)
    if name is not None and page.title not in (None, name):
        yield (0, 1), f"the heading is '{page.title}', but the record is called '{name}'", f"write '# {name}'"


#: The macro between the title and the introduction of a city page.
_OPENING = re.compile(r"(?:\{\{ city_lead\(\) \}\}\s*)?")

_NO_PROSE = re.compile(r"(?:\{\{.*\}\}\s*)?(?:#.*)?", re.DOTALL)


@rule_for_each(WARNINGS, "record_pages")
def page_without_introduction(_: Context, collection: str, page: Page) -> Mistakes:
    """The page of a city or focus area begins with an introduction."""
    heading, rest = f"{page.body}\n".split("\n", 1)
    opening = _OPENING.sub("", rest.strip(), count=1).partition("\n\n")[0]
    if collection in {"cities", "focus_areas"} and _NO_PROSE.fullmatch(opening):
        hint = "write below the heading what the sources say, and cite a source for each claim"
        yield (0, len(heading)), "this page has no introduction", hint


@rule_for_each(FILES, "record_pages")
def introduction_without_source(_: Files, collection: str, page: Page) -> Mistakes:
    """The introduction of a city cites a source."""
    words = page.words[: len(page.introduction)].partition("\n")[2].strip()
    if collection == "cities" and words and "{{ cite(" not in page.introduction:
        hint = 'cite the source after each claim: {{ cite("s-…", page=5) }}'
        yield (0, len(page.body.partition("\n")[0])), "the introduction of this page cites no source", hint


_ACTIVE = {
    "a script": re.compile(r"<\s*/?\s*(?:script|iframe|object|embed|form|meta|link|base|svg|math)\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*?\s(on\w+)\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"(?:javascript|vbscript|data)\s*:\s*\w*[/(]", re.IGNORECASE),
    "an image without alternative text": re.compile(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")", re.IGNORECASE),
}


_SINGLE_BRACES = re.compile(r"(?<!\{)\{ *(?P<call>[a-z_]+\([^(){}]*\)) *\}{1,2}")


@rule_for_each(FILES, "pages")
def markup(_: Files, page: Page) -> Mistakes:
    """Look at what a page has beside words.

    active-markup: No page has a script, an event handler, an address that is a script, or an image without
        alternative text.
    single-braces: A macro is called between two braces on each side.
    """
    for what, pattern in _ACTIVE.items():
        for match in pattern.finditer(page.prose):
            place, hint = (
                (match.start(), len(match[0].partition("\n")[0])),
                "write Markdown; markup belongs into a template",
            )
            yield "active-markup", place, f"a page may not have {what}", hint
    for match in _SINGLE_BRACES.finditer(page.prose):
        place, hint = (match.start(), len(match[0])), f"write '{{{{ {match['call']} }}}}'"
        yield "single-braces", place, "one brace before it calls no macro", hint


@rule_for_each(FILES, "pages")
def title(_: Files, page: Page) -> Mistakes:
    """Look at the title of a page.

    one-title: Each page has one first-level heading.
    title-length: The title of a page has at most 60 characters, so that a search engine shows all of it.
    """
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles:
        yield "one-title", (0, 1), "this page has no first-level heading", "begin it with '# ' and its title"
    for heading in titles[1:]:
        place = (heading.offset, len(heading.text) + 2)
        yield "one-title", place, "this is a second first-level heading", "begin it with '## '"
    for heading in page.headings[:1]:
        if len(heading.text) > MAX_TITLE:
            place = (heading.offset, len(heading.text) + 2)
            message = f"this title has {len(heading.text)} characters, {MAX_TITLE} are shown"
            yield "title-length", place, message, "shorten it"


@rule_for_each(FILES, "pages")
def broken_link(files: Files, page: Page) -> Mistakes:
    """A link to another page or to a picture leads to one that exists."""
    folder, tree = posixpath.dirname(page.src), files.tree
    for offset, target in page.links:
        path, _, _ = target.partition("#")
        if not path or ":" in path:
            continue
        if path.startswith("/") or not posixpath.splitext(path)[1]:
            src = path.strip("/") + ".md" if path.startswith("/") else _target(page, f"{path.rstrip('/')}.md")
            likely = nearest(src.replace(".md.md", ".md"), tree.pages) or "index.md"
            hint = f"write it as '{posixpath.relpath(likely, folder)}'"
            yield (offset, len(target)), f"'{path}' is no path from this page to a file", hint
        elif (src := _target(page, path)) not in tree.pages and src not in tree.assets:
            what = "page" if path.endswith(".md") else "file"
            near = nearest(src, [*tree.pages, *tree.assets])
            hint = (
                f"did you mean {posixpath.relpath(near, folder)}?"
                if near
                else f"add {DOCS_DIR}/{src}, or remove the link"
            )
            yield (offset, len(target)), f"there is no {what} {DOCS_DIR}/{src}", hint
    for offset, text, name in page.undefined_links:
        hint = f"write '[text](address)', or add a line '[{name}]: address' to the end of the page"
        yield (offset, len(text)), f"nothing on this page says where the link '{name}' leads", hint


def _target(page: Page, path: str) -> str:
    """Return the file that a relative address on a page means, from the folder of pages; the page itself for none."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.src), path)) if path else page.src


def links_to_places(tree: PageTree) -> Iterator[tuple[Page, int, str, str, str]]:
    """Yield each link to a place on a page as (page, its place there, target as written, the page meant, anchor)."""
    for page in tree.pages.values():
        for offset, target in page.links:
            path, _, anchor = target.partition("#")
            if anchor and ":" not in path:
                yield page, offset, target, _target(page, path), anchor


def linked_macro_pages(tree: PageTree, atlas: Atlas) -> set[str]:
    """Return the pages to whose places others link that a macro writes: no heading of the page, and no record on it."""
    ids = {src: {heading.id for heading in page.headings} for src, page in tree.pages.items()}
    for collection, record_id, _ in atlas.records():
        src, anchor = tree.address(collection, record_id, atlas)
        ids.setdefault(src, set()).add(anchor)
    return {src for *_, src, anchor in links_to_places(tree) if anchor not in ids.get(src, ())}


#: The ids in the markup of a page, and those that Markdown attributes give to its parts.
_ANCHOR = re.compile(r"""\bid=["']?([^"'\s>]+)|\{:?[^}\n]*?#([\w-]+)[^}\n]*\}""")


@rule(RENDERED)
def missing_anchor(rendered: Rendered) -> Mistakes:
    """A link to a place on a page leads to an id of a heading or of what a macro writes."""
    anchors: dict[str, set[str]] = {}
    for page, offset, target, src, anchor in links_to_places(rendered.tree):
        if src not in rendered.texts:
            continue
        if src not in anchors:
            anchors[src] = _anchors(rendered, src)
        if anchor not in anchors[src]:
            where = "this page" if src == page.src else f"{DOCS_DIR}/{src}"
            message = f"nothing on {where} has the id '{anchor}'"
            give, near = f"give the heading that is meant '{{: #{anchor} }}'", suggest(anchor, anchors[src])
            if src in LISTS:  # whose anchors are records
                give = f"keep the record '{anchor}', or take the link out"
            yield (page, offset, len(target)), message, f"{near} Or {give}" if near else give


def _anchors(rendered: Rendered, src: str) -> set[str]:
    """Return every id on a page; the id of a heading follows from its text if none is given."""
    ids = {anchor for match in _ANCHOR.finditer(rendered.texts[src]) for anchor in match.groups() if anchor}
    return ids | {slug(heading.text) for heading in rendered.tree.pages[src].headings}


@rule(FILES)
def linked_heading(files: Files) -> Mistakes:
    """A heading that another place links to has an id that stays when its text changes."""
    linked = {(src, anchor) for *_, src, anchor in links_to_places(files.tree)}
    for page in files.tree.pages.values():
        for heading in page.headings:
            anchor, marks = slug(heading.text), "#" * heading.level
            if heading.id is None and (page.src, anchor) in linked:
                message = "a link leads to this heading, which has no id of its own"
                hint = f"write '{marks} {heading.text} {{: #{anchor} }}'"
                yield (page, heading.offset, len(f"{marks} {heading.text}")), message, hint


#: The ids of the headings that the macro of a city page writes.
CITY_SECTIONS = ("project-by-project", "aims", "facts", "open-questions", "sources")


@rule_for_each(RECORDS, "projects")
def anchor_taken(context: Context, project: Project) -> Mistakes:
    """No id of a project is that of a heading on the page of its city."""
    src, _ = context.tree.address("projects", project.id, context.atlas)
    headings = {heading.id for heading in context.tree.pages[src].headings} if src in context.tree.pages else set()
    if project.id in headings.union(CITY_SECTIONS):
        hint = "choose another id, for the project or for the heading"
        yield ("id",), f"a heading of {DOCS_DIR}/{src} has the id '{project.id}'", hint
