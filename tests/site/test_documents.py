"""The pages about the documents, the open questions and the work that is left: every number leads to what it counts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import lxml.html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.site.conftest import Built, section, text_of
from tests.site.test_pages import search_entries

#: What the table of contradictions says does not fit the rows.
MISFITS = {
    "text": "the stated number",
    "chart": "the icons",
    "both": "the stated number and the icons",
    "apart": "both fit, but differ from each other",
}
REPORTS, QUESTIONS, HELP = "about/reports/", "about/open-questions/", "about/help-wanted/"


def chosen(built: Built, address: str, atlas: Atlas) -> int:
    """How many rows of the register a link chooses, as its script does."""
    filters = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    facts = [
        set(row.get("data-f").split())
        for row in built.pages["projects/"].xpath("//table[contains(@class, 'register')]//tr[@data-f]")
    ]
    listed = filters.get("listed", query.reports.newest_report(atlas).id)
    wanted = {f"{name}={value}" for name, value in filters.items() if name != "stage"}
    wanted |= {f"{listed}={filters['stage']}"} if "stage" in filters else set()
    return sum(wanted <= found and f"{listed}!{filters.get('area')}" not in found for found in facts)


def number(text: str) -> int:
    """The number that a text begins with."""
    return int(text.split(maxsplit=1)[0].replace(",", ""))


def test_every_number_that_leads_into_the_register_is_that_of_the_rows_it_chooses(built: Built, atlas: Atlas) -> None:
    links = built.pages[REPORTS].xpath("//article//a[contains(@href, 'projects/?')]")
    assert links
    wrong = [
        (text_of(link), link.get("href"))
        for link in links
        if number(text_of(link)) != chosen(built, link.get("href"), atlas)
    ]
    assert wrong == []


def test_the_overview_says_how_many_numbers_of_each_document_fit(built: Built, atlas: Atlas) -> None:
    [table] = built.pages[REPORTS].xpath("//h2[@id='contradictions']/following-sibling::div[1]//table")
    shown = [[text_of(cell) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr")]
    assert shown == [
        [
            words.number(n)
            for n in (
                found.stated,
                found.fitting,
                found.stated - found.fitting,
                found.charted,
                found.charted_fitting,
                found.charted - found.charted_fitting,
            )
        ]
        for found in query.agreement.agreements(atlas)
    ]
    for cell in table.xpath("./tbody/tr/td[. != '0']"):
        assert cell.xpath("./a/@href"), text_of(cell)


def test_every_number_that_does_not_fit_is_listed_with_its_note(built: Built, atlas: Atlas) -> None:
    page = built.pages[REPORTS]
    for found in query.agreement.agreements(atlas):
        bodies = page.xpath("//tbody[@id=$anchor]", anchor=f"{found.report.id}-gaps")
        assert len(bodies) == bool(found.gaps)
        rows = bodies[0].xpath("./tr[td]") if bodies else []
        for gap, row in zip(found.gaps, rows, strict=True):
            cells = [text_of(cell) for cell in row.xpath("./td")]
            stated = [f"{claim.stated:g}{' %' if claim.unit == 'percent' else ''}" for claim in gap.claims]
            assert cells[0] == ", ".join(stated)
            assert cells[1].split()[:1] == ([] if gap.icons is None else [words.number(gap.icons)])
            assert cells[2].split()[0] == words.number(gap.rows)
            assert cells[3].startswith(MISFITS[str(gap.gap)])
            if gap.recorded is not None:
                [address] = row.xpath("./td[4]//a/@href")
                note = found.report.discrepancies[gap.recorded].note
                assert " ".join(note.split()) in text_of(*page.xpath("//li[@id=$id]", id=address.removeprefix("#")))


def test_a_project_that_moved_or_went_back_is_shown_with_both_printed_pages(built: Built, atlas: Atlas) -> None:
    page = built.pages[REPORTS]
    moved = [(m.project, m.before, m.after) for m in query.totals.area_moves(atlas)]
    back = [(s.project, s.before, s.after) for s in query.agreement.setbacks(atlas)]
    for anchor, expected in (("area-moves", moved), ("setbacks", back)):
        rows = [row for element in section(page, anchor) for row in element.xpath(".//tbody/tr")]
        for (project, *documents), row in zip(expected, rows, strict=True):
            assert text_of(row.find("th")) == project.name
            for report, cell in zip(documents, row.findall("td")[1:], strict=True):
                url, printed = atlas.sources[report.source].url, query.reports.row_of(atlas, project, report)
                assert printed is not None
                printed_at = f"{url}#page={printed.page}" if printed.page else url
                assert printed_at in cell.xpath(".//a/@href"), project.id
                assert str(query.reports.report_year(atlas, report)) in text_of(cell)


def test_a_total_of_the_year_before_is_told_with_what_is_known_of_that_year(built: Built, atlas: Atlas) -> None:
    shown = text_of(*section(built.pages[REPORTS], "previous-year"))
    for total in query.agreement.earlier_totals(atlas):
        assert f"{total.report.title} states {total.stated} projects for {total.year}" in shown
        assert total.before.title in shown


def test_the_overview_of_questions_counts_each_section_and_leads_there(built: Built, atlas: Atlas) -> None:
    page = built.pages[QUESTIONS]
    [table] = page.xpath("//article//table")
    for row in table.xpath("./tbody/tr"):
        *counted, cities = row.findall("td")
        [address] = {link for cell in counted for link in cell.xpath("./a/@href")}
        found = questions_in(page, address)
        kinds = [text_of(*entry.xpath(".//small[@class='kind']")) for entry in found]
        by_kind = [kinds.count(label("question_kind", kind)) for kind in ("conflict", "unverified")]
        assert [number(text_of(cell)) for cell in counted] == [len(found), *by_kind], address
        by_city = {link.get("href"): number(text_of(link).rpartition(" ")[2]) for link in cities.findall("a")}
        assert by_city == {city: len(questions_in(page, city)) for city in by_city}
        assert not by_city or sum(by_city.values()) == len(found)
    total = query.upkeep.count_questions(atlas.open_questions.values())
    assert [number(text_of(cell)) for cell in table.xpath("./tfoot/tr/td")[:-1]] == [total.n, *total.kinds.values()]
    sections = [entry.get("id") for entry in page.xpath("//div[@class='questions']/section")]
    assert sorted(sections) == sorted(atlas.open_questions)


def questions_in(page: lxml.html.HtmlElement, address: str) -> list[lxml.html.HtmlElement]:
    """The open questions under a heading."""
    return [found for part in section(page, address.removeprefix("#")) for found in part.xpath(".//section")]


def test_each_kind_of_work_has_its_number_and_lists_as_many_records(built: Built, atlas: Atlas) -> None:
    page = built.pages[HELP]
    kinds = [work for work in query.upkeep.work(atlas) if work.tasks]
    overview = page.xpath("//article//table//tbody/tr/td/a")
    assert [(link.get("href"), text_of(link)) for link in overview] == [
        (f"#{work.kind}", words.number(len(work.tasks))) for work in kinds
    ]
    for work in kinds:
        elements = section(page, work.kind)
        assert text_of(elements[0]).endswith(f": {words.number(len(work.tasks))} ¶"), work.kind
        assert len(elements[1].text_content().split(". ")) > 1, "why it matters, and what helps"
        links = [link.get("href") for element in elements for link in element.xpath(".//dd/a[1]")]
        if work.kind == "open-questions":
            assert [link for element in elements[1:] for link in element.xpath(".//a/@href")] == ["../open-questions/"]
        else:
            records = dict.fromkeys(task.record for task in work.tasks)
            assert [(link.rpartition("#")[2] or link).strip("/").rpartition("/")[2] for link in links] == list(records)


def test_an_old_figure_is_listed_by_city_with_what_was_counted_and_when(built: Built, atlas: Atlas) -> None:
    [old] = [work for work in query.upkeep.work(atlas) if work.kind == "old-figures"]
    shown = text_of(*section(built.pages[HELP], "old-figures"))
    for task in old.tasks:
        figure = atlas.projects[task.record].figures[int(task.path[1])]
        assert " ".join(f"{figure.what} ({words.date(figure.as_of or '')})".split()) in shown
        assert atlas.cities[str(task.city)].name in shown


def test_the_list_of_work_needs_no_script_and_is_found_from_where_contributors_begin(built: Built) -> None:
    assert built.pages[HELP].xpath("//article//script | //article//details | //article//*[@hidden]") == []
    for path in ("about/", "contributing/"):
        assert built.pages[path].xpath("//article//a[contains(@href, 'help-wanted/')]"), path


def test_search_finds_the_kinds_of_work_but_not_each_entry(built: Built, atlas: Atlas) -> None:
    entries = [entry for entry in search_entries(built) if entry["location"].startswith(HELP)]
    kinds = [work for work in query.upkeep.work(atlas) if work.tasks]
    assert {f"{HELP}#{work.kind}" for work in kinds} <= {entry["location"] for entry in entries}
    records = {
        atlas.projects[task.record].name for work in kinds for task in work.tasks if task.collection == "projects"
    }
    assert [name for entry in entries for name in records if name in entry["text"]] == []
