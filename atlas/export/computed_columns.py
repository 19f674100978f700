"""The columns that no data file holds: what ``atlas.query`` computes for a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, get_args

from atlas import query
from atlas.export.columns import Cell, Field
from atlas.export.edition import Edition
from atlas.export.naming import COMPUTED, RECORD_OF, ROW_OF
from atlas.model.base import Count, CountryId, FocusAreaId, Id, Ref, ReportId, Text
from atlas.model.cities import City
from atlas.model.i18n import Texts
from atlas.model.projects import Project
from atlas.model.reports import Report, Row
from atlas.model.sources import QUESTIONED, Correction, Source
from atlas.model.vocabularies import Stage


@dataclass(frozen=True)
class Computed:
    """A column that no data file holds.

    Args:
        name: Its name after ``computed_``; its description is the text ``computed.<name>``.
        annotation: Its type, with None where it may be empty.
        of: Its value for what a row is made from.
    """

    name: str
    annotation: Any
    of: Callable[[Edition, Any], Cell]

    @property
    def field(self) -> Field:
        """The same as the fields of the model, so that its column follows from its type as theirs do."""
        optional = NoneType in get_args(self.annotation)
        return Field(COMPUTED + self.name, (), Texts()(f"computed.{self.name}"), self.annotation, optional)


def _last_row(edition: Edition, project: Project) -> tuple[str, Row] | None:
    """The last document that prints a project, with its row."""
    rows = query.reports.rows_by_project(edition.atlas)[project.id]
    return list(rows.items())[-1] if rows else None


def _last_report(edition: Edition, project: Project) -> str | None:
    last = _last_row(edition, project)
    return last[0] if last else None


def _last_stage(edition: Edition, project: Project) -> str | None:
    last = _last_row(edition, project)
    return last[1].stage if last else None


def _projects(**filters: str) -> Callable[[Edition, City], int]:
    """How many projects of a city meet filters."""
    return lambda edition, city: query.totals.count(edition.atlas, "projects", city=city.id, **filters)


def _rows_counted(edition: Edition, report: Report) -> int:
    return query.reports.report_counts(edition.atlas, report).total


def _records_citing(edition: Edition, source: Source) -> int:
    return len(query.upkeep.records_citing(edition.atlas)[source.id])


def _city_name(edition: Edition, item: Project | Row) -> str:
    return edition.atlas.cities[item.city].name


def _country(edition: Edition, item: Project | Row) -> str:
    return edition.atlas.cities[item.city].country


def _country_name(edition: Edition, item: Project | Row | City) -> str:
    country = item.country if isinstance(item, City) else _country(edition, item)
    return edition.atlas.countries[country].name


def _focus_area(_: Edition, project: Project) -> str:
    return project.focus_areas[0]


def _focus_area_name(edition: Edition, project: Project) -> str:
    return edition.atlas.focus_areas[_focus_area(edition, project)].name


def _page(collection: str) -> Computed:
    return Computed("page", str, lambda edition, record: edition.page(collection, record.id))


def _questioned(collection: str) -> Computed:
    """The record of a collection that a question is about, if it is about one of that."""

    def of(edition: Edition, record_id: str) -> str | None:
        return record_id if record_id in edition.atlas.collection(collection) else None

    return Computed(ROW_OF.get(collection, collection), Annotated[Id, Ref(collection)] | None, of)


def _corrected(edition: Edition, record: Correction) -> str:
    return query.upkeep.collection_of(edition.atlas, record.about)


#: The computed columns of each table that has some. They are called as in the JSON API, with what is counted where that
#: does not stand beside them: ``listed`` of a city is ``projects_listed``, ``counted`` of a report ``rows_counted``.
COMPUTED_COLUMNS: dict[str, tuple[Computed, ...]] = {
    **{collection: (_page(collection),) for collection in RECORD_OF},
    "network": (Computed("page", str, lambda edition, _: edition.page("network", "network")),),
    "sources": (_page("sources"), Computed("records_citing", Count, _records_citing)),
    "cities": (
        _page("cities"),
        Computed("projects", Count, _projects()),
        Computed("projects_listed", Count, _projects(report=query.reports.NEWEST)),
        Computed("country_name", Text, _country_name),
    ),
    "projects": (
        _page("projects"),
        Computed("country", CountryId, _country),
        Computed("last_report", ReportId | None, _last_report),
        Computed("last_stage", Stage | None, _last_stage),
        Computed("city_name", Text, _city_name),
        Computed("country_name", Text, _country_name),
        Computed("focus_area", FocusAreaId, _focus_area),
        Computed("focus_area_name", Text, _focus_area_name),
    ),
    "reports": (_page("reports"), Computed("rows_counted", Count, _rows_counted)),
    "report_rows": (
        Computed("city_name", Text, _city_name),
        Computed("country", CountryId, _country),
        Computed("country_name", Text, _country_name),
    ),
    "corrections": (_page("corrections"), Computed("collection", Text, _corrected)),
    "open_question_about": tuple(map(_questioned, QUESTIONED)),
}
