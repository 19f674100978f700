"""Rules about promised dates, and about what shows that they were kept, missed or moved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from atlas.checks.context import RECORDS, Context, Mistakes, rule
from atlas.model.atlas import Atlas
from atlas.model.base import KeyPath
from atlas.model.promises import Evidence, Promise
from atlas.query.common import first_day, last_day

#: How many words of a document a quote may have.
MOST_WORDS = 25


class _Place(NamedTuple):
    promise: Promise
    others: list[Promise]  # all of its record
    path: KeyPath  # collection, id of the record, field and place in it


@rule(RECORDS)
def promises(context: Context) -> Mistakes:
    """Look at the promised dates of projects and cities.

    promise-date: Of two years that a promise names, the second is the later one.
    promise-quote: The words quoted of a promised date, or of what came of it, are 25 at most.
    promise-not-english: A promise in another language has a translation, and one in English has none.
    """
    for promise, _, path in _places(context.atlas):
        shown = promise.evidence
        dates = {"due": promise.due} | ({"evidence.date": shown.date} if shown and shown.date else {})
        for field, date in dates.items():
            if first_day(date) > last_day(date):
                yield "promise-date", (*path, *field.split(".")), f"{date} ends before it begins", "swap the two years"
        quotes = {"quote": promise.quote, "evidence.quote": shown.quote if shown else None}
        for field, quote in quotes.items():
            if quote and (n := len(quote.split())) > MOST_WORDS:
                message = f"this quote has {n} words, and {MOST_WORDS} are allowed"
                hint = "keep the words that name the thing and the date, with … for what is left out"
                yield "promise-quote", (*path, *field.split(".")), message, hint
        is_english = context.atlas.sources[promise.source].language == "en"
        if promise.quote and is_english == (promise.translation is not None):
            message = "the document is in English" if is_english else "these words are not in English"
            hint = "remove 'translation'" if is_english else "add 'translation' with what they say in English"
            yield "promise-not-english", (*path, "translation" if is_english else "quote"), message, hint


@rule(RECORDS)
def evidence(context: Context) -> Mistakes:
    """Compare what shows that a promise was kept, missed or moved with the date promised.

    promise-done: The date on which a thing was done is clearly before or after the end of that promised for it.
    promise-missed: A source that shows that a thing was not done has a date after the one promised.
    promise-moved: Of a date that was moved, the later one is given, and another promise of the record has it.
    """
    for promise, others, path in _places(context.atlas):
        if promise.evidence:
            place = (*path, "evidence")
            for rule_id, key, message, hint in _look_at(context.atlas, promise, promise.evidence, others):
                yield rule_id, (*place, key), message, hint


def _look_at(
    atlas: Atlas, promise: Promise, evidence: Evidence, others: list[Promise]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is wrong with the evidence for a promise: (rule, field, message, hint)."""
    due, date, moved_to = last_day(promise.due), evidence.date, evidence.moved_to
    if evidence.shows == "done" and date and first_day(date) <= due < last_day(date):
        message = f"something done in {date} can have been before or after {due}"
        hint = "give the month or the day; leave it out if the source says only that it was done in time"
        yield "promise-done", "date", message, hint
    shown = date or atlas.sources[evidence.source].date
    if evidence.shows == "not-done" and (shown is None or last_day(shown) <= due):
        message = f"this shows nothing about {due}: it is of {shown or 'no known date'}"
        yield "promise-missed", "shows", message, "write 'shows: unclear', or cite a source from after the date"
    if evidence.shows == "moved" and moved_to is None:
        hint = "add 'moved_to' with the later date, as 'due' of the promise that takes the place of this one"
        yield "promise-moved", "shows", "this says that the date was moved, but not to which", hint
    elif moved_to and evidence.shows != "moved":
        yield "promise-moved", "moved_to", f"this shows '{evidence.shows}', not a later date", "write 'shows: moved'"
    elif moved_to and (last_day(moved_to) <= due or moved_to not in [other.due for other in others]):
        message = f"no promise of this record for {moved_to} takes the place of that for {promise.due}"
        yield "promise-moved", "moved_to", message, f"add a promise with 'due: {moved_to}', from the same source"


def _places(atlas: Atlas) -> Iterator[_Place]:
    """Yield the promised dates of every project and city."""
    projects = (("projects", project.id, project.promises) for project in atlas.projects.values())
    cities = (("cities", city.id, city.promises) for city in atlas.cities.values())
    for collection, record_id, promises in chain(projects, cities):
        for index, promise in enumerate(promises):
            yield _Place(promise, promises, (collection, record_id, "promises", index))
