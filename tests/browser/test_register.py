"""The register in a browser: each filter, the order, the address, the download, and what a reader without a mouse does."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.model.projects import Project
from tests.browser.conftest import Visit
from tests.data.real import ATLAS

YEAR = query.reports.report_year(ATLAS, query.reports.newest_report(ATLAS))
COLUMNS = ["Project", "City", "Status", f"In the {YEAR} list", "Focus area"]


def ids(projects: list[Project]) -> list[str]:
    return [project.id for project in projects]


def shown(page: Page) -> list[str]:
    """The ids of the projects shown, from the top down."""
    return page.eval_on_selector_all(
        "table.register tr[data-f]:not([hidden]) th a", "links => links.map(link => link.hash.slice(1))"
    )


def visible(page: Page, selector: str) -> list[str]:
    return page.locator(selector).locator("visible=true").all_inner_texts()


def said(page: Page) -> str:
    return " ".join(page.get_by_role("status").inner_text().split())


def of_all(atlas: Atlas, n: int) -> str:
    """How the register says that it shows so many projects."""
    return f"{n} of {len(atlas.projects)} projects"


def state(page: Page) -> dict[str, str]:
    """What the address says, once it is written: this timer of the page runs out after the one that writes it."""
    query_string: str = page.evaluate("new Promise(done => setTimeout(() => done(location.search), 300))")
    return {name: value for name, [value] in parse_qs(query_string.removeprefix("?")).items()}


@pytest.fixture(scope="module")
def opened(browser: Browser, addresses: dict[str, str]) -> Iterator[Page]:
    """The register, opened once for all tests that only filter it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(addresses["/"] + "projects/")
    yield page
    context.close()


@pytest.fixture
def page(opened: Page, atlas: Atlas) -> Page:
    """The opened register with all its projects."""
    opened.get_by_role("button", name="Show all").click()
    expect(opened.locator("form.filters [role=status] p").first).to_have_text(of_all(atlas, len(atlas.projects)))
    return opened


