"""Every built page: links, anchors, structure, citations, search, and the lists that name everything."""

import inspect
import json
import re
from collections import Counter
from itertools import pairwise
from typing import get_args
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.vocabularies import ProjectEventKind, StatusValue, SupportKind
from atlas.read.pages import folder_of
from atlas.site.macros import MACROS
from tests.site.conftest import Built, search_entries, section, text_of
from tests.unit.test_model import KINDS


def broken_links(built: Built, *others: Built) -> list[str]:
    """Each link of each page to a page of the site, or of others on the same host, that leads nowhere."""
    sites = (built, *others)
    ids = {site.base + path: {"", *page.xpath("//@id")} for site in sites for path, page in site.pages.items()}
    files = {
        site.base + path.relative_to(site.folder).as_posix()
        for site in sites
        for path in site.folder.rglob("*")
        if path.is_file()
    }
    base = min((site.base for site in sites), key=len)
    found = []
    for path, page in built.pages.items():
        for address in dict.fromkeys(page.xpath("//a/@href | //link/@href | //script/@src | //img/@src")):
            problem = _problem(base, urljoin(f"http://host{built.base}{path}", address), ids, files)
            if problem:
                found.append(f"{path or 'home'}: {address} {problem}")
    return found


def _problem(base: str, address: str, ids: dict[str, set[str]], files: set[str]) -> str | None:
    parts = urlsplit(address)
    if parts.netloc not in {"host", "example.org"} or parts.scheme == "mailto":
        return None
    if not parts.path.startswith(base):
        return "leaves the site" if parts.netloc == "host" else None
    target = unquote(parts.path)
    if target in ids:
        return None if unquote(parts.fragment) in ids[target] else f"has no such anchor on {target}"
    return None if target in files else "does not exist"


def test_the_build_prints_no_warning(built: Built) -> None:
    assert "WARNING" not in built.output
    assert "Documentation built" in built.output


def test_every_internal_link_and_anchor_resolves(built: Built) -> None:
    assert broken_links(built) == []


def test_every_internal_link_and_anchor_resolves_below_a_base_path(built_below: Built) -> None:
    assert broken_links(built_below) == []


#: Elements whose address a browser fetches by itself.
FETCHED = "//link[@rel!='canonical']/@href | //script/@src | //img/@src | //iframe/@src | //source/@srcset"


def test_nothing_is_fetched_from_a_third_party(built: Built) -> None:
    for path, page in built.pages.items():
        assert [address for address in page.xpath(FETCHED) if urlsplit(address).netloc] == [], path
    styles = "\n".join(path.read_text(encoding="utf-8") for path in built.folder.rglob("*.css"))
    assert re.findall(r"url\([\"']?(https?:[^)]+)\)|@import[^;]+", styles) == []


def test_there_is_a_page_for_each_city_country_focus_area_and_topic(built: Built, atlas: Atlas) -> None:
    others = {folder_of(src)[1:].rstrip("/") + "/" for it in Atlas.COLLECTIONS.values() for src in it.pages}
    for folder, records in (
        ("cities", atlas.cities),
        ("countries", atlas.countries),
        ("focus-areas", atlas.focus_areas),
        ("topics", atlas.topics),
    ):
        pages = {
            path: page for path, page in built.pages.items() if path.startswith(f"{folder}/") and path not in others
        }
        headings = {path: text_of(*page.xpath("//h1")).removesuffix("¶").strip() for path, page in pages.items()}
        assert headings == {f"{folder}/{record_id}/": record.name for record_id, record in records.items()}


def test_every_page_has_a_title_of_its_own_headings_in_steps_and_a_foot(built: Built, atlas: Atlas) -> None:
    titles = Counter(page.findtext(".//title") for path, page in built.pages.items() if path != "404.html")
    assert [title for title, n in titles.items() if n > 1 or not title] == []
    checked = words.date(query.common.last_checked(atlas))
    for path, page in built.pages.items():
        assert len(page.xpath("//h1")) == 1, path
        headings = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        assert all(int(after.tag[1]) <= int(before.tag[1]) + 1 for before, after in pairwise(headings)), path
        assert [name for name, n in Counter(page.xpath("//article//@id")).items() if n > 1] == [], path
        foot = text_of(*page.xpath("//footer"))
        assert "The Atlas is independent of ASEAN" in foot, path
        assert f"Its data were last checked on {checked}." in foot, path


