"""Addresses that have to last or to lead somewhere: those of former ids, and those at which a reader can edit."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from atlas import query
from atlas.checks import examine
from atlas.model.atlas import Atlas
from tests.conftest import ROOT, change_record, copy_project
from tests.data.real import ATLAS
from tests.site import test_pages
from tests.site.conftest import Built, run_build, section, text_of

REPO_URL = "https://github.com/owner/name"

#: A project that gets another id.
PROJECT = query.projects.select_projects(ATLAS, city="makassar")[0]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site below a base path, with a repository, after a project, a city and a focus area got other ids."""
    folder = tmp_path_factory.mktemp("changed")
    project = copy_project(folder / "project")
    change_record(project, "projects", PROJECT.id, former_ids=["former-project"])
    change_record(project, "cities", "makassar", former_ids=["ujung-pandang"])
    change_record(project, "focus_areas", "civic-and-social", former_ids=["civic"])
    result = run_build(project, folder / "site", SITE_URL="https://example.org/atlas/", REPO_URL=f"{REPO_URL}/")
    assert result.returncode == 0, result.stderr
    return Built(folder / "site", "/atlas/", result.stderr)


def test_a_former_id_of_a_project_stays_an_anchor_in_its_section(changed: Built) -> None:
    [anchor] = changed.pages["cities/makassar/"].xpath("//*[@id='former-project']")
    assert anchor.getparent().xpath("preceding-sibling::*[1]/@id") == [PROJECT.id]


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("cities/ujung-pandang/", "cities/makassar/"),
        ("focus-areas/civic/", "focus-areas/civic-and-social/"),
    ],
)
def test_a_former_id_of_a_page_leads_to_its_address_now(changed: Built, former: str, present: str) -> None:
    page = changed.pages[former]
    name = text_of(changed.pages[present].find(".//h1")).removesuffix("¶").strip()
    target = f"../{present.split('/')[1]}/"
    assert urljoin(former, target) == present
    assert present in changed.pages
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert [script.text for script in page.xpath("//script")] == [f'location.replace("{target}" + location.hash)']
    assert [(link.text, link.get("href")) for link in page.xpath("//a")] == [(f"Go to the page of {name}", target)]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/atlas/{present}"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("/html/@lang") == ["en"]


@pytest.mark.parametrize(
    ("former", "present"),
    [("cities/ujung-pandang", "cities/makassar"), ("focus-areas/civic", "focus-areas/civic-and-social")],
)
def test_the_markdown_of_a_page_stays_where_it_was_too(changed: Built, former: str, present: str) -> None:
    plain = (changed.folder / former / "index.md").read_text(encoding="utf-8")
    assert plain == (changed.folder / present / "index.md").read_text(encoding="utf-8")
    assert plain.startswith("# ")


def test_pages_of_former_ids_are_held_to_what_holds_for_every_page(changed: Built, atlas: Atlas) -> None:
    assert test_pages.broken_links(changed) == []
    test_pages.test_nothing_is_fetched_from_a_third_party(changed)
    test_pages.test_every_page_has_one_title_of_its_own_and_one_first_heading(changed)
    test_pages.test_every_page_says_that_it_is_independent_and_when_its_data_were_checked(changed, atlas)


