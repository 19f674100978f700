"""The register in a browser: each filter, the order, the address, the download, and what a reader without a mouse does."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.model.projects import Project
from tests.browser.conftest import Visit

#: The columns by which the register can be sorted, and what the address calls them.
COLUMNS = {"Project": "name", "City": "city", "Status": "status", "In the ": "stage", "Focus area": "area"}

#: Where no place is listed: such rows come last.
UNLISTED = {"not listed", "city not a member yet"}


def ids(projects: list[Project]) -> list[str]:
    return [project.id for project in projects]


def lists(atlas: Atlas, **filters: str) -> list[str]:
    return ids(query.projects.select_projects(atlas, **filters))


def shown(page: Page) -> list[str]:
    """The ids of the projects shown, from the top down."""
    return page.eval_on_selector_all(
        "table.register tr[data-f]:not([hidden]) th a", "links => links.map(link => link.hash.slice(1))"
    )


def said(page: Page) -> str:
    return " ".join(page.get_by_role("status").inner_text().split())


def of_all(atlas: Atlas, n: int) -> str:
    """How the register says that it shows so many projects."""
    return f"{n} of {len(atlas.projects)} projects"


def state(page: Page) -> dict[str, str]:
    """What the address says, once it is written: this timer of the page runs out after the one that writes it."""
    query_string: str = page.evaluate("new Promise(done => setTimeout(() => done(location.search), 300))")
    return {name: value for name, [value] in parse_qs(query_string.removeprefix("?")).items()}


def go(page: Page, **filters: str) -> None:
    """Go to another address of the register that is open."""
    jump = "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')) }"
    page.evaluate(jump, f"?{urlencode(filters)}")


@pytest.fixture(scope="module")
def opened(browser: Browser, addresses: dict[str, str]) -> Iterator[Page]:
    """The register, opened once for all tests that only filter and sort it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(addresses["/"] + "projects/")
    yield page
    context.close()


