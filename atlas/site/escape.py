"""The one place where data become markup: every character that HTML or Markdown would read shows as typed.

Fragments are HTML blocks, which Markdown leaves alone; there, HTML escaping is enough, and Jinja does it for every
value in a template. Headings and links in prose are read by Markdown, so they take :func:`inline`.
"""

from __future__ import annotations

from markupsafe import Markup

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]()#+-.!|~:=^@$&<>\"'\n\r"}


def inline(text: str) -> Markup:
    """Text for a place that Markdown reads: a heading, or a link inside a paragraph."""
    return Markup(text.translate(_ENTITIES))  # noqa: S704 - every special character is an entity


def code_spans(text: str) -> Markup:
    """Text of ours in which backquotes mark code, for a place that only HTML reads."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join((code if odd % 2 else plain).format(part) for odd, part in enumerate(text.split("`")))


def block(html: str) -> str:
    """A filled template as Markdown takes it: on lines of its own."""
    return f"\n{html.strip()}\n"
