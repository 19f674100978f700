"""Which vocabulary the words of a field belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from atlas import query
from atlas.model.base import LanguageTag
from atlas.model.labels import LABELS, MEANINGS
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
from atlas.model.words import language_name

#: The vocabularies, each with the name under which ``atlas.model.labels`` has its words.
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
        name: The name under which ``atlas.model.labels`` has its labels and meanings.
        words: All of them; none for languages, whose words are those of ISO 639.
    """

    name: str
    words: tuple[str, ...]

    def label(self, word: str) -> str | None:
        """Return how the site calls a word; None if it shows none."""
        return LABELS.get(self.name, {}).get(word) if self.words else language_name(word)

    def meaning(self, word: str) -> str | None:
        """Return what a word means, as a sentence; None if its label says it all."""
        return MEANINGS.get(self.name, {}).get(word)


def vocabulary_of(annotation: Any) -> Vocabulary | None:
    """Return the vocabulary of a type, if it has one.

    Raises:
        KeyError: If it lists words that :data:`NAMES` does not know.
    """
    if get_origin(annotation) is Literal:
        return Vocabulary(NAMES[annotation], get_args(annotation))
    return Vocabulary(NAMES[annotation], ()) if annotation == LanguageTag else None
