"""The one place where data become markup: every character that HTML or Markdown would read shows as typed.

Fragments are HTML blocks, which Markdown leaves alone; there, HTML escaping is enough, and Jinja does it for every
value in a template. Headings and links in prose are read by Markdown, so they take :func:`inline`.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_SPECIAL = re.compile(r"""[\\`*_{}\[\]()#+\-.!|~:=^@$&<>"'\n\r]""")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")


def inline(text: str) -> Markup:
    """Text for a place that Markdown reads: a heading, or a link inside a paragraph."""
    return Markup(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text))  # noqa: S704 - every special character is an entity


def code_spans(text: str) -> Markup:
    """Text of ours in which backquotes mark code, for a place that only HTML reads."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join((code if odd % 2 else plain).format(part) for odd, part in enumerate(text.split("`")))


def block(html: str) -> str:
    """A filled template as Markdown takes it: nothing indented, blank lines around it, never two of them together."""
    return "\n" + _BLANK.sub("\n\n", _INDENT.sub("", html)).strip() + "\n"
