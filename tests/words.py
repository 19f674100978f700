"""How the site writes dates, numbers and words of vocabularies, for tests that look for them on a page."""

from __future__ import annotations

from collections import defaultdict

from atlas.model.i18n import ENGLISH, Texts

T = Texts("en")

date, short_date, number, sentence, language_name = T.date, T.short_date, T.number, T.sentence, T.language_name


def label(vocabulary: str, word: str) -> str:
    """The label of a word of a vocabulary."""
    return T(f"{vocabulary}.{word}")


LABELS: dict[str, set[str]] = defaultdict(set)
for _key, _text in ENGLISH.items():
    if isinstance(_text, str):
        LABELS[_key.rpartition(".")[2]].add(_text)


def labels(word: str) -> set[str]:
    """The labels of a word in all vocabularies that have it."""
    return LABELS.get(word, set())
