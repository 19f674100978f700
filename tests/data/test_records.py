"""The real records, one case each: the title of a case that fails says which record breaks which promise."""

from __future__ import annotations

from typing import Any

from atlas import query
from atlas.model import City, Project, Record, Report, Source
from tests.data.real import ATLAS, EXAMINED, each


def cited(record: Any) -> set[str]:
    """The sources that the values inside a record name."""
    found = set()
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "source":
            found.add(value)
        if name == "also":
            found |= set(value)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Record):
                found |= cited(inner)
    return found


def test_the_real_project_is_clean() -> None:
    assert EXAMINED.findings == []


@each("projects", "lists the source of each of its values")
def test_sources_of_values(record: Project) -> None:
    assert cited(record) <= {citation.source for citation in record.sources}


@each("projects", "stands in documents only under its own city")
def test_rows_name_the_city(record: Project) -> None:
    assert {row.city for row in query.rows_by_project(ATLAS)[record.id].values()} <= {record.city}


@each("projects", "has the area of its newest row first, if its area is listed")
def test_area_of_the_newest_row(record: Project) -> None:
    areas = [row.focus_area for row in query.rows_by_project(ATLAS)[record.id].values() if row.focus_area]
    assert (record.focus_area_basis == "listed") == bool(areas)
    if areas:
        assert record.focus_areas[0] == areas[-1]


@each("projects", "is linked from the other side of each of its links")
def test_links_are_given_on_both_sides(record: Project) -> None:
    for link in record.links:
        other = ATLAS.projects[link.continues or link.continued_by or ""]
        back = {back.continued_by if link.continues else back.continues for back in other.links}
        assert record.id in back
        assert other.city == record.city


@each("projects", "names only documents that list it in its changes of name")
def test_name_changes_are_seen_in_documents(record: Project) -> None:
    for change in record.name_changes:
        assert query.rows_by_project(ATLAS)[record.id][change.seen_in].name == change.new_name


@each("projects", "says how its description was matched, and only if it has one")
def test_matched_descriptions(record: Project) -> None:
    assert (record.summary_basis is None) == (record.summary_note is None)
    assert record.summary or not record.summary_basis


@each("projects", "gives a page only for a PDF, and one that the document has")
def test_pages_exist(record: Project) -> None:
    lengths = {report.source: report.pages for report in ATLAS.reports.values()}
    for citation in record.sources:
        assert ATLAS.sources[citation.source].is_pdf or not citation.pages
        assert all(page <= lengths.get(citation.source, page) for page in citation.pages)


@each("cities", "lists the source of each of its values")
def test_sources_of_city_values(record: City) -> None:
    assert cited(record) <= {citation.source for citation in record.sources}


@each("cities", "lies in the region")
def test_coordinates(record: City) -> None:
    assert -11 <= record.coordinates.lat <= 29
    assert 92 <= record.coordinates.lon <= 142


@each("cities", "joined before it was listed")
def test_joined_before_listed(record: City) -> None:
    for report in ATLAS.reports.values():
        if any(row.city == record.id for row in report.rows):
            assert record.joined <= query.report_year(ATLAS, report)


@each("reports", "numbers its rows without gap or repeat")
def test_row_numbers(record: Report) -> None:
    lists: dict[object, list[int]] = {}
    for row in record.rows:
        if row.number is not None:
            lists.setdefault((row.list, row.city if record.id == "scap-2018" else None), []).append(row.number)
    for name, numbers in lists.items():
        assert numbers == list(range(1, len(numbers) + 1)), name


@each("reports", "has every row on one of its pages")
def test_row_pages(record: Report) -> None:
    pages = {row.page for row in record.rows if row.page}
    assert all(page <= record.pages for page in pages)
    if record.list_pages:
        assert pages <= {*record.list_pages, *record.completed_list_pages}


@each("sources", "is cited by a record")
def test_sources_are_used(record: Source) -> None:
    assert query.records_citing(ATLAS)[record.id]


@each("sources", "was published before it was read")
def test_sources_are_read_after_publication(record: Source) -> None:
    assert record.date is None or record.date <= record.accessed


def test_sources_of_one_kind_stand_city_by_city() -> None:
    news = dict(query.sources_by_kind(ATLAS))["news"]
    places = [
        {query.city_of(ATLAS, *record) for record in query.records_citing(ATLAS)[source.id]} - {None} for source in news
    ]
    order = [city.id for city in query.cities_in_order(ATLAS)]
    first = [min(map(order.index, cities), default=-1) for cities in places]
    assert first == sorted(first)
    assert first[0] == -1 < first[-1]
