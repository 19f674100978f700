"""The sums by which a copy of the files of data can be checked, as ``sha256sum --check`` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

FOLDER = "data"
PATH = f"{FOLDER}/SHA256SUMS"


def checksum(content: bytes) -> str:
    """The SHA-256 of a file."""
    return sha256(content).hexdigest()


def checksums(site: Path, new: Mapping[str, bytes]) -> bytes:
    """A line for each file of data: its SHA-256, and its path from the folder that the sums lie in.

    Args:
        site: The folder of a built site.
        new: The files that are about to be written there, by their paths below the site.
    """
    lying = {path.relative_to(site).as_posix(): path.read_bytes() for path in _files(site / FOLDER)}
    return "".join(
        f"{checksum(content)}  {path.removeprefix(f'{FOLDER}/')}\n"
        for path, content in sorted({**lying, **new}.items())
        if path.startswith(f"{FOLDER}/") and path != PATH
    ).encode()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
