"""Rules about numbers typed by hand, personal data and characters in texts and pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from atlas import query
from atlas.checks.context import FILES, RECORDS, WARNINGS, Context, Files, Mistakes, rule, rule_for_each
from atlas.model.base import KeyPath
from atlas.model.words import UNCERTAIN, language_names
from atlas.read.pages import Page

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+\d{1,3}[ ()\d.-]{6,}\d")
#: The fields with the code of a language.
_LANGUAGE_FIELDS = {"lang", "language"}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: A number in prose that is no year, no day of a month, no list number and no part of a word or address.
_NUMBER = re.compile(
    rf"(?<![\w.,/#&-])(?!(?:19|20)\d\d(?![\d.,]*\d))(?!\d{{1,2}} (?:{_MONTHS}))\d[\d.,]*(?![\w-])", re.MULTILINE
)
_NO_PROSE = re.compile(r"^ *\d+[.)] |<[^>]*>|\]\([^)]*\)|\{:.*?\}|^(?:#|\||    ).*$", re.MULTILINE)
#: A number of things that the data count. "One" is left out: it mostly counts nothing.
COUNTED_BY_HAND = re.compile(
    r"\b(?:only one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens?|hundreds?|\d+)"
    r"(?: (?!of\b|and\b|to\b)[\w-]+){0,2}? (?:action plans|areas|cities|contradictions|countries|documents|events"
    r"|institutions|lists|members|papers|partners|plans|points|projects?|questions|records|reports|requests|rows|sources"
    r"|terms)\b",
    re.IGNORECASE,
)
#: The newest report named by its year; other events of that year may be named.
_DATED = (
    r"\b(?:lists?|listed|reports?|reported|documents?|charts?|projects?)\b[^.;:]{{0,30}}?\b{0}\b"
    r"|\b{0}\b (?:lists?|reports?|documents?|charts?)\b"
)
#: A sentence with its citations.
_CITED_SENTENCE = re.compile(r"\S(?:.|\n(?!\s*\n))*?(?:[.!?][)*_]*(?:\{\{ cite\([^}]*\) \}\})*(?=\s)|(?=\n\s*\n)|\Z)")
_MACRO = re.compile(r"\{\{.*?\}\}")
_TARGET = re.compile(r"\]\([^)]*\)")


@rule(FILES)
def personal_data(files: Files) -> Mistakes:
    """No text other than an address has a mail address or a telephone number."""
    hint = "name offices and institutions only"
    for document, path, text in files.texts:
        if path[-1] == "url" or not ("@" in text or "+" in text):
            continue
        if match := _MAIL.search(text) or _TELEPHONE.search(text):
            yield (document, *path), f"'{match[0]}' looks like personal data", hint
    for page in files.tree.pages.values():
        mails = _MAIL.finditer(page.prose) if "@" in page.prose else ()
        for match in [*mails, *_TELEPHONE.finditer(page.prose)]:
            yield (page, match.start(), len(match[0])), f"'{match[0]}' looks like personal data", hint


@rule(RECORDS)
def unknown_language(context: Context) -> Mistakes:
    """The code of a language is one whose name is known, or `und`."""
    for document, path, tag in context.texts:
        if path[-1] in _LANGUAGE_FIELDS and tag != UNCERTAIN and tag not in language_names():
            hint = f"look the code up: Vietnamese is 'vi', Khmer 'km'; write '{UNCERTAIN}' where no code fits"
            yield (document, *path), f"'{tag}' is the ISO 639 code of no language that CLDR names", hint


@rule_for_each(FILES, "pages")
def typed_number(_: Files, page: Page) -> Mistakes:
    """A paragraph with a number other than a year takes it from a macro or cites its source, except in the guide."""
    paragraphs = re.finditer(r"\S(?:.|\n(?!\s*\n))*", page.prose if not page.src.startswith("contributing/") else "")
    for paragraph in paragraphs:
        text = _NO_PROSE.sub(lambda match: " " * len(match[0]), paragraph[0])
        if "{{" not in text and (match := _NUMBER.search(text)):
            message = f"the number {match[0]} is typed by hand and has no source"
            hint = "take it from a macro, or cite its source in this paragraph"
            yield (paragraph.start() + match.start(), len(match[0])), message, hint


def _uncited_sentences(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the sentences without a citation: (offset, sentence). A sentence with its source stays true."""
    for match in _CITED_SENTENCE.finditer(page.prose):
        if "{{ cite(" not in match[0]:
            yield match.start(), _MACRO.sub(lambda macro: "…" * len(macro[0]), match[0])


