"""Rules about words: what the editorial guide asks of every text and page, as far as a rule can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas import query
from atlas.checks.context import FILES, RECORDS, WARNINGS, Context, Files, rule
from atlas.model.references import own_words
from atlas.model.words import UNCERTAIN, language_names
from atlas.read.findings import Finding
from atlas.read.pages import Page

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+\d{1,3}[ ()\d.-]{6,}\d")
#: The fields that hold the code of a language.
_LANGUAGE_FIELDS = {"lang", "language"}
_TIMELESS = re.compile(r"\b(?:currently|recently|nowadays|at present)\b", re.IGNORECASE)
_PROMOTIONAL = re.compile(
    r"\b(?:innovative|cutting-edge|state-of-the-art|world-class|vibrant|ambitious|boasts?|seamless\w*|robust"
    r"|groundbreaking|game-chang\w+|revolutioni[sz]\w+|exciting|impressive)\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: A number in prose: no year, no day of a month, no number of a list, no part of a word or address.
_NUMBER = re.compile(
    rf"(?<![\w.,/#&-])(?!(?:19|20)\d\d(?![\d.,]*\d))(?!\d{{1,2}} (?:{_MONTHS}))\d[\d.,]*(?![\w-])", re.MULTILINE
)
_NO_PROSE = re.compile(r"^ *\d+[.)] |<[^>]*>|\]\([^)]*\)|\{:.*?\}|^(?:#|\||    ).*$", re.MULTILINE)
#: How many there are of something that the data count. "One" is left out: it mostly counts nothing.
COUNTED_BY_HAND = re.compile(
    r"\b(?:only one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens?|hundreds?|\d+)"
    r"(?: (?!of\b|and\b|to\b)[\w-]+){0,2}? (?:action plans|areas|cities|contradictions|countries|documents|events"
    r"|institutions|lists|members|papers|partners|plans|points|projects?|questions|records|reports|requests|rows|sources"
    r"|terms)\b",
    re.IGNORECASE,
)
#: What may be called the newest by its year; what else happened in that year may be told.
_DATED = (
    r"\b(?:lists?|listed|reports?|reported|documents?|charts?|projects?)\b[^.;:]{{0,30}}?\b{0}\b"
    r"|\b{0}\b (?:lists?|reports?|documents?|charts?)\b"
)
#: A sentence with the citations behind it.
_CITED_SENTENCE = re.compile(r"\S(?:.|\n(?!\s*\n))*?(?:[.!?][)*_]*(?:\{\{ cite\([^}]*\) \}\})*(?=\s)|(?=\n\s*\n)|\Z)")
_MACRO = re.compile(r"\{\{.*?\}\}")
_SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,}[.!?]")


@rule(FILES)
def personal_data(files: Files) -> Iterator[Finding]:
    """No text but an address holds a mail address or a telephone number."""
    hint = "name offices and institutions only"
    for document, path, text in files.texts:
        if path[-1] == "url" or not ("@" in text or "+" in text):
            continue
        if match := _MAIL.search(text) or _TELEPHONE.search(text):
            yield document.finding(path, "personal-data", f"'{match[0]}' looks like personal data", hint)
    for page in files.tree.pages.values():
        mails = _MAIL.finditer(page.prose) if "@" in page.prose else ()
        for match in [*mails, *_TELEPHONE.finditer(page.prose)]:
            message = f"'{match[0]}' looks like personal data"
            yield page.at(match.start(), "personal-data", message, hint, len(match[0]))


@rule(RECORDS)
def unknown_language(context: Context) -> Iterator[Finding]:
    """The code of a language is one whose name is known, or `und`."""
    for document, path, tag in context.texts:
        if path[-1] in _LANGUAGE_FIELDS and tag != UNCERTAIN and tag not in language_names():
            message = f"'{tag}' is the ISO 639 code of no language that CLDR names"
            hint = f"look the code up: Vietnamese is 'vi', Khmer 'km'; write '{UNCERTAIN}' where no code fits"
            yield document.finding(path, "unknown-language", message, hint)


@rule(RECORDS)
def undated_word(context: Context) -> Iterator[Finding]:
    """No text says "currently" or "recently": it will be read in years to come."""
    return _each_word(context, _TIMELESS, "undated-word", "says nothing in a year's time", "give the date instead")


@rule(RECORDS)
def promotional_word(context: Context) -> Iterator[Finding]:
    """No text of ours praises."""
    return _each_word(
        context, _PROMOTIONAL, "promotional-word", "is praise", "say what was done, and let readers judge"
    )


def _each_word(context: Context, words: re.Pattern[str], rule: str, message: str, hint: str) -> Iterator[Finding]:
    """Each place where one of some words stands in our own texts or on a page."""
    for collection, record_id, path, text in own_words(context.atlas):
        for match in words.finditer(text):
            yield context.at(collection, record_id, path, rule, f"'{match[0]}' {message}", hint)
    for page in context.tree.pages.values():
        for match in words.finditer(page.words):
            yield page.at(match.start(), rule, f"'{match[0]}' {message}", hint, len(match[0]))


@rule(FILES)
def typed_number(files: Files) -> Iterator[Finding]:
    """A paragraph with a number other than a year takes it from a macro or cites its source, but in the guide."""
    for page in files.tree.pages.values():
        if page.src.startswith("contributing/"):
            continue
        for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", page.prose):
            text = _NO_PROSE.sub(lambda match: " " * len(match[0]), paragraph[0])
            if "{{" not in text and (match := _NUMBER.search(text)):
                message = f"the number {match[0]} is typed by hand and has no source"
                hint = "take it from a macro, or cite its source in this paragraph"
                yield page.at(paragraph.start() + match.start(), "typed-number", message, hint, len(match[0]))


@rule(FILES)
def shared_sentence(files: Files) -> Iterator[Finding]:
    """No sentence stands in two introductions."""
    first: dict[str, str] = {}
    for _, page in files.tree.record_pages:
        for match in _SENTENCE.finditer(page.introduction):
            other = first.setdefault(" ".join(match[0].split()), page.file)
            if other != page.file:
                message = f"this sentence stands in {other} too"
                hint = "write each introduction for its own place"
                yield page.at(match.start(), "shared-sentence", message, hint, len(match[0]))


def _uncited(page: Page) -> Iterator[tuple[int, str]]:
    """The sentences of a page that cite nothing, with their places; what cites its source stays true for ever."""
    for match in _CITED_SENTENCE.finditer(page.prose):
        if "{{ cite(" not in match[0]:
            yield match.start(), _MACRO.sub(lambda macro: "…" * len(macro[0]), match[0])


@rule(RECORDS)
def counted_by_hand(context: Context) -> Iterator[Finding]:
    """No sentence says by hand how many records there are, unless it cites who says so or is about an earlier year."""
    newest = query.reports.report_year(context.atlas, query.reports.newest_report(context.atlas))
    hint = 'let a macro count, such as {{ count("projects") }}, or cite who says so'
    for page in context.tree.pages.values():
        for start, sentence in _uncited(page):
            past = any(int(year) < newest for year in re.findall(r"\b20\d\d\b", sentence))
            for match in () if past else COUNTED_BY_HAND.finditer(sentence):
                message = f"'{match[0]}' is counted by hand"
                yield page.at(start + match.start(), "counted-by-hand", message, hint, len(match[0]))
        if described := COUNTED_BY_HAND.search(str(page.meta.get("description", ""))):
            message, without = f"'{described[0]}' is counted by hand", "say it without a number"
            yield page.front_matter.finding(("description",), "counted-by-hand", message, without)


@rule(WARNINGS)
def newest_by_hand(context: Context) -> Iterator[Finding]:
    """No sentence names the newest document by its year, unless it cites its source."""
    newest = query.reports.report_year(context.atlas, query.reports.newest_report(context.atlas))
    hint = "let a macro give the year, {{ newest_year() }}, or cite who says so"
    for page in context.tree.pages.values():
        for start, sentence in _uncited(page):
            for match in re.finditer(_DATED.format(newest), sentence):
                message = f"'{match[0]}' names the newest document by its year"
                yield page.at(start + match.start(), "newest-by-hand", message, hint, len(match[0]))
