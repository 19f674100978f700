"""What single pages say of cities, projects, plans and partners is what the records say."""

import re
from itertools import chain

import lxml.html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from tests.site.conftest import Built, section, text_of

#: Where each page of a city leads to by name, whatever is on it.
ANCHORS = ["projects", "project-by-project", "aims", "facts", "open-questions", "sources"]


def test_each_city_opens_with_title_line_strips_and_prose(built: Built, atlas: Atlas) -> None:
    year = query.reports.report_year(atlas, query.reports.newest_report(atlas))
    for city in atlas.cities.values():
        [article] = built.pages[f"cities/{city.id}/"].xpath("//article")
        opening = [element.get("class") for element in article.xpath("./*[self::h1 or self::p or self::div]")[:4]]
        assert opening == [None, "lead", "strips", None], city.id
        assert [anchor for anchor in ANCHORS if len(article.xpath(".//*[@id=$id]", id=anchor)) != 1] == [], city.id
        known, listed = (query.totals.count(atlas, "projects", city=city.id, report=r) for r in (None, "newest"))
        counts = [f"{n} project{'s' * (n != 1)}" for n in (listed, known)]
        said = f"{counts[0]} in the list of {year} · {counts[1]} known: " if known else "no project known"
        line = f"{atlas.countries[city.country].name}, member since {city.joined} · {said}"
        lead = " ".join(article.xpath("./p[@class='lead']")[0].text_content().split())
        assert lead[: len(line)] == line
        assert sum(map(int, re.findall(r"\d+", lead[len(line) :]))) == known, city.id
        assert article.xpath(".//a[contains(@href, 'compare')]/@href") == [
            "../compare/?places=" + ",".join(place.id for place in (city, *query.totals.peers(atlas, city)))
        ]


def test_each_strip_shows_the_history_of_its_project(built: Built, atlas: Atlas) -> None:
    for city in atlas.cities.values():
        rows = built.pages[f"cities/{city.id}/"].xpath("//div[@class='strips']//tbody/tr[td]")
        for row, project in zip(rows, query.cities.city_projects(atlas, city.id), strict=True):
            head, *cells, last_known = row
            assert (text_of(head), head.xpath("./a/@href")) == (project.name, [f"#{project.id}"])
            since = "since " if project.status.value == "unknown" else ""
            known = "last known " if not since and query.common.is_old_status(atlas, project.status) else since
            status = f"{label('status', project.status.value)} {known}{words.short_date(project.status.as_of)}"
            assert text_of(last_known) == status, project.id
            history = query.projects.history(atlas, project)[-len(cells) :]
            for [mark], (report, state, printed) in zip(cells, history, strict=True):
                assert mark.get("class") == f"stage {state}", project.id
                said, source = label("stage", state), atlas.sources[report.source]
                page = printed.page if printed and source.is_pdf else None
                if printed:
                    said = f"{label('stage', printed.stage)}: {' '.join(printed.name.split())}"
                assert " ".join(mark.text_content().split()) == said + (f", page {page}" if page else ""), project.id
                address = source.url + (f"#page={page}" if page else "")
                assert mark.get("href") == (address if printed else None), project.id


def test_each_project_can_be_cited_says_its_age_and_marks_its_languages(built: Built, atlas: Atlas) -> None:
    for project in atlas.projects.values():
        page = built.pages[f"cities/{project.city}/"]
        [part] = page.xpath("//h3[@id=$id]/following-sibling::div[1]", id=project.id)
        assert part.xpath(".//p[@class='copy']/a/@href") == ["../../about/licence/#cite"], project.id
        years = query.common.age(atlas, project.status.as_of)
        aged = f"{words.date(project.status.as_of)} · {years} years old" in text_of(*part.xpath("./p[@class='state']"))
        assert aged == (years >= query.common.OLD_AFTER_YEARS), project.id
        for name in project.local_names:
            marked = page.xpath("//*[@lang=$lang]/text()", lang=name.lang)
            assert name.lang == "und" or name.text in marked, project.id


def test_each_project_has_the_same_name_and_status_in_every_list(built: Built, atlas: Atlas) -> None:
    found: dict[str, dict[str, set[str]]] = {}
    for path in ("projects/", *(f"focus-areas/{area}/" for area in atlas.focus_areas)):
        for row in built.pages[path].xpath("//table//tr[th/a][.//*[contains(@class, 'status')]]"):
            [name, *_], statuses = row.xpath("./th/a"), row.xpath(".//span[contains(@class, 'status')]")
            said = f"{text_of(name)}: {text_of(*statuses)}"
            found.setdefault(name.get("href").rpartition("#")[2], {}).setdefault(said, set()).add(path)
    for project in atlas.projects.values():
        printed = query.reports.rows_by_project(atlas)[project.id].values()
        areas = {*project.focus_areas, *(row.focus_area for row in printed if row.focus_area)}
        said = f"{project.name}: {label('status', project.status.value)}"
        assert found[project.id] == {said: {"projects/", *(f"focus-areas/{area}/" for area in areas)}}, project.id


