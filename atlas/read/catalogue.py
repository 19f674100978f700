"""The translations of a language: a PO file in ``locale/``, read by Babel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from atlas.model.words import Messages
from atlas.read.cache import NO_CACHE, Cache, digest
from atlas.read.findings import Finding

LOCALE_DIR = "locale"


@dataclass(frozen=True)
class Catalogue:
    """A PO file as it was read."""

    file: str  # its path from the project's root
    catalog: Catalog  # all of its messages; none if it cannot be read
    findings: list[Finding]  # why it cannot be read
    digest: str = ""

    @property
    def messages(self) -> Messages:
        """Return the forms of each message that is translated and confirmed, by its context and English text."""
        return {
            (message.context or "", singular(message)): forms(message)
            for message in self.catalog
            if message.id and not message.fuzzy and all(forms(message))
        }


def file_of(language: str) -> str:
    """Return the path of the PO file of a language from the project's root."""
    return f"{LOCALE_DIR}/{language}.po"


def singular(message: Message) -> str:
    """Return the English text of a message, in the singular if it has a plural."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural form of the language; "" where missing."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def read(root: Path, language: str, cache: Cache = NO_CACHE) -> Catalogue:
    """Return the translations of a language; if the file is missing or is no PO file, the finding says so."""
    file = file_of(language)
    path = root / file
    if not path.is_file():
        missing = Finding(
            file, 0, 0, "no-catalogue", f"the language '{language}' has no PO file", "run 'make messages'"
        )
        return Catalogue(file, Catalog(language), [missing])
    raw = path.read_bytes()
    return cache.get(("catalogue", language), raw, partial(_parsed, file, language, raw))


def _parsed(file: str, language: str, raw: bytes) -> Catalogue:
    try:
        catalog = read_po(raw.splitlines(keepends=True), locale=language, abort_invalid=True)
    except PoFileError as error:
        hint = "compare the line with its neighbours: a keyword, then a text between two straight quotation marks"
        finding = Finding(file, error.lineno + 1, 1, "po-syntax", f"this is no PO file: {error.args[0]}", hint)
        return Catalogue(file, Catalog(language), [finding])
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Catalogue(file, Catalog(language), [Finding(file, line, 1, "po-syntax", "this is not UTF-8", None)])
    return Catalogue(file, catalog, [], digest([raw]))
