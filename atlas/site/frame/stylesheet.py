"""Leave out of the theme's stylesheet what no page uses: two fifths of its bytes, on every first visit.

A rule stays if each class that its selector names outside of brackets is on a page or in a script, and a variable
stays if a rule or a script reads it. A class that a script puts together from parts would be lost: those of the theme
name theirs in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

_WORD = re.compile(r"[\w-]+")
_CLASSES = re.compile(r"(?<= class=\")[^\"]*|(?<= class=)[^\s>\"]+")
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
#: The next brace, or the end of a rule without one; what is in quotation marks or brackets is passed over.
_MARK = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|([{};])")
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_COMMA = re.compile(r",(?![^(]*\))")
_VARIABLE = re.compile(r"(?<=[{;])(--[\w-]+):(?:url\((?:\"[^\"]*\"|'[^']*'|[^)]*)\)|[^;}])*;?")
_READ = re.compile(r"var\((--[\w-]+)")


def names(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Return every class of some pages, and every word of scripts, in pages or in files."""
    classes, code = set[str](), set(scripts)
    for page in pages:
        classes.update(_CLASSES.findall(page))
        code.update(_SCRIPT.findall(page))
    return {name for value in classes for name in value.split()} | {word for it in code for word in _WORD.findall(it)}


def remove_unused(css: str, names: Collection[str], others: str = "") -> str:
    """Remove unused rules and variables from a stylesheet.

    Args:
        css: The stylesheet, minified.
        names: The classes that can be on a page.
        others: What else may read its variables: other stylesheets, and scripts.
    """
    kept = "".join(_used_rules(css, names))
    read = {*_READ.findall(kept), *_READ.findall(others), *(name for name in names if name.startswith("--"))}
    return _VARIABLE.sub(lambda variable: variable[0] if variable[1] in read else "", kept)


def _used_rules(css: str, names: Collection[str]) -> Iterator[str]:
    """Yield the rules of a stylesheet that can apply to a page."""
    for head, body in _rules(css):
        if body is None:
            yield head
        elif head.startswith(("@media", "@supports", "@layer")):
            inner = "".join(_used_rules(body, names))
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [
                part for part in _COMMA.split(head) if set(_CLASS.findall(_BRACKETS.sub("", part))) <= set(names)
            ]
            yield f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule as (selector, body); the body is None without braces."""
    start = depth = opened = 0
    for mark in _MARK.finditer(css):
        if mark[1] == "{":
            opened, depth = (mark.start(), 1) if not depth else (opened, depth + 1)
        elif mark[1] == "}":
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : mark.start()]
                start = mark.end()
        elif mark[1] == ";" and not depth:
            yield css[start : mark.end()], None
            start = mark.end()
