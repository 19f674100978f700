"""Files and paths that lead out of the project or cannot be read: each is a finding, and none of it is read."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.checks import examine, folder
from atlas.read.findings import text
from tests.conftest import ROOT, copy_project

Edit = Callable[[str, str, str], None]
LINK_HINT = "put the file itself here: a link may lead out of the project, and not every system has links"


@pytest.fixture
def project(canonical: Path, tmp_path: Path) -> Path:
    """A copy of the small project with the configuration, the code and the theme of the real one."""
    folder = copy_project(tmp_path / "project", without=("data", "docs"))
    for part in ("data", "docs"):
        shutil.copytree(canonical / part, folder / part)
    (folder / "docs/assets").mkdir()
    return folder


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but mkdocs.yml may be opened."""
    read_text = Path.read_text

    def refuse(path: Path, *arguments: str, **options: str) -> str:
        assert path.name == "mkdocs.yml", f"{path} was read"
        return read_text(path, *arguments, **options)

    monkeypatch.setattr(Path, "read_text", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)


@pytest.mark.usefixtures("no_reading")
@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("data/cities.yml", "/etc/passwd"),
        ("data/reports/new.yml", "/etc/passwd"),
        ("docs/index.md", "../../secret.md"),
        ("docs/assets/new.png", "nowhere"),
        ("docs/cities/.meta.yml", "/etc/passwd"),
        ("overrides/main.html", "/etc/passwd"),
        ("atlas/site/templates/shared/ui.html", "/etc/passwd"),
        ("docs/folder", "/etc"),
        ("docs/folder", ".."),
        ("docs/folder", "folder"),
    ],
)
def test_a_link_is_named_with_its_target_and_nothing_is_read(project: Path, file: str, target: str) -> None:
    (project / file).unlink(missing_ok=True)
    (project / file).symlink_to(target)
    [finding] = examine(project).findings
    message = f"this is a symbolic link to '{target}'"
    assert text([finding], project) == f"{file}  symbolic-link  {message}\n   hint: {LINK_HINT}"


def test_a_folder_of_data_that_is_a_link_as_a_whole_is_named(project: Path, tmp_path: Path) -> None:
    (project / "data").rename(tmp_path / "data")
    (project / "data").symlink_to(tmp_path / "data")
    assert [(f.file, f.rule) for f in examine(project).findings] == [
        ("data", "symbolic-link"),
        ("mkdocs.yml", "configured-path"),  # a preview would watch it
    ]


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as there:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket has at most 108 bytes
        there.bind(path.name)
        os.chdir(here)


FOLDER_FOR_FILE = ("this is a folder, but its name is that of a file", "rename it")
NEITHER = ("this is neither a file nor a folder", "remove it")


@pytest.mark.parametrize(
    ("file", "make", "says"),
    [
        ("data/cities.yml", os.mkfifo, NEITHER),  # which is not waited for
        ("docs/index.md", os.mkfifo, NEITHER),
        ("docs/assets/new.png", os.mkfifo, NEITHER),
        ("data/socket", make_socket, NEITHER),
        ("data/cities.yml", Path.mkdir, FOLDER_FOR_FILE),
        ("data/reports/new.yml", Path.mkdir, FOLDER_FOR_FILE),
        ("docs/index.md", Path.mkdir, FOLDER_FOR_FILE),
        ("mkdocs.yml", Path.mkdir, FOLDER_FOR_FILE),
        ("data", Path.touch, ("this is a file, but a folder is meant", "remove it")),
    ],
)
def test_what_is_not_what_its_name_says_is_named(
    project: Path, file: str, make: Callable[[Path], None], says: tuple[str, str]
) -> None:
    path = project / file
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    make(path)
    [finding] = examine(project).findings
    assert (finding.file, finding.rule, finding.message, finding.hint) == (file, "unreadable", *says)


