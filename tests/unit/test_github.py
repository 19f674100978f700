"""The workflows: no more rights than they need, and nothing that can change behind their back."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import atlas as package
from atlas.read.yaml_file import read
from tests.conftest import ROOT

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
    ("weekly.yml", "copies"): {"contents": "read"},
    ("weekly.yml", "propose"): {"contents": "write", "pull-requests": "write"},
    ("weekly.yml", "report"): {"issues": "write"},
}

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
    assert len(writing) == 4
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


# A release


@pytest.mark.parametrize(("tag", "code"), [("data-{}", 0), ("data-{}0", 1)])
def test_a_tag_has_the_number_of_the_release(tag: str, code: int) -> None:
    [step] = [step for step in JOBS["release.yml", "build"]["steps"] if "Compare the tag" in step.get("name", "")]
    environment = {**os.environ, "GITHUB_REF_NAME": tag.format(package.__version__)}
    result = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, f"tag it data-{package.__version__}\n" in result.stdout) == (code, bool(code))
