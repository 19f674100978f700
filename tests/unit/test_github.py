"""The workflows: no more rights than they need, nothing that can change behind their back, no command that is not there."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import atlas as package
from atlas.__main__ import main
from atlas.model.atlas import Atlas
from atlas.read.yaml_file import read
from tests.conftest import ROOT
from tests.unit.test_makefile import script

BIN = Path(sys.executable).parent
WORKFLOWS = sorted(path.name for path in (ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(str(path) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*-a-*.yml"))

#: Every right that a job has: to give one more is a decision, made here.
RIGHTS = {
    ("check.yml", "tests"): {"contents": "read"},
    ("check.yml", "data"): {"contents": "read"},
    ("deploy.yml", "build"): {"contents": "read", "pages": "read"},
    ("deploy.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("release.yml", "build"): {"contents": "read", "pages": "read"},
    ("release.yml", "release"): {"contents": "write", "id-token": "write", "attestations": "write"},
    ("weekly.yml", "links"): {"contents": "read"},
    ("weekly.yml", "exit"): {"contents": "read"},
    ("weekly.yml", "report"): {"issues": "write"},
}

#: Files in which commands of the project are named.
NAMING_COMMANDS = [
    *(f".github/workflows/{name}" for name in WORKFLOWS),
    ".pre-commit-config.yaml",
    ".devcontainer/devcontainer.json",
    "README.md",
    "CONTRIBUTING.md",
    "MAINTAINING.md",
]


TEXTS = {name: (ROOT / ".github/workflows" / name).read_text(encoding="utf-8") for name in WORKFLOWS}
READ = {name: read(ROOT, f".github/workflows/{name}").value for name in WORKFLOWS}
JOBS = {(name, job): value for name in WORKFLOWS for job, value in READ[name]["jobs"].items()}


def said_by(tool: str, *arguments: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GH_", "GITHUB_"))}
    result = subprocess.run(
        [BIN / tool, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    return result.returncode, result.stdout + result.stderr


def test_each_file_has_the_form_that_github_reads() -> None:
    for schema, files in {
        "github-workflows": [f".github/workflows/{name}" for name in WORKFLOWS],
        "github-issue-forms": FORMS,
        "dependabot": [".github/dependabot.yml"],
    }.items():
        code, output = said_by("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
        assert code == 0, output


def test_every_action_is_pinned_by_its_commit_and_says_its_version() -> None:
    used = [line.strip() for text in TEXTS.values() for line in re.findall(r"uses:.*", text)]
    pinned = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line)] == []
    assert len({line.partition("@")[0] for line in used}) == len(set(used)) > 0, "one action in several versions"


def test_each_job_has_the_rights_it_needs_and_no_other_and_ends_by_itself() -> None:
    assert {name: READ[name]["permissions"] for name in WORKFLOWS} == {name: {} for name in WORKFLOWS}
    assert {job: value["permissions"] for job, value in JOBS.items()} == RIGHTS
    assert [job for job, value in JOBS.items() if "timeout-minutes" not in value] == []
    assert [name for name in WORKFLOWS if "concurrency" not in READ[name]] == []


def test_a_job_that_may_write_never_has_the_code_of_the_project() -> None:
    writing = [value for value in JOBS.values() if "write" in value["permissions"].values()]
    assert len(writing) == 3
    run = [step.get("run", step.get("uses", "")) for value in writing for step in value["steps"]]
    run = [command for command in run if not command.startswith("actions/download-artifact@")]  # what a build made
    assert [command for command in run if re.search(r"checkout|download|make |python|\.ci/", command)] == []


def test_nobody_can_reach_a_secret_and_no_checkout_leaves_its_token_behind() -> None:
    assert {name: sorted(READ[name]["on"]) for name in WORKFLOWS} == {
        "check.yml": ["pull_request"],
        "deploy.yml": ["push", "workflow_dispatch"],
        "release.yml": ["push"],
        "weekly.yml": ["schedule", "workflow_dispatch"],
    }
    assert [name for name, text in TEXTS.items() if "secrets" in text] == []
    steps = [step for value in JOBS.values() for step in value["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {"false"}


def test_every_command_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w./-]+):", makefile, flags=re.MULTILINE))
    for file in NAMING_COMMANDS:
        text = re.sub(r"#.*", "", (ROOT / file).read_text(encoding="utf-8"))
        unknown = set(re.findall(r"\bmake ([\w./-]+)", text)) - targets
        unknown |= set(re.findall(r"-m atlas (\w+)", text)) - set(main.commands)
        files = re.findall(r"\.ci/\w+|\.github/\w+\.toml|data/\w+\.yml", text)
        assert unknown | {path for path in files if not (ROOT / path).exists()} == set(), file


# A release


@pytest.mark.parametrize(("tag", "code"), [("data-{}", 0), ("data-{}0", 1)])
def test_a_tag_has_the_number_of_the_release(tag: str, code: int) -> None:
    [step] = [step for step in JOBS["release.yml", "build"]["steps"] if "Compare the tag" in step.get("name", "")]
    environment = {**os.environ, "GITHUB_REF_NAME": tag.format(package.__version__)}
    result = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, f"tag it data-{package.__version__}\n" in result.stdout) == (code, bool(code))


# The weekly run


def without_reason(config: str, urls: list[str]) -> list[str]:
    """The addresses left out of the link check that have no comment above them, or that no source has (any more)."""
    lines = [line.strip() for line in config.splitlines()]
    return [
        pattern
        for pattern in tomllib.loads(config)["exclude"]
        if not any(above.startswith("#") and line == f"'{pattern}'," for above, line in pairwise(lines))
        or not any(re.search(pattern, url) for url in urls)
    ]


def test_an_address_is_left_out_only_with_a_reason_and_while_a_source_has_it(atlas: Atlas) -> None:
    config = (ROOT / ".github/lychee.toml").read_text(encoding="utf-8")
    assert without_reason(config, [source.url for source in atlas.sources.values()]) == []
    sample = "exclude = [\n  # Asks for a password.\n  '^https://a\\.org/',\n  '^https://b\\.org/',\n  # Gone.\n  '^https://c\\.org/',\n]"
    assert without_reason(sample, ["https://a.org/x", "https://b.org/x"]) == ["^https://b\\.org/", "^https://c\\.org/"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine on which gh and lychee only write down what they are asked."""
    script(tmp_path / "bin/gh", 'printf "%s|" gh "$@" >> asked; echo >> asked; case "$2" in list) cat number;; esac')
    script(tmp_path / "bin/sleep", 'echo "sleep $1" >> asked')
    (tmp_path / "number").write_text("", encoding="utf-8")
    return tmp_path


