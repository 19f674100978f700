"""The model: every field is described, and what points at other records says so."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from atlas.model.atlas import Atlas
from atlas.model.base import FROM_TEXT, Citation, LocalName, Record, Ref
from atlas.model.cities import LandArea
from atlas.model.network import MemberCount
from atlas.model.projects import Status
from atlas.model.references import all_references, field_types
from atlas.model.reports import DisputedNumber, Row, StageShares
from atlas.model.sources import OpenQuestion, Source


def _subclasses(kind: type[Record]) -> list[type[Record]]:
    return [each for below in kind.__subclasses__() for each in (below, *_subclasses(below))]


#: The record types that stand in data files: not those that others are made from.
KINDS = [kind for kind in _subclasses(Record) if kind.__module__.startswith("atlas.model.") and not _subclasses(kind)]


def test_every_record_type_needs_a_field_and_all_is_described_in_sentences() -> None:
    described = {kind.__name__: kind.__doc__ or "" for kind in KINDS}
    fields = [(kind.__name__, name, field) for kind in KINDS for name, field in kind.model_fields.items()]
    described |= {f"{kind}.{name}": field.description or "" for kind, name, field in fields}
    assert [name for name, text in described.items() if not text.strip().endswith(".")] == []
    assert {kind.__name__ for kind in KINDS} == {kind for kind, _, field in fields if field.is_required()}


def _is_read_from_text(annotation: Any) -> bool:
    if FROM_TEXT in getattr(annotation, "__metadata__", ()):
        return True
    return annotation not in (int, float, bool) and all(map(_is_read_from_text, get_args(annotation)))


def test_every_number_and_truth_value_is_read_from_its_text() -> None:
    types = {f"{kind.__name__}.{name}": hint for kind in KINDS for name, hint in field_types(kind).items()}
    assert [name for name, hint in types.items() if not _is_read_from_text(hint)] == []


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
    found = [reference[1:] for reference in all_references(atlas) if reference[1] in {"open-school", "q-boats"}]
    school = [inner for record_id, *inner in found if record_id == "open-school"]
    assert {(".".join(map(str, path)), *ref.collections, target) for path, ref, target in school} == {
        ("city", "cities", "alfa"),
        ("focus_areas.0", "focus_areas", "civic"),
        ("status.source", "sources", "s-list"),
        ("links.0.continued_by", "projects", "school-network"),
        ("sources.0.source", "sources", "s-list"),
    }
    several = Ref("projects", "cities", "reports", "network")
    assert found[-1] == ("q-boats", ("about", 0), several, "clean-river")


def test_what_every_statement_has_stands_after_what_it_says() -> None:
    assert Status.field_order() == ["value", "as_of", "note", "source", "page"]
    assert Row.field_order() == list(Row.model_fields)


def test_only_a_page_of_a_pdf_has_an_address() -> None:
    pdf, other = (Source.model_validate({**SOURCE, "url": f"https://example.org/{name}"}) for name in ("a.pdf", "a"))
    assert (pdf.at(7), pdf.at(None), other.at(7)) == (f"{pdf.url}#page=7", pdf.url, other.url)
