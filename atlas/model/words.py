"""The words of a build in its language: messages by gettext's rules; dates, numbers and lists by Babel.

A message is written in English where it is shown. ``python -m atlas messages`` collects them, and
:mod:`atlas.read.catalogue` reads what they are in another language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.plural import to_gettext

#: The languages of the site by their ISO 639 codes, as they call themselves; the first is that of all texts.
LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
SOURCE_LANGUAGE, *OTHER_LANGUAGES = LANGUAGES

#: The ISO 639 code for a language that is not certain.
UNCERTAIN = "und"

#: The plural forms of CLDR, in the order of a PO file.
_PLURALS = ("zero", "one", "two", "few", "many", "other")

#: Around a text that stays in English for want of a translation. They survive whatever is done with the text;
#: :func:`atlas.site.frame.finish.finish_page` makes elements of them.
ENGLISH, END = "\ue000", "\ue001"

#: The forms of each translated message, by its context, "" for a word of the site, and its English text.
Messages = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass
class _Build:
    """What the language of the build decides."""

    language: str = SOURCE_LANGUAGE
    locale: Locale = field(default_factory=lambda: Locale("en", "001"))  # as most of the world writes: 8 July 2018
    messages: Messages = field(default_factory=dict)
    state: object = None


_build = _Build()


def use(language: str, messages: Messages | None = None, state: object = None) -> None:
    """Choose the language of the build.

    Args:
        language: Its ISO 639 code.
        messages: What is translated; every language but that of the texts needs it.
        state: Whatever is equal only for the same messages.
    """
    chosen = _Build()
    if language != SOURCE_LANGUAGE:
        chosen = _Build(language, Locale.parse(language), messages or {}, (language, state))
    vars(_build).update(vars(chosen))
    for cached in (number, date, short_date):
        cached.cache_clear()


def plural_forms(language: str) -> str:
    """Return which plural forms a language has by CLDR, as the header of a PO file says it."""
    return to_gettext(Locale.parse(language).plural_form)


def language() -> str:
    """Return the ISO 639 code of the language of the build."""
    return _build.language


def state() -> object:
    """Return what is equal only for builds with the same words."""
    return _build.state


def translations(*contexts: str) -> str:
    """Return all translations of some contexts, "" for words of the site, as one text that differs if any does."""
    return repr(sorted((key, forms) for key, forms in _build.messages.items() if key[0] in contexts))


def is_source() -> bool:
    """Return whether the build is in the language of all texts, so that nothing is translated."""
    return _build.language == SOURCE_LANGUAGE


def in_english(text: str) -> str:
    """Mark a text as one that stays in English, unless the whole build is."""
    return text if is_source() or not text else f"{ENGLISH}{text}{END}"


def strip_marks(text: str) -> str:
    """Return a text without the marks of :func:`in_english`."""
    return text.replace(ENGLISH, "").replace(END, "")


def pgettext(context: str, message: str) -> str:
    """Return a message of a context in the language of the build; marked as English if it has no translation."""
    translation = _build.messages.get((context, message))
    return translation[0] if translation else in_english(message)


def own_name(context: str, name: str) -> str:
    """Return a name as the language of the build has it; as it is, without a mark, if the language has no other."""
    translation = _build.messages.get((context, name))
    return translation[0] if translation else name


def gettext(message: str) -> str:
    """Return a word or sentence of the site in the language of the build, like :func:`pgettext`."""
    return pgettext("", message)


def ngettext(singular: str, plural: str, n: float) -> str:
    """Return the form of a message that its number needs, in the language of the build, like :func:`pgettext`."""
    translation = _build.messages.get(("", singular))
    if translation:
        rule = _build.locale.plural_form
        return translation[[tag for tag in _PLURALS if tag in {*rule.tags, "other"}].index(rule(n))]
    return in_english(singular if n == 1 else plural)


def gettext_noop(message: str) -> str:
    """Mark a message for translation where it is kept; ``gettext`` translates it where it is shown."""
    return message


@cache
def number(value: float) -> str:
    """Write a number with all its digits: 1,234.5 in English."""
    return format_decimal(value, locale=_build.locale, decimal_quantization=False)


def plain_number(text: str) -> str | None:
    """Return a number that :func:`number` wrote as programs read it, 1234.5; None if a text is no number."""
    group, point = get_group_symbol(_build.locale), get_decimal_symbol(_build.locale)
    plain = text.replace(group, "").replace(point, ".")
    return plain if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) else None


@cache
def date(iso: str) -> str:
    """Write a date as precisely as it is known: 8 July 2018, July 2018, Q3 2018, 2018."""
    if "/" in iso:
        return iso.replace("/", "–")
    if "Q" in iso:
        return _month("yQQQ", f"{iso[:4]}-{3 * int(iso[-1]):02}", _build.locale)
    if iso.count("-") < 2:
        return _month("yMMMM", iso, _build.locale) if "-" in iso else iso
    try:
        return format_date(datetime.date.fromisoformat(iso), "long", _build.locale)
    except ValueError:  # a day that does not exist, such as 31 February, which the check reports
        return iso


@cache
def short_date(iso: str) -> str:
    """Write an ISO date or month as a short month and its year, and anything else as it is: Jul 2018, 2018."""
    if "/" in iso or "Q" in iso:
        return date(iso)
    # Every month has three letters in the English of the United States; elsewhere September has four.
    return _month("yMMM", iso[:7], language()) if "-" in iso else iso


def series(parts: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    return format_list(list(parts), locale=_build.locale)


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    start = len(text) - len(text.lstrip(ENGLISH))
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def sentence(note: str) -> str:
    """Write a note as a sentence: with a capital and a full stop."""
    text = note.rstrip(END)
    return capital(text) + ("" if text.endswith((".", "!", "?")) else ".") + note[len(text) :]


def language_name(tag: str) -> str:
    """Return the name of a language by its ISO 639 code; where the language of the build has none, that in English."""
    if tag == UNCERTAIN:
        return gettext("language not certain")
    return _build.locale.languages.get(tag) or in_english(language_names().get(tag, tag))


def language_names() -> Mapping[str, str]:
    """Return the names of all languages in English by their ISO 639 codes."""
    return Locale(SOURCE_LANGUAGE).languages


def _month(skeleton: str, month: str, locale: Locale | str) -> str:
    return format_skeleton(skeleton, datetime.date.fromisoformat(f"{month}-01"), locale=locale)
