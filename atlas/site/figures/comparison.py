"""What the comparison shows of the projects of each place: scripts that a browser fetches when a place is chosen.

``docs/assets/compare.js`` runs the script of a country. A script can be read from a disk too, so the offline copy works
the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from atlas import query
from atlas.model.base import Cited
from atlas.model.cities import City
from atlas.model.labels import label
from atlas.model.projects import Project, ProjectEvent
from atlas.model.words import short_date
from atlas.query.plans import Plan
from atlas.read.pages import site_path
from atlas.site.frame.finish import file_address
from atlas.site.pages.page_view import PageView

#: The page of the comparison.
SRC = "cities/compare.md"

#: The folder of the scripts, below the site.
FOLDER = site_path(SRC)

#: How many places can be side by side: a city and its peers.
MOST_PLACES = query.totals.MOST_PEERS + 1


def scripts(view: PageView) -> Iterator[tuple[str, str]]:
    """Yield the script of each country with member cities as (name, text)."""
    plans = {plan.project.id: plan for plan in query.plans.plans(view.atlas)}
    for country, cities in query.projects.cities_by_country(view.atlas):
        text = json.dumps(_Places(view, plans).all(cities), ensure_ascii=False, separators=(",", ":"))
        yield country.id.lower(), f"atlasCompare({text})"


class _Places:
    """The places of one script, with the topics and sources that their projects name."""

    def __init__(self, view: PageView, plans: dict[str, Plan]) -> None:
        self._view = view
        self._plans = plans
        self._topics: dict[str, list[str]] = {}
        self._sources: dict[str, list[Any]] = {}
        self._source_line = view.site.templates.get_template("shared/source.html")

    def all(self, cities: Iterable[City]) -> dict[str, Any]:
        """Return everything the script needs; the numbers of all places come from two reports."""
        for report in (query.reports.newest_report(self._view.atlas), query.reports.plan_report(self._view.atlas)):
            self._cite(report.source)
        return {
            "cities": {city.id: self._city(city) for city in cities},
            "topics": self._topics,
            "sources": self._sources,
        }

    def _city(self, city: City) -> dict[str, Any]:
        for source in [city.population.source, *city.population.also] if city.population else []:
            self._cite(source)
        return {
            "name": city.name,
            "country": city.country,
            "peers": [other.id for other in query.totals.peers(self._view.atlas, city)],
            "projects": [
                self._project(project) for project in query.projects.select_projects(self._view.atlas, city=city.id)
            ],
        }

    def _project(self, project: Project) -> dict[str, Any]:
        """Return the fields of a project as the script names them; unknown ones are left out."""
        plan, asked = self._plans.get(project.id), project.support_required
        fields = {
            "id": project.id,
            "name": project.name,
            "at": self._address("projects", project.id),
            "status": [project.status.value, label("status", project.status.value), short_date(project.status.as_of)],
            "cite": self._cite_value(project.status),
            "topics": [self._topic(topic) for topic in project.topics],
            "events": [self._event(event) for event in project.events],
            "plan": plan and self._plan(plan),
            "asked": asked
            and [[label("support", kind) for kind in asked.kinds], asked.text, self._cite(asked.source, asked.page)],
        }
        return {name: value for name, value in fields.items() if value}

    def _plan(self, plan: Plan) -> list[Any]:
        """Return the outcome of a plan: its mark, its label, and the source of the list that says so."""
        last = plan.history[-1] if plan.outcome in query.common.STAGES else plan.last_listed
        cite = self._cite(last.report.source, last.row.page) if last and last.row else None
        mark = plan.outcome if plan.outcome in query.common.STAGES else "not-listed"
        return [mark, label("outcome", plan.outcome), cite]

    def _event(self, event: ProjectEvent) -> list[Any]:
        """Return an event with its sources, then the answer to it with its source."""
        sources = [self._cite_value(event), *(self._cite(source) for source in event.also)]
        happened = [short_date(event.date), label("project_event_kind", event.kind), event.text, sources]
        return [*happened, event.answer.text, self._cite_value(event.answer)] if event.answer else happened

    def _topic(self, topic: str) -> str:
        self._topics[topic] = [self._view.atlas.topics[topic].name, self._address("topics", topic)]
        return topic

    def _cite_value(self, value: Cited) -> list[Any]:
        return self._cite(value.source, value.page)

    def _cite(self, source: str, page: int | None = None) -> list[Any]:
        record = self._view.atlas.sources[source]
        if source not in self._sources:
            self._sources[source] = [self._source_line.render(source=record), int(query.publishers.is_official(record))]
        return [source, page] if page else [source]

    def _address(self, collection: str, record_id: str) -> str:
        address = self._view.record_address(collection, record_id)
        return file_address(address) if self._view.site.on_disk else address