def test_open_questions_are_on_the_pages_of_what_they_are_about(built: Built, atlas: Atlas) -> None:
    for question in query.common.open_questions(atlas):
        for about in question.about:
            city = atlas.projects[about].city if about in atlas.projects else about
            if city in atlas.cities:
                page = built.pages[f"cities/{city}/"]
                assert question.topic in text_of(*page.xpath("//*[@id=$id]", id=question.id)), question.id
                assert about == city or question.topic in text_of(*section(page, about)), question.id


def test_what_the_newest_list_files_under_an_area_is_told_apart(built: Built, atlas: Atlas) -> None:
    for area in atlas.focus_areas.values():
        elsewhere = [filing.project for filing in query.totals.projects_under_other_area(atlas, area)]
        listed = query.projects.select_projects(atlas, area=area.id, report="newest")
        for anchor, projects in {"projects": listed, "others": elsewhere}.items():
            parts = section(built.pages[f"focus-areas/{area.id}/"], anchor)
            shown = [
                address.partition("#")[2] for part in parts for address in part.xpath(".//th[@scope='row']/a/@href")
            ]
            assert sorted(shown) == sorted(project.id for project in projects), (area.id, anchor)


def test_the_list_of_cities_has_each_with_its_names_and_projects(built: Built, atlas: Atlas) -> None:
    page = built.pages["cities/"]
    [names] = page.xpath("//ul[@aria-label='All cities by name']")
    cities = sorted(atlas.cities.values(), key=lambda city: query.common.sort_key(city.name))
    for item, city in zip(names.xpath("./li"), cities, strict=True):
        assert item.xpath("./a/@href") == [f"{city.id}/"]
        assert all(name in text_of(item) for name in (city.name, *(other.text for other in city.also_known_as))), (
            city.id
        )
    groups = page.xpath("//table[contains(@class, 'cities')]/tbody")
    for group, city in zip(groups, query.projects.cities_in_order(atlas), strict=True):
        projects = query.projects.select_projects(atlas, city=city.id)
        assert text_of(group.xpath("./tr/th[@scope='rowgroup']")[0]).startswith(f"{city.name} joined in {city.joined}")
        links = [f"{city.id}/#{project.id}" for project in projects]
        assert group.xpath("./tr/th[@scope='row']/a/@href") == links
        states = [label("stage", query.projects.history(atlas, project)[-1].state) for project in projects]
        assert [text_of(cell) for cell in group.xpath("./tr/td[2]")] == states


def test_the_comparison_has_each_country_before_its_cities(built: Built, atlas: Atlas) -> None:
    page = built.pages["cities/compare/"]
    places = list(chain.from_iterable((country, *cities) for country, cities in query.totals.comparison(atlas)))
    for row, place in zip(page.xpath("//table[contains(@class, 'compare')]/tbody/tr"), places, strict=True):
        joined, population = (text_of(cell) for cell in row.xpath("./td")[:2])
        assert (row.get("data-id"), text_of(row.find("th/a"))) == (place.record.id, place.record.name)
        assert joined == ", ".join(map(str, place.joined)), place.record.id
        known = "not added up" if place.population is None else words.number(place.population.value)
        assert population.startswith(known), place.record.id
    fields = page.xpath("//form//select[@name='places']")
    options = [set(field.xpath("./optgroup/option/@value")) for field in fields]
    assert options == [{*atlas.cities, *atlas.countries}, *[set()] * 3], "the script copies them"


def test_a_project_that_left_the_list_says_so_without_its_stage_beside_it(built: Built, atlas: Atlas) -> None:
    newest, shown = query.reports.newest_report(atlas), 0
    for path, anchor in (("network/workshop-2018/", "projects"), ("about/reports/", "area-moves")):
        for row in rows_of(built.pages[path], anchor):
            address = row.xpath("(./th | ./td[last()])/a/@href")[0]
            last = query.projects.last_list(atlas, atlas.projects[address.partition("#")[2]])
            assert ("Left ASEAN's list" in text_of(row)) == (last not in (None, newest)), address
            shown += last is not newest
    assert shown


# Reports