def test_at_first_all_projects_stand_by_country(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/")
    assert shown(page) == ids(query.projects.projects_in_order(atlas))
    assert said(page) == of_all(atlas, len(atlas.projects))
    assert visible(page, "table.register th[scope=rowgroup]") == [
        country.name for country in query.projects.countries_in_order(atlas) if lists(atlas, country=country.id)
    ]
    assert state(page) == {}


def lists(atlas: Atlas, **filters: str) -> list[str]:
    return ids(query.projects.select_projects(atlas, **filters))


def document_label(report: str) -> str:
    """How the filter calls a document."""
    return words.date(query.reports.report_date(ATLAS, ATLAS.reports[report]))


#: A project of a city in Indonesia that the newest list prints, for a filter that finds it.
FOUND = next(p for p in query.projects.select_projects(ATLAS, report="newest", country="ID"))
FOUND_STAGE = query.reports.rows_by_project(ATLAS)[FOUND.id][query.reports.newest_report(ATLAS).id].stage
FOUND_STATUS = FOUND.status.value

FILTERS: list[tuple[dict[str, str], Callable[[Atlas], list[str]]]] = [
    ({"Country": ATLAS.countries["VN"].name}, lambda atlas: lists(atlas, country="VN")),
    ({"City": ATLAS.cities["da-nang"].name}, lambda atlas: lists(atlas, city="da-nang")),
    ({"Focus area": ATLAS.focus_areas["quality-environment"].name}, lambda atlas: lists(atlas, area="quality-environment")),
    ({"Status": label("status", FOUND_STATUS)}, lambda atlas: lists(atlas, status=FOUND_STATUS)),
    ({"In the list of": document_label("me-2022")}, lambda atlas: lists(atlas, report="me-2022")),
    ({"In the list of": document_label("scap-2018")}, lambda atlas: lists(atlas, report="scap-2018")),
    ({"In the list of": "any date"}, lambda atlas: [p for p in lists(atlas) if query.reports.rows_by_project(atlas)[p]]),
    ({"Stage in that list": label("stage", FOUND_STAGE)}, lambda atlas: lists(atlas, report="newest", stage=FOUND_STAGE)),
    (
        {"In the list of": document_label("me-2023"), "Stage in that list": "ongoing or planning"},
        lambda atlas: lists(atlas, report="me-2023", stage="ongoing-or-planning"),
    ),
    (
        {"In the list of": "any date", "Stage in that list": "planning"},
        lambda atlas: [
            p for p in lists(atlas) if any(row.stage == "planning" for row in query.reports.rows_by_project(atlas)[p].values())
        ],
    ),
    (
        {"In the list of": document_label("me-2025"), "Focus area": ATLAS.focus_areas["industry-and-innovation"].name},
        lambda atlas: lists(atlas, report="me-2025", area="industry-and-innovation"),
    ),
    (
        {"Support asked for in 2018": "funding"},
        lambda atlas: [
            p.id
            for p in query.projects.projects_in_order(atlas)
            if p.support_required is not None and "funding" in p.support_required.kinds
        ],
    ),
    (
        {"Country": ATLAS.countries["ID"].name, "Status": label("status", FOUND_STATUS), "Stage in that list": label("stage", FOUND_STAGE)},
        lambda atlas: [
            p for p in lists(atlas, country="ID", status=FOUND_STATUS) if p in lists(atlas, report="newest", stage=FOUND_STAGE)
        ],
    ),
]  # fmt: skip


def test_each_filter_finds_what_the_data_hold(page: Page, atlas: Atlas) -> None:
    for chosen, found in FILTERS:
        page.get_by_role("button", name="Show all").click()
        for label, value in chosen.items():
            page.get_by_label(label, exact=True).select_option(label=value)
        wanted = found(atlas)
        assert wanted, chosen
        assert shown(page) == wanted, chosen
        assert said(page) == of_all(atlas, len(wanted))


def unaccented(text: str) -> str:
    """A text without the marks on its letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.replace("đ", "d").replace("Đ", "D")


def test_text_finds_a_city_however_it_is_written(page: Page, atlas: Atlas) -> None:
    """By its name in its language, once for each language, in capitals and without marks on Latin letters."""
    named = {name.lang: (city.id, name.text) for city in atlas.cities.values() for name in city.local_names}
    assert named
    for city, text in named.values():
        latin = text.isascii() or unaccented(text).isascii()
        for written in (text, text.upper(), *([unaccented(text)] if latin else [])):
            page.get_by_label("Name of project or city").fill(written)
            assert set(shown(page)) >= set(lists(atlas, city=city)), written
            assert len(shown(page)) < len(atlas.projects), written


def test_text_finds_a_project_by_each_of_its_names(page: Page, atlas: Atlas) -> None:
    project = max(atlas.projects.values(), key=lambda project: len(project.also_known_as))
    for text in (
        project.name,
        *project.also_known_as,
        f"  {project.name.lower()} ",
        f"{atlas.cities[project.city].name} {project.name}",
    ):
        page.get_by_label("Name of project or city").fill(text)
        assert project.id in shown(page), text
        assert len(shown(page)) < len(atlas.projects), text


def test_words_count_from_their_beginning(page: Page) -> None:
    go(page, "?text=da+nang")
    assert {link.split("#")[0].split("/")[-2] for link in hrefs(page)} == {"da-nang"}, "not Penang and data"


def hrefs(page: Page) -> list[str]:
    return page.eval_on_selector_all("table.register tr[data-f]:not([hidden]) th a", "links => links.map(a => a.href)")


def test_every_column_sorts_up_down_and_back(page: Page, atlas: Atlas) -> None:
    for column, key in zip(COLUMNS, ("name", "city", "status", "stage", "area"), strict=True):
        head = page.get_by_role("columnheader", name=column)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        assert page.locator("th[aria-sort]").count() == 1
        assert state(page) == {"sort": key}
        assert len(shown(page)) == len(atlas.projects)
        assert visible(page, "table.register th[scope=rowgroup]") == []
        up = runs(page, column)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        assert runs(page, column) == up[::-1], column
        head.get_by_role("button").click()
        assert page.locator("th[aria-sort]").count() == 0
        assert shown(page) == ids(query.projects.projects_in_order(atlas))
    assert state(page) == {}


def runs(page: Page, column: str) -> list[str]:
    """The sorted values of a column from the top down, each once; of several in a cell the one it is sorted by."""
    cells = page.locator(f"table.register tr[data-f] > :nth-child({COLUMNS.index(column) + 1})").all_inner_texts()
    values = [min(cell.split("\n")[0].split(", ")) for cell in cells]
    return list(
        dict.fromkeys("last" if value in {"not listed", "city not a member yet"} else value for value in values)
    )


def test_each_order_is_that_of_the_build(page: Page, atlas: Atlas) -> None:
    def by_name(project: Project) -> object:
        return query.common.sort_key(project.name)

    def by_city(project: Project) -> object:
        return query.common.sort_key(atlas.cities[project.city].name), by_name(project)

    every = list(atlas.projects.values())
    for order, key in (("name", by_name), ("city", by_city)):
        go(page, f"?sort={order}")
        assert shown(page) == ids(sorted(every, key=key)), order
    go(page, "?sort=-name")
    assert shown(page) == ids(sorted(every, key=by_name))[::-1]
    for order in ("status", "-status"):
        go(page, f"?sort={order}")
        unknown = [atlas.projects[p] for p in shown(page) if atlas.projects[p].status.value == "unknown"]
        assert ids(unknown) == ids(sorted(unknown, key=by_name)), "what is alike is sorted by name"
    go(page, "?sort=stage")
    stages = page.locator("table.register tr[data-f] > :nth-child(4)").all_inner_texts()
    listed = [row.stage for row in query.reports.newest_report(atlas).rows if row.counted]
    order = [label("stage", stage) for stage in query.common.STAGES if stage in listed]
    assert list(dict.fromkeys(stages[: len(listed)])) == order
    assert set(stages[len(listed) :]) <= {"not listed", "city not a member yet"}


def test_an_address_shows_what_it_says(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/?listed=me-2025&stage=ongoing&country=ID&sort=-name")
    wanted = query.projects.select_projects(atlas, report="me-2025", stage="ongoing", country="ID")
    wanted.sort(key=lambda project: query.common.sort_key(project.name), reverse=True)
    assert shown(page) == ids(wanted)
    assert page.get_by_label("Country").input_value() == "ID"
    assert page.get_by_role("columnheader", name="Project").get_attribute("aria-sort") == "descending"
    assert state(page) == {"listed": "me-2025", "stage": "ongoing", "country": "ID", "sort": "-name"}


def go(page: Page, address: str) -> None:
    """Go to another address of the register that is open."""
    page.evaluate(
        "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')) }", address
    )


def test_the_numbers_of_other_pages_lead_to_as_many_rows(page: Page, atlas: Atlas) -> None:
    for report in atlas.reports:
        for stage in [None, *query.common.STAGES]:
            n = query.totals.count(atlas, "projects", report=report, stage=stage)
            if n:
                go(page, f"?listed={report}" + (f"&stage={stage}" if stage else ""))
                assert len(shown(page)) == n, (report, stage)


def test_what_an_address_cannot_mean_is_taken_out_of_it(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/?city=atlantis&status=operational&listed=me-1999&sort=colour&text=&h=smart&other=1#x")
    assert said(page) == of_all(atlas, query.totals.count(atlas, "projects", status="operational"))
    assert state(page) == {"status": "operational", "h": "smart", "other": "1"}
    assert page.url.endswith("#x")


def test_the_address_follows_the_filters_without_new_entries_in_the_history(visit: Visit, atlas: Atlas) -> None:
    page = visit("cities/")
    page.goto(page.url.replace("cities/", "projects/"))
    before = page.evaluate("history.length")
    page.get_by_label("Name of project or city").fill("đà nẵng")
    page.get_by_label("Focus area", exact=True).select_option("civic-and-social")
    assert state(page) == {"text": "đà nẵng", "area": "civic-and-social"}
    assert page.evaluate("history.length") == before
    page.locator("table.register tr[data-f]:not([hidden]) th a").first.click()
    page.go_back()
    assert state(page) == {"text": "đà nẵng", "area": "civic-and-social"}
    assert page.get_by_label("Name of project or city").input_value() == "đà nẵng"
    filtered = shown(page)
    assert 0 < len(filtered) < len(atlas.projects)
    page.evaluate("history.pushState(null, '', '?country=SG')")
    page.evaluate("history.pushState(null, '', '?country=VN')")
    page.go_back()
    assert page.get_by_label("Country").input_value() == "SG"
    assert state(page) == {"country": "SG"}
    page.go_back()
    assert shown(page) == filtered


def test_an_empty_result_says_what_to_loosen(visit: Visit, atlas: Atlas) -> None:
    city, status = next(
        (city, status)
        for city in atlas.cities.values()
        for status in dict.fromkeys(project.status.value for project in atlas.projects.values())
        if lists(atlas, city=city.id) and not lists(atlas, city=city.id, status=status)
    )
    page = visit(f"projects/?city={city.id}&status={status}")
    of_city, with_status = len(lists(atlas, city=city.id)), len(lists(atlas, status=status))
    button = f"Status: {label('status', status)}"
    assert shown(page) == []
    assert said(page) == (
        f"{of_all(atlas, 0)} No project meets all of this. Leave one out: "
        f"City: {city.name} – without it {with_status} {button} – without it {of_city}"
    )
    page.get_by_role("button", name=button).click()
    assert said(page) == of_all(atlas, of_city)
    expect(page.get_by_label("Status", exact=True)).to_be_focused()
    assert state(page) == {"city": city.id}


def test_an_empty_result_with_no_single_way_out_says_so(page: Page, atlas: Atlas) -> None:
    go(page, "?text=zzz&city=da-nang&country=ID&sort=-name")
    assert said(page) == (
        f"{of_all(atlas, 0)} No project meets all of this, nor with any one condition left out: leave out two, or show all."
    )
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    assert shown(page) == ids(query.projects.projects_in_order(atlas))
    assert page.locator("th[aria-sort]").count() == 0
    assert page.get_by_label("Name of project or city").input_value() == ""
    assert state(page) == {}


def download(page: Page, folder: Path) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these as CSV").click()
    waiting.value.save_as(folder / "saved.csv")
    return waiting.value.suggested_filename, (folder / "saved.csv").read_bytes().decode("utf-8")


def test_the_download_holds_what_is_shown_in_its_order(visit: Visit, atlas: Atlas, tmp_path: Path) -> None:
    page = visit("projects/?city=makassar&sort=-name", accept_downloads=True)
    nasty = 'Đường "1", a;b\nنهاية'
    page.eval_on_selector("tr[data-f]:not([hidden]) th a", "(link, name) => link.textContent = name", nasty)
    name, text = download(page, tmp_path)
    assert name == f"ascn-projects-{query.common.last_checked(atlas)}.csv"
    head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert ",".join(head) == (
        "id,name,city,country,areas,status,status as of,stage in newest list,listed in,support,address"
    )
    assert [line[0] for line in lines] == shown(page)
    assert lines[0][1] == nasty
    record = next(
        p for p in query.projects.select_projects(atlas, city="makassar") if p.support_required and p.id != lines[0][0]
    )
    [line] = [line for line in lines if line[0] == record.id]
    home, city = page.url.partition("projects/")[0], atlas.cities["makassar"]
    assert record.support_required is not None
    assert line == [
        record.id, record.name, city.name, atlas.countries[city.country].name,
        "; ".join(atlas.focus_areas[area].name for area in record.focus_areas), label("status", record.status.value),
        record.status.as_of, label("stage", query.projects.history(atlas, record)[-1].state),
        "; ".join(reversed(query.reports.rows_by_project(atlas)[record.id])),
        "; ".join(label("support", kind) for kind in record.support_required.kinds), f"{home}cities/makassar/#{record.id}",
    ]  # fmt: skip
    assert text.count("\r\n") == len(lines) + 1


def test_all_of_it_works_by_keyboard(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/")
    page.get_by_label("Name of project or city").focus()
    page.keyboard.type("smart")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Country")).to_be_focused()
    page.keyboard.type(atlas.countries["ID"].name)
    assert len(shown(page)) < query.totals.count(atlas, "projects", country="ID")
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Support asked for in 2018")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="The projects known to the Atlas")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Project")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))


def test_on_a_phone_the_status_is_seen_without_scrolling_sideways(visit: Visit) -> None:
    page = visit("projects/", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    region = page.locator(".table")
    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")
    box = page.locator("table.register .status").first.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= 320


def test_without_script_there_is_the_table_and_no_filter(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/", js=False, base="/atlas/")
    assert not page.locator("form.filters").is_visible()
    assert page.locator("table.register tr[data-f]").locator("visible=true").count() == len(atlas.projects)
    assert page.get_by_role("columnheader").all_inner_texts() == COLUMNS
    assert shown(visit("projects/?city=jakarta", base="/atlas/")) == lists(atlas, city="jakarta")
