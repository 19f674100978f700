"""The Markdown pages: which there are, what is in them, and their addresses.

Addresses follow from the files alone: ``cities/makassar.md`` is served at ``cities/makassar/``.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.cities import City
from atlas.model.collections import Collection
from atlas.model.references import target_of
from atlas.read.cache import NO_CACHE, Cache, digest
from atlas.read.findings import Finding, line_and_column
from atlas.read.yaml_file import YamlFile, conflicts_of_page, not_text, parse

DOCS_DIR = "docs"

#: The name of a form, from which the pages of all records of a folder are filled.
FORM = "_record.md"


_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)^---\n", re.DOTALL | re.MULTILINE)
_CITE = re.compile(r"\bcite\(\s*[\"']([^\"']+)[\"']")
_ESCAPE = re.compile(r"\\([^\w\s])")
_HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<text>.+?)[ #]*(?:\{:(?P<attributes>.*)\})? *$", re.MULTILINE)
#: What Markdown or a macro call would read in a name, each as an entity.
_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]<>#|&!~$+"}
_ID = re.compile(r"#([\w$-]+)")
_CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1|`[^`\n]+`|<!--.*?-->", re.DOTALL | re.MULTILINE)
_MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LINK = re.compile(r"\]\(\s*(?P<target>[^\s)]+)")
#: Links to an address further below, `[text][name]`, and the lines that give it, `[name]: address`.
_NAMED_LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\[(?P<name>[^\]\[]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]\[]+)\]:\s*<?(?P<target>[^\s>]+)", re.MULTILINE)

#: The collection of each folder in which every record has a page of its own.
_COLLECTIONS = {collection.folder: collection for collection in Atlas.COLLECTIONS.values() if collection.folder}

#: The pages on which records have their place.
LISTS = {each.pages[0] for each in Atlas.COLLECTIONS.values() if not (each.folder or each.within)}

#: The folder of the section that a folder belongs to, where that is not the folder itself.
_SECTIONS = {"countries": "cities"}


class MissingPageError(Exception):
    """A link points at a page that does not exist."""

    def __init__(self, src: str) -> None:
        super().__init__(f"the page {DOCS_DIR}/{src} does not exist")
        self.src = src


class Heading(NamedTuple):
    """One heading of a page."""

    level: int  # 1 for that of the page
    text: str  # what it shows
    id: str | None  # the anchor that is written beside it, which stays when the text changes
    offset: int  # where it begins in the body of the page


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


@dataclass
class Page:
    """One Markdown file below ``docs/``."""

    src: str  # its path below ``docs/``
    text: str  # the whole file
    findings: list[Finding] = field(default_factory=list)  # what is wrong with it as text
    form: str = ""  # the form that it is filled from, below ``docs/``; "" if it is written by hand

    @classmethod
    def of(cls, src: str, raw: bytes) -> Page:
        """Return the page that a file holds; bytes that are no text are replaced, and reported as findings."""
        text = raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        return cls(src, text, list(not_text(f"{DOCS_DIR}/{src}", raw)))

    def fill(self, src: str, values: Mapping[str, str]) -> Page:
        """Return the page of a record, of which this is the form: `$name` stands for a value by its name."""
        front = self.text[: len(self.text) - len(self.body)]
        quoted = {name: json.dumps(value, ensure_ascii=False)[1:-1] for name, value in values.items()}
        escaped = {name: value.translate(_ENTITIES) for name, value in values.items()}
        text = Template(front).safe_substitute(quoted) + Template(self.body).safe_substitute(escaped)
        return Page(src, text, form=self.src)

    @property
    def file(self) -> str:
        """The path of the file that it is written in, or filled from, below the project's root."""
        return f"{DOCS_DIR}/{self.form or self.src}"

    @cached_property
    def front_matter(self) -> YamlFile:
        """Its front matter, with the places of keys and values in the file."""
        match = _FRONT_MATTER.match(self.text)
        return parse(self.file, match["yaml"], first_line=2) if match else YamlFile(self.file, {})

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter as a mapping; empty where it is none."""
        value = self.front_matter.value
        return value if isinstance(value, dict) else {}

    @property
    def body_line(self) -> int:
        """The line of the file on which :attr:`body` begins, counted from 1."""
        return self.text[: len(self.text) - len(self.body)].count("\n") + 1

    @cached_property
    def body(self) -> str:
        """The Markdown after the front matter, from the first line that is not empty, as MkDocs passes it on."""
        match = _FRONT_MATTER.match(self.text)
        return self.text[match.end() :].lstrip("\n") if match else self.text

    @cached_property
    def prose(self) -> str:
        """The body with code and comments replaced by blanks, so that all else keeps its place."""
        return _CODE.sub(_blank, self.body)

    @cached_property
    def words(self) -> str:
        """The prose with macros replaced by blanks as well."""
        return _MACRO.sub(_blank, self.prose)

    @cached_property
    def headings(self) -> list[Heading]:
        """Its headings, in order."""
        headings = []
        for match in _HEADING.finditer(self.prose):
            text = html.unescape(_ESCAPE.sub(r"\1", self.body[match.start("text") : match.end("text")]))
            ids = _ID.findall(match["attributes"] or "")
            headings.append(Heading(len(match["marks"]), text, ids[0] if ids else None, match.start()))
        return headings

    @property
    def title(self) -> str | None:
        """The text of its first first-level heading, with escapes resolved; None without one."""
        return next((heading.text for heading in self.headings if heading.level == 1), None)

    @property
    def introduction(self) -> str:
        """Its prose up to the second heading."""
        return self.prose[: self.headings[1].offset if len(self.headings) > 1 else None]

    @cached_property
    def links(self) -> list[tuple[int, str]]:
        """Its links and pictures: (place in the body, target)."""
        matches = [*_LINK.finditer(self.prose), *_DEFINITION.finditer(self.prose)]
        return [(match.start("target"), match["target"]) for match in matches]

    @property
    def undefined_links(self) -> Iterator[tuple[int, str, str]]:
        """The links by name that have no address: (place in the body, the link as written, name)."""
        if "][" in self.words:
            defined = {match["name"].casefold() for match in _DEFINITION.finditer(self.prose)}
            for match in _NAMED_LINK.finditer(self.words):
                name = match["name"] or match["text"]
                if name.casefold() not in defined:
                    yield match.start(), match[0], name

    def at(self, offset: int, rule: str, message: str, hint: str | None = None, width: int = 1) -> Finding:
        """Return a finding at a place of the body."""
        line, column = line_and_column(self.body, offset)
        return Finding(self.file, self.body_line + line - 1, column, rule, message, hint, width)

    @cached_property
    def cited_sources(self) -> list[str]:
        """The ids of the sources that it cites."""
        return _CITE.findall(self.body)


@dataclass
class PageTree:
    """All pages, and the address of everything that has one."""

    pages: dict[str, Page] = field(default_factory=dict)
    #: The other files below ``docs/``: pictures, styles, scripts.
    assets: set[str] = field(default_factory=set)
    #: The form from which the pages of a collection are filled, by their folder.
    forms: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, cache: Cache = NO_CACHE) -> PageTree:
        """Read the pages below the ``docs/`` of a project; those in the cache are not parsed."""
        docs = root / DOCS_DIR
        files = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
        contents = {src: (docs / src).read_bytes() for src in files if src.endswith(".md")}
        pages = {src: cache.get(("page", src), raw, partial(Page.of, src, raw)) for src, raw in contents.items()}
        forms = {posixpath.dirname(src): pages[src] for src in pages if posixpath.basename(src) == FORM}
        written = {src: page for src, page in pages.items() if posixpath.basename(src) != FORM}
        return cls(written, set(files) - set(pages), forms)

    def add_record_pages(self, atlas: Atlas) -> PageTree:
        """Return the pages with one for each record that has no page of its own, but a form in its folder."""
        pages = self.handwritten
        for folder, form in self.forms.items():
            for record_id, record in atlas.collection(_COLLECTIONS[folder].name).items():
                src = f"{folder}/{record_id}.md"
                values = {"id": record_id, "name": record.name}
                pages.setdefault(src, form.fill(src, values))
        return replace(self, pages=dict(sorted(pages.items())))

    @property
    def handwritten(self) -> dict[str, Page]:
        """The pages that are written by hand, by their path below ``docs/``."""
        return {src: page for src, page in self.pages.items() if not page.form}

    @property
    def texts(self) -> list[Page]:
        """The pages and forms that are written by hand."""
        return [*self.handwritten.values(), *self.forms.values()]

    @cached_property
    def digest(self) -> str:
        """Of all pages, and of the names of all files."""
        return digest(
            [
                *map(str.encode, sorted(self.assets)),
                *(p.encode() for it in self.pages.values() for p in (it.src, it.text)),
            ]
        )

    @cached_property
    def outline(self) -> str:
        """Of what a page may show of other pages: their names, titles and front matter, and what they cite."""
        shown = ((page.src, page.title, page.meta, page.cited_sources) for page in self.pages.values())
        return digest(repr(part).encode() for part in shown)

    @cached_property
    def pages_by_source(self) -> dict[str, set[str]]:
        """The pages that cite each source in their prose: ``{source id: paths}``."""
        paths: dict[str, set[str]] = {}
        for page in self.pages.values():
            for source in page.cited_sources:
                paths.setdefault(source, set()).add(page.src)
        return paths

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with pages as text, and with their front matter as YAML."""
        findings: list[Finding] = []
        for page in self.pages.values():
            findings += [*page.findings, *page.front_matter.findings, *conflicts_of_page(page.file, page.text)]
        return findings

    @property
    def record_pages(self) -> list[tuple[str, Page]]:
        """Every page about one record: (collection of that record, page)."""
        pages = [(collection_of(page.src), page) for page in self.pages.values()]
        return [
            (collection.name, page) for collection, page in pages if collection and page.src not in collection.pages
        ]

    def record_of(self, src: str, atlas: Atlas) -> Record | None:
        """Return the record that a page is about, by its front matter; None for other pages and unknown records."""
        collection = collection_of(src)
        if collection is None or src not in self.pages:
            return None
        record: Record | None = atlas.collection(collection.name).get(str(self.pages[src].meta.get("record")))
        return record

    def address(self, collection: str, record_id: str, atlas: Atlas) -> tuple[str, str]:
        """Return where a record is shown: (page, anchor on it), the anchor "" where the whole page is about it."""
        place = atlas.COLLECTIONS[collection]
        if place.within:
            around, around_id = target_of(atlas.collection(collection)[record_id], place.within)
            return self.address(around, around_id, atlas)[0], record_id
        if place.folder:
            return f"{place.folder}/{record_id}.md", ""
        return place.pages[0], "" if place.kept == "single" else record_id.lower()

    def way(self, src: str, atlas: Atlas) -> list[str]:
        """Return the pages that lead to a page: its section, its country; itself the last."""
        folder, record = posixpath.dirname(src), self.record_of(src, atlas)
        above = [posixpath.join(_SECTIONS.get(folder, folder), "index.md")] if folder else []
        if isinstance(record, City):
            above.append(self.address("countries", record.country, atlas)[0])
        return [page for page in dict.fromkeys((*above, src)) if page in self.pages]

    def link(self, origin: str, target: str) -> str:
        """Return the relative address of a page as seen from another; a :class:`MissingPageError` if there is none."""
        if target not in self.pages:
            raise MissingPageError(target)
        return posixpath.relpath(folder_of(target), folder_of(origin)) + "/"


def collection_of(src: str) -> Collection | None:
    """Return the collection whose records have their pages in the folder of a page; None for other folders."""
    return _COLLECTIONS.get(posixpath.dirname(src))


def site_path(src: str) -> str:
    """Return the path of a page below the site, with a slash at its end; "" for the home page."""
    return f"{folder_of(src)}/".lstrip("/")


def folder_of(src: str) -> str:
    """Return the folder that a page is served from, from the root of the site."""
    folder, name = posixpath.split(src)
    return "/" + folder if name == "index.md" else f"/{folder}/{name.removesuffix('.md')}".replace("//", "/")
