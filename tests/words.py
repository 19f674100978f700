"""How the site writes dates, numbers and words of vocabularies, for tests that look for them on a page."""

from __future__ import annotations

from atlas.model.labels import LABELS, label
from atlas.model.words import date, language_name, number, sentence, short_date

__all__ = ["date", "label", "labels", "language_name", "number", "sentence", "short_date"]


def labels(word: str) -> set[str]:
    """The labels of a word in all vocabularies that have it."""
    return {words[word] for words in LABELS.values() if word in words}
