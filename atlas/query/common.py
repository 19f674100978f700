"""What the other query modules share: the order of names, the age of a date, shares, and the error for filters."""

from __future__ import annotations

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import TypeVar, get_args

from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.projects import Status
from atlas.model.sources import OpenQuestion
from atlas.model.vocabularies import Stage
from atlas.model.words import strip_marks

#: The stages that a report can print, in the order of the vocabulary.
STAGES: tuple[str, ...] = get_args(Stage)

#: The stage of a row whose report does not say which of the two it is.
OPEN_STAGE = "ongoing-or-planning"

#: Figures of this age in years, or older, are shown with their age.
OLD_AFTER_YEARS = 3

#: A status of this age in years, or older, is shown as old.
OLD_STATUS_AFTER_YEARS = 2

Key = TypeVar("Key")


class QueryError(ValueError):
    """A filter or its value does not exist."""

    def __init__(self, message: str, wrong: str = "", valid: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.wrong = wrong
        self.valid = sorted(valid)


def require_known(name: str, value: str | None, valid: Iterable[str]) -> None:
    """Refuse a filter value that does not exist; None is no filter. The message calls the value by ``name``."""
    if value is not None and value not in valid:
        raise QueryError(f"'{value}' is not a {name}", str(value), valid)


def name_of(record: Record) -> str:
    """Return the name or title of a record; "" for the network, which has none."""
    fields = [name for name in ("name", "term", "topic", "title", "field") if name in type(record).model_fields]
    return str(getattr(record, fields[0])) if fields else ""


@cache
def sort_key(text: str) -> tuple[str, str]:
    """Return the sort key of a name: first without accents and letter case (Đ as D), then the name itself.

    By CLDR, Indonesian is sorted as English is, by the order of the root.
    """
    text = strip_marks(text)
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold(), text


def slug(text: str) -> str:
    """Return a text as an anchor or id: lower-case ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", sort_key(text)[0]).strip("-")


@lru_cache(maxsize=1)
def last_checked(atlas: Atlas) -> str:
    """Return the day on which the data were last checked: the newest access date of a source."""
    return max(source.accessed for source in atlas.sources.values())


def present_year(atlas: Atlas) -> int:
    """Return the year in which the data were last checked."""
    return int(last_checked(atlas)[:4])


def first_day(date: str) -> str:
    """Return the first possible day of a date that may lack day or month, of a quarter or of two years."""
    if len(date) == len("2018-07-08"):
        return date
    month = 1 if "/" in date or len(date) == len("2018") else 3 * int(date[6]) - 2 if "Q" in date else int(date[5:])
    return f"{date[:4]}-{month:02}-01"


def last_day(date: str) -> str:
    """Return the last possible day of a date that may lack day or month, of a quarter or of two years."""
    if len(date) == len("2018-07-08"):
        return date
    year, _, rest = date.rpartition("/")[2].partition("-")
    month = 3 * int(rest[1]) if "Q" in rest else int(rest or 12)
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]}"


def full_months(after: str, until: str) -> int:
    """Count the full months that pass after a day until another day."""
    start = datetime.date.fromisoformat(after) + datetime.timedelta(days=1)
    end = datetime.date.fromisoformat(until)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def age(atlas: Atlas, date: str) -> int:
    """Count the years from a date to the day on which the data were last checked, as far as the date is known.

    2018 is eight years old in all of 2026. A day or month is a year older only when it has come round again.
    """
    today = last_checked(atlas)
    return max(0, int(today[:4]) - int(date[:4]) - (today[5 : len(date)] < date[5:]))


def is_old(atlas: Atlas, date: str) -> bool:
    """Tell whether a figure of this date is shown with its age."""
    return age(atlas, date) >= OLD_AFTER_YEARS


def is_old_status(atlas: Atlas, status: Status) -> bool:
    """Tell whether a status is shown as old; what is completed stays so."""
    return status.value != "completed" and age(atlas, status.as_of) >= OLD_STATUS_AFTER_YEARS


def is_before(date: str, other: str) -> bool:
    """Compare two dates as far as both are known: a month is not before a day within it."""
    return date < other[: len(date)]


@lru_cache(maxsize=1)
def open_questions(atlas: Atlas) -> list[OpenQuestion]:
    """Return the questions without an answer, in the order of the file."""
    return [question for question in atlas.open_questions.values() if question.answer is None]


def percent(part: int, whole: int) -> float:
    """Return a share in per cent to one decimal place; 0 if the whole is 0."""
    return round(100 * part / whole, 1) if whole else 0.0


def ends(n: int, room: int) -> list[int | None]:
    """Return the places of ``n`` things, oldest first, where there is room for some: all, or the ends of the series.

    The ends are the first and the newest that fit; None stands between them for those left out. There is always room
    for these three.
    """
    return [*range(n)] if n <= max(room, 2) else [0, None, *range(n - max(room - 2, 1), n)]


def most(counts: Mapping[Key, int | Fraction]) -> list[Key]:
    """Return the keys with the largest count, all of them in a tie."""
    largest = max(counts.values(), default=0)
    return [key for key, n in counts.items() if n == largest]