def run_step(machine: Path, job: str, **environment: str) -> tuple[int, list[str]]:
    """What the last step of a weekly job asks for, and how it ends."""
    command = JOBS["weekly.yml", job]["steps"][-1]["run"]
    surroundings = {
        "PATH": f"{machine / 'bin'}:{os.environ['PATH']}",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_RUN_ID": "7",
        "GITHUB_STEP_SUMMARY": str(machine / "summary"),
        "RUNNER_TEMP": str(machine),
        **environment,
    }
    # The shell that GitHub runs a step in.
    result = subprocess.run(["bash", "-e", "-c", command], cwd=machine, env=surroundings, check=False, timeout=20)
    return result.returncode, (machine / "asked").read_text(encoding="utf-8").splitlines()


def test_a_failure_opens_an_issue_once_and_then_adds_to_it(machine: Path) -> None:
    body = "The weekly run says what is wrong: https://github.example/o/r/actions/runs/7"
    for number, command in (("", "create|--title|Links $(touch x)"), ("12\n", "comment|12")):
        (machine / "number").write_text(number, encoding="utf-8")
        code, asked = run_step(machine, "report", TITLE="Links $(touch x)")
        assert (code, asked[-1]) == (0, f"gh|issue|{command}|--body|{body}|")
    assert not (machine / "x").exists()


def test_a_link_is_asked_for_three_times_before_it_counts_as_broken(machine: Path) -> None:
    for good_try, code, tries in ((1, 0, 1), (3, 0, 3), (9, 1, 3)):
        (machine / "asked").unlink(missing_ok=True)
        asking = f"echo try >> asked; echo found > links.md; [ $(grep -c try asked) -ge {good_try} ]"
        script(machine / "bin/lychee", asking)
        assert run_step(machine, "links") == (code, ["sleep 0", "try", *["sleep 15m", "try"] * (tries - 1)])
        assert (machine / "summary").read_text(encoding="utf-8").endswith("found\n")
