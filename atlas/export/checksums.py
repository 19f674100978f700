"""The sums by which a copy of the files of data can be checked, as ``sha256sum --check`` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from atlas.export.metadata import Edition

FOLDER = "data"
PATH = f"{FOLDER}/SHA256SUMS"
PATHS = (PATH,)


def files(_: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the one file: a line for each of the others in its folder, with the SHA-256 and the name."""
    others = [path for path in sorted(made) if path.startswith(f"{FOLDER}/")]
    yield PATH, "".join(f"{checksum(made[path])}  {path.removeprefix(f'{FOLDER}/')}\n" for path in others).encode()


def checksum(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return sha256(content).hexdigest()
