"""Which vocabulary the words of a field belong to."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args, get_origin

from atlas import query
from atlas.model import vocabularies
from atlas.model.base import LanguageTag
from atlas.model.labels import LABELS, MEANINGS
from atlas.model.words import language_name

#: The vocabularies, each with the name under which ``atlas.model.labels`` has its words.
NAMES: dict[Any, str] = {
    vocabularies.StatusValue: "status",
    vocabularies.Stage: "stage",
    vocabularies.StageBasis: "stage_basis",
    vocabularies.RowList: "list",
    vocabularies.Certainty: "certainty",
    vocabularies.FocusAreaBasis: "focus_area_basis",
    vocabularies.Role: "role",
    vocabularies.SupportKind: "support",
    vocabularies.PopulationBasis: "basis",
    vocabularies.PartnerKind: "partner_kind",
    vocabularies.SourceKind: "source_kind",
    vocabularies.ReadAs: "read_as",
    vocabularies.EventKind: "event_kind",
    vocabularies.QuestionKind: "question_kind",
    query.plans.Outcome: "outcome",
    query.agreement.About: "discrepancy",
    query.agreement.Unit: "unit",
    LanguageTag: "language",
}


class Vocabulary(NamedTuple):
    """What a value can be one of: its name, and all of its words but for languages, which are those of ISO 639."""

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
