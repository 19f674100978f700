"""The guides under docs/contributing/ as somebody follows them: what they print, and the commands in it."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

GUIDES = ROOT / "docs/contributing"

_BLOCK = re.compile(r"^ *```(console|yaml)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Yield what a guide prints: the language of each block, and its text."""
    for language, text in _BLOCK.findall((GUIDES / page).read_text(encoding="utf-8")):
        yield language, textwrap.dedent(text)


def commands_in(text: str) -> list[str]:
    """Return the commands in a block, without the preview, which runs until it is stopped."""
    lines = [line.removeprefix("$ ").partition("  #")[0].strip() for line in text.splitlines() if line[:2] == "$ "]
    return [line for line in lines if not line.startswith("make serve")]


def commands_of(page: str) -> list[str]:
    """Return the commands that a guide prints."""
    return [line for language, text in blocks(page) if language == "console" for line in commands_in(text)]


def set_up(project: Path) -> None:
    """Make a copy of the project a clone in which the commands of a guide run, on its branch `main`."""
    for file in ("Makefile", "requirements.txt", ".gitignore"):
        shutil.copy(ROOT / file, project / file)
    python = project / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (project / ".venv/serve").touch()
    run(project, "git init -q -b main && git add . && git -c user.name=A -c user.email=a@example.org commit -qm A")


def run(project: Path, line: str) -> str:
    """Run a command as it is printed, in the folder of the project; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "GIT_"))}
    environment["ARCHIVE_URL"] = "http://127.0.0.1:9"  # no test asks the real one
    result = subprocess.run(
        ["bash", "-c", line], cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
    return result.stdout
