"""What the site calls the words of vocabularies."""

from typing import Any, Literal, get_args, get_origin

from atlas import query
from atlas.checks import examine
from atlas.model import vocabularies
from atlas.model.labels import LABELS, MEANINGS, label, meaning
from atlas.site.pages.build import Build
from tests.breaks import SMALL

#: Which labels or meanings each vocabulary needs; the site says the words of the last four in another way.
LABELLED: dict[str, tuple[str, ...]] = {
    "StatusValue": ("status",),
    "Stage": ("stage", "stage_column"),
    "Certainty": ("certainty",),
    "StageBasis": ("stage_basis",),
    "RowList": ("list",),
    "Role": ("role", "partner_group"),
    "SupportKind": ("support",),
    "PopulationBasis": ("basis",),
    "PartnerKind": ("partner_kind",),
    "SourceKind": ("source_kind",),
    "QuestionKind": ("question_kind",),
    "ProjectEventKind": ("project_event_kind",),
    "IsoTheme": ("iso_theme",),
    "State": ("stage", "stage_column"),
    "Outcome": ("outcome",),
    "TroubleInLists": ("trouble_in_lists",),
    "About": ("discrepancy",),
    "Publisher": ("besides",),
    "PromiseKind": ("promise_kind",),
    "EvidenceKind": ("evidence",),
    "Result": ("promise_result",),
}
EXPLAINED = {
    "StatusValue": "status",
    "State": "stage",
    "Certainty": "certainty",
    "FocusAreaBasis": "focus_area_basis",
    "ReadAs": "read_as",
    "EventKind": "event_kind",
    "DiscrepancyUnit": "unit",
}

ALL: dict[str, Any] = {
    **{name: kind for name, kind in vars(vocabularies).items() if get_origin(kind) is Literal},
    "State": query.projects.State,
    "Outcome": query.plans.Outcome,
    "TroubleInLists": query.events.TroubleInLists,
    "About": query.agreement.About,
    "Publisher": query.publishers.Publisher,
    "Result": query.promises.Result,
}


def test_every_word_of_a_vocabulary_has_the_label_or_meaning_that_it_needs() -> None:
    assert set(ALL) - {"MapSide"} == {*LABELLED, *EXPLAINED}
    labelled = {(table, word) for name, tables in LABELLED.items() for table in tables for word in get_args(ALL[name])}
    explained = {(table, word) for name, table in EXPLAINED.items() for word in get_args(ALL[name])}
    assert {(table, word) for table, word in labelled if not LABELS[table].get(word)} == set()
    assert {(table, word) for table, word in explained if not MEANINGS[table].get(word)} == set()
    labelled |= {
        ("outcome", query.plans.LISTED),
        ("partner_group", "company"),
        ("besides", query.publishers.ASEAN_ALONE),
        ("promise_result", query.promises.ANY_OVERDUE),
    }
    assert {(table, word) for table, words in LABELS.items() for word in words} - labelled == set()
    assert label("support", "policy-advice") == "policy advice"
    assert (meaning("certainty", "stated"), meaning("support", "data")) == ("A document says so.", "")


def test_the_page_on_the_method_explains_every_status_and_stage() -> None:
    page = Build(examine(SMALL)).render("about/method.md")
    explained = {**MEANINGS["status"], **MEANINGS["stage"]}
    assert [word for word, text in explained.items() if f"<dd>{text}</dd>" not in page] == []
