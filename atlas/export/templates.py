"""What fills templates, in the language of the build: those of this folder, and in ``atlas.site`` those of pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2

from atlas.export.metadata import lasting_id
from atlas.model import words
from atlas.model.labels import label

#: The folder of templates, and of SQL.
FOLDER = Path(__file__).parent


def environment(stem: str, *folders: Path, **options: Any) -> jinja2.Environment:
    """Return an environment of templates.

    Args:
        stem: What the files of compiled templates begin with.
        folders: Where the templates are.
        options: Further options of Jinja.
    """
    found = jinja2.Environment(  # noqa: S701 - that is among the options
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        bytecode_cache=bytecode_cache(stem),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        **options,
    )
    found.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    found.globals["_"] = found.globals["gettext"]  # Jinja would look that up by its name each time
    found.policies["ext.i18n.trimmed"] = True
    found.filters["label"] = in_words(lambda word, vocabulary: label(vocabulary, word))
    return found


def in_words(say: Callable[..., str]) -> Callable[..., str]:
    """Return a filter whose words depend on the build: Jinja would keep those of a constant with what it compiles."""
    return jinja2.pass_context(lambda _context, *values: say(*values))


def bytecode_cache(stem: str) -> jinja2.BytecodeCache | None:
    """Keep compiled templates beside the compiled code, in files that begin with `stem`, if it can be written."""
    folder = FOLDER / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), f"{stem}-%s.cache")


@cache
def templates() -> jinja2.Environment:
    """Make what fills the templates of this folder; each that is not HTML escapes in its own way."""
    found = environment("export", FOLDER, autoescape=jinja2.select_autoescape(), keep_trailing_newline=True)
    found.filters |= {"escape": escape, "lasting_id": lasting_id}
    return found
