"""The parts of the page of a city, country or topic, and tables of projects."""

from __future__ import annotations

from atlas import query
from atlas.model.cities import City, Country, FocusArea
from atlas.model.topics import Topic
from atlas.site.macros.registry import macro, template_macros
from atlas.site.page_view import PageView

template_macros(
    "city",
    City,
    city_lead="One line that places the city of the page: country, year of joining, how many projects. Opens the page.",
    city_history="The projects of the city of the page under each other, those of the newest list first: the stage in "
    "each document, and the last known status.",
    city_partners="Who takes part in the projects of the city of the page, by role, and what it asked for in 2018.",
    city_plan="What the city of the page planned: vision, problems, targets and focus areas of its plan of 2018.",
    city_facts="The facts of the city of the page: local name, population, area, official site, coordinates, sources.",
    project_details="A section for each project of the city of the page, with every field of its record; or that none "
    "is known.",
)

template_macros(
    "country",
    countries_table="A table of the countries: how many cities and projects each has, and how many plans of 2018.",
)
template_macros(
    "country",
    Country,
    country_lead="One line that sums up the country of the page: how many cities and projects. Opens the page.",
    country_facts="The fact box of the country of the page: who speaks for it, when it chaired the network, its "
    "sources.",
    country_cities="The projects of the country of the page by city: the stage in each document, and its last "
    "known status.",
    country_sums="A table of the focus areas by stage: how many projects of the country of the page the newest "
    "document lists.",
    country_plans="A table of what became of the plans of the country of the page, with the projects by name.",
    country_support="What the plans of the country of the page asked for, and which partners supported its cities.",
)

template_macros(
    "topics",
    topics_table="A table of the topics by theme: how many projects and cities have each, what became of its plans.",
    topic_links="The topics with the most projects in one line, each a link to its page.",
)
template_macros(
    "topics",
    Topic,
    topic_lead="What the topic of the page is, and how many projects have it. Opens the page.",
    topic_projects="The projects of the topic of the page by country: the stage in "
    "each document, and the last known status.",
    topic_cities="The problems of cities, and the targets of their plans of 2018, that have a word of the topic of the "
    "page.",
    topic_plans="The plans of 2018 with the topic of the page: what each asked for, and what became of it.",
    topic_partners="Who takes part in the projects of the topic of the page, by role.",
    topic_trouble="What was delayed, disputed, halted or removed in the projects of the topic of the page, and which "
    "questions about them are open.",
    topic_facts="The facts of the topic of the page: its theme, its Indonesian name, words that find it, sources.",
)


@macro
def projects_table(
    view: PageView,
    *,
    city: str | None = None,
    country: str | None = None,
    area: str | None = None,
    status: str | None = None,
    topic: str | None = None,
    report: str | None = None,
    stage: str | None = None,
) -> str:
    """A table of projects by country and city: name, focus area, status, stage in the newest list.

    Without filters: on the page of a city its projects, on that of a focus area those that the newest document files
    under it, elsewhere all.

    Args:
        city: Id of a city.
        country: Id of a country.
        area: Id of a focus area: as printed in `report` if that is given, else any area of the record.
        status: What we know of them.
        topic: Id of a topic.
        report: Id of a document that lists them, or `"newest"`.
        stage: The stage that `report` prints.

    Errors: an unknown id or value; a stage without a report.
    """
    filters = {"city": city, "country": country, "area": area, "status": status, "topic": topic}
    filters |= {"report": report, "stage": stage}
    if not any(filters.values()) and isinstance(view.record, City):
        filters["city"] = view.record.id
    if not any(filters.values()) and isinstance(view.record, FocusArea):
        filters |= {"area": view.record.id, "report": query.reports.NEWEST}
    projects = query.projects.select_projects(view.atlas, **filters)
    given = {name: value for name, value in filters.items() if value}
    return view.fill("projects/projects_table.html", projects=projects, given=given)


template_macros(
    "projects",
    register="All projects in one table by country and city, which a script lets the reader filter, sort and download.",
)
