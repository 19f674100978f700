"""The ASCN Atlas: its records, their rules, the numbers in them and the page fragments made of them.

:func:`load` gives the records, whose types are in :mod:`atlas.model`; :mod:`atlas.query` counts and compares them.

Data flow one way: model <- read <- query <- (checks, export) <- site <- tools <- (macros.py, hooks.py, __main__).
Nothing here knows MkDocs, reads a clock or asks a network.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atlas.model.atlas import Atlas

__all__ = ["DataError", "__version__", "load"]

#: The release of the data that a package holds: the newest in data/CHANGELOG.md.
__version__ = "2.0"


class DataError(ValueError):
    """The data cannot be used as they are; the message names each mistake with its place and how to fix it."""


def load() -> Atlas:
    """The records that came with this package, read anew at each call.

    An installed package holds them itself; a checkout has them in ``data/``, beside the package.

    Raises:
        DataError: If a data file is missing or wrong; never with an installed package that is whole.
    """
    from atlas.read.findings import text  # noqa: PLC0415 - importing the package alone stays fast
    from atlas.read.loading import load as read  # noqa: PLC0415

    package = resources.files(__name__)
    root = package if (package / "data").is_dir() else Path(__file__).resolve().parent.parent
    loaded = read(root)
    if loaded.atlas is None:
        raise DataError(f"the data cannot be used as they are\n\n{text(loaded.findings, root)}")
    return loaded.atlas
