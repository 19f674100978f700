"""The page of each city: its line, the strips of its projects, the ways to cite them."""

from __future__ import annotations

import pytest

from atlas import query
from atlas.model import words
from atlas.model.cities import City
from atlas.model.labels import label
from atlas.model.projects import Project
from tests.data.real import ATLAS, each
from tests.site.conftest import Built, text_of

YEAR = query.reports.report_year(ATLAS, query.reports.newest_report(ATLAS))
#: Where each page of a city leads to by name, whatever stands on it.
ANCHORS = ["projects", "aims", "project-by-project", "open-questions", "sources"]


@each("cities", "opens with title, line, strips and prose, in this order")
def test_opening(record: City, built: Built) -> None:
    article = built.pages[f"cities/{record.id}/"].xpath("//article")[0]
    assert [element.get("class") for element in article.xpath("./*[self::h1 or self::p or self::div]")[:4]] == [
        None,
        "lead",
        "strips",
        None,
    ]
    for anchor in ANCHORS:
        assert len(article.xpath(".//*[@id=$anchor]", anchor=anchor)) == 1, anchor


@each("cities", "says in one line where it lies, since when it is a member, and how many projects there are")
def test_lead(record: City, built: Built) -> None:
    [lead] = built.pages[f"cities/{record.id}/"].xpath("//p[@class='lead']")
    known = query.totals.count(ATLAS, "projects", city=record.id)
    listed = query.totals.count(ATLAS, "projects", city=record.id, report="newest")
    numbers = "no project known"
    if known:
        in_list = f"{listed} project{'s' * (listed != 1)} in the list of {YEAR}"
        numbers = f"{in_list} · {known} project{'s' * (known != 1)} known"
    country = ATLAS.countries[record.country]
    assert " ".join(lead.text_content().split()) == f"{country.name}, member since {record.joined} · {numbers}"
    assert lead.xpath("./a/@href") == [f"../#{country.id.lower()}"]


@each("cities", "shows the history of each of its projects in its strips, and leads to what is printed")
def test_strips(record: City, built: Built) -> None:
    [strips] = built.pages[f"cities/{record.id}/"].xpath("//div[@class='strips']")
    projects = query.projects.select_projects(ATLAS, city=record.id)
    if not projects:
        assert text_of(strips) == f"No project is recorded for {record.name} yet: no document read names one."
        return
    presented = any("workshop-2018" in query.reports.rows_by_project(ATLAS)[project.id] for project in projects)
    reports = [report for report in ATLAS.reports.values() if presented or report.id != "workshop-2018"]
    assert [text_of(head) for head in strips.xpath(".//th[@scope='col']")] == [
        "Project",
        *(words.short_date(query.reports.report_date(ATLAS, report)) for report in reports),
        "Today",
    ]
    assert text_of(strips.xpath(".//caption")[0]) == (
        "The project of {place}: its stage in each document, and how it stands today."
        if len(projects) == 1
        else "The {n} projects of {place}: the stage of each in each document, and how it stands today."
    ).format(n=words.number(len(projects)), place=record.name)
    states = set()
    for html, project in zip(strips.xpath(".//tbody/tr"), projects, strict=True):
        head, *cells = html
        assert (head.tag, head.get("scope"), text_of(head)) == ("th", "row", " ".join(project.name.split()))
        assert head.xpath("./a/@href") == [f"#{project.id}"]
        today = f"{label('status', project.status.value)} {words.short_date(project.status.as_of)}"
        assert text_of(cells.pop()) == today
        appearances = [entry for entry in query.projects.history(ATLAS, project) if entry.report in reports]
        for cell, appearance in zip(cells, appearances, strict=True):
            [mark] = cell
            states.add(appearance.state)
            assert mark.get("class") == f"stage {appearance.state}"
            row, source = appearance.row, ATLAS.sources[appearance.report.source]
            if row is None:
                assert (mark.tag, text_of(mark)) == ("span", label("stage", appearance.state))
                continue
            page = row.page if source.is_pdf else None
            assert mark.get("href") == source.url + (f"#page={page}" if page else "")
            name = " ".join(row.name.split())
            said = f"{label('stage', row.stage)}: {name}" + (f", page {page}" if page else "")
            assert " ".join(mark.text_content().split()) == said
    legend = [mark.get("class") for mark in strips.xpath("./p[@class='legend']/span")]
    assert legend == [f"stage {state}" for state in query.projects.STATES if state in states]
    assert strips.xpath("./p/a/@href") == ["../../about/method/#stages"]


def test_a_name_in_the_language_of_the_place_says_so(built: Built) -> None:
    for record in (*ATLAS.cities.values(), *ATLAS.projects.values()):
        page = built.pages[f"cities/{record.city if isinstance(record, Project) else record.id}/"]
        for name in record.local_names:
            if name.lang != "und":
                assert name.text in page.xpath("//*[@lang=$lang]/text()", lang=name.lang), record.id


@each("cities", "offers to cite each of its projects without script, and holds once what a script needs to copy")
def test_citing(record: City, built: Built) -> None:
    page = built.pages[f"cities/{record.id}/"]
    projects = query.projects.select_projects(ATLAS, city=record.id)
    lines = page.xpath("//div[@class='project']/p[@class='copy']")
    assert [line.xpath("./a/@href") for line in lines] == [["../../about/licence/#cite"]] * len(projects)
    assert len(page.xpath("//template[@id='copy']")) == bool(projects)
    assert page.xpath("//script[@src='../../assets/atlas.js']/@defer")


@pytest.mark.parametrize("path", ["about/method/"])
def test_the_method_shows_every_mark(built: Built, path: str) -> None:
    marks = built.pages[path].xpath("//dl/div/dt/span[starts-with(@class, 'stage ')]")
    assert [(mark.get("class"), text_of(mark)) for mark in marks] == [
        (f"stage {state}", label("stage", state)) for state in query.projects.STATES
    ]


def test_an_old_status_shows_its_age(built: Built) -> None:
    for project in ATLAS.projects.values():
        [state] = built.pages[f"cities/{project.city}/"].xpath(
            "//h3[@id=$anchor]/following-sibling::div[1]/p[@class='state']", anchor=project.id
        )
        years = query.common.age(ATLAS, project.status.as_of)
        aged = f"{words.date(project.status.as_of)} · {years} years old"
        assert (aged in text_of(state)) == (years >= query.common.OLD_AFTER_YEARS), project.id
