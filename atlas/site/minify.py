"""The last thing that happens to what is published: what only its author would read goes."""

from __future__ import annotations

import re

_PRE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")


def minify_html(html: str) -> str:
    """Remove the indentation and blank lines of templates: a tenth of a small page."""
    return "".join(part if part.startswith("<pre") else _INDENT.sub("\n", part) for part in _PRE.split(html))


def minify_css(css: str) -> str:
    """Remove comments, and blanks beside braces, semicolons and commas."""
    return _AROUND.sub(r"\1", _COMMENT.sub("", css)).strip()
