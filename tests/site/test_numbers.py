"""Every number that leads somewhere is the number of what is there; charts and tables show the same ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

import lxml.html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.reports import Report
from tests.site.conftest import Built, section, text_of

REGISTERS = ("projects/", "projects/outcomes/", "projects/support/")
CHANGES, QUESTIONS, HELP = "projects/changes/", "about/open-questions/", "about/help-wanted/"

#: The cells of the tables of numbers of which each but zero leads to its rows.
LINKED = (
    "//table[contains(@class, 'matrix') or contains(@class, 'steps')][not(contains(@class, 'compare'))]//td"
    " | //table[contains(@class, 'compare')]/tbody/tr/td[position() > 2]"
)


class Link(NamedTuple):
    """A number on a page that leads somewhere: where it is, what it says, the path, filters and anchor it leads to."""

    page: str
    n: int
    path: str
    filters: dict[str, str]
    anchor: str


def links(built: Built) -> Iterator[Link]:
    """Every link of every page that begins with a number."""
    for path, page in built.pages.items():
        for link in page.xpath("//article//a[@href][not(ancestor::*[contains(@class, 'sources')])]"):
            number = re.match(r"[\d,]+(?![\d,]*[-–])", text_of(link))
            if number:
                parts = urlsplit(urljoin(f"http://host/{path}", link.get("href")))
                filters = dict(parse_qsl(parts.query))
                yield Link(path, int(number[0].replace(",", "")), parts.path[1:], filters, parts.fragment)


def chosen(rows: list[set[str]], filters: dict[str, str], newest: str) -> int:
    """How many rows of a register its script shows for some filters; see ``meets`` in register.js."""
    listed = filters.get("listed", newest)
    wanted = {f"{name}={value}" for name, value in filters.items() if name != "stage"}
    wanted |= {f"{listed}={filters['stage']}"} if "stage" in filters else set()
    return sum(wanted <= row and f"{listed}!{filters.get('area')}" not in row for row in rows)


def test_every_number_that_leads_into_a_register_is_that_of_its_rows(built: Built, atlas: Atlas) -> None:
    newest = query.reports.newest_report(atlas).id
    rows = {
        path: [set(row.get("data-f").split()) for row in built.pages[path].xpath("//table//tr[@data-f]")]
        for path in REGISTERS
    }
    found = [link for link in links(built) if link.path in rows and link.filters]
    countries = {
        f"countries/{country}/" for country in atlas.countries if query.totals.count(atlas, "projects", country=country)
    }
    assert {link.page for link in found} >= {
        *("", "focus-areas/", "cities/compare/", "countries/", "about/reports/"),
        *REGISTERS[1:],
        *countries,
    }
    wrong = [link for link in found if link.n != chosen(rows[link.path], link.filters, newest)]
    assert not wrong, "\n".join(map(str, wrong))


def test_every_filter_that_a_link_uses_is_offered_by_its_register(built: Built) -> None:
    offered = {
        path: {
            (select.get("name"), value)
            for select in built.pages[path].xpath("//select")
            for value in select.xpath("./option/@value")
        }
        for path in REGISTERS
    }
    wrong = [link for link in links(built) if link.path in offered and set(link.filters.items()) - offered[link.path]]
    assert not wrong, "\n".join(map(str, wrong))


def test_no_number_of_a_table_but_zero_is_without_link(built: Built) -> None:
    for path in ("cities/compare/", *REGISTERS[1:]):
        cells = built.pages[path].xpath(LINKED)
        assert cells, path
        assert [text_of(cell) for cell in cells if not cell.xpath("./a") and re.search("[1-9]", text_of(cell))] == []


def entries(page: lxml.html.HtmlElement, anchor: str) -> int:
    """How many entries of a list or open questions there are under a heading."""
    if not page.xpath("//*[@id=$anchor]", anchor=anchor):
        return 0
    return sum(
        len(element.xpath("descendant-or-self::ul[contains(@class, 'told')]/li | .//*[@class='questions']/*"))
        for element in section(page, anchor)
    )


def test_every_number_that_leads_to_a_section_is_that_of_its_entries(built: Built) -> None:
    counted = [link for link in links(built) if link.path in {CHANGES, QUESTIONS} and link.anchor and not link.filters]
    lists = [link for link in counted if link.path == CHANGES]
    assert {link.page for link in counted} >= {"", CHANGES, QUESTIONS}
    assert [link for link in lists if link.n != entries(built.pages[CHANGES], link.anchor)] == []
    for row in built.pages[QUESTIONS].xpath("//article//table/tbody/tr"):
        [anchor, *_] = [address.removeprefix("#") for address in row.xpath("./td//a/@href")]
        assert int(text_of(row.find("td"))) == entries(built.pages[QUESTIONS], anchor), anchor


def counted(report: Report) -> dict[str, str]:
    """The projects that a report counts, each with the name that it prints."""
    return {row.project: row.name for row in report.rows if row.counted}


def test_the_page_of_changes_tells_whatever_differs_and_its_sums_add_up(built: Built, atlas: Atlas) -> None:
    page = built.pages[CHANGES]
    for before, after in pairwise(query.reports.lists(atlas)):
        told = defaultdict(set)
        for kind in ("new", "returned", "gone", "renamed"):
            if page.xpath("//h3[@id=$id]", id=f"{after.id}-{kind}"):
                items = [
                    item for part in section(page, f"{after.id}-{kind}") for item in part.xpath("self::ul/li | ./ul/li")
                ]
                told[kind] = {urlsplit(item.xpath(".//a/@href")[0]).fragment for item in items}
        old, young = counted(before), counted(after)
        assert told["gone"] == old.keys() - young.keys(), after.id
        assert told["new"] | told["returned"] == young.keys() - old.keys(), after.id
        assert told["renamed"] == {p for p in old.keys() & young.keys() if old[p] != young[p]}, after.id
        numbers = [int(re.findall(r"\d+", text_of(link))[0]) for link in section(page, after.id)[1].xpath("./a")]
        assert (numbers[0], numbers[-1]) == (len(old), len(young)), after.id


def test_each_kind_of_work_lists_as_many_records_as_it_says(built: Built, atlas: Atlas) -> None:
    page, kinds = built.pages[HELP], [work for work in query.work.work(atlas) if work.tasks]
    overview = page.xpath("//article//table//tbody/tr/td/a")
    shown = [(link.get("href"), int(text_of(link).replace(",", ""))) for link in overview]
    assert shown == [(f"#{work.kind}", len(work.tasks)) for work in kinds]
    for work in kinds:
        addresses = [address for e in section(page, work.kind) for address in e.xpath(".//dd/a[1]/@href")]
        records = [address.rpartition("#")[2].strip("/").rpartition("/")[2] for address in addresses]
        if work.kind != "open-questions":
            assert records == list(dict.fromkeys(task.record for task in work.tasks)), work.kind


def numbers(cells: list[lxml.html.HtmlElement]) -> list[int]:
    """The first number of each cell, zeros left out: a chart does not draw them."""
    found = [int(re.findall(r"\d+", text_of(cell))[0]) for cell in cells if re.search(r"\d", text_of(cell))]
    return [n for n in found if n]


def test_each_chart_shows_the_numbers_of_its_table(built: Built, atlas: Atlas) -> None:
    areas = [f"focus-areas/{area}/" for area in atlas.focus_areas]
    for path in ("focus-areas/", "about/reports/", *areas):
        page = built.pages[path]
        [chart] = page.xpath("//figure[contains(@class, 'chart')]")
        assert text_of(chart.find("figcaption")).endswith("."), path
        assert set(chart.xpath("./svg/@aria-hidden")) == {"true"}, path
        drawn = numbers(chart.xpath("./svg[1]//text[not(tspan) and not(contains(@class, 'name'))]"))
        rows = page.xpath("//table[contains(@class, 'shares') or contains(@class, 'years')]/tbody/tr")
        cells = [row.xpath("./td") for row in rows]
        if path == "focus-areas/":  # a column of the chart is a column of the table
            cells = [list(column) for column in zip(*cells, strict=True)]
        elif path == "about/reports/":
            cells = [row[:-1] for row in cells]
        else:  # the chart leaves out the plans
            cells = [[row[0] for row in cells][-len(drawn) :]]
        in_table = [n for part in cells for n in numbers(part)]
        assert drawn == in_table, path


def test_each_chart_and_each_large_table_is_a_file_that_names_source_and_licence(built: Built) -> None:
    licence, found = "https://creativecommons.org/licenses/by/4.0/", 0
    for path, page in built.pages.items():
        large = [
            table for table in page.xpath("//article//table[not(contains(@class, 'files'))]") if len(rows(table)) >= 20
        ]
        large = [] if path.startswith("contributing/") else large
        for kind, parts in {"svg": page.xpath("//figure[contains(@class, 'chart')]"), "csv": large}.items():
            for part in parts:
                named = part.xpath("(./figcaption | ./caption)/descendant-or-self::*/@id")[0]
                if path != "projects/":  # its script offers the rows that the reader chose
                    [address] = page.xpath("//p[@class='taken']/a[@aria-describedby=$id]/@href", id=named)
                    text = (built.folder / path / address).read_text(encoding="utf-8")
                    assert (address.endswith(kind), licence in text, "ASCN Atlas" in text) == (True, True, True), (
                        address
                    )
                    assert kind == "svg" or len(text.splitlines()) == 1 + len(rows(part)), address
                    found += 1
    assert found > len(built.pages) / 10


def rows(table: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """The rows of a table without those that name a group."""
    return [row for row in table.xpath("./tbody/tr") if len(row) > 1]


def test_each_series_of_figures_is_drawn_beside_its_table(built: Built, atlas: Atlas) -> None:
    for project in atlas.projects.values():
        [part] = built.pages[f"cities/{project.city}/"].xpath("//h3[@id=$id]/following-sibling::div[1]", id=project.id)
        for shown, series in zip(
            part.xpath(".//div[@class='series']"), query.cities.figure_series(project), strict=True
        ):
            values = [words.number(figure.value) for figure in series.figures]
            assert [text_of(each) for each in shown.xpath(".//figure//text[not(tspan)]")] == values, project.id
            rows = [text_of(cell) for cell in shown.xpath(".//tbody/tr/td")]
            assert [row.split()[0] for row in rows] == values, project.id


def test_the_matrix_adds_up_to_the_newest_list(built: Built, atlas: Atlas) -> None:
    [matrix] = built.pages["focus-areas/"].xpath("//table[contains(@class, 'matrix')]")
    counts = query.reports.report_counts(atlas, query.reports.newest_report(atlas))
    rows = [[int(text_of(cell)) for cell in row.xpath("./td")] for row in matrix.xpath("./tbody/tr[td]")]
    [totals] = [[int(text_of(cell)) for cell in row.xpath("./td")] for row in matrix.xpath("./tfoot/tr")]
    assert len(rows) == len(atlas.cities)
    assert [sum(column) for column in zip(*rows, strict=True)] == totals == [*counts.areas.values(), counts.total]


def test_the_pictures_of_growth_and_of_the_plans_show_what_the_records_say(built: Built, atlas: Atlas) -> None:
    texts = "./svg[1]//text[not(tspan) and not(contains(@class, 'name'))]"
    [growth] = built.pages["network/members/"].xpath("//figure[contains(@class, 'chart')]")
    assert numbers(growth.xpath(texts)) == [total for _, _, total in query.projects.members_each_year(atlas)]
    states, flows = query.plans.plan_states(atlas), query.plans.flows(atlas)
    counts = [n for counts in states.values() for n in counts.values()]
    for path in ("", "projects/outcomes/"):
        [flow] = built.pages[path].xpath("//figure[contains(@class, 'flow')]")
        assert numbers(flow.xpath(texts)) == counts, path
        # Each is a link that says its number, so what it leads to is tested with all numbers.
        assert numbers(flow.xpath("./svg[1]//a[path]/title")) == [flow.n for flow in flows], path
        assert numbers(flow.xpath("./svg[1]//a[rect]/title")) == counts, path


def test_the_overview_of_reports_counts_what_each_states_and_prints(built: Built, atlas: Atlas) -> None:
    page = built.pages["about/reports/"]
    [table] = page.xpath("//table[contains(@class, 'reports')]")
    assert [link.get("href") for link in table.xpath("./thead//a")] == [f"#{report}" for report in atlas.reports]
    for place, report in enumerate(atlas.reports.values()):
        counts = query.reports.report_counts(atlas, report)
        expected = [report.stated.total, counts.total, counts.printed, report.stated.cities, counts.cities]
        expected += [counts.stages.get(stage, 0) for stage in query.common.STAGES]
        assert [text_of(row.findall("td")[place]) for row in table.xpath("./tbody/tr")] == [str(n) for n in expected]
    [table] = page.xpath("//h2[@id='contradictions']/following-sibling::div[1]//table")
    for row, found in zip(table.xpath("./tbody/tr"), query.agreement.agreements(atlas), strict=True):
        expected = [found.stated, found.stated - found.fitting, found.charted, found.charted - found.charted_fitting]
        assert [text_of(cell) for cell in row.xpath("./td")] == [str(n) for n in expected], found.report.id
        gaps = page.xpath("//tbody[@id=$id]/tr[td]", id=f"{found.report.id}-gaps")
        assert len(gaps) == len(found.gaps), found.report.id
