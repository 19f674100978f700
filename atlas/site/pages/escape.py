"""The one place where data become markup: every character that HTML or Markdown would read shows as typed.

Fragments are HTML blocks, which Markdown leaves alone; there, HTML escaping is enough, and Jinja does it for every
value in a template. Headings and links in prose are read by Markdown, so they take :func:`inline`.
"""

from __future__ import annotations

from markupsafe import Markup

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]()#+-.!|~:=^@$&<>\"'\n\r"}


def inline(text: str) -> Markup:
    """Escape text for a heading, or for a link inside a paragraph: both are read by Markdown."""
    return Markup(text.translate(_ENTITIES))  # noqa: S704 - every special character is an entity


def code_spans(text: str) -> Markup:
    """Turn backquotes in a text of ours into code, where only HTML is read."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join((code if odd % 2 else plain).format(part) for odd, part in enumerate(text.split("`")))


def block(html: str) -> str:
    """Put a filled template on lines of its own, as Markdown needs it."""
    return f"\n{html.strip()}\n"
