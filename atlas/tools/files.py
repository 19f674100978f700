"""Writing files so that an interruption leaves either all of them as they were or all as they should be."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


def write_together(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write several files; if one of them cannot be written, all are as before.

    Args:
        root: The folder that the files are relative to.
        contents: The whole content of each file by its path, with forward slashes; a text is written as UTF-8.

    Raises:
        OSError: If a file cannot be written.
    """
    paths = {
        root / file: content.encode("utf-8") if isinstance(content, str) else content
        for file, content in contents.items()
    }
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    replaced: list[Path] = []
    try:
        for path, new in paths.items():
            _stage(path, new)
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
    """The file in which a content waits to take the place of another: hidden, and on the same disk."""
    return path.with_name(f".{path.name}.new")


def _stage(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _staged(path).write_bytes(content)
    if path.exists():
        shutil.copymode(path, _staged(path))
