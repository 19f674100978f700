"""Names full of markup, and a repository: links edit, data are text."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from atlas import query
from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.read.yaml_file import parse
from atlas.site.pages.escape import inline
from tests.conftest import change_record
from tests.data.real import ATLAS
from tests.site.conftest import Built, built_once, search_entries, section, text_of

REPO_URL = "https://github.com/owner/name"
NASTY_NAME = 'a|b *c* <script>alert(1)</script> {{ 7*7 }} [x](y) "q" it\'s `d` _e_ & f</title></span>'
NASTY_SUMMARY = (
    "One | two\nthree *four* <script>alert(1)</script> {{ 7*7 }} ](x) \"five\" 'six' {% raw %} &amp; {: #id }"
)


def first_project(atlas: Atlas) -> Project:
    """The project that gets another name."""
    return next(p for p in query.projects.select_projects(atlas, city="makassar") if p.summary)


def add_markup(project: Path) -> None:
    """Give a project and a city names full of markup."""
    nasty = {"name": NASTY_NAME, "summary": NASTY_SUMMARY}
    topics = [next(iter(ATLAS.topics))]
    change_record(project, "projects", first_project(ATLAS).id, **nasty, topics=topics)
    change_record(project, "cities", "dili", name=NASTY_NAME)
    page = project / "docs/cities/dili.md"
    text = re.sub(r"(?m)^# .*$", lambda _: f"# {inline(NASTY_NAME)} {{: #dili }}", page.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^description: .*$", lambda _: f"description: {json.dumps(NASTY_NAME)}", text)
    page.write_text(text, encoding="utf-8")
    exceptions = project / "data/exceptions.yml"
    allowed = parse("exceptions.yml", exceptions.read_text(encoding="utf-8")).value["exceptions"]
    too_long = {"rule": "title-length", "record": "docs/cities/dili.md", "reason": "Its name.", "date": "2026-11-24"}
    exceptions.write_text(json.dumps({"exceptions": [*allowed, too_long]}), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    settings = {"SITE_URL": "https://example.org/atlas/", "REPO_URL": f"{REPO_URL}/"}
    return built_once(tmp_path_factory, "/atlas/", add_markup, **settings)


# Links to edit


def test_beside_each_record_a_link_opens_its_file_at_its_line(changed: Built, atlas: Atlas) -> None:
    project = changed.folder.parent / "project"
    found = []
    for page in changed.pages.values():
        for address in page.xpath("//p[@class='edit']/a[text()='Edit']/@href"):
            file, line = re.fullmatch(rf"{REPO_URL}/edit/main/(data/.+)#L(\d+)", address).groups()
            text = (project / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
            found.append(re.fullmatch(r" *(?:- )?id: (.+)", text)[1])
    collections = ("projects", "cities", "countries", "focus_areas", "topics", "partners", "reports")
    assert sorted(found) == sorted(record for name in collections for record in atlas.collection(name))
    [link] = changed.pages["cities/makassar/"].xpath(
        "//h3[@id=$id]/following-sibling::div[1]//p[@class='edit']/a[text()='Edit']",
        id=first_project(atlas).id,
    )
    assert (link.text, link.get("aria-label")) == ("Edit", f"Edit this record: {NASTY_NAME}")


def test_a_mistake_is_reported_by_a_form_that_knows_place_value_and_source(changed: Built, atlas: Atlas) -> None:
    found = {}
    for path, page in changed.pages.items():
        for address in page.xpath("//article//a[starts-with(text(), 'Report a mistake')]/@href"):
            form, query_string = address.split("?")
            fields = dict(parse_qsl(query_string))
            assert (form, fields.pop("template")) == (f"{REPO_URL}/issues/new", "correct-a-fact.yml")
            place = fields["page"].removeprefix("https://example.org/atlas/")
            assert place.partition("#")[0] == path
            found[place, fields.get("record")] = fields
    assert {path for path, _ in found if "#" not in path} == changed.pages.keys()
    assert {record for path, record in found if "#" in path} == {f"projects/{project}" for project in atlas.projects}
    for project in atlas.projects.values():
        fields = found[f"cities/{project.city}/#{project.id}", f"projects/{project.id}"]
        assert fields["source"].startswith(atlas.sources[project.status.source].url), project.id
    for collection in ("cities", "countries"):
        for record in atlas.collection(collection):
            assert (f"{collection}/{record}/", f"{collection}/{record}") in found


def test_each_entry_of_the_list_of_work_has_a_link_to_the_very_line(changed: Built) -> None:
    context = examine(changed.folder.parent / "project").context
    lines = []
    for work in query.work.work(context.atlas):
        for task in work.tasks if work.kind != "open-questions" else []:
            document, path = context.place(task.collection, task.record)
            lines.append(f"{REPO_URL}/edit/main/{document.file}#L{document.line((*path, *task.path))}")
    links = changed.pages["about/help-wanted/"].xpath("//dl//a[@class='edit']")
    assert [link.get("href") for link in links] == lines
    assert [link for link in links if not link.get("aria-label", "").startswith("edit: ")] == []


def test_each_page_has_a_link_that_opens_its_own_file(changed: Built, built: Built) -> None:
    for path, page in changed.pages.items():
        if path != "404.html":
            [address] = page.xpath("//a[@rel='edit']/@href")
            file = changed.folder.parent / "project" / address.removeprefix(f"{REPO_URL}/edit/main/").partition("#")[0]
            assert file.is_file(), path
    edits = "//a[starts-with(text(), 'Edit')] | //a[@class='edit'] | //a[@rel='edit'] | //a[@href='']"
    assert [path for path, page in built.pages.items() if page.xpath(edits)] == [], "without a repository"
    said = [text for address, (_, text) in search_entries(changed).items() if address.startswith("cities/")]
    assert [text for text in said if "Edit this record" in text] == []


# Data are text and never markup


def test_a_name_full_of_markup_shows_as_typed_in_title_head_and_tables(changed: Built, atlas: Atlas) -> None:
    page, project = changed.pages["cities/dili/"], first_project(atlas)
    assert page.findtext(".//title") == f"{NASTY_NAME} - Timor-Leste - ASCN Atlas"
    assert page.xpath("//h1")[0].text_content().removesuffix("¶") == NASTY_NAME
    assert text_of(*page.xpath("//header//div[@data-md-component='header-topic']")) == NASTY_NAME
    tags = ("@name='description'", "@property='og:title'", "@property='og:description'")
    assert {text for tag in tags for text in page.xpath(f"//head/meta[{tag}]/@content")} == {
        *(NASTY_NAME, f"{NASTY_NAME} - Timor-Leste")
    }
    assert NASTY_NAME in {link.text_content() for link in changed.pages["cities/"].xpath("//table//th/a")}
    for path in ("cities/makassar/", "projects/", f"focus-areas/{project.focus_areas[0]}/"):
        links = changed.pages[path].xpath("//table//th/a | //nav//a[contains(@class, 'nav__link')]")
        shown = {" ".join(a.text_content().split()) for a in links if a.get("href").endswith(f"#{project.id}")}
        assert shown == {NASTY_NAME}, path


def test_a_text_full_of_markup_shows_as_typed_and_runs_nothing(changed: Built, atlas: Atlas) -> None:
    project = first_project(atlas)
    elements = section(changed.pages["cities/makassar/"], project.id)
    assert elements[0].text_content().removesuffix("¶").strip() == NASTY_NAME
    [summary] = [p for element in elements for p in element.xpath(".//p[@class='summary']")]
    assert summary.text_content() == NASTY_SUMMARY
    runs = "//script[not(@type='application/ld+json')][contains(text(), 'alert(1)')]"
    assert [path for path, page in changed.pages.items() if page.xpath(runs)] == []
    [data] = changed.pages["cities/dili/"].xpath("//script[@type='application/ld+json']/text()")
    assert NASTY_NAME in {node.get("name") for node in json.loads(data)["@graph"]}
    assert "<" not in data
    title, text = search_entries(changed)[f"cities/makassar/#{project.id}"]
    assert title == NASTY_NAME
    assert NASTY_SUMMARY in text
