"""The Data Package as one download: ``datapackage.json`` and all that it describes, in a ZIP file.

The same records give the same bytes on each machine and day, so that a copy is known by its checksum. Hence nothing is
compressed, since each implementation of Deflate packs in its own way, and what ZIP tells of a file beside its content
is fixed. That costs whoever takes it some 700 kB, once.
"""

from __future__ import annotations

import io
import json
import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from stat import S_IFREG
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from atlas.export import package
from atlas.export.edition import Edition

PATH = "data/ascn-atlas-csv.zip"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

#: In the words of ZIP: made on Unix, a plain file that all may read.
_UNIX = 3
_ATTRIBUTES = (S_IFREG | 0o644) << 16


def paths(_: Edition) -> Iterator[str]:
    """The one file."""
    yield PATH


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The one file, with its content.

    Args:
        edition: The data.
        made: The files that it packs, by their paths below the site, and any others.
    """
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in (posixpath.basename(package.PATH), *_described(made)):
            content = made[posixpath.join(posixpath.dirname(package.PATH), name)]
            archive.writestr(_entry(name, date.fromisoformat(edition.modified)), content)
    yield PATH, out.getvalue()


def _described(made: Mapping[str, bytes]) -> list[str]:
    """The names of the files that the package describes, in its order."""
    return [resource["path"] for resource in json.loads(made[package.PATH])["resources"]]


def _entry(name: str, day: date) -> ZipInfo:
    """What is told of a file: everything that Python would take from the machine or the clock is set."""
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr = _UNIX, _ATTRIBUTES
    return entry
