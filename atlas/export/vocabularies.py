"""The words that a value can be one of: how the site calls each, and what it means where that is laid down.

A label says most of them. A meaning stands only where the page on the method or the model gives one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from atlas import model, query
from atlas.i18n import ENGLISH, Texts

#: The vocabularies, each with the name under which ``i18n`` has its labels and meanings.
NAMES: dict[Any, str] = {
    model.StatusValue: "status",
    model.Stage: "stage",
    model.StageBasis: "stage_basis",
    model.RowList: "list",
    model.Certainty: "certainty",
    model.FocusAreaBasis: "focus_area_basis",
    model.Role: "role",
    model.SupportKind: "support",
    model.PopulationBasis: "basis",
    model.PartnerKind: "partner_kind",
    model.SourceKind: "source_kind",
    model.ReadAs: "read_as",
    model.EventKind: "event_kind",
    model.QuestionKind: "question_kind",
    query.About: "discrepancy",
    query.Unit: "unit",
    model.LanguageTag: "language",
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
    return Vocabulary(NAMES[annotation], ()) if annotation == model.LanguageTag else None


def _text(key: str) -> str | None:
    text = ENGLISH.get(key)
    return text if isinstance(text, str) else None
