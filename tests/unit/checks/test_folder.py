"""Files and paths that lead out of the project or cannot be read: each is a finding, and none of it is read."""

import contextlib
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from atlas.checks import examine
from atlas.read.findings import text
from tests.conftest import copy_project

LINK_HINT = "put the file itself here: a link may lead out of the project, and not every system has links"


@pytest.fixture
def project(canonical: Path, tmp_path: Path) -> Path:
    """A copy of the small project with the configuration, the code and the theme of the real one."""
    folder = copy_project(tmp_path / "project", without=("data", "docs"))
    for part in ("data", "docs"):
        shutil.copytree(canonical / part, folder / part)
    (folder / "docs/assets").mkdir()
    return folder


LINKS = {
    "data/cities.yml": "/etc/passwd",
    "data/reports/new.yml": "/etc/passwd",
    "docs/index.md": "../../secret.md",
    "docs/assets/new.png": "nowhere",
    "docs/cities/.meta.yml": "/etc/passwd",
    "overrides/main.html": "/etc/passwd",
    "atlas/site/templates/shared/ui.html": "/etc/passwd",
    "docs/folder": "/etc",
    "docs/above": "..",
    "docs/loop": "loop",
}


def test_a_link_is_named_with_its_target_and_nothing_is_read(project: Path) -> None:
    for file, target in LINKS.items():
        (project / file).unlink(missing_ok=True)
        (project / file).symlink_to(target)
    with (
        patch.object(Path, "read_text", autospec=True, side_effect=Path.read_text) as read,
        patch.object(Path, "read_bytes") as raw,
    ):
        found = examine(project).findings
    assert {finding.file: text([finding], project) for finding in found} == {
        file: f"{file}  symbolic-link  this is a symbolic link to '{target}'\n   hint: {LINK_HINT}"
        for file, target in LINKS.items()
    }
    assert ([call.args[0] for call in read.call_args_list], raw.called) == ([project / "mkdocs.yml"], False)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as there, contextlib.chdir(path.parent):  # its path has at most 108 bytes
        there.bind(path.name)


FOLDER_FOR_FILE = ("this is a folder, but its name is that of a file", "rename it")
NEITHER = ("this is neither a file nor a folder", "remove it")
#: What stands in the place of files, and what the check says of them; it does not wait for a pipe.
IN_PLACE: list[tuple[Callable[[Path], None], str, tuple[str, str]]] = [
    (os.mkfifo, "data/cities.yml docs/index.md docs/assets/new.png", NEITHER),
    (make_socket, "data/socket", NEITHER),
    (Path.mkdir, "data/glossary.yml data/reports/new.yml docs/about/method.md mkdocs.yml", FOLDER_FOR_FILE),
    (Path.touch, "overrides", ("this is a file, but a folder is meant", "remove it")),
]


def test_what_is_not_what_its_name_says_is_named(project: Path) -> None:
    due = {}
    for make, files, says in IN_PLACE:
        for path in (project / file for file in files.split()):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            make(path)
        due |= dict.fromkeys(files.split(), ("unreadable", *says))
    found = examine(project).findings
    assert {finding.file: (finding.rule, finding.message, finding.hint) for finding in found} == due


@pytest.mark.parametrize("file", ["data/cities.yml", "docs/cities", "mkdocs.yml"])
def test_what_may_not_be_read_is_named(project: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    # By way of the question, not of the rights: an administrator may read everything.
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.X_OK or Path(path) != project / file)
    [finding] = examine(project).findings
    says = ("this may not be read", "give yourself the right to read it")
    assert (finding.file, finding.rule, finding.message, finding.hint) == (file, "unreadable", *says)
