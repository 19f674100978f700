"""The translations of a language: a PO file in ``locale/``, read by Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, escape, unescape

from atlas.model.words import OTHER_LANGUAGES, Messages, plural_forms
from atlas.read.cache import digest
from atlas.read.findings import Finding

LOCALE_DIR = "locale"

_TEXT = r'"(?:[^"\\]|\\.)*"'
#: A line of a PO file: nothing, a comment, or a text, which continues the one above unless a keyword is before it.
_LINE = re.compile(rf"(?:#.*|(?:(?P<keyword>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?{_TEXT})?")
_NUMBER = re.compile(r"\d+")
#: Which keywords may follow each keyword, every plural form as the first; "" is the beginning of the file.
_FOLLOWING = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": ("msgctxt", "msgid"),
    "msgstr[0]": ("msgstr[0]", "msgctxt", "msgid"),
}


@dataclass(frozen=True)
class Catalogue:
    """A PO file as it was read."""

    file: str  # its path from the project's root
    catalog: Catalog  # all of its messages; none if it cannot be read
    findings: list[Finding]  # why it cannot be read
    digest: str = ""
    text: str = ""

    @property
    def messages(self) -> Messages:
        """Return the forms of each message that is translated and confirmed, by its context and English text."""
        return {
            (message.context or "", singular(message)): forms(message)
            for message in self.catalog
            if message.id and not message.fuzzy and all(forms(message))
        }

    def finding(self, message: Message, form: int, wrong: str, rule: str, what: str, hint: str | None) -> Finding:
        """Return a finding at a word of a translation; at its keyword if the word is not on one line."""
        lines, keyword = self._lines, "msgstr" if isinstance(message.id, str) else f"msgstr[{form}]"
        begin = message.lineno or 0
        first = next((at for at in range(begin, len(lines)) if lines[at].lstrip().startswith(f"{keyword} ")), begin)
        word = re.compile(rf"(?<!\d){re.escape(escape(wrong)[1:-1])}(?!\d)")
        line = first
        while wrong and line < len(lines) and (line == first or lines[line].startswith('"')):
            if match := word.search(lines[line]):
                return Finding(self.file, line + 1, match.start() + 1, rule, what, hint, len(match[0]))
            line += 1
        return Finding(self.file, first + 1, 1, rule, what, hint, len(keyword))

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def file_of(language: str) -> str:
    """Return the path of the PO file of a language from the project's root."""
    return f"{LOCALE_DIR}/{language}.po"


def singular(message: Message) -> str:
    """Return the English text of a message, in the singular if it has a plural."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural form of the language; "" where missing."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def read(root: Path, language: str) -> Catalogue:
    """Return the translations of a language; if the file is missing or is no PO file, the finding says so."""
    file = file_of(language)
    path = root / file
    if not path.is_file():
        missing = Finding(
            file, 0, 0, "no-catalogue", f"the language '{language}' has no PO file", "run 'python -m atlas messages'"
        )
        return Catalogue(file, Catalog(language), [missing])
    return _parse(file, language, path.read_bytes())


def read_all(root: Path) -> dict[str, Catalogue]:
    """Return the translations of every language that has a PO file, or an edition that needs one."""
    files = {language: (file_of(language), f"mkdocs.{language}.yml") for language in OTHER_LANGUAGES}
    return {tag: read(root, tag) for tag, those in files.items() if any((root / file).is_file() for file in those)}


class _SyntaxError(Exception):
    """A line that a PO file cannot have: (line, what is wrong, hint)."""


class _Strict(Catalog):
    """Messages as they are read: none replaces another. The header is ignored, because it follows from the language."""

    def __setitem__(self, id: Any, message: Message) -> None:
        if not id and len(self):
            raise _SyntaxError(message.lineno, "this message has no English text", "write it after 'msgid'")
        if not id:
            return
        if first := self.get(id, message.context):
            what = f"this text is in line {first.lineno} as well"
            raise _SyntaxError(message.lineno, what, "remove one of the two, with its translation")
        message.previous_id = _former_text(message.user_comments)
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
        super().__setitem__(id, message)


def _former_text(comments: list[str]) -> list[str]:
    """Return the former English text of a message, and its plural, from its comments that begin with ``#|``."""
    texts = [""]
    for comment in comments:
        if comment.startswith(("| msgid ", "| msgid_plural ")):
            texts.append("")
        if comment.startswith("|"):
            texts[-1] += "".join(map(unescape, re.findall(_TEXT, comment)))
    return texts[1:]


@lru_cache(maxsize=8)  # a preview, and each step of a build, reads a file again that did not change
def _parse(file: str, language: str, raw: bytes) -> Catalogue:
    catalog = _Strict(language)
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    try:
        text = _decode(raw)
        lines = text.split("\n")
        _check_lines(lines)
        used = ["" if line.startswith("#~") else line for line in lines]  # Babel stumbles over "#~|"
        PoFileParser(catalog, abort_invalid=True).parse(used)
    except _SyntaxError as error:
        line, what, hint = error.args
    except PoFileError as error:
        line, what = error.lineno + 1, error.args[0].rpartition(" on ")[0]
        hint = "give the entry one 'msgstr', or one 'msgstr[…]' for each plural form of the language"
    else:
        return Catalogue(file, catalog, [], digest([raw]), text)
    return Catalogue(file, Catalog(language), [Finding(file, line, 1, "po-syntax", what, hint)])


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _SyntaxError(line, "this is not UTF-8", "save the file as UTF-8") from None


def _check_lines(lines: Iterable[str]) -> None:
    """Look for what Babel would read without a word, and lose: a missing quotation mark, a keyword in a wrong place.

    Raises:
        _SyntaxError: For the first such line.
    """
    before = ""
    for number, line in enumerate(map(str.strip, lines), 1):
        match = _LINE.fullmatch(line)
        if not match:
            hint = r"write 'msgid' or 'msgstr', then a text between straight quotation marks; in it, write \" for one"
            raise _SyntaxError(number, "this is no line of a PO file", hint)
        if keyword := match["keyword"]:
            allowed = _FOLLOWING[_NUMBER.sub("0", before)]
            if keyword == before or _NUMBER.sub("0", keyword) not in allowed:
                hint = f"write {' or '.join(map(repr, allowed))} before it"
                raise _SyntaxError(number, f"'{keyword}' cannot be here", hint)
            before = keyword
