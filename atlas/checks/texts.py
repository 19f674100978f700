"""Rules about the characters of texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from atlas.checks.context import FILES, Files, rule
from atlas.model.base import KeyPath
from atlas.read.findings import Finding

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: Their wide forms too, as keyboards of East Asia type them: a spreadsheet reads them alike.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")


#: Languages written without spaces, in which U+200B shows where a line may end between two words.
_WITHOUT_SPACES = {"km", "lo", "my", "th"}


@rule(FILES)
def invisible_character(files: Files) -> Iterator[Finding]:
    """No text holds a control character or one without width, but U+200B in a name in Khmer, Lao, Burmese or Thai."""
    for document, path, text in files.texts:
        found = _INVISIBLE.search(text)
        if found and path[-1] == "text" and _language(document.value, path) in _WITHOUT_SPACES:
            found = _INVISIBLE.search(text.replace("\u200b", ""))
        if match := found:
            name = unicodedata.name(match[0], "a control character")
            message = f"this text holds U+{ord(match[0]):04X}, {name}"
            yield document.finding(path, "invisible-character", message, "take it out")


def _language(value: Any, path: KeyPath) -> str | None:
    """The language that the record around a text names beside it."""
    for step in path[:-1]:
        value = value[step]
    return value.get("lang") if isinstance(value, dict) else None


@rule(FILES)
def not_composed(files: Files) -> Iterator[Finding]:
    """Every text is in Unicode's composed form, NFC."""
    for document, path, text in files.texts:
        if not unicodedata.is_normalized("NFC", text):
            hint = f"write it composed: {unicodedata.normalize('NFC', text)}"
            yield document.finding(path, "not-composed", "this text is not in Unicode's composed form, NFC", hint)


@rule(FILES)
def spreadsheet_formula(files: Files) -> Iterator[Finding]:
    """No text begins with a character by which a spreadsheet takes it for a formula."""
    for document, path, text in files.texts:
        if _FORMULA.match(text):
            message = f"a spreadsheet would run this text, since it begins with {text[0]!r}"
            yield document.finding(path, "spreadsheet-formula", message, "begin it with a word")