def test_the_way_to_a_page_is_shown_as_search_engines_are_told_and_in_its_title(built: Built) -> None:
    for path, page in built.pages.items():
        shown = [(text_of(link), link.get("href")) for link in page.xpath("//article//nav[@class='way']//a")]
        told = [json.loads(data.text) for data in page.xpath("//script[@type='application/ld+json']")]
        steps = [part["itemListElement"] for each in told for part in each["@graph"] if "itemListElement" in part]
        assert shown == [(step["name"], step["item"]) for way in steps for step in way[:-1]], path
        if shown:
            assert page.findtext(".//title").endswith(f" - {shown[-1][0]} - ASCN Atlas"), path
    assert sum("way" in page.xpath("//nav/@class") for page in built.pages.values()) > len(built.pages) / 2


def test_forms_have_typed_buttons_and_named_fields_and_sections_have_headings(built: Built) -> None:
    """What two validators of HTML found and no browser shows; the theme's own markup aside."""
    wrong = (
        "//article//fieldset[not(*[1][self::legend])] | //article//button[not(@type)]"
        " | //article//section[not(.//h2 or .//h3 or .//h4)]"
    )
    assert [path for path, page in built.pages.items() if page.xpath(wrong)] == []


def test_the_theme_asks_for_no_site_map_at_the_alternates_of_a_page(built: Built) -> None:
    [bundle] = (built.folder / "assets/javascripts").glob("bundle.*.js")
    script = bundle.read_text(encoding="utf-8")
    assert ("link[rel=none]" in script, "link[rel=alternate]" in script) == (True, False)


def test_the_menu_calls_each_page_by_its_heading(built: Built) -> None:
    headings = {path: text_of(*page.xpath("//h1")).removesuffix("¶").strip() for path, page in built.pages.items()}
    headings[""] = "Home"
    for path, page in built.pages.items():
        for link in page.xpath(
            "//nav[contains(@class, 'md-tabs') or contains(@class, 'md-nav--primary')]//li//a[@href]"
        ):
            target = urljoin(f"http://host/{path}", link.get("href")).removeprefix("http://host/")
            if "#" not in target:
                assert text_of(link) == headings[target], path


def test_no_page_shows_a_macro_or_a_problem(built: Built) -> None:
    for path, page in built.pages.items():
        assert "{{" not in text_of(page) or path.startswith("contributing/"), path
        assert page.xpath("//*[contains(@class, 'problem')]") == [], path


def test_every_table_has_a_caption_a_region_of_its_own_and_headed_columns(built: Built) -> None:
    for path, page in built.pages.items():
        for table in page.xpath("//article//table[contains(@class, 'grid')]"):
            region = table.getparent()
            [caption] = table.xpath("./caption/descendant-or-self::*[@id=$id]", id=region.get("aria-labelledby"))
            assert text_of(caption).endswith("."), path
            assert [region.get(name) for name in ("role", "tabindex")] == ["region", "0"], path
            assert table.xpath("./tbody/tr"), f"{path}: {text_of(caption)} is empty"
            columns = len(table.xpath("./thead/tr/th[@scope='col']"))
            for row in table.xpath("./tbody/tr[not(th[@scope='rowgroup'])]"):
                assert len(row) == columns, f"{path}: {text_of(row)}"
                assert row.xpath("./th[@scope='row']"), f"{path}: {text_of(row)}"


def test_every_citation_leads_to_its_source_and_back_and_tells_official_from_reported(
    built: Built, atlas: Atlas
) -> None:
    for path, page in built.pages.items():
        items = page.xpath("//ol[contains(@class, 'sources')]/li")
        listed = {item.get("id"): (str(n), text_of(item)) for n, item in enumerate(items, start=1)}
        for item in items:
            citations = page.xpath("//sup[@class='cite']/a[@href=$link]/@id", link=f"#{item.get('id')}")
            assert item.xpath("./p[@class='back']/a/@href") == [f"#{place}" for place in citations], path
        for link in page.xpath("//sup[@class='cite']/a"):
            source = link.get("href").removeprefix("#")
            official = query.publishers.is_official(atlas.sources[source])
            number, item = listed[source]
            mark = r"\[{}(, p\. [\d, ]+)?\]" if official else r"\({}(, p\. [\d, ]+)?\)"
            assert re.fullmatch(mark.format(number), text_of(link)), (path, text_of(link))
            assert (link.get("class") == "reported") != official, path
            assert ("; official; " if official else "; reported; ") in item, path


def test_search_and_contents_lead_to_each_project_and_not_to_sources(built: Built, atlas: Atlas) -> None:
    found = search_entries(built)
    for project in atlas.projects.values():
        assert found[f"cities/{project.city}/#{project.id}"][0] == project.name
        contents = built.pages[f"cities/{project.city}/"].xpath("//nav[@aria-label='Table of contents']//a/@href")
        assert f"#{project.id}" in contents, project.id
    assert [address for address in found if address.startswith("about/sources/")] == []


