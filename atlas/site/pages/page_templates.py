"""The templates of pages, in the language of the build."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from atlas import query
from atlas.model import words
from atlas.model.labels import label, meaning
from atlas.site.figures.downloads import label_cells
from atlas.site.pages.escape import code_spans, inline

_HERE = Path(__file__).parent.parent


def templates(**shared: Any) -> jinja2.Environment:
    """Return the templates in the language of the build; all of them may use what is `shared`."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        undefined=jinja2.StrictUndefined,
        bytecode_cache=bytecode_cache("site"),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals |= {"language": words.language, "_": _gettext, "gettext": _gettext, **shared}
    say = (words.number, words.date, words.short_date, words.language_name)
    environment.filters |= {
        **{function.__name__: _in_words(function) for function in say},
        "capital": words.capital,
        "sentence": words.sentence,
        "series": _in_words(_series),
        "label": _in_words(lambda word, vocabulary: label(vocabulary, word)),
        "meaning": _in_words(lambda word, vocabulary: meaning(vocabulary, word)),
        "inline": inline,
        "pass_to": lambda value, macro, *arguments: macro(*arguments, value),  # so that `map` can call a macro
        "anchor": query.common.slug,
        "by_name": lambda records: sorted(records, key=lambda record: query.common.sort_key(record.name)),
        "code_spans": code_spans,
        "label_cells": lambda body, heads: Markup(label_cells(body, heads)),  # noqa: S704 - of our own templates
        "english": _in_words(lambda text: Markup(words.in_english(escape(text)))),  # noqa: S704 - escaped just here
    }
    return environment


def _in_words(say: Callable[..., str]) -> Callable[..., str]:
    """Return a filter whose words depend on the build: Jinja would keep those of a constant with what it compiles."""
    return jinja2.pass_context(lambda _context, *values: say(*values))


def bytecode_cache(stem: str) -> jinja2.BytecodeCache | None:
    """Keep compiled templates beside the compiled code, in files that begin with `stem`, if it can be written."""
    folder = _HERE / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), f"{stem}-%s.cache")


def _gettext(message: str, **values: Any) -> Markup:
    """Fill a message in the language of the build, as Jinja does in several times as many steps."""
    text = words.gettext(message)
    return Markup(text) % values if values else Markup(text.replace("%%", "%"))  # noqa: S704 - values are escaped


def _series(parts: Iterable[Any]) -> Markup:
    """Join words, of which some may be links, as a sentence does."""
    return Markup(words.series([escape(part) for part in parts]))  # noqa: S704 - every part is escaped
