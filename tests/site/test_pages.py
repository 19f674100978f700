"""Every built page: links, anchors, structure, and what each must say."""

from __future__ import annotations

import gzip
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.vocabularies import StatusValue, SupportKind
from atlas.query.common import STAGES
from atlas.query.projects import countries_in_order, select_projects
from atlas.query.reports import rows_by_project
from atlas.read.pages import OVERVIEWS, folder_of
from atlas.site.macros import MACROS
from atlas.site.macros.overview import FEW
from tests.site.conftest import Built, section, text_of
from tests.unit.test_model import KINDS

#: Elements whose address a browser fetches by itself.
FETCHED = ["//link[@rel!='canonical']/@href", "//script/@src", "//img/@src", "//iframe/@src", "//source/@srcset"]


def broken_links(built: Built) -> list[str]:
    """Each internal link of each page that leads nowhere, named with its page."""
    ids = {path: {element.get("id") for element in page.xpath("//*[@id]")} | {""} for path, page in built.pages.items()}
    files = {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*") if path.is_file()}
    found = []
    for path, page in built.pages.items():
        for address in dict.fromkeys(page.xpath("//a/@href | //link/@href | //script/@src | //img/@src")):
            problem = _problem(built, urljoin(f"http://host{built.base}{path}", address), ids, files)
            if problem:
                found.append(f"{path or 'home'}: {address} {problem}")
    return found


def _problem(built: Built, address: str, ids: dict[str, set[str]], files: set[str]) -> str | None:
    parts = urlsplit(address)
    if parts.netloc not in {"host", "example.org"} or parts.scheme == "mailto":
        return None
    if parts.netloc != "host" and not parts.path.startswith(built.base):
        return None
    if not parts.path.startswith(built.base):
        return "leaves the site"
    target = unquote(parts.path.removeprefix(built.base))
    if target in ids:
        return None if unquote(parts.fragment) in ids[target] else f"has no such anchor on {target or 'home'}"
    return None if target in files else "does not exist"


def test_the_strict_build_prints_no_warning(built: Built, built_below: Built) -> None:
    for output in (built.output, built_below.output):
        assert "WARNING" not in output
        assert "Documentation built" in output


def test_every_internal_link_and_anchor_resolves(built: Built) -> None:
    assert broken_links(built) == []


def test_every_internal_link_and_anchor_resolves_below_a_base_path(built_below: Built) -> None:
    assert broken_links(built_below) == []
    assert built_below.pages["404.html"].xpath("//link[@rel='stylesheet']/@href")[0].startswith("/atlas/")


def test_a_broken_link_and_a_broken_anchor_are_named(built: Built) -> None:
    page = lxml.html.fromstring(
        '<html><body><a href="../nowhere/">x</a><a href="../jakarta/#nothing">y</a><a href="../jakarta/#jaki">z</a></body></html>'
    )
    damaged = Built(built.folder, built.base, "")
    damaged.__dict__["pages"] = {**built.pages, "cities/makassar/": page}
    found = [message for message in broken_links(damaged) if message.startswith("cities/makassar/:")]
    assert found == [
        "cities/makassar/: ../nowhere/ does not exist",
        "cities/makassar/: ../jakarta/#nothing has no such anchor on cities/jakarta/",
    ]


def test_nothing_is_fetched_from_a_third_party(built: Built) -> None:
    for path, page in built.pages.items():
        for pattern in FETCHED:
            foreign = [address for address in page.xpath(pattern) if urlsplit(address).netloc]
            assert foreign == [], path
    styles = "\n".join(path.read_text(encoding="utf-8") for path in built.folder.rglob("*.css"))
    assert re.findall(r"url\([\"']?(https?:[^)]+)\)|@import[^;]+", styles) == []


def test_there_is_a_page_for_each_city_and_focus_area(built: Built, atlas: Atlas) -> None:
    others = {folder_of(src)[1:].rstrip("/") + "/" for src in OVERVIEWS}
    for folder, records in (("cities", atlas.cities), ("focus-areas", atlas.focus_areas)):
        pages = {path.split("/")[1] for path in built.pages if path.startswith(f"{folder}/") and path not in others}
        assert pages == set(records)
        for record_id, record in records.items():
            [heading] = built.pages[f"{folder}/{record_id}/"].xpath("//h1")
            assert text_of(heading).removesuffix("¶").strip() == record.name


def test_every_page_says_that_it_is_independent_and_when_its_data_were_checked(built: Built, atlas: Atlas) -> None:
    checked = words.date(query.common.last_checked(atlas))
    for path, page in built.pages.items():
        [foot] = page.xpath("//footer")
        assert "The Atlas is independent of ASEAN" in text_of(foot), path
        assert f"Its data were last checked on {checked}." in text_of(foot), path


def test_every_page_has_one_title_of_its_own_and_one_first_heading(built: Built) -> None:
    titles = Counter(page.findtext(".//title") for path, page in built.pages.items() if path != "404.html")
    assert [title for title, n in titles.items() if n > 1 or not title] == []
    for path, page in built.pages.items():
        assert len(page.xpath("//h1")) == 1, path


def test_no_page_shows_a_macro_or_a_problem(built: Built) -> None:
    for path, page in built.pages.items():
        if path not in {"contributing/macros/", "contributing/add-a-city/"}:
            assert "{{" not in text_of(page), path
        assert page.xpath("//*[contains(@class, 'problem')]") == [], path


def test_headings_step_down_one_at_a_time(built: Built) -> None:
    for path, page in built.pages.items():
        ranks = [
            int(heading.tag[1]) for heading in page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert all(after <= before + 1 for before, after in pairwise(ranks)), path


def test_every_table_has_a_caption_in_a_region_of_its_own_and_headed_columns(built: Built) -> None:
    for path, page in built.pages.items():
        for table in page.xpath("//article//table[contains(@class, 'grid')]"):
            assert text_of(table.find("caption")).endswith("."), path
            region = table.getparent()
            assert region.get("role") == "region"
            assert region.get("tabindex") == "0"
            assert region.get("aria-labelledby") == table.find("caption").get("id")
            assert table.xpath("./tbody/tr"), f"{path}: {text_of(table.find('caption'))} is empty"
            columns = len(table.xpath("./thead/tr/th[@scope='col']"))
            for row in table.xpath("./tbody/tr[not(th[@scope='rowgroup'])]"):
                assert len(row) == columns, f"{path}: {text_of(row)}"
                assert row.xpath("./th[@scope='row']"), f"{path}: {text_of(row)}"


def test_ids_occur_once_on_a_page(built: Built) -> None:
    for path, page in built.pages.items():
        twice = [name for name, n in Counter(page.xpath("//article//@id")).items() if n > 1]
        assert twice == [], path


def test_every_citation_leads_to_the_list_of_sources_of_its_page_and_tells_official_from_reported(
    built: Built, atlas: Atlas
) -> None:
    n = 0
    for path, page in built.pages.items():
        listed = {
            item.get("id"): (str(number), item)
            for number, item in enumerate(page.xpath("//ol[contains(@class, 'sources')]/li"), start=1)
        }
        for link in page.xpath("//sup[@class='cite']/a"):
            source = link.get("href").removeprefix("#")
            number, item = listed[source]
            standing = "official" if query.upkeep.is_official(atlas.sources[source]) else "reported"
            mark = re.fullmatch(r"(\[|\()(\d+)(?:, p\. \d+(?:, \d+)*)?([])])", text_of(link))
            assert mark, path
            assert (mark[1] + mark[3], mark[2]) == ({"official": "[]", "reported": "()"}[standing], number), path
            assert (link.get("class") == "reported") == (standing == "reported"), path
            assert f"; {standing}; " in text_of(item), path
            n += 1
    assert n


def search_entries(built: Built) -> Iterator[dict[str, str]]:
    yield from json.loads((built.folder / "search/search_index.json").read_text(encoding="utf-8"))["docs"]


def test_search_finds_each_project_by_its_own_heading(built: Built, atlas: Atlas) -> None:
    titles = {entry["location"]: entry["title"] for entry in search_entries(built)}
    for project in atlas.projects.values():
        title = titles[f"cities/{project.city}/#{project.id}"]
        assert lxml.html.fromstring(f"<p>{title}</p>").text_content() == project.name


def test_the_contents_of_each_city_page_list_its_projects(built: Built, atlas: Atlas) -> None:
    for project in atlas.projects.values():
        page = built.pages[f"cities/{project.city}/"]
        assert page.xpath("//nav[@aria-label='Table of contents']//a[@href=$link]", link=f"#{project.id}"), project.id


def squeezed(text: str) -> str:
    """Text without any white space, for what stands partly in elements of its own."""
    return "".join(text.split())


def test_the_guide_lists_every_macro_with_its_arguments(built: Built) -> None:
    page = built.pages["contributing/macros/"]
    for name in MACROS:
        [heading] = page.xpath("//h3[@id=$anchor]", anchor=name.replace("_", "-"))
        entry = squeezed(text_of(*section(page, heading.get("id"))))
        assert f"{{{{{name}(" in entry
        for parameter in inspect.signature(MACROS[name]).parameters:
            assert parameter == "view" or re.search(rf"\b{parameter}(,\w+)*:", entry), (name, parameter)


def test_the_data_reference_lists_every_field(built: Built) -> None:
    page = built.pages["contributing/data-reference/"]
    for kind in KINDS:
        elements = section(page, kind.__name__.lower())
        shown = [text_of(cell) for element in elements for cell in element.xpath(".//tbody/tr/th")]
        assert shown == kind.field_order(), kind.__name__
        for field in kind.model_fields.values():
            assert squeezed((field.description or "").replace("`", "")) in squeezed(text_of(*elements)), kind.__name__


def test_sources_are_not_searched(built: Built) -> None:
    assert [
        entry["location"] for entry in search_entries(built) if entry["location"].startswith("about/sources/")
    ] == []


def test_the_register_holds_each_project_once_by_country(built: Built, atlas: Atlas) -> None:
    [table] = built.pages["projects/"].xpath("//table[contains(@class, 'register')]")
    groups = [
        (
            text_of(body.find("tr/th")),
            [urlsplit(address).fragment for address in body.xpath("./tr[@data-f]/th/a/@href")],
        )
        for body in table.findall("tbody")
    ]
    projects = [(country.name, select_projects(atlas, country=country.id)) for country in countries_in_order(atlas)]
    assert groups == [(name, [project.id for project in found]) for name, found in projects if found]


def test_the_register_shows_every_name_of_a_project(built: Built, atlas: Atlas) -> None:
    rows = {
        row.xpath("string(./th/a/@href)").partition("#")[2]: row
        for row in built.pages["projects/"].xpath("//table[contains(@class, 'register')]//tr[@data-f]")
    }
    for project in atlas.projects.values():
        shown = text_of(rows[project.id].find("th"))
        names = [
            project.name,
            *project.also_known_as,
            *(row.name for row in rows_by_project(atlas)[project.id].values()),
        ]
        assert [name for name in names if name not in shown] == []
        local = [(name.lang, name.text) for name in project.local_names]
        assert [(span.get("lang"), span.text) for span in rows[project.id].xpath("./th/small/span")] == local


def test_the_filters_of_the_register_offer_each_value_once_and_are_not_searched(built: Built, atlas: Atlas) -> None:
    page = built.pages["projects/"]
    [form] = page.xpath("//form[@aria-label='Filter the projects']")
    options = {select.get("name"): select.xpath("./option/@value") for select in form.xpath(".//select")}
    assert {name: set(values[1:]) for name, values in options.items()} == {
        "country": set(atlas.countries), "city": set(atlas.cities), "area": set(atlas.focus_areas),
        "status": set(get_args(StatusValue)), "listed": {"any", *atlas.reports}, "stage": set(STAGES),
        "support": set(get_args(SupportKind)),
    }  # fmt: skip
    assert all(values[0] == "" and len(values) == len(set(values)) for values in options.values())
    assert form.find("fieldset").get("disabled") is not None, "nothing to operate before the script runs"
    [entry] = [entry for entry in search_entries(built) if entry["location"] == "projects/"]
    assert "Download these as CSV" not in entry["text"]


def test_the_script_of_the_register_is_light(built: Built) -> None:
    assert len(gzip.compress((built.folder / "assets/register.js").read_bytes(), 6)) <= 4_000
    [address] = built.pages["projects/"].xpath("//script[contains(@src, 'register')]/@src")
    assert address == "../assets/register.js"


# The home page


def test_each_key_number_is_linked_to_the_list_behind_it(built: Built, atlas: Atlas) -> None:
    newest, known = query.reports.newest_report(atlas), len(atlas.projects)
    counts, year = query.reports.report_counts(atlas, newest), query.reports.report_year(atlas, newest)
    groups = built.pages[""].xpath("//dl[@class='numbers']/div")
    shown = [(text_of(group.find("dd")), text_of(group.find("dt")), group.find("dd/a").get("href")) for group in groups]
    assert shown == [
        (str(counts.total), f"projects in the {year} list", f"projects/?listed={newest.id}"),
        (str(counts.stages["ongoing"]), "of them ongoing", f"projects/?listed={newest.id}&stage=ongoing"),
        (str(counts.stages["planning"]), "of them at planning", f"projects/?listed={newest.id}&stage=planning"),
        (str(counts.stages["completed"]), "of them completed", f"projects/?listed={newest.id}&stage=completed"),
        (str(known), "projects known to the Atlas", "projects/"),
        (str(len(query.projects.ever_listed(atlas))), "of them ever in an official list", "projects/?listed=any"),
        (str(len(atlas.cities)), "member cities", "cities/"),
        (str(len(atlas.countries)), "countries with member cities", "cities/"),
    ]


def test_the_home_page_says_what_the_newest_list_changed_and_names_the_few(built: Built, atlas: Atlas) -> None:
    after = query.reports.newest_report(atlas)
    before = query.reports.report_before(atlas, after)
    [total] = built.pages[""].xpath("//ul[@class='changes']/preceding-sibling::p[1]")
    assert text_of(total) == " ".join(
        f"{report.title} counts {query.reports.report_counts(atlas, report).total} projects."
        for report in (before, after)
    )
    changes = [text_of(item) for item in built.pages[""].xpath("//ul[@class='changes']/li")]
    kinds = [projects for projects in vars(query.changes.changes(atlas, before, after)).values() if projects]
    for change, projects in zip(changes, kinds, strict=True):
        assert change.startswith(f"{len(projects)} project"), "the sentences are held by the drill"
        named = [project.name for project in projects if len(projects) <= FEW]
        assert [name for name in named if name not in change] == []


def test_the_list_under_the_map_has_every_city_with_its_year_and_projects(built: Built, atlas: Atlas) -> None:
    home = built.pages[""]
    assert home.xpath("count(//h3[@id='city-list']/following-sibling::dl[@class='cities']/div)") == len(atlas.countries)
    entries = [text_of(entry) for entry in home.xpath("//dl[@class='cities']//dd")]
    listed = {
        city.id: query.totals.count(atlas, "projects", city=city.id, report="newest") for city in atlas.cities.values()
    }
    assert entries == [
        f"{city.name} {city.joined}, {listed[city.id]} project{'' if listed[city.id] == 1 else 's'}"
        for city in query.projects.cities_in_order(atlas)
    ]


def test_the_map_says_what_its_dots_mean_and_where_it_comes_from(built: Built, atlas: Atlas) -> None:
    [figure] = built.pages[""].xpath("//figure[@class='map']")
    assert figure.find("svg").get("aria-labelledby") == figure.find("figcaption").get("id")
    assert [text_of(item) for item in figure.xpath("ul[@class='key']/li")] == [
        "no project in this list", "1 to 2 projects", "3 to 4 projects", "5 projects or more",
    ]  # fmt: skip
    [credit] = built.pages[""].xpath("//p[@class='credit']")
    assert text_of(credit).startswith("Outline: Natural Earth, 1:50 million. Coordinates: ")
    titles = {atlas.sources[city.coordinates.source].title for city in atlas.cities.values()}
    assert [title for title in titles if title not in text_of(credit)] == []
