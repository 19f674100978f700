"""The register in a browser: each filter, the order, the address, the download, and what a reader without a mouse does."""

import csv
import io
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Page, expect

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.browser.conftest import Visit

PATH = "projects/"


def lists(atlas: Atlas, **filters: str) -> list[str]:
    """The ids of the projects that meet some filters, in their order."""
    return [project.id for project in query.projects.select_projects(atlas, **filters)]


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


@pytest.fixture
def page(opened: Page, atlas: Atlas) -> Page:
    """The opened register with all its projects, and with the texts that are fetched when a reader types."""
    opened.get_by_label("Words to find").fill("zzz")
    expect(opened.get_by_role("status")).to_contain_text(of_all(atlas, 0))
    opened.get_by_role("button", name="Show all").click()
    expect(opened.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    return opened


# Filters


def test_each_filter_finds_what_the_data_hold_and_writes_the_address(page: Page, atlas: Atlas) -> None:
    newest = query.reports.newest_report(atlas).id
    project = next(p for p in query.projects.select_projects(atlas, report="newest", country="ID"))
    rows, status, area = query.reports.rows_by_project(atlas), project.status.value, project.focus_areas[0]
    stage, every = rows[project.id][newest].stage, query.projects.projects_in_order(atlas)
    planning = [p.id for p in every if any(row.stage == "planning" for row in rows[p.id].values())]
    asking = [p.id for p in every if p.support_required and "funding" in p.support_required.kinds]
    listed, in_country = lists(atlas, report="newest", stage=stage), lists(atlas, country="ID", status=status)
    cases: list[tuple[dict[str, str], list[str]]] = [
        ({"city": project.city}, lists(atlas, city=project.city)),
        ({"listed": "any"}, [p.id for p in every if rows[p.id]]),
        ({"listed": "any", "stage": "planning"}, planning),
        ({"listed": newest, "area": area}, lists(atlas, report=newest, area=area)),
        ({"support": "funding"}, asking),
        *(({"topic": topic}, lists(atlas, topic=topic)) for topic in list(atlas.topics)[:1]),
        ({"country": "ID", "status": status, "stage": stage}, [p for p in in_country if p in listed]),
    ]
    for chosen, projects in cases:
        page.get_by_role("button", name="Show all").click()
        for name, value in chosen.items():
            page.locator(f"form.filters select[name={name}]").select_option(value)
        assert shown(page) == projects != [], chosen
        assert said(page) == of_all(atlas, len(projects)), chosen
    assert state(page) == chosen
    for report in atlas.reports:
        for stage in ("", *query.common.STAGES):
            go(page, listed=report, stage=stage)
            assert len(shown(page)) == query.totals.count(atlas, "projects", report=report, stage=stage or None)


def unaccented(text: str) -> str:
    """A text without the marks on its letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.replace("đ", "d").replace("Đ", "D")


def test_text_finds_cities_and_projects_however_they_are_written(page: Page, atlas: Atlas) -> None:
    """By a name in each language, in capitals, without marks on Latin letters, and by each other name."""
    searched = []
    for city, text in {name.lang: (c.id, name.text) for c in atlas.cities.values() for name in c.local_names}.values():
        plain = unaccented(text)
        forms = {text, text.upper(), plain if plain.isascii() else text}
        searched += [(form, lists(atlas, city=city)) for form in forms]
    project = max(atlas.projects.values(), key=lambda project: len(project.also_known_as))
    names = (project.name, *project.also_known_as, f"  {project.name.lower()} ")
    searched += [(text, [project.id]) for text in (*names, f"{atlas.cities[project.city].name} {project.name}")]
    for text, projects in searched:
        page.get_by_label("Words to find").fill(text)
        assert set(shown(page)) >= set(projects), text
        assert len(shown(page)) < len(atlas.projects), text
    go(page, text="da nang")
    assert {atlas.projects[project].city for project in shown(page)} == {"da-nang"}, "not Penang and data"


def test_words_find_what_a_row_does_not_show_and_it_is_quoted_below_the_name(page: Page, atlas: Atlas) -> None:
    projects = atlas.projects.values()
    topic = max(atlas.topics.values(), key=lambda topic: len(lists(atlas, topic=topic.id)))
    described = next(project for project in projects if project.summary)
    asking = next(project.support_required.text[0] for project in projects if project.support_required)
    partner = next(project.partners[0].name for project in projects if project.partners)
    cases = {"Summary": described.summary, "Asks for": asking, "Partner": partner, "Topic": topic.name_id}
    for kind, text in cases.items():
        page.get_by_label("Words to find").fill(text or "")
        quoted = page.locator("table.register th small", has_text=f"{kind}: ", has=page.locator("mark"))
        expect(quoted.first).to_be_visible()
    assert {*shown(page)} >= {*lists(atlas, topic=topic.id)}, "a topic is found by its name in Indonesian"
    page.get_by_label("Words to find").fill(f"{atlas.cities[described.city].name} {described.name}")
    assert described.id in shown(page)
    assert page.locator("table.register tr", has=page.get_by_text(described.name)).locator("mark").count() == 0
    page.get_by_label("Words to find").fill("")
    assert page.locator("table.register mark").count() == 0


def test_without_the_texts_names_are_searched_and_the_register_says_so(visit: Visit, atlas: Atlas) -> None:
    page, project = visit("projects/"), next(iter(atlas.projects.values()))
    page.route("**/search/projects.js", lambda route: route.fulfill(status=404))
    page.get_by_label("Words to find").fill(project.name)
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    assert project.id in shown(page)
    page.unroute("**/search/projects.js")
    page.get_by_label("Words to find").fill(project.summary or project.name)
    expect(page.get_by_role("status")).to_contain_text(f" of {len(atlas.projects)} ")


def test_an_empty_result_says_what_to_loosen(page: Page, atlas: Atlas) -> None:
    city, status = next(
        (city, status)
        for city in atlas.cities.values()
        for status in dict.fromkeys(project.status.value for project in atlas.projects.values())
        if lists(atlas, city=city.id) and not lists(atlas, city=city.id, status=status)
    )
    go(page, city=city.id, status=status)
    of_city, with_status = len(lists(atlas, city=city.id)), len(lists(atlas, status=status))
    button = f"Our status: {label('status', status)}"
    assert shown(page) == []
    assert said(page) == (
        f"{of_all(atlas, 0)} Nothing meets all of this. Leave one out: "
        f"City: {city.name} – without it {with_status} {button} – without it {of_city}"
    )
    page.get_by_role("button", name=button).click()
    assert said(page) == of_all(atlas, of_city)
    expect(page.get_by_label("Our status", exact=True)).to_be_focused()
    go(page, text="zzz", city="da-nang", country="ID", sort="-name")
    hint = "Nothing meets all of this, nor with any one condition left out: leave out two, or show all."
    assert said(page) == f"{of_all(atlas, 0)} {hint}"
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))
    assert shown(page) == lists(atlas)
    assert (page.locator("th[aria-sort]").count(), state(page)) == (0, {})


# Order


def by_name(atlas: Atlas, project: str) -> tuple[str, str]:
    return query.common.sort_key(atlas.projects[project].name)


def ranks(page: Page, atlas: Atlas, key: str) -> dict[str, int]:
    """The rank of each project in an order: that of the first option of a field that it meets, or behind them all."""
    if key == "name":
        return query.projects.name_ranks(atlas)
    options = page.locator(f"select[name={key}] option").evaluate_all("all => all.slice(1).map(one => one.value)")
    field = query.reports.newest_report(atlas).id if key == "stage" else key
    facts = {name: query.projects.filter_facts(atlas, project) for name, project in atlas.projects.items()}
    return {name: [*(f"{field}={value}" in met for value in options), True].index(True) for name, met in facts.items()}


def test_every_column_sorts_up_down_and_back_and_what_is_alike_by_name(page: Page, atlas: Atlas) -> None:
    columns = {"Project": "name", "City": "city", "Our status": "status", "ASEAN's ": "stage", "Focus area": "area"}
    names = sorted(atlas.projects, key=lambda project: by_name(atlas, project))
    for column, key in columns.items():
        head, rank = page.get_by_role("columnheader", name=column), ranks(page, atlas, key)
        for sort, direction in ((key, "ascending"), (f"-{key}", "descending")):
            head.get_by_role("button").click()
            expect(head).to_have_attribute("aria-sort", direction)
            assert page.locator("th[aria-sort]").count() == 1
            assert state(page) == {"sort": sort}
            assert shown(page) == sorted(names, key=rank.__getitem__, reverse=direction == "descending")
        head.get_by_role("button").click()
        assert shown(page) == lists(atlas)
    assert state(page) == {}


# Address and download


def test_an_address_shows_what_it_says_and_loses_what_it_cannot_mean(visit: Visit, atlas: Atlas) -> None:
    newest = query.reports.newest_report(atlas).id
    page = visit(f"projects/?listed={newest}&stage=ongoing&country=ID&sort=-name&city=atlantis&text=&h=smart&foo=bar#x")
    wanted = lists(atlas, report=newest, stage="ongoing", country="ID")
    assert shown(page) == sorted(wanted, key=lambda project: by_name(atlas, project), reverse=True)
    assert page.get_by_label("Country").input_value() == "ID"
    assert page.get_by_role("columnheader", name="Project").get_attribute("aria-sort") == "descending"
    kept = {"listed": newest, "stage": "ongoing", "country": "ID", "sort": "-name", "h": "smart"}
    assert state(page) == kept
    assert page.url.endswith("#x")
    lacking = "This link asks for something that this list does not have"
    assert (
        said(page)
        == f"{of_all(atlas, len(wanted))} {lacking}: foo: bar, City: atlantis. The other filters still apply."
    )
    go(page, topic="gone", utm_source="x")
    assert said(page) == f"{of_all(atlas, len(atlas.projects))} {lacking}: Topic: gone. Everything is shown."
    page.get_by_label("Country").select_option("ID")
    assert said(page) == of_all(atlas, len(lists(atlas, country="ID")))


def test_the_address_follows_the_filters_without_new_entries_in_the_history(visit: Visit) -> None:
    page = visit("cities/")
    page.goto(page.url.replace("cities/", "projects/"))
    before, chosen = page.evaluate("history.length"), {"text": "đà nẵng", "area": "civic-and-social"}
    page.get_by_label("Words to find").fill(chosen["text"])
    page.get_by_label("Focus area", exact=True).select_option(chosen["area"])
    assert (state(page), page.evaluate("history.length")) == (chosen, before)
    filtered = shown(page)
    page.locator("table.register tr[data-f]:not([hidden]) th a").first.click()
    page.go_back()
    assert page.get_by_label("Words to find").input_value() == chosen["text"]
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
    columns = "id,name,city,country,topics,areas,status,status as of,stage in newest list,listed in,ids of these lists"
    assert ",".join(head) == f"{columns},support,address,source,licence"
    assert [line[0] for line in lines] == shown(page)
    assert lines[0][1] == nasty
    [line, record] = next((line, atlas.projects[line[0]]) for line in lines[1:])
    city, asked = atlas.cities["makassar"], record.support_required.kinds if record.support_required else []
    listed = list(reversed(query.reports.rows_by_project(atlas)[record.id]))
    assert line[:-2] == [
        record.id, record.name, city.name, atlas.countries[city.country].name,
        "; ".join(sorted(atlas.topics[topic].name for topic in record.topics)),
        "; ".join(atlas.focus_areas[area].name for area in record.focus_areas),
        label("status", record.status.value), record.status.as_of,
        label("stage", query.projects.history(atlas, record)[-1].state),
        "; ".join(atlas.reports[report].title for report in listed),
        "; ".join(listed),
        "; ".join(label("support", kind) for kind in asked),
        f"{page.url.partition('projects/')[0]}cities/makassar/#{record.id}",
    ]  # fmt: skip
    assert [cell.partition(", ")[0] for cell in line[-2:]] == ["ASCN Atlas: Projects", "CC BY 4.0"]
    assert text.count("\r\n") == len(lines) + 1


# Readers without a mouse, a large screen or script


def test_all_of_it_works_by_keyboard(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/")
    page.get_by_label("Words to find").focus()
    page.keyboard.type("smart")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Country")).to_be_focused()
    page.keyboard.type(atlas.countries["ID"].name)
    assert len(shown(page)) < len(lists(atlas, country="ID"))
    for _ in range(page.locator("form.filters select").count()):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="All projects.")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(of_all(atlas, len(atlas.projects)))


TOP = "element => element.getBoundingClientRect().top + scrollY"


def test_the_hits_are_near_the_top_and_a_link_with_a_filter_leads_to_them(visit: Visit, atlas: Atlas) -> None:
    for width, most in ((390, 700), (1280, 500)):
        page = visit("projects/", width=width)
        assert page.get_by_role("status").evaluate(TOP) < page.locator("tr[data-f]").first.evaluate(TOP) < most
        assert page.evaluate("scrollY") == 0
    page = visit("projects/?country=ID", width=390)
    assert page.evaluate("scrollY") > 0
    expect(page.locator("tr[data-f]").first).to_be_in_viewport()
    button = page.get_by_role("button", name=f"Filters: {atlas.countries['ID'].name}")
    expect(page.get_by_label("Country")).to_be_hidden()
    button.click()
    expect(page.get_by_label("Country")).to_be_visible()
    labels = "cells => cells.map(cell => getComputedStyle(cell, '::before').content).filter(label => label === 'none')"
    cells = page.locator("tr[data-f] td:not(:has(> [hidden]:last-child))")
    assert cells.evaluate_all(labels) == [], "a card names each of its values"


def test_without_script_there_is_the_table_and_no_filter(visit: Visit, atlas: Atlas) -> None:
    page = visit("projects/", js=False, base="/atlas/", width=320)
    assert page.locator(".table").evaluate("region => region.scrollWidth <= region.clientWidth")
    assert not page.locator("form.filters").is_visible()
    assert page.locator("table.register tr[data-f]").locator("visible=true").count() == len(atlas.projects)
    below = visit("projects/?city=jakarta", base="/atlas/")
    assert shown(below) == lists(atlas, city="jakarta")
