"""The package by itself: a wheel brings the data, and needs nothing of the site or of the repository."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.metadata import Metadata

import atlas
from atlas import query
from atlas.export import wheel
from atlas.export.metadata import read_releases
from tests.conftest import ROOT, made_once
from tests.data.real import ATLAS, EDITION

#: Packages of a project that only build its site.
SITE_ONLY = {"mkdocs", "material", "mkdocs_macros", "PIL"}

Python = Callable[[Path, str], str]


def build(folder: Path) -> None:
    """Make a wheel as pip does, in a folder, and unpack it beside it as an installer does."""
    code = f"import sys; sys.path.insert(0, 'atlas/export'); from wheel import build_wheel; build_wheel({str(folder)!r}, None)"
    result = run(
        [sys.executable, "-I", "-S", "-c", code],
        ROOT,
        SITE_URL="https://example.org/",
        REPO_URL="https://github.example/o/r",
    )
    assert result.returncode == 0, result.stderr
    [made] = folder.glob("*.whl")
    zipfile.ZipFile(made).extractall(folder / "installed")


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    surroundings = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the project, which was unpacked beside it."""
    [found] = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return found


@pytest.fixture
def installed(made: Path) -> Path:
    """The folder that the wheel was unpacked into."""
    return made.parent / "installed"


@pytest.fixture
def python(tmp_path: Path) -> Python:
    """Runs code in an empty folder, with a package in front of the installed packages, and no other way to it."""

    def execute(package: Path, code: str) -> str:
        path = f"import sys; sys.path[:0] = [{str(package)!r}]; sys.path.append({sysconfig.get_path('purelib')!r})\n"
        # -I: neither the folder nor any setting adds to the import path; -S: nor what is installed, until asked for
        result = run([sys.executable, "-I", "-S", "-c", path + code], tmp_path)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return execute


def test_a_wheel_loads_the_records_of_the_repository_without_being_unpacked(made: Path, python: Python) -> None:
    code = "import ascn_atlas as it; print(it.__file__, it.__version__); [print(repr(record)) for _, _, record in it.load().records()]"
    where, *records = python(made, code).splitlines()
    newest = read_releases(ROOT)[0]
    assert where == f"{made / 'ascn_atlas/__init__.py'} {newest.number}"
    with zipfile.ZipFile(made) as packed:
        assert f"## {newest.number} ({newest.date})" in packed.read("ascn_atlas/data/CHANGELOG.md").decode()
    assert records == [repr(record) for _, _, record in ATLAS.records()]
    assert records == [repr(record) for _, _, record in atlas.load().records()]


def test_importing_the_package_imports_nothing_that_takes_time(installed: Path, python: Python) -> None:
    code = "import re, sys, ascn_atlas; print(*[name for name in sys.modules if re.match(r'(pydantic|yaml|babel|ascn_atlas\\.)', name)])"
    assert python(installed, code) == "\n"


#: Refuses some packages, as an environment without them does, and the name that the package has in the repository.
REFUSE = """
import sys
class Refuse:
    def find_spec(self, name, *_):
        if name.partition(".")[0] in {refused!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
"""

#: Imports every module but those that run a command or draw.
IMPORT_ALL = """
import importlib, pkgutil, ascn_atlas
for module in pkgutil.walk_packages(ascn_atlas.__path__, "ascn_atlas."):
    if module.name.partition(".")[2] not in {"__main__", "site.drawing", "site.pictures", "site.publication"}:
        importlib.import_module(module.name)
print(len([name for name in sys.modules if name.startswith("ascn_atlas.")]) > 40)
"""


def test_every_module_imports_without_the_site_under_the_name_of_the_wheel(installed: Path, python: Python) -> None:
    assert python(installed, REFUSE.format(refused=SITE_ONLY | {"atlas"}) + IMPORT_ALL) == "True\n"


