"""What all questions share: vocabularies, the order of names, the age of the data, shares, and the error."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import TypeVar, get_args

from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.vocabularies import Stage

#: The stages a document can print, in the order of the vocabulary.
STAGES: tuple[str, ...] = get_args(Stage)

#: The stage of a row whose document leaves open which of two it is.
OPEN_STAGE = "ongoing-or-planning"

#: From this age on, in years, a figure is shown with its age.
OLD_AFTER_YEARS = 3

#: Something that is counted.
Key = TypeVar("Key")


class QueryError(ValueError):
    """A selection was asked for that cannot be: which filter, the value given, and the valid ones."""

    def __init__(self, message: str, wrong: str = "", valid: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.wrong = wrong
        self.valid = sorted(valid)


def require_known(name: str, value: str | None, valid: Iterable[str]) -> None:
    """Refuse a value of a filter that does not exist; None asks for nothing, and so passes.

    Raises:
        QueryError: For a value that is not among the valid ones.
    """
    if value is not None and value not in valid:
        raise QueryError(f"'{value}' is not a {name}", str(value), valid)


def name_of(record: Record) -> str:
    """What a reader calls a record; "" for the network, which has no name of its own."""
    fields = [name for name in ("name", "term", "topic", "title", "field") if name in type(record).model_fields]
    return str(getattr(record, fields[0])) if fields else ""


@cache
def sort_key(text: str) -> tuple[str, str]:
    """Sorts names as a reader expects: accents and letter case aside, Đ with D; the same on every machine."""
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold(), text


def slug(text: str) -> str:
    """A text as an anchor or id: lower-case ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", sort_key(text)[0]).strip("-")


@lru_cache(maxsize=1)
def last_checked(atlas: Atlas) -> str:
    """The day on which the data were last checked: the newest access date of a source."""
    return max(source.accessed for source in atlas.sources.values())


def last_day(date: str) -> str:
    """The last day of a year or month, and a day itself: what is known less closely counts as no older than it is."""
    year, month = int(date[:4]), int(date[5:7] or 12)
    return date if len(date) == len("2018-07-08") else f"{year}-{month:02}-{monthrange(year, month)[1]}"


def age(atlas: Atlas, date: str) -> int:
    """How many full years lie between a date, or its last day, and the day on which the data were last checked."""
    today, then = last_checked(atlas), last_day(date)
    return max(0, int(today[:4]) - int(then[:4]) - (today[5:] < then[5:]))


def is_old(atlas: Atlas, date: str) -> bool:
    """Whether a figure of this date is shown with its age."""
    return age(atlas, date) >= OLD_AFTER_YEARS


def is_before(date: str, other: str) -> bool:
    """Whether a date lies before another, as far as both are known: a month is not before a day within it."""
    return date < other[: len(date)]


def percent(part: int, whole: int) -> float:
    """Per cent to one decimal place; nothing of nothing is 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def most(counts: Mapping[Key, int | Fraction]) -> list[Key]:
    """What is counted most: all of them where several are."""
    largest = max(counts.values(), default=0)
    return [key for key, n in counts.items() if n == largest]
