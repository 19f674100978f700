"""Writing a file in one step."""

from __future__ import annotations

import shutil
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that an interruption leaves the old content or the new one; a text is written as UTF-8.

    Raises:
        OSError: If the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