def test_a_project_that_moved_or_went_back_has_both_printed_pages(built: Built, atlas: Atlas) -> None:
    page = built.pages["about/reports/"]
    for anchor, changes in {
        "area-moves": query.totals.area_moves(atlas),
        "setbacks": query.agreement.setbacks(atlas),
    }.items():
        rows = [row for element in section(page, anchor) for row in element.xpath(".//tbody/tr")]
        for row, change in zip(rows, changes, strict=True):
            assert text_of(row.find("th/a")) == change.project.name
            for report, cell in zip((change.before, change.after), row.findall("td")[1:], strict=True):
                printed = query.reports.row_of(atlas, change.project, report)
                url = atlas.sources[report.source].url
                assert (f"{url}#page={printed.page}" if printed.page else url) in cell.xpath(".//a/@href")


# Plans


def test_each_plan_is_named_under_its_end_and_shows_its_way(built: Built, atlas: Atlas) -> None:
    page = built.pages["projects/outcomes/"]
    ends = {"planning": "planning", "completed": "completed", "left": "left-later", "never": "never-listed"}
    for anchor, outcome in ends.items():
        [items] = page.xpath("//h2[@id=$id]/following-sibling::ul[contains(@class, 'plans')][1]", id=anchor)
        for item, plan in zip(items, query.plans.plans_with(atlas, outcome), strict=True):
            said, successors = text_of(item), [link for link in plan.project.links if link.continued_by]
            assert said.startswith(f"{plan.project.name} , {atlas.cities[plan.project.city].name}")
            assert all(item.xpath(f".//a[contains(@href, '#{link.continued_by}')]") for link in successors), said
            left = outcome in {"left-later", "never-listed"}
            assert ("No successor is known." in said) == (left and not successors), plan.project.id
    rows = page.xpath("//table[contains(@class, 'register')]/tbody/tr[@data-f]")
    for row, plan in zip(rows, query.plans.plans(atlas), strict=True):
        assert text_of(row[0].find("a")) == plan.project.name
        marks = [mark.get("class") for mark in row.xpath("./td/*[starts-with(@class, 'stage')]")]
        assert marks == [f"stage {appearance.state}" for appearance in plan.history]
        assert text_of(row[-1]) == label("outcome", plan.outcome)
    for plan in query.plans.uncounted_plans(atlas):
        assert page.xpath(f"//article/p[2]/a[contains(@href, '#{plan.project.id}')]"), plan.project.id


def rows_of(page: lxml.html.HtmlElement, anchor: str) -> list[lxml.html.HtmlElement]:
    """The rows of the table in a section, those that name a country aside."""
    return [row for part in section(page, anchor) for row in part.xpath(".//tbody/tr[td]")]


def test_each_plan_shows_what_it_asks_for_and_each_match_who_offers_it(built: Built, atlas: Atlas) -> None:
    page = built.pages["projects/support/"]
    for row, plan in zip(rows_of(page, "plans"), query.plans.plans(atlas), strict=True):
        asked = plan.project.support_required
        assert row.xpath("./th/a/@href") == [f"../../cities/{plan.project.city}/#{plan.project.id}"]
        assert [text_of(request) for request in row.xpath("./td[2]/ul/li")] == asked.text
        assert row.xpath("./td[2]/small[1]/a/@href")[1:] == [f"#{kind}" for kind in asked.kinds]
    assert text_of(*section(page, "matches")[1:2]).startswith("Our inference: no document names")
    for row, match in zip(rows_of(page, "matches"), query.plans.matches(atlas), strict=True):
        assert row.get("id") == match.kind
        assert [text_of(cell) for cell in row.xpath("./td")[:2]] == [str(match.asking.n), str(match.listed.n)]
        partners = [f"../../network/partners/#{offering.partner.id}" for offering in match.offering]
        assert row.xpath("./td[3]/ul/li/a/@href") == partners


# Statements


def test_the_statements_say_what_is_so_and_are_found(built: Built) -> None:
    said = {
        "about/accessibility/": ["(WCAG) 2.2 at level AA", "no person with a disability", "Search needs JavaScript"],
        "about/privacy/": ["They set no cookie.", "may keep a log of requests"],
    }
    for path, sentences in said.items():
        shown = text_of(*built.pages[path].xpath("//article"))
        assert [sentence for sentence in sentences if sentence not in shown] == []
        assert built.pages["about/"].xpath("//article//a[@href=$href]", href=path.removeprefix("about/"))
    for path in ("about/", "contributing/"):
        assert built.pages[path].xpath("//article//a[contains(@href, 'help-wanted/')]"), path
