"""The translations of a language: a PO file in ``locale/``, read by Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, escape

from atlas.model.words import OTHER_LANGUAGES, Messages, plural_forms
from atlas.read.cache import digest
from atlas.read.findings import Finding, suggest

LOCALE_DIR = "locale"

#: Which keyword may follow each keyword, whose number is left out; the first of all follows "".
_FOLLOWING = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": ("msgctxt", "msgid"),
}
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]")
#: What begins a comment with a part of the former English text, after "#"; see :func:`_told`.
_FORMER = re.compile(r"\|(?=\d+ )")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


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
            if found := word.search(lines[line]):
                return Finding(self.file, line + 1, found.start() + 1, rule, what, hint, len(found[0]))
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
    return _parsed(file, language, path.read_bytes())


def read_all(root: Path) -> dict[str, Catalogue]:
    """Return the translations of every language that has a PO file, or an edition that needs one."""
    files = {language: (file_of(language), f"mkdocs.{language}.yml") for language in OTHER_LANGUAGES}
    return {tag: read(root, tag) for tag, those in files.items() if any((root / file).is_file() for file in those)}


class _SyntaxError(Exception):
    """A line that a PO file cannot have: (line, what is wrong, hint)."""


class _Strict(Catalog):
    """Messages as they are read: none is lost, and each has its former English text."""

    def __setitem__(self, id: Any, message: Message) -> None:
        if id and (first := self.get(id, message.context)):
            what = f"this text is in line {first.lineno} as well"
            raise _SyntaxError(message.lineno, what, "remove one of the two, with its translation")
        if not id and len(self):
            raise _SyntaxError(message.lineno, "this message has no English text", "write it after 'msgid'")
        former = [comment for comment in message.user_comments if _FORMER.match(comment)]
        message.user_comments = [comment for comment in message.user_comments if comment not in former]
        message.previous_id = _former(former) if former else []
        try:
            super().__setitem__(id, message)
        except (ValueError, AttributeError, LookupError) as error:  # what Babel makes of a wrong header
            hint = "remove the line with it: 'python -m atlas messages' writes the header"
            raise _SyntaxError(message.lineno, f"this header cannot be read: {error}", hint) from None


def _former(comments: list[str]) -> list[str]:
    """Return the former English text of a message, and its plural, from the comments that have it."""
    found: dict[str, list[str]] = {}
    keyword = ""
    for comment in comments:
        number, content = _FORMER.sub("", comment).split(" ", 1)
        word, _, text = (keyword, "", content) if content.startswith('"') else content.partition(" ")
        if word not in _KEYWORDS or not _TEXT.fullmatch(text):
            hint = "remove this line and its neighbours with '#|': they have the former English text"
            raise _SyntaxError(int(number), "this former text cannot be read", hint)
        keyword = word
        found.setdefault(word, []).append(text)
    parser = PoFileParser(Catalog())
    texts = [found[word] for word in ("msgid", "msgid_plural") if word in found]
    parser.parse([line for text in texts for line in ("msgid " + text[0], *text[1:], 'msgstr ""')])
    return [str(message.id) for message in parser.catalog if message.id]


@lru_cache(maxsize=8)  # a preview, and each step of a build, reads a file again that did not change
def _parsed(file: str, language: str, raw: bytes) -> Catalogue:
    catalog = _Strict(language)
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]  # unless the header says something else
    try:
        text = _decoded(raw)
        lines = text.split("\n")
        _look_through(lines)
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(_told(lines))
        if catalog.charset != "utf-8":
            line = next((number for number, content in enumerate(lines, 1) if "charset=" in content), 1)
            raise _SyntaxError(line, f"'{catalog.charset}' is not UTF-8", "write 'charset=UTF-8', and save it so")
    except _SyntaxError as error:
        line, what, hint = error.args
    except PoFileError as error:
        line, what = error.lineno + 1, error.args[0].rpartition(" on ")[0]
        hint = "compare the line with its neighbours: a keyword, then a text between two straight quotation marks"
    else:
        return Catalogue(file, catalog, [], digest([raw]), text)
    return Catalogue(file, Catalog(language), [Finding(file, line, 1, "po-syntax", what, hint)])


def _told(lines: list[str]) -> Iterator[str]:
    """Yield the lines as Babel reads them well: without what is not used any more, no line of a former text twice."""
    for number, line in enumerate(map(str.strip, lines), 1):
        if line.startswith("#|") and (text := line[2:].strip()):
            yield f"#|{number} {text}"
        else:
            yield "" if line.startswith(("#|", "#~")) else line


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _SyntaxError(1, "this file begins with a byte order mark", "save the file as UTF-8 without it")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _SyntaxError(line, "this is not UTF-8", "save the file as UTF-8") from None


def _look_through(lines: Iterable[str]) -> None:
    """Look at what Babel would read without a word, and lose: a wrong order of keywords, a wrong quotation mark.

    Raises:
        _SyntaxError: For the first such line.
    """
    before, wanted, number = "", _FOLLOWING[""], 0
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        keyword, _, text = ("", "", line) if line[0] == '"' else line.partition(" ")
        if keyword and keyword not in wanted:
            _refuse_keyword(number, keyword, wanted)
        if not keyword and not before:
            raise _SyntaxError(number, "this text has no keyword", "write 'msgid' before it")
        if not _TEXT.fullmatch(text.strip()):
            _refuse_text(number, text.strip())
        if keyword:
            before, wanted = keyword, _after(keyword)
    if before and "msgid" not in wanted[-1:]:
        raise _SyntaxError(number, f"this file ends after '{before}'", f"write '{wanted[0]}' and a text after it")


def _after(keyword: str) -> tuple[str, ...]:
    if found := re.fullmatch(r"msgstr\[(\d+)\]", keyword):
        return (f"msgstr[{int(found[1]) + 1}]", *_FOLLOWING["msgstr"])
    return _FOLLOWING[keyword]


def _refuse_keyword(line: int, keyword: str, wanted: tuple[str, ...]) -> None:
    if keyword in _KEYWORDS or re.fullmatch(r"msgstr\[\d+\]", keyword):
        raise _SyntaxError(line, f"'{keyword}' cannot be here", f"write {' or '.join(map(repr, wanted))} before it")
    raise _SyntaxError(line, f"'{keyword}' is no keyword of a PO file", suggest(keyword, wanted))


def _refuse_text(line: int, text: str) -> None:
    if text.startswith('"') and re.search(r'(?<!\\)(?:\\\\)*"', text[1:-1]):
        hint = r"write \" for a quotation mark in a text"
        raise _SyntaxError(line, "a quotation mark ends this text before the line ends", hint)
    hint = "write the text between two straight quotation marks, on one line"
    raise _SyntaxError(line, "this text does not begin and end with a quotation mark", hint)
