"""What a change adds, removes and alters, and how the command that prints it takes what it cannot compare."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.tools.diff import changes, render_changes

PROJECTS = """\
projects:
  - id: smart-bus
    name: Smart Bus
    focus_areas: [built-infrastructure]
    status: {value: planned, as_of: '2024'}
    figures:
      - {what: buses, value: 10, unit: buses}
      - {what: riders, value: 5, unit: people}
  - id: old-name
    name: Lamps
    started: 2019
  - id: gone
    name: Gone
"""
REPORT = """\
report:
  id: me-2025
  rows:
    - {project: smart-bus, stage: planning}
    - {project: gone, stage: ongoing}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small project whose first state is committed, in a folder with a space."""
    folder = tmp_path / "a project"
    for file, content in {
        "data/projects.yml": PROJECTS,
        "data/reports/me-2025.yml": REPORT,
        "docs/index.md": "# Home\n\nOld words.\n",
        "docs/old.md": "# Old\n",
    }.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content, encoding="utf-8")
    return commit(folder)


def commit(folder: Path) -> Path:
    """Commit all that is in a folder, which becomes a repository if it is none."""
    author = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for arguments in (["init"], ["add", "."], [*author, "commit", "--message", "it"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", "--root", str(folder), *arguments])


def replace(path: Path, *pairs: tuple[str, str]) -> None:
    content = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert content.count(old) == 1
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


@pytest.fixture
def changed(repository: Path) -> Path:
    """The project with a change of every kind."""
    replace(
        repository / "data/projects.yml",
        ("value: planned, as_of: '2024'", "value: operational, as_of: 2026-03"),
        ("value: 10", "value: 12"),
        ("      - {what: riders, value: 5, unit: people}\n", ""),
        ("started: 2019", "started: 2020"),
        ("  - id: gone\n    name: Gone\n", "  - id: fresh\n    name: Fresh | `bold`\n"),
    )
    replace(repository / "data/reports/me-2025.yml", ("    - {project: gone, stage: ongoing}\n", ""))
    replace(repository / "docs/index.md", ("Old", "New"))
    (repository / "docs/old.md").rename(repository / "docs/new.md")
    return repository


def test_every_kind_of_change_is_told_by_record_and_field(changed: Path) -> None:
    result = run(changed, "HEAD")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Records and pages: 2 added, 2 removed, 4 altered.",
        "",
        "pages",
        "  altered  docs/index.md  Home",
        "             text: # Home Old words. -> # Home New words.",
        "  added    docs/new.md  Old",
        "  removed  docs/old.md  Old",
        "",
        "projects",
        "  added    fresh  Fresh | `bold`",
        "  removed  gone  Gone",
        "  altered  old-name  Lamps",
        "             started: 2019 -> 2020",
        "  altered  smart-bus  Smart Bus",
        "             status.value: planned -> operational",
        "             status.as_of: 2024 -> 2026-03",
        "             figures[buses].value: 10 -> 12",
        "             figures[riders]: {what: riders, value: 5, unit: people} -> (nothing)",
        "",
        "reports",
        "  altered  me-2025",
        "             rows[gone]: {project: gone, stage: ongoing} -> (nothing)",
    ]


def test_in_markdown_whatever_people_wrote_is_code(changed: Path) -> None:
    result = run(changed, "HEAD", "--format", "markdown")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[9:16] == [
        "### Projects",
        "",
        "- added: `fresh` `` Fresh | `bold` ``",
        "- removed: `gone` `Gone`",
        "- altered: `old-name` `Lamps`",
        "    - `started`: `2019` → `2020`",
        "- altered: `smart-bus` `Smart Bus`",
    ]
    assert "    - `figures[riders]`: `{what: riders, value: 5, unit: people}` → nothing" in result.stdout.splitlines()


def test_the_order_and_form_of_a_file_are_no_change(repository: Path) -> None:
    first, _, rest = PROJECTS.removeprefix("projects:\n").partition("  - id: old-name\n")
    other_form = first.replace("{value: planned, as_of: '2024'}", '{as_of: "2024", value: "planned"}')
    path = repository / "data/projects.yml"
    path.write_text(f"# new\nprojects:\n  - id: old-name\n{rest}{other_form}", encoding="utf-8")
    result = run(repository, "HEAD")
    assert (result.exit_code, result.stdout) == (0, "No record and no page differs.\n")


def test_entries_that_nothing_tells_apart_are_told_by_their_place() -> None:
    before, after = ({"projects": {"a": {"notes": [{"text": "x"}, {"text": text}]}}} for text in "yz")
    assert render_changes(changes(before, after)).splitlines()[-1].strip() == "notes[2].text: y -> z"


def refusal(folder: Path, *arguments: str) -> str:
    """The last line of what a comparison that cannot be made says."""
    result = run(folder, *arguments)
    assert result.exit_code == 2
    return result.stderr.splitlines()[-1].removeprefix("Error: ")


def test_a_revision_that_is_none_ends_with_2(repository: Path, tmp_path: Path) -> None:
    for revision in ("no-such", "HEAD:data"):
        unknown = f"git knows no revision '{revision}' here: fetch it first, or correct its name"
        assert refusal(repository, revision) == unknown
    assert refusal(repository, "--", "--output=x") == "'--output=x' is no revision: it begins with '-'"
    assert not (repository / "x").exists()
    (repository / "docs/out.md").symlink_to(tmp_path / "secret.md")
    assert refusal(commit(repository), "HEAD").startswith("'HEAD' holds a file that is not unpacked: ")


def test_a_folder_or_machine_without_git_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "docs"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal(tmp_path, "HEAD").startswith(f"{tmp_path} is no repository of git (")
    monkeypatch.setenv("PATH", os.devnull)
    assert refusal(tmp_path, "HEAD") == "git is not installed, or not on the path"


def test_what_cannot_be_read_is_named(repository: Path) -> None:
    for content, reason in {"projects: [": "", "- a\n": "it holds no records"}.items():
        (repository / "data/projects.yml").write_text(content, encoding="utf-8")
        assert refusal(repository, "HEAD").startswith(f"data/projects.yml cannot be compared: {reason}")
