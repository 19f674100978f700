"""How the site is built: the same bytes everywhere, data shown as typed, mistakes reported, a preview that lives on."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import lxml.html
import pytest

from atlas import query
from atlas.model import Atlas
from atlas.render.escape import inline
from tests.conftest import copy_project, replace_once
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
    day = query.last_checked(atlas)
    sitemap = (built_below.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<lastmod>{day}</lastmod>") == sitemap.count("<url>") == len(built_below.pages) - 1


def test_without_an_address_no_page_claims_one(built: Built) -> None:
    assert [path for path, page in built.pages.items() if page.xpath("//link[@rel='canonical']")] == []


def test_data_are_text_and_never_markup(project: Path, edit: Edit, tmp_path: Path) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", f"    name: {json.dumps(NASTY_NAME)}\n")
    lines = (project / "data/projects.yml").read_text(encoding="utf-8").splitlines()
    start = lines.index("  - id: lontara-plus")
    begin = next(i for i in range(start, len(lines)) if lines[i].startswith("    summary:"))
    end = next(i for i in range(begin + 1, len(lines)) if not lines[i].startswith("      "))
    lines[begin:end] = [f"    summary: {json.dumps(NASTY_SUMMARY)}"]
    (project / "data/projects.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    edit("data/cities.yml", "    name: Dili\n", f"    name: {json.dumps(NASTY_NAME)}\n")
    edit("docs/cities/dili.md", "# Dili\n", f"# {inline(NASTY_NAME)} {{: #dili }}\n")
    page = (project / "docs/cities/dili.md").read_text(encoding="utf-8")
    [described] = [line for line in page.splitlines() if line.startswith("description: ")]
    edit("docs/cities/dili.md", described, f"description: {json.dumps(NASTY_NAME)}")
    too_long = "rule: title-length, record: docs/cities/dili.md, reason: The name of the city., date: '2026-11-24'"
    edit("data/exceptions.yml", "\nexceptions:\n", f"\nexceptions:\n  - {{{too_long}}}\n\n")

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
    elements = section(city, "lontara-plus")
    assert elements[0].text_content().removesuffix("¶").strip() == NASTY_NAME
    [summary] = [p for element in elements for p in element.xpath(".//p[@class='summary']")]
    assert summary.text_content() == NASTY_SUMMARY
    for path in ("cities/makassar/", "projects/", "focus-areas/civic-and-social/"):
        links = {
            link.text_content()
            for link in pages[path].xpath("//table//th/a")
            if link.get("href").endswith("#lontara-plus")
        }
        assert links == {NASTY_NAME}, path
    contents = {
        " ".join(link.text_content().split()) for link in city.xpath("//nav//a[contains(@href, '#lontara-plus')]")
    }
    assert contents == {NASTY_NAME}
    index = json.loads((tmp_path / "site/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    [entry] = [entry for entry in index if entry["location"] == "cities/makassar/#lontara-plus"]
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
    edit("docs/cities/dili.md", "{{ city_plan() }}", '{{ city_plan() }}{{ city("hanoi") }}')
    edit("docs/network/glossary.md", "{{ glossary() }}", '{{ glossary(by="x") }}')
    asked = f'render_macros: true\nignore_macros: true\ntitle: "{ATTACK}"\n'
    edit("docs/cities/jakarta.md", "record: jakarta\n", f"record: jakarta\n{asked}")
    edit("docs/cities/jakarta.md", "{{ city_plan() }}", f"{{{{ city_plan() }}}}\n\n{ATTACK}")
    edit("docs/cities/makassar.md", "# Makassar\n", "# Macassar\n")
    path = project / "docs/cities/phuket.md"
    path.write_bytes(path.read_bytes().replace(b"# Phuket\n", b"# Phuket\n\ncaf\xe9\n"))
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
    assert "unknown-reference  'hanoi' is none of the cities" in unknown
    [argument] = found_in(result, "docs/network/glossary.md")
    assert argument.startswith("docs/network/glossary.md:7:13  macro-argument")
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
    assert encoding.startswith("docs/cities/phuket.md:7:")
    [title] = found_in(result, "docs/cities/makassar.md")
    assert "title-differs" in title


def test_a_build_on_broken_data_names_the_place_and_fails(project: Path, edit: Edit, tmp_path: Path) -> None:
    edit("data/countries.yml", "  - id: ID\n", "  - id: NO\n")
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


def test_check_prints_findings_and_fails_or_says_that_there_are_none(project: Path, edit: Edit) -> None:
    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "atlas", "check"], cwd=project, capture_output=True, text=True, check=False
        )

    clean = check()
    assert (clean.returncode, clean.stdout.partition(".")[0]) == (0, "No findings")
    edit("docs/cities/dili.md", "# Dili\n", "# Dilli\n")
    broken = check()
    assert broken.returncode == 1
    assert "title-differs  the heading is 'Dilli', but the record is called 'Dili'" in broken.stdout
    assert broken.stderr.startswith("1 finding(s).")


# Preview


MAKASSAR = "cities/makassar/"


def test_a_preview_begun_with_data_that_cannot_be_used_marks_every_page_and_comes_back(
    project: Path, edit: Edit
) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "    name: LONTARA+\n    nam: x\n")
    with preview(project, EXPORTS="build") as running:
        for path in ("", MAKASSAR, "about/licence/"):
            shown = lxml.html.fromstring(running.fetch(path))
            assert "there is no field 'nam' here" in text_of(*shown.xpath("//div[@class='problem']")), path
        edit("data/projects.yml", "    nam: x\n", "")
        running.comes_to_show(MAKASSAR, "LONTARA+</a>")
        assert "problem" not in running.fetch("")
        assert '"LONTARA+"' in running.fetch("api/v1/projects.json")  # since it was asked to make files of data


def test_a_preview_shows_each_change_builds_once_for_it_and_outlives_mistakes(project: Path, edit: Edit) -> None:
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
        assert "LONTARA+</a>" in running.fetch(MAKASSAR)
        edit(page, "{{ city_plan(1) }}", "{{ city_plan( }}")
        running.comes_to_show(MAKASSAR, "template-syntax")
        # Two files saved at once are one change: the page is well again, and tells what the record says now.
        edit(page, "A line by hand. {{ city_plan( }}", "{{ city_plan() }}")
        edit("data/projects.yml", "    name: LONTARA+\n", "    name: LONTARA Plus One\n")
        running.comes_to_show(MAKASSAR, "LONTARA Plus One</a>")
        # Data that cannot be parsed: never the old page, and no end of the preview.
        sound = partners.read_text(encoding="utf-8")
        partners.write_text("partners: [", encoding="utf-8")
        running.comes_to_show(MAKASSAR, "yaml-syntax")
        assert "LONTARA Plus One" not in running.fetch(MAKASSAR)
        partners.write_text(sound, encoding="utf-8")
        running.comes_to_show(MAKASSAR, "LONTARA Plus One</a>")

        edit("atlas/i18n.py", '"facts.land": "Land area"', '"facts.land": "How large"')
        running.comes_to_show(MAKASSAR, "How large")
        with (project / "atlas/render/templates/city_plan.html").open("a", encoding="utf-8") as template:
            template.write("<p>From the template.</p>\n")
        running.comes_to_show(MAKASSAR, "From the template.")
        edit("macros.py", 'frame["checked"] = texts(', 'env.conf.extra["frame"]["checked"] = "By hand. " + texts(')  # fmt: skip
        running.comes_to_show(MAKASSAR, "By hand. ")

        with (project / "hooks.py").open("a", encoding="utf-8") as hooks:
            hooks.write("# changed\n")
        wait_for(lambda: "hooks.py was changed, and a preview reads it only once: stop it" in running.terminal)
        assert running.fetch(MAKASSAR)
        assert running.terminal.count("Detected file changes") == 9
