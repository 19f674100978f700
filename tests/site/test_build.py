"""How the site is built: the same bytes everywhere, data shown as typed, mistakes reported, a preview that lives on."""

from __future__ import annotations

import filecmp
import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import lxml.html
import pytest
import yaml

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.site.escape import inline
from tests.conftest import change_record, copy_project, replace_once
from tests.site.conftest import Built, run_build, section, text_of
from tests.site.preview import preview, wait_for

Edit = Callable[[str, str, str], None]

NASTY_NAME = 'a|b *c* <script>alert(1)</script> {{ 7*7 }} [x](y) "q" it\'s `d` _e_ & f</title></span>'
NASTY_SUMMARY = (
    "One | two\nthree *four* <script>alert(1)</script> {{ 7*7 }} ](x) \"five\" 'six' {% raw %} &amp; {: #id }"
)


def differences(one: Path, other: Path) -> list[str]:
    """Every file that is not byte for byte the same in both folders."""
    found = filecmp.dircmp(one, other)
    names = [*found.left_only, *found.right_only]
    _, differ, errors = filecmp.cmpfiles(one, other, found.common_files, shallow=False)
    inner = [f"{name}/{path}" for name in found.common_dirs for path in differences(one / name, other / name)]
    return [*names, *differ, *errors, *inner]


def test_a_build_in_another_folder_time_zone_and_locale_gives_the_same_bytes(
    built_below: Built, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "a folder with spaces")
    site = tmp_path / "site"
    # With SOURCE_DATE_EPOCH the day on which this runs is 2 January 1970 for every tool that asks the clock.
    surroundings = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "86400",
    }
    result = run_build(project, site, SITE_URL="https://example.org/atlas/", **surroundings)
    assert result.returncode == 0, result.stderr
    assert differences(built_below.folder, site) == []