@rule(RECORDS)
def counted_by_hand(context: Context) -> Mistakes:
    """No sentence says by hand how many records there are, unless it cites who says so or is about an earlier year."""
    newest = query.reports.report_year(context.atlas, query.reports.newest_report(context.atlas))
    hint = 'let a macro count, such as {{ count("projects") }}, or cite who says so'
    for page in context.tree.pages.values():
        for start, sentence in _uncited_sentences(page):
            past = any(int(year) < newest for year in re.findall(r"\b20\d\d\b", sentence))
            for match in () if past else COUNTED_BY_HAND.finditer(sentence):
                yield (page, start + match.start(), len(match[0])), f"'{match[0]}' is counted by hand", hint
        if described := COUNTED_BY_HAND.search(str(page.meta.get("description", ""))):
            message, without = f"'{described[0]}' is counted by hand", "say it without a number"
            yield (page.front_matter, "description"), message, without


@rule_for_each(WARNINGS, "pages")
def newest_by_hand(context: Context, page: Page) -> Mistakes:
    """No sentence names the newest report by its year, unless it cites its source."""
    newest = query.reports.report_year(context.atlas, query.reports.newest_report(context.atlas))
    for start, sentence in _uncited_sentences(page) if not page.src.startswith("contributing/") else ():
        for match in re.finditer(_DATED.format(newest), _TARGET.sub(lambda target: " " * len(target[0]), sentence)):
            hint = "let a macro give the year, {{ newest_year() }}, or cite who says so"
            yield (start + match.start(), len(match[0])), f"'{match[0]}' names the newest report by its year", hint


_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: Also the wide forms that East Asian keyboards type: a spreadsheet reads them as formulas too, but no number.
_FORMULA = re.compile(r"(?!-[0-9.]+$)[=+\-@＝＋－＠\t\r\n]")


#: Languages without spaces between words, in which U+200B marks where a line may break.
_WITHOUT_SPACES = {"km", "lo", "my", "th"}


@rule(FILES)
def characters(files: Files) -> Mistakes:
    """Look at the characters of each text.

    invisible-character: No text has a control or zero-width character, except U+200B in a name in Khmer, Lao,
        Burmese or Thai.
    not-composed: Every text is in Unicode's composed form, NFC.
    spreadsheet-formula: No text begins with a character that makes a spreadsheet read it as a formula.
    """
    for document, path, text in files.texts:
        match = _INVISIBLE.search(text)
        if match and path[-1] == "text" and _language(document.value, path) in _WITHOUT_SPACES:
            match = _INVISIBLE.search(text.replace("\u200b", ""))
        if match:
            message = f"this text has U+{ord(match[0]):04X}, {unicodedata.name(match[0], 'a control character')}"
            yield "invisible-character", (document, *path), message, "remove it"
        if not unicodedata.is_normalized("NFC", text):
            hint = f"write it composed: {unicodedata.normalize('NFC', text)}"
            yield "not-composed", (document, *path), "this text is not in Unicode's composed form, NFC", hint
        if _FORMULA.match(text):
            message = f"a spreadsheet would run this text, since it begins with {text[0]!r}"
            yield "spreadsheet-formula", (document, *path), message, "begin it with a word"


def _language(value: Any, path: KeyPath) -> str | None:
    """Return the language given beside a text in its record."""
    for step in path[:-1]:
        value = value[step]
    return value.get("lang") if isinstance(value, dict) else None
