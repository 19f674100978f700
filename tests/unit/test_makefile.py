"""The commands of a newcomer: what goes wrong on a new machine is said in one sentence."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.wheelhouse import split_lock
from tests.conftest import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder with spaces, before anything was set up."""
    folder = tmp_path / "a new clone"
    folder.mkdir()
    for file in [ROOT / "Makefile", *ROOT.glob("requirements*.txt")]:
        shutil.copy(file, folder / file.name)
    return folder


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment["LANGUAGE"] = "pt_BR:pt:en"  # as systems set it
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def said(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What a failed command said, without make's own lines."""
    assert result.returncode != 0
    return [line for line in result.stderr.splitlines() if not line.startswith("make")]


def test_an_unfit_python_is_told_what_is_needed(clone: Path, tmp_path: Path) -> None:
    needed = (
        "The Atlas needs Python 3.11 or newer: install it, or name it, for example: "
        "make serve PYTHON=/usr/bin/python3.12"
    )
    old = script(tmp_path / "python-old", 'case "$*" in *version_info*) exit 1;; esac')
    bare = script(tmp_path / "python-bare", 'case "$*" in *ensurepip*) exit 1;; esac')
    venv = "This Python lacks its venv module: on Debian and Ubuntu install it with: apt-get install python3-venv"
    for python, message in {str(old): needed, "": needed, str(bare): venv}.items():
        assert said(make(clone, "check", f"PYTHON={python}")) == [message]
    assert not (clone / ".venv").exists()


def test_a_python_without_the_packages_is_told_which_one_has_them() -> None:
    code = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module('atlas', run_name='__main__')"
    result = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    message = "this Python lacks the packages of the Atlas: run 'make .venv/serve', then use '.venv/bin/python'"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"Error: {message}\n")


@pytest.fixture
def set_up(clone: Path) -> Path:
    """The clone after the set-up: its environment is the one that runs these tests."""
    script(clone / ".venv/bin/python", f'exec "{sys.executable}" "$@"')
    (clone / "requirements-data.txt").touch()
    for stamp in ("serve", "data", "test"):
        (clone / ".venv" / stamp).touch()
    return clone


def test_a_taken_port_is_told_with_the_way_to_choose_another(set_up: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = make(set_up, "serve", f"PORT={port}")
    assert said(result) == [
        f"Port {port} on 127.0.0.1 cannot be used: something listens there already. "
        "Choose another: make serve PORT=8001"
    ]


def test_host_port_and_extent_reach_mkdocs(set_up: Path) -> None:
    script(set_up / ".venv/bin/python", 'case "$*" in *mkdocs*|*editions*) echo "$EXPORTS $OFFLINE $@";; esac')
    preview = "  -m mkdocs serve --livereload --dev-addr"
    expected = {
        "serve HOST=0.0.0.0 PORT=8123": f"{preview} 0.0.0.0:8123 --config-file mkdocs.yml\n",
        "serve LANGUAGE=id": f"{preview} 127.0.0.1:8000 --config-file mkdocs.id.yml\n",
        "data": "all  scripts/editions.py\n",
        "offline": "all 1 scripts/editions.py --site-dir offline\n",
    }
    assert {words: make(set_up, *words.split()).stdout for words in expected} == expected


def test_publishing_without_a_place_to_report_mistakes_says_so(set_up: Path) -> None:
    script(set_up / ".venv/bin/python", "exit 0")
    said = "Note: readers will not know where to report a mistake: set REPO_URL or CORRECTIONS_URL\n"
    assert make(set_up, "data").stderr == said
    for setting in ("REPO_URL=https://github.com/owner/name", "CORRECTIONS_URL=mailto:atlas@example.org"):
        assert make(set_up, "data", setting).stderr == ""


def test_lock_keeps_the_versions_that_still_fit_and_upgrade_does_not(set_up: Path) -> None:
    script(set_up / ".venv/bin/python", 'case "$*" in *compile*) echo "$@";; *pytest*) echo tests;; esac')
    locked, upgraded = (make(set_up, target).stdout.splitlines() for target in ("lock", "upgrade"))
    assert ["--upgrade" in line for line in locked] == [False] * 4
    assert ["--upgrade" in line for line in upgraded] == [*[True] * 4, False]
    assert upgraded[-1] == "tests"
    assert [line.replace(" --upgrade", "") for line in upgraded[:-1]] == locked


def test_help_names_every_target(set_up: Path) -> None:
    targets = re.findall(r"^\.PHONY: (help .+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = re.findall(r"^make (\w+)", make(set_up, "help").stdout, flags=re.MULTILINE)
    assert sorted(["help", *named]) == sorted(targets[0].split())


def test_the_lock_files_hold_hashes_and_name_no_registry() -> None:
    for file in ROOT.glob("requirements*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        packages = [number for number, line in enumerate(lines) if "==" in line]
        assert packages
        assert [lines[number] for number in packages if "--hash=sha256:" not in lines[number + 1]] == []
        assert "http" not in "\n".join(lines)


def test_a_wheelhouse_gets_each_version_in_the_lock_file_whatever_python_runs_pip() -> None:
    one, two, other = (
        "one==1 \\\n    --hash=sha256:a\n",
        "two==1 ; {} \\\n    --hash=sha256:b\n",
        "two==2 ; {} \\\n    --hash=sha256:c\n",
    )
    lock = one + two.format("python_version < '3.12'") + other.format("python_version >= '3.12'")
    assert split_lock(lock) == [(one + two).replace(" ; {}", ""), other.replace(" ; {}", "")]
