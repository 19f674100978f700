"""The words that a value can be one of: how the site calls each, and what it means where that is laid down.

A label says most of them. A meaning stands only where the page on the method or the model gives one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from atlas import query
from atlas.model.base import LanguageTag
from atlas.model.i18n import ENGLISH, Texts
from atlas.model.vocabularies import (
    Certainty,
    EventKind,
    FocusAreaBasis,
    PartnerKind,
    PopulationBasis,
    QuestionKind,
    ReadAs,
    Role,
    RowList,
    SourceKind,
    Stage,
    StageBasis,
    StatusValue,
    SupportKind,
)

#: The vocabularies, each with the name under which ``i18n`` has its labels and meanings.
NAMES: dict[Any, str] = {
    StatusValue: "status",
    Stage: "stage",
    StageBasis: "stage_basis",
    RowList: "list",
    Certainty: "certainty",
    FocusAreaBasis: "focus_area_basis",
    Role: "role",
    SupportKind: "support",
    PopulationBasis: "basis",
    PartnerKind: "partner_kind",
    SourceKind: "source_kind",
    ReadAs: "read_as",
    EventKind: "event_kind",
    QuestionKind: "question_kind",
    query.plans.Outcome: "outcome",
    query.agreement.About: "discrepancy",
    query.agreement.Unit: "unit",
    LanguageTag: "language",
}


@dataclass(frozen=True)
class Vocabulary:
    """What a value can be one of.

    Args:
        name: The name under which ``i18n`` has its labels and meanings.
        words: All of them; none for languages, whose words are those of ISO 639.
    """

    name: str
    words: tuple[str, ...]

    def label(self, word: str) -> str | None:
        """How the site calls a word; None where it shows none."""
        if not self.words:
            return Texts().language_name(word)
        return _text(f"{self.name}.{word}")

    def meaning(self, word: str) -> str | None:
        """What a word means, as a sentence; None where nothing but its label says so."""
        return _text(f"meaning.{self.name}.{word}")


def vocabulary_of(annotation: Any) -> Vocabulary | None:
    """The vocabulary of a type; None where it has none.

    Raises:
        KeyError: If it lists words that :data:`NAMES` does not know.
    """
    if get_origin(annotation) is Literal:
        return Vocabulary(NAMES[annotation], get_args(annotation))
    return Vocabulary(NAMES[annotation], ()) if annotation == LanguageTag else None


def _text(key: str) -> str | None:
    text = ENGLISH.get(key)
    return text if isinstance(text, str) else None
