"""The translations of a language: a PO file in ``locale/``, read by Babel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, escape, read_po

from atlas.model.words import LANGUAGES, SOURCE_LANGUAGE, Messages
from atlas.read.cache import digest
from atlas.read.findings import Finding

LOCALE_DIR = "locale"


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
            file, 0, 0, "no-catalogue", f"the language '{language}' has no PO file", "run 'make messages'"
        )
        return Catalogue(file, Catalog(language), [missing])
    return _parsed(file, language, path.read_bytes())


def read_all(root: Path) -> dict[str, Catalogue]:
    """Return the translations of every language that has a PO file."""
    languages = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
    return {language: read(root, language) for language in languages if (root / file_of(language)).is_file()}


@lru_cache(maxsize=8)  # a preview, and each step of a build, reads a file again that did not change
def _parsed(file: str, language: str, raw: bytes) -> Catalogue:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        finding = Finding(file, line, 1, "po-syntax", "this is not UTF-8", "save the file as UTF-8")
        return Catalogue(file, Catalog(language), [finding])
    lines = text.split("\n")
    for number, content in enumerate(lines, 1):
        written = content.strip()
        if written and written[0] != "#" and written[-1] != '"':  # Babel would drop the last letter
            return Catalogue(file, Catalog(language), [_no_po(file, number, "this text does not end on its line")])
    try:
        catalog = read_po(lines, locale=language, abort_invalid=True)
    except PoFileError as error:
        return Catalogue(file, Catalog(language), [_no_po(file, error.lineno + 1, error.args[0].rpartition(" on ")[0])])
    return Catalogue(file, catalog, [], digest([raw]), text)


def _no_po(file: str, line: int, why: str) -> Finding:
    hint = "compare the line with its neighbours: a keyword, then a text between two straight quotation marks"
    return Finding(file, line, 1, "po-syntax", f"this is no PO file: {why}", hint)
