"""What every exported file says of itself: version, date, licence, whom to name, and the addresses of the pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.collections import DATA_DIR
from atlas.model.words import SOURCE_LANGUAGE
from atlas.read.pages import PageTree, site_path

#: The version of the form of the exported data: docs/about/data.md says what may change under which number, and what
#: changed.
SCHEMA_VERSION = "2.0"

NAME = "ASCN Atlas"

#: What the data are, in a sentence.
DESCRIPTION = (
    "What each city of the ASEAN Smart Cities Network set out to do, and what became of it, each value with its "
    "source. Independent of ASEAN."
)

#: The terms of texts and data.
LICENCE = {
    "name": "CC BY 4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}

#: Whom to name, for what, under which terms; docs/about/licence.md says the same. An edition knows the address of the
#: Atlas itself.
ATTRIBUTION: list[dict[str, str | None]] = [
    {"name": NAME, "for": "all records", "licence": "CC BY 4.0", "url": None},
    {"name": "GeoNames", "for": "coordinates", "licence": "CC BY 4.0", "url": "https://www.geonames.org/"},
    {
        "name": "Unicode CLDR",
        "for": "Indonesian names of countries",
        "licence": "Unicode License",
        "url": "https://cldr.unicode.org/",
    },
]

#: The page below ``docs/`` that presents the files.
DATA_PAGE = "about/data.md"

#: How a release of the data begins in their changelog.
_RELEASE = re.compile(r"^## (?P<number>\S+) \((?P<date>\d{4}-\d\d-\d\d)\)\n+(?P<text>[^\n#-].*)$", re.MULTILINE)

#: What every lasting id is made with. It never changes, or all news would be new once more.
_NAMESPACE = UUID("3fa4a7ca-ee75-4728-a3d8-04c5bd02fc09")


class Release(NamedTuple):
    """A release of the data: its number, its day, and what the changelog says of it first."""

    number: str
    date: str
    text: str


@dataclass(frozen=True, eq=False)
class Edition:
    """The data as they are given out.

    Args:
        site: The address of the site with a slash at its end; "" if it is not known, so that addresses are paths
            below the site.
        releases: The releases of the data, newest first.
        root: The folder of the project.
    """

    atlas: Atlas
    tree: PageTree
    site: str = ""
    releases: tuple[Release, ...] = ()
    root: Path = Path()

    @property
    def version(self) -> str | None:
        """The number of the newest release, if there is one."""
        return self.releases[0].number if self.releases else None

    @property
    def first_release_date(self) -> str | None:
        """The day of the first release, if there is one."""
        return self.releases[-1].date if self.releases else None

    @property
    def last_change_date(self) -> str:
        """The day on which the data were last released or, if that is later, last checked."""
        return max([self.date, *(release.date for release in self.releases)])

    @property
    def date(self) -> str:
        """The day on which the data were last checked: the same records give the same files on any day."""
        return query.common.last_checked(self.atlas)

    @property
    def attribution(self) -> list[dict[str, str | None]]:
        """Whom to credit; the Atlas with its address if that is known."""
        return [{**work, "url": work["url"] or self.site or None} for work in ATTRIBUTION]

    def base(self, path: str) -> str:
        """Return the address of the site or, if it is not known, a relative path to it from a file."""
        return self.site or "../" * path.count("/")

    def resolve_addresses(self, path: str) -> Edition:
        """Return the edition with addresses for one file: absolute if the site has a host, else relative (RFC 3986)."""
        return replace(self, site=self.base(path))

    def address(self, path: str) -> str:
        """Return the address of a file, or of a page, by its path below the site."""
        return self.site + path

    def page(self, collection: str, record_id: str) -> str:
        """Return the address of the place of a record on the site."""
        src, anchor = self.tree.address(collection, record_id, self.atlas)
        return self.address(site_path(src) + (f"#{anchor}" if anchor else ""))


def describe_edition(edition: Edition) -> dict[str, str]:
    """Return the metadata written into non-JSON files, by field name; unknown values are empty strings."""
    named = (f"{work['name']} for {work['for']}, under {work['licence']}" for work in ATTRIBUTION)
    return {
        "title": NAME,
        "description": DESCRIPTION,
        "version": SCHEMA_VERSION,
        "data_version": edition.version or "",
        "date": edition.date,
        "licence": LICENCE["name"],
        "licence_url": LICENCE["url"],
        "attribution": "; ".join(named),
        "site": edition.site,
    }


def json_file(value: Any, indent: int = 2) -> bytes:
    """Return plain data as JSON, one field per line, with non-ASCII letters unescaped."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()


def read_releases(root: Path) -> tuple[Release, ...]:
    """Return the releases in the changelog of a project; none if it has no changelog."""
    path = root / DATA_DIR / "CHANGELOG.md"
    changelog = path.read_text(encoding="utf-8") if path.is_file() else ""
    return tuple(Release(**heading.groupdict()) for heading in _RELEASE.finditer(changelog))


def lasting_id(key: str, language: str = SOURCE_LANGUAGE) -> str:
    """Return a lasting id: a URN of a UUID (RFC 9562), the same for the same key and language wherever the site is."""
    return uuid5(_NAMESPACE, key if language == SOURCE_LANGUAGE else f"{language}/{key}").urn
