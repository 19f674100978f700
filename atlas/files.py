"""Writing files so that an interruption leaves either all of them as they were or all as they should be."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


def write_together(root: Path, texts: Mapping[str, str]) -> None:
    """Write several files; if one of them cannot be written, all are as before.

    Args:
        root: The folder that the files are relative to.
        texts: The whole text of each file by its path, with forward slashes.

    Raises:
        OSError: If a file cannot be written.
    """
    paths = {root / file: text for file, text in texts.items()}
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    replaced: list[Path] = []
    try:
        for path, text in paths.items():
            _stage(path, text.encode("utf-8"))
        for path in paths:
            _staged(path).replace(path)
            replaced.append(path)
    except BaseException:  # the keyboard as well
        for path in replaced:
            content = before[path]
            if content is None:
                path.unlink()
            else:
                _stage(path, content)
                _staged(path).replace(path)
        raise
    finally:
        for path in paths:
            _staged(path).unlink(missing_ok=True)


def _staged(path: Path) -> Path:
    """The file in which a text waits to take the place of another: hidden, and on the same disk."""
    return path.with_name(f".{path.name}.new")


def _stage(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _staged(path).write_bytes(content)
    if path.exists():
        shutil.copymode(path, _staged(path))