def test_the_day_of_the_build_is_that_of_the_data(built_below: Built, atlas: Atlas) -> None:
    day = query.common.last_checked(atlas)
    sitemap = (built_below.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<lastmod>{day}</lastmod>") == sitemap.count("<url>") == len(built_below.pages) - 1


def test_without_an_address_no_page_claims_one(built: Built) -> None:
    assert [path for path, page in built.pages.items() if page.xpath("//link[@rel='canonical']")] == []


def test_data_are_text_and_never_markup(project: Path, atlas: Atlas, tmp_path: Path) -> None:
    known = next(p for p in atlas.projects.values() if p.city == "makassar" and p.summary)
    change_record(project, "projects", known.id, name=NASTY_NAME, summary=NASTY_SUMMARY, former_ids=[])
    change_record(project, "cities", "dili", name=NASTY_NAME)
    page = project / "docs/cities/dili.md"
    text = re.sub(r"(?m)^# .*$", lambda _: f"# {inline(NASTY_NAME)} {{: #dili }}", page.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^description: .*$", lambda _: f"description: {json.dumps(NASTY_NAME)}", text)
    page.write_text(text, encoding="utf-8")
    exceptions = project / "data/exceptions.yml"
    allowed = yaml.load(exceptions.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["exceptions"]
    too_long = {"rule": "title-length", "record": "docs/cities/dili.md", "reason": "Its name.", "date": "2026-11-24"}
    exceptions.write_text(json.dumps({"exceptions": [*allowed, too_long]}), encoding="utf-8")

    result = run_build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    pages = Built(tmp_path / "site", "/", "").pages
    named = pages["cities/dili/"]
    assert named.findtext(".//title") == f"{NASTY_NAME} - ASCN Atlas"
    assert named.xpath("//h1")[0].text_content().removesuffix("¶") == NASTY_NAME
    assert text_of(*named.xpath("//header//div[@data-md-component='header-topic']")) == NASTY_NAME
    for tag in ("@name='description'", "@property='og:title'", "@property='og:description'"):
        assert named.xpath(f"//head/meta[{tag}]/@content") == [NASTY_NAME], tag
    assert NASTY_NAME in {link.text_content() for link in pages["cities/"].xpath("//table//th/a")}
    runs = "//script[not(@type='application/ld+json')]"
    assert all("alert(1)" not in script.text_content() for page in pages.values() for script in page.xpath(runs))
    [data] = named.xpath("//script[@type='application/ld+json']/text()")
    assert NASTY_NAME in {node.get("name") for node in json.loads(data)["@graph"]}
    assert "<" not in data
    city = pages["cities/makassar/"]
    elements = section(city, known.id)
    assert elements[0].text_content().removesuffix("¶").strip() == NASTY_NAME
    [summary] = [p for element in elements for p in element.xpath(".//p[@class='summary']")]
    assert summary.text_content() == NASTY_SUMMARY
    for path in ("cities/makassar/", "projects/", f"focus-areas/{known.focus_areas[0]}/"):
        links = {
            link.text_content()
            for link in pages[path].xpath("//table//th/a")
            if link.get("href").endswith(f"#{known.id}")
        }
        assert links == {NASTY_NAME}, path
    contents = {
        " ".join(link.text_content().split()) for link in city.xpath("//nav//a[@href=$link]", link=f"#{known.id}")
    }
    assert contents == {NASTY_NAME}
    index = json.loads((tmp_path / "site/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    [entry] = [entry for entry in index if entry["location"] == f"cities/makassar/#{known.id}"]
    assert lxml.html.fromstring(f"<p>{entry['title']}</p>").text_content() == NASTY_NAME
    assert " ".join(NASTY_SUMMARY.split()) in " ".join(
        lxml.html.fromstring(f"<div>{entry['text']}</div>").text_content().split()
    )


ATTACK = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One build of pages with mistakes of many kinds, and the folder that it wrote to."""
    folder = tmp_path_factory.mktemp("mistaken")
    project = copy_project(folder / "project")
    edit = partial(replace_once, project)
    edit("docs/cities/dili.md", "{{ city_plan() }}", '{{ city_plan() }}{{ city("atlantis") }}')
    edit("docs/network/glossary.md", "{{ glossary() }}", '{{ glossary(by="x") }}')
    asked = f'render_macros: true\nignore_macros: true\ntitle: "{ATTACK}"\n'
    edit("docs/cities/jakarta.md", "record: jakarta\n", f"record: jakarta\n{asked}")
    edit("docs/cities/jakarta.md", "{{ city_plan() }}", f"{{{{ city_plan() }}}}\n\n{ATTACK}")
    for city, heading in (("makassar", rb"# Atlantis\n"), ("phuket", b"\\g<0>\ncaf\xe9\n")):
        path = project / f"docs/cities/{city}.md"
        path.write_bytes(re.sub(rb"(?m)^# .*\n", heading, path.read_bytes()))
    return run_build(project, folder / "site"), folder / "site"


def found_in(result: subprocess.CompletedProcess[str], page: str) -> list[str]:
    """What a build found in a page: place, rule and message."""
    return [line for line in result.stderr.splitlines() if line.startswith(f"{page}:")]


def test_a_build_reports_the_findings_of_all_pages_and_fails(
    mistaken: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    result, _ = mistaken
    assert result.returncode == 1
    assert "7 finding(s)" in result.stderr
    [unknown] = found_in(result, "docs/cities/dili.md")
    assert "unknown-reference  'atlantis' names no record in data/cities.yml" in unknown
    [argument] = found_in(result, "docs/network/glossary.md")
    assert "  macro-argument  " in argument
    assert "Traceback" not in result.stderr


def test_a_page_that_asks_for_the_open_jinja_of_the_plugin_is_refused(
    mistaken: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    result, site = mistaken
    found = found_in(result, "docs/cities/jakarta.md")
    assert len(found) == 3
    assert any("page-code  a page may not use calls of anything but a macro" in line for line in found)
    assert "uid=" not in (site / "cities/jakarta/index.html").read_text(encoding="utf-8")


def test_a_page_that_is_not_utf8_is_reported_with_the_other_findings(
    mistaken: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    result, _ = mistaken
    [encoding] = found_in(result, "docs/cities/phuket.md")
    assert "encoding  the byte E9 is not UTF-8" in encoding
    [title] = found_in(result, "docs/cities/makassar.md")
    assert "title-differs" in title


def test_a_build_on_broken_data_names_the_place_and_fails(project: Path, edit: Edit, tmp_path: Path) -> None:
    edit("data/countries.yml", "  - id: VN\n", "  - id: NO\n")
    result = run_build(project, tmp_path / "site")
    assert result.returncode == 1
    assert "yaml-surprise  YAML does not read NO as text but as a truth value" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["docs/assets/passwd.txt", "docs/cities/etc", "docs/cities/linked.md"])
def test_a_link_in_docs_ends_the_build_before_anything_is_published(project: Path, tmp_path: Path, name: str) -> None:
    (project / name).symlink_to("/etc" if name.endswith("etc") else "/etc/passwd")
    result = run_build(project, tmp_path / "site")
    assert result.returncode == 1
    assert f"{name}  symbolic-link  this is a symbolic link to '/etc" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


def test_the_command_checks_the_project_that_it_is_called_in(project: Path) -> None:
    command = [sys.executable, "-m", "atlas", "check"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.partition(".")[0]) == (0, "No findings")


# Preview


MAKASSAR = "cities/makassar/"


@pytest.fixture
def shown(atlas: Atlas) -> Project:
    """A project on the page that the previews show."""
    return query.projects.select_projects(atlas, city="makassar")[0]


def test_a_preview_begun_with_data_that_cannot_be_used_marks_every_page_and_comes_back(
    project: Path, shown: Project
) -> None:
    sound = (project / "data/projects.yml").read_text(encoding="utf-8")
    change_record(project, "projects", shown.id, nam="x")
    with preview(project, EXPORTS="build") as running:
        for path in ("", MAKASSAR, "about/licence/"):
            page = lxml.html.fromstring(running.fetch(path))
            assert "there is no field 'nam' here" in text_of(*page.xpath("//div[@class='problem']")), path
        (project / "data/projects.yml").write_text(sound, encoding="utf-8")
        running.comes_to_show(MAKASSAR, f'id="{shown.id}"')
        assert "problem" not in running.fetch("")
        assert f'"{shown.id}"' in running.fetch("api/v1/projects.json")  # since it was asked to make files of data


def test_a_preview_shows_each_change_builds_once_for_it_and_outlives_mistakes(
    project: Path, edit: Edit, shown: Project
) -> None:
    with preview(project) as running:
        assert "og:image" not in running.fetch(MAKASSAR)  # a preview draws no pictures
        for path in ("api/v1/index.json", "data/projects.csv", "feeds/changes.atom", "llms.txt"):
            with pytest.raises(HTTPError, match="404"):
                running.fetch(path)  # nor makes files of data, unless it is asked to
        page, partners = "docs/cities/makassar.md", project / "data/partners.yml"
        edit(page, "{{ city_plan() }}", "A line by hand. {{ city_plan(1) }}")
        running.comes_to_show(MAKASSAR, "A line by hand.")
        # A wrong call shows in its place, and the rest of the page stays.
        assert "city_plan: too many positional arguments" in running.fetch(MAKASSAR)
        assert f'id="{shown.id}"' in running.fetch(MAKASSAR)
        edit(page, "{{ city_plan(1) }}", "{{ city_plan( }}")
        running.comes_to_show(MAKASSAR, "template-syntax")
        # Two files saved at once are one change: the page is well again, and tells what the record says now.
        edit(page, "A line by hand. {{ city_plan( }}", "{{ city_plan() }}")
        change_record(project, "projects", shown.id, name="Renamed by Hand")
        running.comes_to_show(MAKASSAR, "Renamed by Hand</a>")
        # Data that cannot be parsed: never the old page, and no end of the preview.
        sound = partners.read_text(encoding="utf-8")
        partners.write_text("partners: [", encoding="utf-8")
        running.comes_to_show(MAKASSAR, "yaml-syntax")
        assert "Renamed by Hand" not in running.fetch(MAKASSAR)
        partners.write_text(sound, encoding="utf-8")
        running.comes_to_show(MAKASSAR, "Renamed by Hand</a>")

        edit("atlas/model/labels.py", '_("in progress")', '_("under way by hand")')
        running.comes_to_show(MAKASSAR, "under way by hand")
        with (project / "atlas/site/templates/city/city_plan.html").open("a", encoding="utf-8") as template:
            template.write("<p>From the template.</p>\n")
        running.comes_to_show(MAKASSAR, "From the template.")
        edit("macros.py", "= env.publication.frame", '= env.publication.frame | {"checked": "By hand. "}')
        running.comes_to_show(MAKASSAR, "By hand. ")

        with (project / "hooks.py").open("a", encoding="utf-8") as hooks:
            hooks.write("# changed\n")
        wait_for(lambda: "hooks.py was changed, and a preview reads it only once: stop it" in running.terminal)
        assert running.fetch(MAKASSAR)
        assert running.terminal.count("Detected file changes") == 9
