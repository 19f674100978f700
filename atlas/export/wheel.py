"""The Python package as a wheel: a file of the site, and what ``pip install .`` makes in a copy of the repository.

``pyproject.toml`` names this module as the build backend. So it imports only the standard library, and there is one way
to make the package. In the wheel the package is called ``ascn_atlas``, because other projects use the name ``atlas``;
only the import statements differ from the code of the repository.

The form of a wheel: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

from __future__ import annotations

import io
import os
import re
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from stat import S_IFREG
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from atlas.export.metadata import Edition

PACKAGE = "ascn_atlas"

_CODE = Path(__file__).resolve().parent.parent
_VERSION = re.search(r'^__version__ = "(.+)"$', (_CODE / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
VERSION = _VERSION[1] if _VERSION else ""

NAME = f"{PACKAGE}-{VERSION}-py3-none-any.whl"
PATH = f"data/python/{NAME}"
PATHS = (PATH,)

#: The first day that a ZIP file knows.
FIRST_DAY = date(1980, 1, 1)

_DATA_FILES = ("*.yml", "reports/*.yml", "CHANGELOG.md")
_INFO = f"{PACKAGE}-{VERSION}.dist-info"

#: The name of the package where a module imports from it, and where a docstring refers to it.
_OWN_NAME = re.compile(r"((?:^ *(?:from|import) |:\w+:`))atlas\b", re.MULTILINE)


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the one file: the code that runs, with the data of the edition."""
    yield PATH, wheel(edition.root / "data", edition.site)


def build_wheel(wheel_directory: str, *_settings: object) -> str:
    """Write the wheel of this copy of the repository to a folder, and return its name: called by pip, see PEP 517."""
    Path(wheel_directory, NAME).write_bytes(wheel(_CODE.parent / "data", os.environ.get("SITE_URL", "")))
    return NAME


class UnsupportedOperation(Exception):  # noqa: N818 - PEP 517 names it so
    """This backend makes no archive of the source."""


def build_sdist(_sdist_directory: str, *_settings: object) -> str:
    """Refuse to make an archive of the source: the repository is the source."""
    raise UnsupportedOperation("ascn-atlas is given out as a wheel only: call 'python -m build --wheel'")


def wheel(data: Path, site: str) -> bytes:
    """Return the package with the data files of a folder, the same bytes on every day.

    The package names the address of the site, and that of the repository in the setting ``REPO_URL``.
    """
    addresses = {"Homepage": site, "Repository": os.environ.get("REPO_URL", "")}
    packed = {**_code(), **_records(data), **_described(addresses)}
    sums = [f"{path},sha256={_encoded(content)},{len(content)}\n" for path, content in packed.items()]
    packed[f"{_INFO}/RECORD"] = "".join([*sums, f"{_INFO}/RECORD,,\n"]).encode()
    return archive(packed)


def archive(packed: Mapping[str, bytes], day: date = FIRST_DAY) -> bytes:
    """Return a ZIP file that takes nothing from the machine or the clock: its files by path, all of the same day."""
    out = io.BytesIO()
    with ZipFile(out, "w") as opened:
        for path, content in packed.items():
            entry = ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # made on Unix: a plain file that all may read
            entry.external_attr = (S_IFREG | 0o644) << 16
            opened.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()


def _code() -> dict[str, bytes]:
    """Return every file of the package, by its path in the wheel."""
    found = {}
    for path in sorted(_CODE.rglob("*")):
        inside = path.relative_to(_CODE)
        if path.is_file() and not any(part.startswith(("__pycache__", ".")) for part in inside.parts):
            content = path.read_bytes()
            if path.suffix == ".py":
                content = _OWN_NAME.sub(rf"\1{PACKAGE}", content.decode()).encode()
            found[f"{PACKAGE}/{inside.as_posix()}"] = content
    return found


def _records(data: Path) -> dict[str, bytes]:
    """Return the data files, by their path in the wheel."""
    paths = sorted(path for pattern in _DATA_FILES for path in data.glob(pattern))
    return {f"{PACKAGE}/data/{path.relative_to(data).as_posix()}": path.read_bytes() for path in paths}


def _described(addresses: Mapping[str, str]) -> dict[str, bytes]:
    """Return what the wheel says of itself, from ``pyproject.toml``, by path."""
    root = _CODE.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    form = f"Wheel-Version: 1.0\nGenerator: {project['name']} ({VERSION})\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    licences = {f"{_INFO}/licenses/{name}": (root / name).read_bytes() for name in project["license-files"]}
    return {f"{_INFO}/METADATA": _metadata(project, addresses).encode(), f"{_INFO}/WHEEL": form.encode(), **licences}


def _metadata(project: Mapping[str, Any], addresses: Mapping[str, str]) -> str:
    """Return the metadata: https://packaging.python.org/en/latest/specifications/core-metadata/"""
    fields = [
        ("Metadata-Version", "2.4"),
        ("Name", project["name"]),
        ("Version", VERSION),
        ("Summary", project["description"]),
        ("Keywords", ",".join(project["keywords"])),
        ("License-Expression", project["license"]),
        *(("License-File", name) for name in project["license-files"]),
        *(("Classifier", name) for name in project["classifiers"]),
        ("Requires-Python", project["requires-python"]),
        *(("Requires-Dist", needed) for needed in project["dependencies"]),
        *(("Project-URL", f"{label}, {address}") for label, address in addresses.items() if address),
    ]
    for extra, packages in project["optional-dependencies"].items():
        fields += [("Provides-Extra", extra), *(("Requires-Dist", f"{it}; extra == '{extra}'") for it in packages)]
    fields.append(("Description-Content-Type", project["readme"]["content-type"]))
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    return f"{head}\n{project['readme']['text'].lstrip()}"


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