def test_pages_of_former_ids_are_neither_searched_nor_in_the_site_map_nor_linked(changed: Built) -> None:
    assert "ujung-pandang" not in (changed.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert [e for e in test_pages.search_entries(changed) if "ujung-pandang" in e["location"]] == []
    assert [path for path, page in changed.pages.items() if page.xpath("//a[contains(@href, 'ujung-pandang')]")] == []


def test_beside_each_record_a_link_opens_its_file_at_its_line(changed: Built, atlas: Atlas) -> None:
    lines = {
        file: (changed.folder.parent / "project" / file).read_text(encoding="utf-8").splitlines()
        for file in ("data/projects.yml", "data/cities.yml", "data/focus-areas.yml", "data/partners.yml")
    }
    reports = {f"data/reports/{report}.yml": report for report in atlas.reports}
    lines |= {file: (ROOT / file).read_text(encoding="utf-8").splitlines() for file in reports}
    found = []
    for page in changed.pages.values():
        for address in page.xpath("//p[@class='edit']/a/@href"):
            file, line = re.fullmatch(rf"{REPO_URL}/edit/main/(data/.+)#L(\d+)", address).groups()
            found.append((file, re.fullmatch(r" *(?:- )?id: (.+)", lines[file][int(line) - 1])[1]))
    assert sorted(found) == sorted(
        [
            *(("data/projects.yml", record) for record in atlas.projects),
            *(("data/cities.yml", record) for record in atlas.cities),
            *(("data/focus-areas.yml", record) for record in atlas.focus_areas),
            *(("data/partners.yml", record) for record in atlas.partners),
            *reports.items(),
        ]
    )


def test_the_link_of_a_project_stands_in_its_section_and_says_whose_it_is(changed: Built) -> None:
    [link] = changed.pages["cities/makassar/"].xpath(
        "//h3[@id=$id]/following-sibling::div[1]//p[@class='edit']/a", id=PROJECT.id
    )
    assert (link.text, link.get("aria-label")) == ("Edit this record", f"Edit this record: {PROJECT.name}")


def test_each_entry_of_the_list_of_work_has_a_link_that_opens_the_very_line(changed: Built) -> None:
    context = examine(changed.folder.parent / "project").context
    assert context is not None
    lines: list[tuple[str, int]] = []
    for work in query.upkeep.work(context.atlas):
        for task in work.tasks if work.kind != "open-questions" else []:
            document, path = context.place(task.collection, task.record)
            lines.append((document.file, document.line((*path, *task.path))))
    links = changed.pages["about/help-wanted/"].xpath("//dl//a[@class='edit']")
    assert [link.get("href") for link in links] == [f"{REPO_URL}/edit/main/{file}#L{line}" for file, line in lines]
    assert {link.text for link in links} == {"edit"}
    assert [link for link in links if not link.get("aria-label", "").startswith("edit: ")] == []


def test_the_link_to_an_old_figure_opens_the_line_of_the_figure(changed: Built, atlas: Atlas) -> None:
    old = [task for work in query.upkeep.work(atlas) if work.kind == "old-figures" for task in work.tasks]
    figures = section(changed.pages["about/help-wanted/"], "old-figures")
    links = [link for element in figures for link in element.xpath(".//a[@class='edit']")]
    data = (changed.folder.parent / "project/data/projects.yml").read_text(encoding="utf-8").splitlines()
    for task, link in zip(old, links, strict=True):
        line = data[int(link.get("href").rpartition("#L")[2]) - 1]
        what = atlas.projects[task.record].figures[int(task.path[1])].what
        assert line.strip().startswith("- what:"), link.get("href")
        assert what.startswith(line.partition("what: ")[2].strip("'\">- ").replace("''", "'")), link.get("href")


def test_each_page_has_a_link_that_opens_its_own_file(changed: Built) -> None:
    found = {
        path: page.xpath("//a[@rel='edit']/@href")
        for path, page in changed.pages.items()
        if path not in {"404.html", "cities/ujung-pandang/", "focus-areas/civic/"}
    }
    assert found["cities/makassar/"] == [f"{REPO_URL}/edit/main/docs/cities/makassar.md"]
    for path, addresses in found.items():
        [address] = addresses
        assert (ROOT / address.removeprefix(f"{REPO_URL}/edit/main/")).is_file(), path


def test_without_a_repository_nothing_offers_to_edit(built: Built) -> None:
    for path, page in built.pages.items():
        assert page.xpath("//*[@class='edit'] | //a[@rel='edit'] | //a[@href='']") == [], path


def test_a_wrong_address_of_the_repository_ends_the_build(tmp_path: Path) -> None:
    result = run_build(ROOT, tmp_path / "site", REPO_URL="github.com/owner/name")
    assert result.returncode == 1
    assert (
        "REPO_URL: 'github.com/owner/name' is not the address of a repository, such as 'https://github.com/owner/name'"
        in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


def test_a_wrong_word_for_the_files_of_data_ends_the_build(tmp_path: Path) -> None:
    result = run_build(ROOT, tmp_path / "site", EXPORTS="some")
    assert result.returncode == 1
    assert "EXPORTS: 'some' is none of none, build, all" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


def test_what_a_link_to_edit_says_is_not_searched(changed: Built) -> None:
    entries = [entry for entry in test_pages.search_entries(changed) if entry["location"].startswith("cities/")]
    assert entries
    assert [entry["location"] for entry in entries if "Edit this record" in entry["text"]] == []
