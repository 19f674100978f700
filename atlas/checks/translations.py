"""Rules about translations, each compared with its English text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from babel import Locale
from babel.messages import Message
from babel.numbers import get_decimal_symbol, get_group_symbol

from atlas.checks.context import TRANSLATIONS, UNFINISHED, Mistake, Mistakes, Translation, rule
from atlas.checks.pages import MAX_DESCRIPTION, MAX_TITLE
from atlas.model import words
from atlas.model.references import own_words
from atlas.read.catalogue import forms
from atlas.read.findings import Finding
from atlas.read.translation import context_of, of_project

#: What a translation has in common with its original, by the end of the id of the rule.
_PARTS = re.compile(
    r"""(?P<macro>\{\{.*?\}\})
    |(?P<placeholder>%\(\w+\)[a-z]|%%|\{\w*\}|\$[a-z]+)
    |(?P<link>(?<=\]\()[^)]*|(?<=\]\[)[^\]]*|https?://[^\s<>")]+)
    |(?P<markup>`[^`]*`|\{:[^}]*\}|</?[a-z][^>]*>|\*\*?)
    |(?P<number>\d(?:[\d.,\u00a0\u202f]*\d)?)""",
    re.DOTALL | re.VERBOSE,
)
#: The prose among the arguments of a macro: the one called text, and the words of a link to a file.
_PROSE = re.compile(r'(?<=\btext=)"[^"]*"|(?<=\bdownload\()(\s*"[^"]*",\s*)"[^"]*"')
#: A percent sign behind a number or the placeholder of one.
_PERCENT = re.compile(r"(?:\d[\d.,]*|\)s)([ \u00a0\u202f]?)%(?!\()")
#: The numbers that English texts write in words, and the fractions that a translation may write in percent.
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_FRACTIONS = {"half": 2, "quarter": 4, "fifth": 5, "tenth": 10}
#: A text of so many words can be a name, whatever their letters.
_FEW = 4


class _Part(NamedTuple):
    kind: str
    value: str  # what has to be the same
    text: str  # as it is written


@rule(TRANSLATIONS)
def readable(translation: Translation) -> Iterator[Finding]:
    """Look for what keeps all translations of a language from being read.

    no-catalogue: A language whose edition has settings, such as mkdocs.id.yml, has a PO file.
    po-syntax: A PO file has the form of gettext, in UTF-8, and each text once.
    """
    yield from translation.catalogue.findings


@rule(TRANSLATIONS)
def plural_forms(translation: Translation) -> Mistakes:
    """A translation with a plural has every plural form of its language."""
    for message in translation.catalogue.catalog:
        said = forms(message)
        if any(said) and not all(said):
            place = (translation.catalogue, message, said.index(""), "")
            yield place, "this plural form is not translated", "translate all of them"


@rule(TRANSLATIONS)
def same_parts(translation: Translation) -> Mistakes:
    """Compare what a translation has beside words with the English text; the order may differ.

    translated-macro: A translation calls the same macros with the same arguments; only prose in them is translated.
    translated-placeholder: A translation has the same placeholders; the last plural form has those of the plural.
    translated-link: A translation has the same links.
    translated-markup: A translation has the same marks: code, bold and italic words, tags, attributes.
    translated-number: A translation has the same numbers, each as its language writes it. It may write in digits what
        English has in words, and a fraction in percent.
    """
    source, locale = Locale.parse(words.SOURCE_LANGUAGE), Locale.parse(translation.language)
    for message, form, originals, said in _pairs(translation):
        had, has = [_parts(original, source) for original in originals], _parts(said, locale)
        if _have_the_same(has, had):
            continue
        in_words = {("number", value) for value in numbers_in_words(originals[-1])} - set(map(_same, had[-1]))
        has = [part for part in has if _same(part) not in in_words]
        if _have_the_same(has, had):
            continue
        for rule_id, word, message_of_rule, hint in _differences(had[-1], has, locale):
            yield rule_id, (translation.catalogue, message, form, word), message_of_rule, hint


@lru_cache(maxsize=1)
def _pairs(translation: Translation) -> list[tuple[Message, int, list[str], str]]:
    """Return each translated text: (message, plural form, the English texts that it may be a translation of, it)."""
    pairs = []
    for message in translation.catalogue.catalog:
        said = forms(message)
        if message.id and not message.fuzzy and all(said):
            originals = [message.id] if isinstance(message.id, str) else list(message.id)
            for form, text in enumerate(said):
                pairs.append((message, form, originals[-1:] if form == len(said) - 1 else originals, text))
    return pairs


def _parts(text: str, locale: Locale) -> list[_Part]:
    parts = []
    for match in _PARTS.finditer(text):
        kind = str(match.lastgroup)
        value = match[0]
        if kind == "macro":
            value = " ".join(_PROSE.sub(r'\1""', value).split())
        elif kind == "number":
            value = _number(value, locale)
        parts.append(_Part(kind, value, match[0]))
    return parts


def numbers_in_words(text: str) -> set[str]:
    """Return the numbers that an English text has in words, and its fractions in percent: 90 for "nine tenths"."""
    words_in_text = re.findall(r"[a-z]+", text.lower())
    numbers = {str(_NUMBERS.index(word)) for word in words_in_text if word in _NUMBERS}
    for before, word in zip(["", *words_in_text], words_in_text, strict=False):
        if parts := _FRACTIONS.get(word.removesuffix("s")):
            numbers.add(str(100 * (_NUMBERS.index(before) if before in _NUMBERS else 1) // parts))
    return numbers


def _same(part: _Part) -> tuple[str, str]:
    return part.kind, part.value


def _have_the_same(has: list[_Part], had: list[list[_Part]]) -> bool:
    """Return whether a translation has what one of its English texts has."""
    return any(sorted(map(_same, has)) == sorted(map(_same, parts)) for parts in had)


@cache
def _number(text: str, locale: Locale) -> str:
    """Return a number as Python writes it; as it is if the language does not write it so, such as a version."""
    group, decimal = (re.escape(symbol(locale)) for symbol in (get_group_symbol, get_decimal_symbol))
    if re.fullmatch(rf"(\d+|\d{{1,3}}({group}\d{{3}})+)({decimal}\d+)?", text):
        text = re.sub(group, "", text).replace(get_decimal_symbol(locale), ".")
    return re.sub(r"\d", lambda digit: str(int(digit[0])), text)


def _differences(had: list[_Part], has: list[_Part], locale: Locale) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs: (rule, word in the translation, message, hint)."""
    lacking, added = list(had), []
    for part in has:
        same = next((other for other in lacking if _same(other) == _same(part)), None)
        lacking.remove(same) if same else added.append(part)
    for kind in dict.fromkeys(part.kind for part in [*lacking, *added]):
        missing = [_format_for(part, locale) for part in lacking if part.kind == kind]
        wrong = [part.text for part in added if part.kind == kind]
        for word, right in zip_longest(wrong, missing):
            if word is None:
                message, hint = f"'{right}' of the English text is missing", "add it"
            else:
                message = f"'{word}' is not in the English text"
                hint = "remove it" if right is None else f"did you mean '{right}'?"
            yield f"translated-{kind}", word or "", message, hint


def _format_for(part: _Part, locale: Locale) -> str:
    """Return an English part as a translation has it."""
    if part.kind != "number":
        return part.text
    symbols = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return "".join(symbols.get(char, char) for char in part.text)


@rule(TRANSLATIONS)
def bound_name(translation: Translation) -> Mistakes:
    """A name that a record has in the language, such as name_id in Indonesian, is translated so."""
    for collection, record_id, path, text in own_words(translation.atlas):
        record = translation.atlas.collection(collection)[record_id]
        for step in path[:-1]:
            record = record[step] if isinstance(step, int) else getattr(record, step)
        field = f"{path[-1]}_{translation.language}"
        bound = getattr(record, field, None)
        message = translation.catalogue.catalog.get(text, context_of(collection, record_id, path))
        if bound and message and not message.fuzzy and message.string not in ("", bound):
            place = (translation.catalogue, message, 0, str(message.string))
            yield place, f"the record says '{bound}'", f"write that, or change '{field}' of '{record_id}'"


@rule(TRANSLATIONS)
def bound_term(translation: Translation) -> Mistakes:
    """Where a text has a term of the glossary, its translation has the term that the glossary gives, or the same."""
    for term in translation.atlas.glossary.values():
        bound = getattr(term, f"{translation.language}_term", None)
        if not bound:
            continue
        names = {term.term, term.full}
        named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        allowed = [*_alternatives(bound), *(name.casefold() for name in names)]
        for message, form, originals, said in _pairs(translation):
            if not any(name in originals[-1] for name in names) or message.context == f"glossary/{term.id}/term":
                continue  # the term itself may be a short form; beside it is the full one
            match = named.search(_PARTS.sub("", originals[-1]))
            if match and not any(wording in said.casefold() for wording in allowed):
                hint = f"write '{bound}', as the glossary has it"
                yield (translation.catalogue, message, form, ""), f"'{match[0]}' is a term of the glossary", hint


def _alternatives(bound: str) -> list[str]:
    """Return the terms that "A (B)" gives, in small letters: A, B, and both."""
    inside = re.findall(r"\(([^)]*)\)", bound)
    return [text.casefold() for text in (bound, re.sub(r" *\([^)]*\)", "", bound), *inside)]


@rule(TRANSLATIONS)
def percent_sign(translation: Translation) -> Mistakes:
    """A percent sign has a blank before it only where the language writes one, by CLDR."""
    pattern = Locale.parse(translation.language).percent_formats[None].pattern
    has_blank = bool(re.search(r"\s%$", pattern))
    for message, form, _originals, said in _pairs(translation):
        for match in _PERCENT.finditer(said):
            if bool(match[1]) != has_blank:
                hint = "write a no-break space before it" if has_blank else "remove the blank before it"
                yield (
                    (translation.catalogue, message, form, match[0]),
                    f"'{match[0]}' is not how the language writes it",
                    hint,
                )


@rule(TRANSLATIONS)
def still_english(translation: Translation) -> Mistakes:
    """A translation differs from the English text, unless that is a name: few words, or most of them with capitals."""
    for message, form, originals, said in _pairs(translation):
        if said in originals and not _is_name(_PARTS.sub(" ", said)):
            hint = "translate it, or leave it empty: the site then marks it as English"
            yield (translation.catalogue, message, form, ""), "this is the English text", hint


def _is_name(text: str) -> bool:
    words_in_text = re.findall(r"[^\W\d_]+", text)
    return len(words_in_text) <= _FEW or sum(word[0].islower() for word in words_in_text) <= len(words_in_text) / 3


@rule(TRANSLATIONS)
def translated_length(translation: Translation) -> Mistakes:
    """A translated title has at most 60 characters, a description of a page at most 160."""
    for page in translation.tree.pages.values():
        texts = [(page.title, MAX_TITLE), (page.meta.get("description"), MAX_DESCRIPTION)]
        for text, most in texts:
            message = text and translation.catalogue.catalog.get(str(text), page.file)
            if message and not message.fuzzy and len(str(message.string)) > most:
                place = (translation.catalogue, message, 0, "")
                what = f"this translation has {len(str(message.string))} characters, {most} are shown"
                yield place, what, "shorten it"


@rule(UNFINISHED)
def unfinished(translation: Translation) -> Iterator[Mistake | Finding]:
    """Look for what the site shows in English.

    untranslated: Every text is translated.
    unconfirmed: A translation of a former text, or of a similar one, was confirmed.
    """
    file = translation.catalogue
    texts = {} if file.findings else of_project(file.catalog, translation.atlas, translation.tree)
    for (context, text), message in texts.items():
        if message is None:
            start = textwrap.shorten(text, 60, placeholder=" …")
            what = f"'{start}' of {context} is not in this file"
            yield Finding(file.file, 0, 0, "untranslated", what, "run 'python -m atlas messages', then translate it")
        elif not any(forms(message)):
            hint = "translate it; until then the site shows the English text"
            yield "untranslated", (file, message, 0, ""), "this text is not translated", hint
        elif message.fuzzy:
            hint = "correct it if needed, then remove the word 'fuzzy'; until then the site shows the English text"
            what = "this translation was made for a former text or a similar one"
            yield "unconfirmed", (file, message, 0, ""), what, hint
