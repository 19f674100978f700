"""One build or preview as a site generator sees it: what it asks for from before the first page to after the last.

``macros.py`` and ``hooks.py`` are the adapter of MkDocs; an adapter of another generator needs nothing but this module
and :mod:`atlas.site.frame.finish`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from atlas import export, query
from atlas.checks import examine
from atlas.export.feeds import feed_of
from atlas.model import words
from atlas.read import catalogue
from atlas.read.cache import NO_CACHE, Cache, digest
from atlas.read.findings import Finding, text
from atlas.read.pages import DOCS_DIR
from atlas.read.translation import GUIDES, SETTINGS
from atlas.site import search
from atlas.site.frame.finish import finish_page, finish_site, mark
from atlas.site.frame.languages import Alternate, alternates, link_to_english_guides, locale
from atlas.site.frame.linked_data import linked_data
from atlas.site.frame.page_links import data, neighbours, report, way
from atlas.site.frame.pictures import picture_of, pictures
from atlas.site.pages.build import Build, Draft
from atlas.site.preview import Remade

_CORRECTIONS = re.compile(r"https?://[\w.-]+\S*|(mailto:)?[^\s@?:]+@[\w.-]+\S*", re.ASCII)
_REPOSITORY = re.compile(r"https://[\w.-]+(:\d+)?(/[\w.~-]+)+(?<!\.git)/?", re.ASCII)


#: What a preview keeps.
CACHE = Cache()


class StopError(Exception):
    """Nothing can be published: a setting or the data cannot be used."""


@dataclass(frozen=True)
class Settings:
    """What only the generator knows; what is not known is ""."""

    name: str
    language: str = words.SOURCE_LANGUAGE
    editions: str = ""  #: The languages that are published together, with blanks between them.
    address: str = ""
    repository: str = ""
    corrections: str = ""  #: Where readers send corrections, beside the repository.
    exports: str = ""  #: Which files of data are made, by the name of an extent.
    serving: bool = False  #: Whether this is a preview, which outlives mistakes.
    offline: bool = False  #: Whether the pages are opened from a disk.
    only: str | None = None  #: The page that a preview makes before all others, by its path below the site.


class Publication:
    """One build or preview of the project in a folder.

    Raises:
        StopError: For a wrong setting; without sound data, unless a preview can show on its pages what is wrong.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self.settings = settings
        self.cache = CACHE if settings.serving else NO_CACHE
        self.build = build = _build(root, settings, self.cache)
        unread = not build.examined.tree.pages  # not even a preview shows files that lead out of the project
        if build.site is None and (unread or not settings.serving):
            raise StopError(_report(build.findings, root))
        self.checked = query.common.last_checked(build.site.atlas) if build.site else None
        self.exporting = bool(build.site and build.site.made)
        self._written: list[str] = []
        #: Whether readers of this edition use the guides of the English one, so that it has no copies of them.
        self._shares_guides = not words.is_source() and words.SOURCE_LANGUAGE in settings.editions.split()

    @cached_property
    def frame(self) -> dict[str, Any]:
        """Return what the theme writes around each page, by the names that its templates use."""
        frame = {"locale": locale(self.settings.language), "alternates": self._alternates("index.md")}
        if not self.checked or not self.build.site:
            return frame
        cities = query.projects.cities_by_country(self.build.site.atlas)
        site = self.build.site
        report = site.mistakes.report(site.edition.address("404.html") or "/")
        return frame | {
            "checked": words.date(self.checked),
            "countries": cities,
            "report": report,
            "hint": site.mistakes.hint,
        }

    def frame_of(self, src: str) -> dict[str, Any]:
        """Return what the theme writes into the head and foot of a page, by name."""
        build = self.build
        around: dict[str, Any] = {
            "needed": list(build.draft(src).needed),
            "edit_url": build.edit_page(src),
            "in_english": src.startswith(GUIDES) and not words.is_source(),
            "alternates": self._alternates(src),
        }
        if self.checked:
            around["update_date"] = self.checked  # as new as the data, never as the clock
        if build.site and not self.settings.serving:
            with build.guard(f"the linked data of {src}"):
                around["linked_data"] = linked_data(build.site, src)
            around["picture"] = picture_of(build.site, src)
        if build.site:
            with build.guard(f"the links around {src}"):
                around |= {"way": way(build.site, src), "neighbours": neighbours(build.site, src)}
                around |= {"data_links": list(data(build.site, src)), "report": report(build.site, src)}
        if build.site and self.exporting:
            around |= {"feed": feed_of(build.site.edition, src)}
        return around

    def _alternates(self, src: str) -> list[Alternate]:
        editions = self.settings.editions.split()
        if src.startswith(GUIDES):
            editions = [language for language in editions if language == words.SOURCE_LANGUAGE]
        return list(alternates(src, editions, self.settings.address))

    @property
    def filled_pages(self) -> dict[str, str]:
        """Return the Markdown of the pages that are filled from records, by their path below ``docs/``."""
        return {src: page.text for src, page in self.build.examined.tree.pages.items() if page.form}

    def setting(self, text: str) -> str:
        """Return a text among the settings of the generator in the language of the build."""
        return words.pgettext(SETTINGS, text)

    def _state(self, src: str) -> tuple[object, ...]:
        """Return all that a page is made from here; what the generator adds to it, such as settings, is not in it."""
        tree = self.build.examined.tree
        return self.build.draft(src), tree.pages[src].text, tree.outline, self.frame, self.frame_of(src)

    def remake(self, files: Mapping[str, Any]) -> Remade:
        """Return which files a preview makes again; see :class:`atlas.site.preview.Remade`."""
        root = self.build.examined.root
        settings = [*root.glob("mkdocs*.yml"), *root.glob("overrides/**/*"), *root.glob(f"{DOCS_DIR}/**/.meta.yml")]
        around = words.translations("", SETTINGS).encode()  # of the theme, of templates, of the navigation
        all_pages = digest([*(path.read_bytes() for path in sorted(settings) if path.is_file()), around])
        self.remade = Remade(self.cache, lambda src: (all_pages, self._state(src)), files, self.settings.only)
        return self.remade

    def fill(self, page: Any, html: str) -> Iterator[tuple[str, bytes]]:
        """Put what its macros made into the HTML that Markdown made of a page of the generator.

        The page is given its content, the ids in that, and what the search finds.

        Returns:
            The files beside this page as (path below the site, content). They are not kept.
        """
        src = page.file.src_uri
        draft = self.build.draft(src)
        content = mark(draft.parts.put_back(html))
        page.present_anchor_ids |= draft.parts.ids
        is_left_out = self._shares_guides and src.startswith(GUIDES)
        page.entries = {} if is_left_out else search.entries(self.build.site, src, mark(html), content, page.title)
        page.content = content
        return self._files_of_page(draft)

    def _files_of_page(self, draft: Draft) -> Iterator[tuple[str, bytes]]:
        for path, content in draft.beside.items():
            is_page = path.endswith(".html")
            whole = self.finish(content, None, warned=False) if is_page else words.strip_marks(content)
            yield path, whole.encode()

    def finish(self, html: str, page: Any, *, warned: bool) -> str:
        """Return a page as it is served, when everything around its content is written; "" for one left to English.

        Args:
            html: The page.
            page: The page of the generator; None for another.
            warned: Whether the generator warned in this build, and has to do so in the next.
        """
        if page and self.settings.serving and self.settings.only is None and not warned:
            self.remade.keep(page)
        if self._shares_guides:
            if page and page.file.src_uri.startswith(GUIDES):
                return ""
            html = link_to_english_guides(html)
        return finish_page(html, serving=self.settings.serving, offline=self.settings.offline)

    def finish_site(self, folder: Path, others: Iterable[str]) -> None:
        """Finish a built site; a preview has its stylesheets as they are written, and nothing that is gone.

        Args:
            folder: Where it is built.
            others: The files in it that the generator or the theme makes beside those it named to :meth:`remake`.
        """
        if self.settings.only is not None:
            return
        if self.settings.serving:
            beside = [path for src in self.build.examined.tree.pages for path in self.build.draft(src).beside]
            self.remade.remove_others(folder, [*others, *beside, *self._written])
        else:
            finish_site(folder, offline=self.settings.offline)

    def files(self, pages: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        """Yield every file that belongs to no single page of the generator as (path below the site, content)."""
        if self.settings.only is not None:
            return
        self.cache.end()
        for path, content in self._files(pages):
            self._written.append(path)
            yield path, words.strip_marks(content).encode() if isinstance(content, str) else content

    def _files(self, pages: Mapping[str, Any]) -> Iterator[tuple[str, str | bytes]]:
        build, settings = self.build, self.settings
        if build.site is None:
            return
        with build.guard("the entries of the search"):
            synonyms, entries = build.examined.synonyms, {src: page.entries for src, page in pages.items()}
            yield search.PATH, search.script(build.site, entries, synonyms, on_disk=settings.offline)
        with build.guard("the texts of projects"):
            yield search.TEXTS_PATH, search.text_script(build.site)
        if settings.address and not (settings.serving or settings.offline):  # a link to share needs an address
            with build.guard("the pictures"):
                yield from pictures(build.site, settings.name)
        yield from build.site.made.items()

    @property
    def report(self) -> str:
        """Return every finding as text; "" where there is none, and while a single page is made."""
        findings = self.build.all_findings() if self.settings.only is None else []
        return _report(findings, self.build.examined.root)


def _report(findings: list[Finding], root: Path) -> str:
    return f"{len(set(findings))} finding(s)\n\n{text(findings, root)}\n" if findings else ""


def _build(root: Path, settings: Settings, cache: Cache) -> Build:
    """Read and check the project, and make its files of data."""
    if settings.repository and not _REPOSITORY.fullmatch(settings.repository):
        example = "such as 'https://github.com/owner/name'"
        raise StopError(f"REPO_URL: {settings.repository!r} is not the address of a repository, {example}")
    if settings.corrections and not _CORRECTIONS.fullmatch(settings.corrections):
        examples = "such as 'https://example.org/form' or 'atlas@example.org'"
        raise StopError(f"CORRECTIONS_URL: {settings.corrections!r} is neither a web nor a mail address, {examples}")
    is_bare = "@" in settings.corrections and ":" not in settings.corrections
    try:
        extent = export.Extent(settings.exports or ("none" if settings.serving else "build"))
    except export.ExportError as error:
        raise StopError(f"EXPORTS: {error}") from None
    _choose_language(root, settings.language)
    examined = examine(root, cache)
    if not words.is_source():
        findings = examined.translations(words.language(), cache=cache)
        wrong = [finding for finding in findings if finding.level == "error"]
        examined = replace(examined, findings=[*examined.findings, *wrong])
    try:
        return Build(
            examined,
            settings.repository,
            settings.address,
            extent,
            cache,
            corrections=f"mailto:{settings.corrections}" if is_bare else settings.corrections,
            with_source=not words.is_source() and words.SOURCE_LANGUAGE in settings.editions.split(),
            on_disk=settings.offline,
        )
    except export.ExportError as error:
        raise StopError(str(error)) from None


def _choose_language(root: Path, language: str) -> None:
    """Choose the language of the build."""
    if language not in words.LANGUAGES:
        raise StopError(f"theme.language: '{language}' is none of {', '.join(words.LANGUAGES)}")
    if language == words.SOURCE_LANGUAGE:
        words.use(language)
        return
    translations = catalogue.read(root, language)
    if translations.findings:
        raise StopError(text(translations.findings, root))
    words.use(language, translations.messages, translations.digest)
