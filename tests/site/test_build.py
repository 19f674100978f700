"""How the site is built: the same bytes everywhere, mistakes reported, a preview that lives on."""

import re
import subprocess
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import lxml.html
import pytest

from atlas import query
from atlas.model.atlas import Atlas
from tests.conftest import ROOT, change_record, copy_project, replace_once
from tests.site.conftest import Built, run_build, text_of
from tests.site.preview import preview, wait_for


def test_another_folder_time_zone_and_locale_give_the_same_bytes(
    built_below: Built, documented: Path, tmp_path: Path
) -> None:
    project, site = copy_project(tmp_path / "a folder with spaces", project=documented), tmp_path / "site"
    # With SOURCE_DATE_EPOCH the day on which this runs is 2 January 1970 for every tool that asks the clock.
    surroundings = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "86400",
    }
    result = run_build(project, site, SITE_URL="https://example.org/atlas/", **surroundings)
    assert result.returncode == 0, result.stderr
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (built_below.folder, site)
    )
    assert {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)} == set()


def test_the_day_of_the_build_is_that_of_the_data(built_below: Built, atlas: Atlas) -> None:
    day = query.common.last_checked(atlas)
    sitemap = (built_below.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<lastmod>{day}</lastmod>") == sitemap.count("<url>") == len(built_below.pages) - 1


ATTACK = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"


def test_a_build_reports_the_findings_of_all_pages_and_fails(project: Path, tmp_path: Path) -> None:
    edit = partial(replace_once, project)
    edit("docs/cities/dili.md", "{{ city_page() }}", '{{ city_page() }}{{ city("atlantis") }}')
    edit("docs/network/glossary.md", "{{ glossary() }}", '{{ glossary(by="x") }}')
    asked = f'render_macros: true\nignore_macros: true\ntitle: "{ATTACK}"\n'
    edit("docs/cities/jakarta.md", "record: jakarta\n", f"record: jakarta\n{asked}")
    edit("docs/cities/jakarta.md", "{{ city_page() }}", f"{{{{ city_page() }}}}\n\n{ATTACK}")
    for city, heading in (("makassar", rb"# Atlantis\n"), ("phuket", b"\\g<0>\ncaf\xe9\n")):
        path = project / f"docs/cities/{city}.md"
        path.write_bytes(re.sub(rb"(?m)^# .*\n", heading, path.read_bytes()))
    result = run_build(project, tmp_path / "site", EXPORTS="none")
    assert result.returncode == 1
    assert "8 finding(s)" in result.stderr
    assert "Traceback" not in result.stderr
    for page, messages in {
        "cities/dili.md": ["unknown-reference  'atlantis' names no record in data/cities.yml"],
        "network/glossary.md": ["macro-argument  "],
        "cities/phuket.md": ["encoding  the byte E9 is not UTF-8"],
        "cities/makassar.md": ["title-differs  "],
        # A page that asks for the Jinja of the plugin is refused.
        "cities/jakarta.md": ["", "", "second-name  ", "macro-syntax  a macro is called with brackets"],
    }.items():
        lines = [line for line in result.stderr.splitlines() if line.startswith(f"docs/{page}:")]
        assert len(lines) == len(messages), page
        assert [message for message in messages if not any(message in line for line in lines)] == []
    assert "uid=" not in (tmp_path / "site/cities/jakarta/index.html").read_text(encoding="utf-8")


def assert_ends(result: subprocess.CompletedProcess[str], site: Path, *messages: str) -> None:
    """A build has failed with messages, and has published nothing."""
    assert result.returncode == 1
    assert [message for message in messages if message not in result.stderr] == []
    assert "Traceback" not in result.stderr
    assert not site.exists()


def test_a_build_on_broken_data_names_the_place_and_fails(project: Path, tmp_path: Path) -> None:
    replace_once(project, "data/countries.yml", "  - id: VN\n", "  - id: Vietnam\n")
    message = "wrong-form  'Vietnam' has not the form of this field"
    assert_ends(run_build(project, tmp_path / "site"), tmp_path / "site", message)


def test_a_link_in_docs_ends_the_build_before_anything_is_published(project: Path, tmp_path: Path) -> None:
    links = {"docs/assets/passwd.txt": "/etc/passwd", "docs/cities/etc": "/etc", "docs/cities/linked.md": "/etc/passwd"}
    for name, target in links.items():
        (project / name).symlink_to(target)
    messages = [f"{name}  symbolic-link  this is a symbolic link to '{target}'" for name, target in links.items()]
    assert_ends(run_build(project, tmp_path / "site"), tmp_path / "site", *messages)


def test_a_wrong_setting_ends_the_build(tmp_path: Path) -> None:
    for setting, value, message in (
        (
            "REPO_URL",
            "github.com/owner/name",
            "is not the address of a repository, such as 'https://github.com/owner/name'",
        ),
        (
            "CORRECTIONS_URL",
            "example.org",
            "is neither a web nor a mail address, such as 'https://example.org/form' or 'atlas@example.org'",
        ),
        ("EXPORTS", "some", "is none of none, build, all"),
    ):
        result = run_build(ROOT, tmp_path / "site", **{setting: value})
        assert_ends(result, tmp_path / "site", f"{setting}: '{value}' {message}")


MAKASSAR = "cities/makassar/"

#: What is added to files of a preview: to a template, to the code, to what the plugin reads.
ADDED = {
    "atlas/site/templates/city/city_plan.html": "<p>From the template.</p>\n",
    "atlas/query/common.py": "\n\nlast_checked = lambda atlas: '2001-02-03'\n",
    "macros.py": """

_define_env = define_env


def define_env(env):
    _define_env(env)
    env.conf["site_name"] = "Site Named by Hand"
""",
}


def test_a_preview_shows_each_change_and_outlives_every_mistake(project: Path, atlas: Atlas) -> None:
    shown, edit = query.projects.select_projects(atlas, city="makassar")[0].id, partial(replace_once, project)
    page, partners = "docs/cities/makassar.md", project / "data/partners.yml"
    sound = (project / "data/projects.yml").read_text(encoding="utf-8")
    change_record(project, "projects", shown, nam="x")
    with preview(project) as running:
        for path in ("", MAKASSAR, "about/licence/"):
            marked = lxml.html.fromstring(running.fetch(path))
            assert "there is no field 'nam' here" in text_of(*marked.xpath("//div[@class='problem']")), path

        # Files that are saved at once are one change. A wrong call shows in its place, and the rest of the page stays.
        edit(page, "{{ city_lead() }}", "A line by hand. {{ city_lead(1) }}")
        (project / "data/projects.yml").write_text(sound, encoding="utf-8")
        running.comes_to_show(MAKASSAR, f'id="{shown}"')
        assert "problem" not in running.fetch("")
        for text in ("A line by hand.", "city_lead: too many positional arguments"):
            assert text in running.fetch(MAKASSAR)
        with pytest.raises(HTTPError, match="404"):
            running.fetch("api/v1/projects.json")  # unless it is asked to, a preview makes no files of data
        assert "og:image" not in running.fetch(MAKASSAR)  # a preview draws no pictures

        # Code, templates and records all show.
        change_record(project, "projects", shown, name="Renamed by Hand")
        edit(page, "A line by hand. {{ city_lead(1) }}", "{{ city_lead() }}")
        edit("mkdocs.yml", 'exports: !ENV [EXPORTS, ""]', "exports: build")
        for file, added in ADDED.items():
            with (project / file).open("a", encoding="utf-8") as changed:
                changed.write(added)
        for text in ("Renamed by Hand</a>", "From the template.", "3 February 2001", "Site Named by Hand"):
            running.comes_to_show(MAKASSAR, text)
        running.comes_to_show("api/v1/projects.json", f'"{shown}"')

        # Data that cannot be parsed: never the old page, and no end of the preview.
        with (project / "hooks.py").open("a", encoding="utf-8") as hooks:
            hooks.write("# changed\n")
        partners.write_text("partners: [", encoding="utf-8")
        running.comes_to_show(MAKASSAR, "yaml-syntax")
        assert "Renamed by Hand" not in running.fetch(MAKASSAR)
        wait_for(lambda: "hooks.py was changed, and a preview reads it only once: stop it" in running.terminal)
        assert running.terminal.count("Detected file changes") == 3