def test_neither_charts_nor_lists_of_links_nor_filters_are_searched(built: Built, atlas: Atlas) -> None:
    said = {address: text for address, (_, text) in search_entries(built).items()}
    assert said["focus-areas/#shares"] == ""
    assert [city.name for city in atlas.cities.values() if city.name in said["cities/"]] == []
    assert "Download these as CSV" not in said["projects/"]
    assert [location for location, text in said.items() if "; read on " in text] == []


def test_the_guide_lists_every_macro_and_field_with_what_describes_it(built: Built) -> None:
    def shown(page: lxml.html.HtmlElement, anchor: str) -> str:
        return "".join(text_of(*section(page, anchor)).split())  # what is partly in elements of its own

    for name, macro in MACROS.items():
        entry = shown(built.pages["contributing/macros/"], name.replace("_", "-"))
        assert f"{{{{{name}(" in entry
        for parameter in inspect.signature(macro).parameters:
            assert parameter == "view" or re.search(rf"\b{parameter}(,\w+)*:", entry), (name, parameter)
    page = built.pages["contributing/data-reference/"]
    for kind in KINDS:
        fields = [cell for part in section(page, kind.__name__.lower()) for cell in part.xpath(".//tbody/tr/th")]
        assert [text_of(field) for field in fields] == kind.field_order(), kind.__name__
        described = shown(page, kind.__name__.lower())
        for field in kind.model_fields.values():
            assert "".join((field.description or "").replace("`", "").split()) in described, kind.__name__


# The register and the home page


def test_the_register_has_each_project_once_by_country_with_every_name(built: Built, atlas: Atlas) -> None:
    rows = built.pages["projects/"].xpath("//table[contains(@class, 'register')]//tr[@data-f]")
    projects = query.projects.projects_in_order(atlas)
    for row, project in zip(rows, projects, strict=True):
        assert row.xpath("./th/a/@href") == [f"../cities/{project.city}/#{project.id}"]
        printed = [printed.name for printed in query.reports.rows_by_project(atlas)[project.id].values()]
        local = [name.text for name in project.local_names]
        names = [project.name, *project.also_known_as, *printed, *local]
        assert [name for name in names if name not in text_of(row.find("th"))] == []


def test_the_filters_of_the_register_offer_each_value_once(built: Built, atlas: Atlas) -> None:
    [form] = built.pages["projects/"].xpath("//form[@aria-label='Filter the projects']")
    options = {select.get("name"): select.xpath("./option/@value") for select in form.xpath(".//select")}
    assert {name: set(values[1:]) for name, values in options.items()} == {
        "country": set(atlas.countries), "city": set(atlas.cities), "area": set(atlas.focus_areas),
        "topic": {topic for project in atlas.projects.values() for topic in project.topics},
        "status": set(get_args(StatusValue)), "listed": {"any", *atlas.reports}, "stage": set(query.common.STAGES),
        "support": set(get_args(SupportKind)), "happened": set(get_args(ProjectEventKind)),
        "besides": {query.publishers.ASEAN_ALONE, *query.publishers.PUBLISHERS},
        "promise": {query.promises.ANY_OVERDUE, *query.promises.RESULTS},
    }  # fmt: skip
    assert all(values[0] == "" and len(values) == len(set(values)) for values in options.values())
    assert form.find("fieldset").get("disabled") is not None, "nothing to operate before the script runs"


def test_the_home_page_names_every_city_and_what_the_newest_list_changed(built: Built, atlas: Atlas) -> None:
    home, after = built.pages[""], query.reports.newest_report(atlas)
    entries = [text_of(entry) for entry in home.xpath("//dl[@class='cities']//dd")]
    for entry, city in zip(entries, query.projects.cities_in_order(atlas), strict=True):
        counts = query.totals.states_by_city(atlas)[city.id]
        assert entry.startswith(f"{city.name} ")
        assert [int(n) for n in re.findall(r"\d+", entry)] == [*counts.values()], entry
    before = query.reports.report_before(atlas, after)
    changes = [text_of(item) for item in home.xpath("//ul[@class='changes']/li")]
    kinds = [projects for projects in query.changes.changes(atlas, before, after).values() if projects]
    starts = [f"{len(projects)} project" for projects in kinds]
    assert [change[: len(start)] for change, start in zip(changes, starts, strict=True)] == starts
    [credit] = home.xpath("//p[@class='credit']")
    titles = {atlas.sources[city.coordinates.source].title for city in atlas.cities.values()}
    assert text_of(credit).startswith("Outline: Natural Earth, 1:50 million. Coordinates: ")
    assert [title for title in titles if title not in text_of(credit)] == []