def test_the_examples_run_with_what_the_package_requires_and_nothing_else(installed: Path, python: Python) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    short = "\n".join(line[4:] for line in project["readme"]["text"].splitlines() if line.startswith("    "))
    page = (ROOT / "docs/about/library.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    plans = {country: query.plans.plans_of(ATLAS, country) for country in ATLAS.countries}
    completed = {
        country: [plan.project.name for plan in found if plan.outcome == "completed"]
        for country, found in plans.items()
    }
    refused = SITE_ONLY | {"atlas", "jinja2", "markupsafe", "lxml", "click"}
    assert python(installed, f"{REFUSE.format(refused=refused)}\n{short}\n{example}").splitlines() == [
        ATLAS.projects["jaklingko"].status.value,
        f"Data of {query.common.last_checked(ATLAS)}.",
        *(
            "; ".join([f"{country.name}: {len(completed[code])} of {len(plans[code])}", *completed[code]])
            for code, country in ATLAS.countries.items()
        ),
    ]


def test_an_installed_wheel_says_that_its_commands_need_a_checkout(installed: Path, tmp_path: Path) -> None:
    result = run([sys.executable, "-m", "ascn_atlas", "check"], tmp_path, PYTHONPATH=str(installed))
    said = "is no checkout of the project: run this in a copy of its repository, with data/ and docs/"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"Error: {installed} {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_without_their_packages_the_commands_name_the_extra(installed: Path, tmp_path: Path) -> None:
    code = f"import runpy, sys; sys.path.insert(0, {str(installed)!r}); runpy.run_module('ascn_atlas', run_name='__main__')"
    result = run([sys.executable, "-I", "-S", "-c", code], tmp_path)
    said = "Error: the commands need more packages: python -m pip install 'ascn-atlas[commands]'\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said)


def test_what_is_wrong_with_the_data_is_named_with_its_place(installed: Path, tmp_path: Path, python: Python) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(installed, damaged)
    code = """
import ascn_atlas as atlas, pathlib
file = pathlib.Path(atlas.__file__).parent / "data/glossary.yml"
for damage in (lambda: file.write_text("glossary: [\\n"), file.unlink):
    damage()
    try: atlas.load()
    except atlas.DataError as error: print(error)
"""
    first, second = python(damaged, code).split("the data cannot be used as they are\n\n")[1:]
    assert first.startswith("data/glossary.yml:1:11  yaml-syntax  ")
    assert second == "data/glossary.yml  missing-file  this data file does not exist\n   hint: add it again\n"


def test_a_wheel_holds_the_package_and_its_data_and_nothing_else(made: Path) -> None:
    assert made.name == f"ascn_atlas-{read_releases(ROOT)[0].number}-py3-none-any.whl"
    with zipfile.ZipFile(made) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    described = {name.partition(".dist-info/")[2]: name for name in contents if ".dist-info/" in name}
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "atlas").rglob("*") if path.is_file()}
    code = {f"ascn_{path}" for path in files if "__pycache__" not in path}
    data = [path for pattern in ("*.yml", "reports/*.yml", "*.md") for path in (ROOT / "data").glob(pattern)]
    assert contents.keys() - set(described.values()) == code | {
        f"ascn_atlas/{path.relative_to(ROOT).as_posix()}" for path in data
    }
    assert described.keys() == {"METADATA", "RECORD", "WHEEL", "licenses/LICENSE", "licenses/LICENSE-DATA"}
    for line in contents[described["RECORD"]].decode().splitlines()[:-1]:
        name, checksum, size = line.split(",")
        digest = urlsafe_b64decode(checksum.removeprefix("sha256=") + "=")
        assert (digest, int(size)) == (sha256(contents[name]).digest(), len(contents[name])), name
    metadata = Metadata.from_email(contents[described["METADATA"]], validate=True)
    needed = [(it.name, it.marker is None) for it in metadata.requires_dist or []]
    base, extra = ["pydantic", "PyYAML", "Babel"], ["Jinja2", "MarkupSafe", "lxml", "click"]
    assert needed == [*((name, True) for name in base), *((name, False) for name in extra)]
    assert metadata.project_urls == {
        "Homepage": "https://example.org/",
        "Repository": "https://github.example/o/r",
    }


def test_the_site_offers_the_same_wheel(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "https://github.example/o/r")
    edition = replace(EDITION, site="https://example.org/")
    assert dict(wheel.files(edition)) == {f"data/python/{made.name}": made.read_bytes()}


def test_the_site_is_built_with_what_the_package_requires_and_the_group_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["commands"]]
    named += project["dependency-groups"]["site"]
    names = {re.split("[=><]", requirement)[0].lower() for requirement in named}
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    assert names <= set(re.findall(r"^([\w-]+)==", locked, re.MULTILINE))
    assert {"include-group": "site"} in project["dependency-groups"]["test"]
