"""The model: every field is described, and what points at other records says so."""

from __future__ import annotations

import pytest

from atlas.model.atlas import Atlas
from atlas.model.base import Citation, LocalName, Record, Ref
from atlas.model.cities import LandArea
from atlas.model.network import MemberCount
from atlas.model.projects import Status
from atlas.model.references import references
from atlas.model.reports import DisputedNumber, Row, StageShares
from atlas.model.sources import OpenQuestion, Source


def _subclasses(kind: type[Record]) -> list[type[Record]]:
    return [each for below in kind.__subclasses__() for each in (below, *_subclasses(below))]


_RECORDS = [kind for kind in _subclasses(Record) if kind.__module__.startswith("atlas.model.")]
#: The record types that stand in data files: not those that others are made from.
KINDS = [kind for kind in _RECORDS if not any(kind in other.__mro__[1:] for other in _RECORDS)]


def test_every_record_type_and_field_is_described_in_a_sentence() -> None:
    fields = {f"{kind.__name__}.{name}": field for kind in KINDS for name, field in kind.model_fields.items()}
    described = {name: field.description for name, field in fields.items()}
    described |= {kind.__name__: kind.__doc__ for kind in KINDS}
    assert [name for name, text in described.items() if not (text or "").strip().endswith(".")] == []


def test_every_record_type_needs_a_field() -> None:
    assert [
        kind.__name__ for kind in KINDS if not any(field.is_required() for field in kind.model_fields.values())
    ] == []


SOURCE = {"id": "s-a", "title": "T", "publisher": "P", "url": "https://example.org/", "language": "id"}
SOURCE |= {"kind": "news", "accessed": "2026-11-24"}


def test_a_whole_number_stays_whole_and_another_keeps_its_places() -> None:
    values = (25, 25.0, 25.4)
    assert [repr(LandArea(source="s-1", value=value).value) for value in values] == ["25", "25.0", "25.4"]
    figures = [DisputedNumber(stated=value, counted=0) for value in values]
    assert [repr(figure.stated) for figure in figures] == ["25", "25.0", "25.4"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (LocalName, {"text": "", "lang": "id"}),
        (LocalName, {"text": "x", "lang": "Indonesian"}),
        (Citation, {"source": "s-1", "pages": [0]}),
        (Citation, {"source": "S 1"}),
        (StageShares, {"ongoing": 101.0, "planning": 0.0, "completed": 0.0}),
        (LandArea, {"source": "s-1", "value": 0}),
        (Source, {**SOURCE, "id": "s-A b"}),
        (Source, {**SOURCE, "url": 'https://example.org/"'}),
        (OpenQuestion, {"id": "q-", "kind": "conflict", "about": ["a"], "topic": "x", "shown": "x", "why": "x"}),
        (MemberCount, {"source": "s-1", "as_of": "๒๐๑๘", "cities": 1, "countries": 1}),
    ],
)
def test_values_out_of_form_are_refused(kind: type[Record], value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        kind.model_validate(value)


def test_references_are_found_in_lists_unions_and_inner_records(atlas: Atlas) -> None:
    found = {
        (".".join(str(step) for step in path), ref.collections, target)
        for path, ref, target in references(atlas.projects["open-school"])
    }
    assert found == {
        ("city", ("cities",), "alfa"),
        ("focus_areas.0", ("focus_areas",), "civic"),
        ("status.source", ("sources",), "s-list"),
        ("links.0.continued_by", ("projects",), "school-network"),
        ("sources.0.source", ("sources",), "s-list"),
    }
    assert next(references(atlas.open_questions["q-boats"])) == (
        ("about", 0),
        Ref("projects", "cities", "reports", "network"),
        "clean-river",
    )


def test_what_every_statement_has_stands_after_what_it_says() -> None:
    assert Status.field_order() == ["value", "as_of", "note", "source", "page"]
    assert Row.field_order() == list(Row.model_fields)


@pytest.mark.parametrize(
    ("url", "page", "address"),
    [
        ("https://example.org/a.pdf", 7, "https://example.org/a.pdf#page=7"),
        ("https://example.org/a.pdf", None, "https://example.org/a.pdf"),
        ("https://example.org/a", 7, "https://example.org/a"),
    ],
)
def test_a_source_has_an_address_at_a_page_only_where_that_can_be_pointed_at(
    url: str, page: int | None, address: str
) -> None:
    assert Source.model_validate({**SOURCE, "url": url}).at(page) == address