@pytest.mark.parametrize("file", ["data/cities.yml", "docs/cities", "mkdocs.yml"])
def test_what_may_not_be_read_is_named(project: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    # By way of the question, not of the rights: an administrator may read everything.
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.X_OK or Path(path) != project / file)
    [finding] = examine(project).findings
    says = ("this may not be read", "give yourself the right to read it")
    assert (finding.file, finding.rule, finding.message, finding.hint) == (file, "unreadable", *says)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("theme:\n", "docs_dir: /etc\ntheme:\n", "/etc"),
        ("theme:\n", "docs_dir: ../docs\ntheme:\n", "../docs"),
        ("theme:\n", "docs_dir: docs/../..\ntheme:\n", "docs/../.."),
        ("theme:\n", "site_dir: !ENV [SITE, /var/www]\ntheme:\n", "/var/www"),
        ("theme:\n", "site_dir: 'C:\\site'\ntheme:\n", "C:\\site"),
        ("theme:\n", "site_dir: \\\\server\\site\ntheme:\n", "\\\\server\\site"),
        ("theme:\n", "INHERIT: ~/mkdocs.yml\ntheme:\n", "~/mkdocs.yml"),
        ("custom_dir: overrides", "custom_dir: ..", ".."),
        ("hooks:\n", "hooks:\n  - docs/../../hooks.py\n", "docs/../../hooks.py"),
        ("  - data\n", "  - ..\\data\n", "..\\data"),
        ("on_undefined: strict\n", "on_undefined: strict\n      include_dir: /etc\n", "/etc"),
        ("hooks:\n", "hooks:\n  - outside/hooks.py\n", "outside/hooks.py"),
    ],
)
def test_a_configured_path_that_leads_out_is_named_at_its_place(
    project: Path, tmp_path: Path, edit: Edit, old: str, new: str, wrong: str
) -> None:
    (project / "outside").symlink_to(tmp_path)
    edit("mkdocs.yml", old, new)
    [finding] = examine(project).findings
    assert (finding.file, finding.rule) == ("mkdocs.yml", "configured-path")
    assert finding.message == f"'{wrong}' leads out of the project"
    assert finding.hint == "write a path inside the project, such as 'docs'"
    line = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line[finding.column - 1 :].strip("'").startswith(wrong)


HARMLESS = """
extra_css: [https://example.org/a.css]
x: a..b
y: ...
z: &a [*a]
w: !!python/name:os.system ''
"""


def test_what_leads_nowhere_else_is_no_finding(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(HARMLESS)
    assert examine(project).findings == []


def test_a_configuration_that_is_no_yaml_is_a_finding(project: Path) -> None:
    (project / "mkdocs.yml").write_text("a: [", encoding="utf-8")
    [finding] = examine(project).findings
    assert (finding.file, finding.line, finding.column, finding.rule) == ("mkdocs.yml", 1, 4, "configured-path")
    assert finding.message == "the bracket '[' that opens here is not closed on its line"
    assert finding.hint == "close it: ']'; a text that begins with a bracket needs quotation marks"


def test_a_page_that_is_not_utf8_is_a_finding_at_its_line(project: Path) -> None:
    path = project / "docs/cities/beta.md"
    path.write_bytes(path.read_bytes().replace(b"# Beta\n", b"# Beta\n\ncaf\xe9\n"))
    [finding] = examine(project).findings
    assert (finding.file, finding.line, finding.rule) == ("docs/cities/beta.md", 7, "encoding")
    assert (finding.message, finding.hint) == ("the byte E9 is not UTF-8", "save the file as UTF-8")


def test_the_folders_and_files_that_the_rules_look_at_exist() -> None:
    assert [name for name in [*folder.FOLDERS, *folder.FILES] if not (ROOT / name).exists()] == []


def test_yaml_is_read_with_a_safe_loader_only() -> None:
    unsafe = re.compile(
        r"yaml\.(?:load\((?!.*CSafeLoader)|load_all|full_load\w*|unsafe_load\w*|(?!CSafeLoader)\w*Loader)\b|from yaml import"
    )
    sources = [path for path in ROOT.rglob("*.py") if ".venv" not in path.parts and path != Path(__file__)]
    assert len(sources) > 40
    assert [path.name for path in sources if unsafe.search(path.read_text(encoding="utf-8"))] == []
