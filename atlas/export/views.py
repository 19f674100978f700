"""The views of the database: what is asked first, joined already, with names in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.export.columns import Column
from atlas.export.tables import Table
from atlas.model.i18n import Texts

#: An expression that is a column of a table, as it is.
_COLUMN = re.compile(r"\w+\.\w+")


@dataclass(frozen=True)
class View:
    """One view.

    Args:
        name: Its name, which no table has.
        columns: The expression of each column in SQL, by the name of the column. What is not a column of a table as
            it is has a text ``views.joined.<column>``.
        origin: What stands behind FROM.
    """

    name: str
    columns: Mapping[str, str]
    origin: str

    @property
    def description(self) -> str:
        """What one row of it is."""
        return Texts()(f"views.{self.name}")

    @property
    def definition(self) -> str:
        """The statement that makes it."""
        columns = ",\n  ".join(f'{expression} AS "{name}"' for name, expression in self.columns.items())
        return f'CREATE VIEW "{self.name}" AS SELECT\n  {columns}\nFROM {self.origin}'

    def described(self, tables: Sequence[Table]) -> Iterator[tuple[str, str, bool]]:
        """Each column with what it means, and whether no data file holds it: a column of a table is described by it."""
        texts, origins = Texts(), _origins(tables)
        for name, expression in self.columns.items():
            if _COLUMN.fullmatch(expression):
                column = origins[expression]
                yield name, texts("views.column", origin=expression, meaning=column.description), column.computed
            else:
                yield name, texts(f"views.joined.{name}"), True


def _origins(tables: Sequence[Table]) -> dict[str, Column]:
    return {f"{table.name}.{column.name}": column for table in tables for column in table.columns}


#: The names of the focus areas of a project in the order of its record, which ``group_concat`` keeps.
_FOCUS_AREAS = """(
    SELECT group_concat(name, '; ') FROM (
      SELECT focus_areas.name FROM project_focus_areas
      JOIN focus_areas ON focus_areas.id = project_focus_areas.focus_area
      WHERE project_focus_areas.project = projects.id ORDER BY project_focus_areas.position
    )
  )"""

VIEWS = (
    View(
        "projects_overview",
        {
            "id": "projects.id",
            "name": "projects.name",
            "city": "cities.name",
            "country": "countries.name",
            "focus_areas": _FOCUS_AREAS,
            "status": "projects.status_value",
            "status_as_of": "projects.status_as_of",
            "started": "projects.started",
            "last_document": "reports.title",
            "last_stage": "projects.computed_last_stage",
            "address": "projects.computed_page",
        },
        """projects
JOIN cities ON cities.id = projects.city
JOIN countries ON countries.id = cities.country
LEFT JOIN reports ON reports.id = projects.computed_last_report""",
    ),
    View(
        "history",
        {
            "project": "report_rows.project",
            "name": "projects.name",
            "report": "report_rows.report",
            "document": "reports.title",
            "date": "sources.date",
            "printed_name": "report_rows.name",
            "stage": "report_rows.stage",
            "page": "report_rows.page",
            "counted": "report_rows.counted",
        },
        """report_rows
JOIN projects ON projects.id = report_rows.project
JOIN reports ON reports.id = report_rows.report
JOIN sources ON sources.id = reports.source
ORDER BY report_rows.project, sources.date""",
    ),
    View(
        "citations",
        {
            "project": "project_sources.project",
            "name": "projects.name",
            "source": "project_sources.source",
            "title": "sources.title",
            "publisher": "sources.publisher",
            "date": "sources.date",
            "page": "project_sources.page",
            "url": "sources.url",
        },
        """project_sources
JOIN projects ON projects.id = project_sources.project
JOIN sources ON sources.id = project_sources.source
ORDER BY project_sources.project, project_sources.position""",
    ),
)
