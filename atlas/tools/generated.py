"""The files that are written from the model: which there are, which are stale, writing them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atlas.tools import files, forms, schema, snippets

#: What returns the texts of generated files, by the pattern that no other file may match.
GENERATORS: dict[str, Callable[[], dict[str, str]]] = {
    f"{schema.SCHEMA_DIR}/*.json": schema.schemas,
    f"{forms.FORMS_DIR}/*.yml": forms.forms,
    snippets.FILE: snippets.snippets,
}


def texts() -> dict[str, str]:
    """Return the text of every generated file by its path from the project's root."""
    return {file: text for generate in GENERATORS.values() for file, text in generate().items()}


def stale(root: Path) -> list[str]:
    """Return the generated files that differ from what the model gives, or that it no longer gives."""
    wanted = texts()
    there = {path.relative_to(root).as_posix() for pattern in GENERATORS for path in root.glob(pattern)}
    differ = [file for file, text in wanted.items() if file not in there or (root / file).read_bytes() != text.encode()]
    return sorted({*differ, *(there - set(wanted))})


def write(root: Path) -> list[str]:
    """Write every generated file anew; return those that changed."""
    changed, wanted = stale(root), texts()
    for file in changed:
        if file in wanted:
            files.write(root / file, wanted[file])
        else:
            (root / file).unlink()
    return changed
