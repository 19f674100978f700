"""The model: numbers are read from their text, and what points at other records is found."""

from typing import Any, get_args

from atlas.model.atlas import Atlas
from atlas.model.base import FROM_TEXT, Record, Ref
from atlas.model.references import all_references, field_types


def _subclasses(kind: type[Record]) -> list[type[Record]]:
    return [each for below in kind.__subclasses__() for each in (below, *_subclasses(below))]


#: The record types that stand in data files: not those that others are made from.
KINDS = [kind for kind in _subclasses(Record) if kind.__module__.startswith("atlas.model.") and not _subclasses(kind)]


def _is_read_from_text(annotation: Any) -> bool:
    if FROM_TEXT in getattr(annotation, "__metadata__", ()):
        return True
    return annotation not in (int, float, bool) and all(map(_is_read_from_text, get_args(annotation)))


def test_every_number_and_truth_value_is_read_from_its_text() -> None:
    types = {f"{kind.__name__}.{name}": hint for kind in KINDS for name, hint in field_types(kind).items()}
    assert [name for name, hint in types.items() if not _is_read_from_text(hint)] == []


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