@pytest.fixture
def page(opened: Page, atlas: Atlas) -> Page:
    """The opened register with all its projects."""
    opened.get_by_role("button", name="Show all").click()
    expect(opened.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    return opened


# Filters


def found(atlas: Atlas) -> list[tuple[dict[str, str], list[str]]]:
    """What is chosen in the form, by the values of its fields, with the projects that it finds."""
    newest, first = query.reports.newest_report(atlas).id, next(iter(atlas.reports))
    project = next(p for p in query.projects.select_projects(atlas, report="newest", country="ID"))
    rows, status = query.reports.rows_by_project(atlas), project.status.value
    stage, area = rows[project.id][newest].stage, project.focus_areas[0]
    every = query.projects.projects_in_order(atlas)
    planning = [p.id for p in every if any(row.stage == "planning" for row in rows[p.id].values())]
    asking = [p.id for p in every if p.support_required and "funding" in p.support_required.kinds]
    in_country = lists(atlas, country="ID", status=status)
    return [
        ({"country": "VN"}, lists(atlas, country="VN")),
        ({"city": project.city}, lists(atlas, city=project.city)),
        ({"area": area}, lists(atlas, area=area)),
        ({"status": status}, lists(atlas, status=status)),
        ({"listed": first}, lists(atlas, report=first)),
        ({"listed": "any"}, [p.id for p in every if rows[p.id]]),
        ({"stage": stage}, lists(atlas, report="newest", stage=stage)),
        ({"listed": "any", "stage": "planning"}, planning),
        ({"listed": newest, "area": area}, lists(atlas, report=newest, area=area)),
        ({"support": "funding"}, asking),
        (
            {"country": "ID", "status": status, "stage": stage},
            [p for p in in_country if p in lists(atlas, report="newest", stage=stage)],
        ),
    ]


def test_each_filter_finds_what_the_data_hold_and_writes_the_address(page: Page, atlas: Atlas) -> None:
    for chosen, projects in found(atlas):
        page.get_by_role("button", name="Show all").click()
        for name, value in chosen.items():
            page.locator(f"form.filters select[name={name}]").select_option(value)
        assert projects, chosen
        assert shown(page) == projects, chosen
        assert said(page) == of_all(atlas, len(projects)), chosen
    assert state(page) == chosen


def test_the_numbers_of_other_pages_lead_to_as_many_rows(page: Page, atlas: Atlas) -> None:
    for report in atlas.reports:
        for stage in ("", *query.common.STAGES):
            n = query.totals.count(atlas, "projects", report=report, stage=stage or None)
            if n:
                go(page, listed=report, **({"stage": stage} if stage else {}))
                assert len(shown(page)) == n, (report, stage)


def unaccented(text: str) -> str:
    """A text without the marks on its letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.replace("đ", "d").replace("Đ", "D")


def test_text_finds_cities_and_projects_however_they_are_written(page: Page, atlas: Atlas) -> None:
    """By a name in each language, in capitals, without marks on Latin letters, and by each other name."""
    searched = []
    for city, text in {name.lang: (c.id, name.text) for c in atlas.cities.values() for name in c.local_names}.values():
        latin = text.isascii() or unaccented(text).isascii()
        searched += [
            (form, lists(atlas, city=city)) for form in (text, text.upper(), unaccented(text) if latin else text)
        ]
    project = max(atlas.projects.values(), key=lambda project: len(project.also_known_as))
    names = (project.name, *project.also_known_as, f"  {project.name.lower()} ")
    searched += [(text, [project.id]) for text in (*names, f"{atlas.cities[project.city].name} {project.name}")]
    for text, projects in searched:
        page.get_by_label("Name of project or city").fill(text)
        assert set(shown(page)) >= set(projects), text
        assert len(shown(page)) < len(atlas.projects), text
    go(page, text="da nang")
    assert {atlas.projects[project].city for project in shown(page)} == {"da-nang"}, "not Penang and data"


def test_an_empty_result_says_what_to_loosen(page: Page, atlas: Atlas) -> None:
    city, status = next(
        (city, status)
        for city in atlas.cities.values()
        for status in dict.fromkeys(project.status.value for project in atlas.projects.values())
        if lists(atlas, city=city.id) and not lists(atlas, city=city.id, status=status)
    )
    go(page, city=city.id, status=status)
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
    go(page, text="zzz", city="da-nang", country="ID", sort="-name")
    hint = "No project meets all of this, nor with any one condition left out: leave out two, or show all."
    assert said(page) == f"{of_all(atlas, 0)} {hint}"
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    assert shown(page) == ids(query.projects.projects_in_order(atlas))
    assert (page.locator("th[aria-sort]").count(), state(page)) == (0, {})


# Order


def test_every_column_sorts_up_down_and_back(page: Page, atlas: Atlas) -> None:
    for number, (column, key) in enumerate(COLUMNS.items(), start=1):
        head = page.get_by_role("columnheader", name=column)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        assert page.locator("th[aria-sort]").count() == 1
        assert state(page) == {"sort": key}
        up = runs(page, number)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        assert runs(page, number) == up[::-1], column
        head.get_by_role("button").click()
        assert shown(page) == ids(query.projects.projects_in_order(atlas))
    assert state(page) == {}


def runs(page: Page, column: int) -> list[str]:
    """The sorted values of a column from the top down, each once; of several in a cell the one it is sorted by."""
    cells = page.locator(f"table.register tr[data-f] > :nth-child({column})").all_inner_texts()
    values = [min(cell.split("\n")[0].split(", ")) for cell in cells]
    return list(dict.fromkeys("last" if value in UNLISTED else value for value in values))


def test_each_order_is_that_of_the_build(page: Page, atlas: Atlas) -> None:
    def by_name(project: Project) -> tuple[object, ...]:
        return (query.common.sort_key(project.name),)

    def by_city(project: Project) -> tuple[object, ...]:
        return (query.common.sort_key(atlas.cities[project.city].name), *by_name(project))

    for order, key in (("name", by_name), ("city", by_city)):
        go(page, sort=order)
        assert shown(page) == ids(sorted(atlas.projects.values(), key=key)), order
    for order in ("status", "-status"):
        go(page, sort=order)
        unknown = [atlas.projects[p] for p in shown(page) if atlas.projects[p].status.value == "unknown"]
        assert unknown == sorted(unknown, key=by_name), "what is alike is sorted by name"
    go(page, sort="stage")
    listed = {row.stage for row in query.reports.newest_report(atlas).rows if row.counted}
    stages = [label("stage", stage) for stage in query.common.STAGES if stage in listed]
    assert runs(page, list(COLUMNS).index("In the ") + 1) == [*stages, "last"]


# Address and download


def test_an_address_shows_what_it_says_and_loses_what_it_cannot_mean(visit: Visit, atlas: Atlas) -> None:
    newest = query.reports.newest_report(atlas).id
    page = visit(f"projects/?listed={newest}&stage=ongoing&country=ID&sort=-name&city=atlantis&text=&h=smart#x")
    wanted = query.projects.select_projects(atlas, report=newest, stage="ongoing", country="ID")
    wanted.sort(key=lambda project: query.common.sort_key(project.name), reverse=True)
    assert shown(page) == ids(wanted)
    assert page.get_by_label("Country").input_value() == "ID"
    assert page.get_by_role("columnheader", name="Project").get_attribute("aria-sort") == "descending"
    kept = {"listed": newest, "stage": "ongoing", "country": "ID", "sort": "-name", "h": "smart"}
    assert state(page) == kept
    assert page.url.endswith("#x")


def test_the_address_follows_the_filters_without_new_entries_in_the_history(visit: Visit) -> None:
    page = visit("cities/")
    page.goto(page.url.replace("cities/", "projects/"))
    before, chosen = page.evaluate("history.length"), {"text": "đà nẵng", "area": "civic-and-social"}
    page.get_by_label("Name of project or city").fill(chosen["text"])
    page.get_by_label("Focus area", exact=True).select_option(chosen["area"])
    assert (state(page), page.evaluate("history.length")) == (chosen, before)
    filtered = shown(page)
    page.locator("table.register tr[data-f]:not([hidden]) th a").first.click()
    page.go_back()
    assert page.get_by_label("Name of project or city").input_value() == chosen["text"]
    page.evaluate("history.pushState(null, '', '?country=SG')")
    page.evaluate("history.pushState(null, '', '?country=VN')")
    page.go_back()
    assert (page.get_by_label("Country").input_value(), state(page)) == ("SG", {"country": "SG"})
    page.go_back()
    assert shown(page) == filtered != []


def test_the_download_holds_what_is_shown_in_its_order(visit: Visit, atlas: Atlas, tmp_path: Path) -> None:
    page = visit("projects/?city=makassar&sort=-name", accept_downloads=True)
    nasty = 'Đường "1", a;b\nنهاية'
    page.eval_on_selector("tr[data-f]:not([hidden]) th a", "(link, name) => link.textContent = name", nasty)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these as CSV").click()
    waiting.value.save_as(tmp_path / "saved.csv")
    assert waiting.value.suggested_filename == f"ascn-projects-{query.common.last_checked(atlas)}.csv"
    text = (tmp_path / "saved.csv").read_bytes().decode("utf-8")
    head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = "id,name,city,country,areas,status,status as of,stage in newest list,listed in,support,address"
    assert ",".join(head) == columns
    assert [line[0] for line in lines] == shown(page)
    assert lines[0][1] == nasty
    [line, record] = next((line, atlas.projects[line[0]]) for line in lines[1:])
    city, asked = atlas.cities["makassar"], record.support_required.kinds if record.support_required else []
    assert line == [
        record.id, record.name, city.name, atlas.countries[city.country].name,
        "; ".join(atlas.focus_areas[area].name for area in record.focus_areas),
        label("status", record.status.value), record.status.as_of,
        label("stage", query.projects.history(atlas, record)[-1].state),
        "; ".join(reversed(query.reports.rows_by_project(atlas)[record.id])),
        "; ".join(label("support", kind) for kind in asked),
        f"{page.url.partition('projects/')[0]}cities/makassar/#{record.id}",
    ]  # fmt: skip
    assert text.count("\r\n") == len(lines) + 1


# Readers without a mouse, a large screen or script


def test_all_of_it_works_by_keyboard(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/")
    page.get_by_label("Name of project or city").focus()
    page.keyboard.type("smart")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Country")).to_be_focused()
    page.keyboard.type(atlas.countries["ID"].name)
    assert len(shown(page)) < len(lists(atlas, country="ID"))
    for _ in range(7):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="The projects known to the Atlas")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))


def test_on_a_phone_the_status_is_seen_without_scrolling_sideways(visit: Visit) -> None:
    page = visit("projects/", width=320)
    assert page.locator(".table").evaluate("region => region.scrollWidth <= region.clientWidth")
    box = page.locator("table.register .status").first.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= 320


def test_without_script_there_is_the_table_and_no_filter(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/", js=False, base="/atlas/")
    assert not page.locator("form.filters").is_visible()
    assert page.locator("table.register tr[data-f]").locator("visible=true").count() == len(atlas.projects)
    below = visit("projects/?city=jakarta", base="/atlas/")
    assert shown(below) == lists(atlas, city="jakarta")
