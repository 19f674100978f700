"""The words of a build in its language: messages by gettext; dates, numbers and lists by Babel.

A message is written in English where it is shown. ``pybabel extract -F pyproject.toml -o atlas.pot .`` collects them.
"""

from __future__ import annotations

import datetime
import gettext as catalogues
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

#: The ISO 639 code for a language that is not certain.
UNCERTAIN = "und"

_FOLDER = Path(__file__).parents[1] / "locale"


class _Build:
    """What the language of the build decides."""

    locale = Locale("en", "001")  # English as most of the world writes it: 8 July 2018; a, b and c
    catalogue = catalogues.NullTranslations()


def use(language: str, folder: Path = _FOLDER) -> None:
    """Choose the language by its ISO 639 code; every one but English needs ``<language>/LC_MESSAGES/atlas.mo``."""
    english = language == "en"
    _Build.catalogue = catalogues.translation("atlas", folder, [language], fallback=english)
    _Build.locale = Locale("en", "001") if english else Locale.parse(language)
    for cached in (number, date, short_date):
        cached.cache_clear()


def language() -> str:
    """Return the ISO 639 code of the language of the build."""
    return str(_Build.locale.language)


def gettext(message: str) -> str:
    """Return a message in the language of the build."""
    return _Build.catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: float) -> str:
    """Return the form of a message that its number needs, in the language of the build."""
    return _Build.catalogue.ngettext(singular, plural, n)  # type: ignore[arg-type]  # a float decides as well


def gettext_noop(message: str) -> str:
    """Mark a message for translation where it is kept; ``gettext`` translates it where it is shown."""
    return message


@cache
def number(value: float) -> str:
    """Write a number with all its digits: 1,234.5 in English."""
    return format_decimal(value, locale=_Build.locale, decimal_quantization=False)


@cache
def date(iso: str) -> str:
    """Write an ISO date, month or year as precisely as it is known: 8 July 2018, July 2018, 2018."""
    if iso.count("-") < 2:
        return _month("yMMMM", iso, _Build.locale) if "-" in iso else iso
    try:
        return format_date(datetime.date.fromisoformat(iso), "long", _Build.locale)
    except ValueError:  # a day that does not exist, such as 31 February, which the check reports
        return iso


@cache
def short_date(iso: str) -> str:
    """Write an ISO date or month as a short month and its year, and a year as it is: Jul 2018, 2018."""
    # Every month has three letters in the English of the United States; elsewhere September has four.
    return _month("yMMM", iso[:7], language()) if "-" in iso else iso


def series(parts: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    return format_list(list(parts), locale=_Build.locale)


def sentence(note: str) -> str:
    """Write a note as a sentence: with a capital and a full stop."""
    return note[:1].upper() + note[1:] + ("" if note.endswith((".", "!", "?")) else ".")


def language_name(tag: str) -> str:
    """Return the name of a language by its ISO 639 code, or the code where it has no name."""
    return gettext("language not certain") if tag == UNCERTAIN else language_names().get(tag, tag)


def language_names() -> Mapping[str, str]:
    """Return the names of all languages by their ISO 639 codes."""
    return _Build.locale.languages


def _month(skeleton: str, month: str, locale: Locale | str) -> str:
    return format_skeleton(skeleton, datetime.date.fromisoformat(f"{month}-01"), locale=locale)
