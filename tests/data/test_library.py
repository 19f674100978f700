"""The package by itself: a wheel brings the data, and needs nothing of the site or of the repository."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import atlas
from atlas import query
from atlas.export.metadata import read_releases
from tests.conftest import ROOT, copy_project, made_once
from tests.data.real import ATLAS

#: Packages of a project that only build its site.
SITE_ONLY = {"mkdocs", "material", "mkdocs_macros", "PIL"}

Python = Callable[[Path, str], str]


def build(folder: Path) -> None:
    """Make a wheel from a copy of the repository, in a folder, and unpack it beside it as an installer does."""
    source = copy_project(folder / "source", without={"docs", "overrides"})
    for part in ("pyproject.toml", "LICENSE", "LICENSE-DATA"):
        shutil.copy(ROOT / part, source)
    day = datetime.fromisoformat(query.common.last_checked(ATLAS)).replace(tzinfo=UTC)
    code = f"from setuptools.build_meta import build_wheel; build_wheel({str(folder)!r})"
    result = run([sys.executable, "-c", code], source, SOURCE_DATE_EPOCH=str(int(day.timestamp())))
    assert result.returncode == 0, result.stderr
    [wheel] = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    surroundings = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the project, which was unpacked beside it."""
    [found] = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return found


@pytest.fixture
def installed(wheel: Path) -> Path:
    """The folder that the wheel was unpacked into."""
    return wheel.parent / "installed"


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


def test_a_wheel_loads_the_records_of_the_repository_without_being_unpacked(wheel: Path, python: Python) -> None:
    code = "import atlas; print(atlas.__file__, atlas.__version__); [print(repr(record)) for _, _, record in atlas.load().records()]"
    where, *records = python(wheel, code).splitlines()
    newest = read_releases(ROOT)[0]
    assert where == f"{wheel / 'atlas/__init__.py'} {newest.number}"
    with zipfile.ZipFile(wheel) as packed:
        assert f"## {newest.number} ({newest.date})" in packed.read("atlas/data/CHANGELOG.md").decode()
    assert records == [repr(record) for _, _, record in ATLAS.records()]
    assert records == [repr(record) for _, _, record in atlas.load().records()]


def test_importing_the_package_imports_nothing_that_takes_time(installed: Path, python: Python) -> None:
    code = "import re, sys, atlas; print(*[name for name in sys.modules if re.match(r'(pydantic|yaml|jinja2|atlas\\.)', name)])"
    assert python(installed, code) == "\n"


#: Imports every module but those that run a command or draw, with the packages refused that only the site needs.
IMPORT_ALL = f"""
import importlib, pkgutil, sys
class Refuse:
    def find_spec(self, name, *_):
        if name.partition(".")[0] in {SITE_ONLY!r}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
import atlas
for module in pkgutil.walk_packages(atlas.__path__, "atlas."):
    if module.name not in {{"atlas.__main__", "atlas.site.drawing", "atlas.site.pictures", "atlas.site.publication"}}:
        importlib.import_module(module.name)
print(len([name for name in sys.modules if name.startswith("atlas.")]) > 40)
"""


def test_every_module_imports_without_the_site_and_the_examples_run(installed: Path, python: Python) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    short = "\n".join(line[4:] for line in project["readme"]["text"].splitlines() if line.startswith("    "))
    page = (ROOT / "docs/about/library.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    cities = sorted((city for city in ATLAS.cities.values() if city.country == "ID"), key=lambda city: city.name)
    running = {city.name: query.projects.select_projects(ATLAS, city=city.id, status="operational") for city in cities}
    assert python(installed, f"{IMPORT_ALL}\n{short}\n{example}").splitlines() == [
        "True",
        ATLAS.projects["jaklingko"].status.value,
        f"Data of {query.common.last_checked(ATLAS)}.",
        *(f"{city}: {', '.join(p.name for p in found) or 'none known'}" for city, found in running.items()),
    ]


def test_an_installed_wheel_says_that_its_commands_need_a_checkout(installed: Path, tmp_path: Path) -> None:
    result = run([sys.executable, "-m", "atlas", "check"], tmp_path, PYTHONPATH=str(installed))
    said = "is no checkout of the project: run this in a copy of its repository, with data/ and docs/"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"Error: {installed} {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_with_the_data_is_named_with_its_place(installed: Path, tmp_path: Path, python: Python) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(installed, damaged)
    code = """
import atlas, pathlib
file = pathlib.Path(atlas.__file__).parent / "data/glossary.yml"
for damage in (lambda: file.write_text("glossary: [\\n"), file.unlink):
    damage()
    try: atlas.load()
    except atlas.DataError as error: print(error)
"""
    first, second = python(damaged, code).split("the data cannot be used as they are\n\n")[1:]
    assert first.startswith("data/glossary.yml:1:11  yaml-syntax  ")
    assert second == "data/glossary.yml  missing-file  this data file does not exist\n   hint: add it again\n"


def test_a_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    def files(folder: str, *patterns: str) -> set[str]:
        return {path.relative_to(ROOT).as_posix() for pattern in patterns for path in (ROOT / folder).glob(pattern)}

    assert wheel.name == f"ascn_atlas-{read_releases(ROOT)[0].number}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as packed:
        held = packed.infolist()
        described = {name.partition(".dist-info/")[2]: name for name in packed.namelist() if ".dist-info/" in name}
        metadata = packed.read(described["METADATA"]).decode()
    code = files("atlas", "**/*.py", "py.typed", "site/outline.json", "site/templates/*/*", "tools/*.yml")
    code |= files("atlas/export", "*.ttl", "*.atom", "*.ics", "*.html", "*.sql")
    data = {f"atlas/{file}" for file in files("data", "*.yml", "reports/*.yml", "CHANGELOG.md")}
    assert {file.filename for file in held} - set(described.values()) == code | data
    licences = {"licenses/LICENSE", "licenses/LICENSE-DATA"}
    assert described.keys() == {"METADATA", "RECORD", "WHEEL", "top_level.txt", *licences}
    required = ["pydantic", "PyYAML", "Jinja2", "MarkupSafe", "Babel", "click"]
    assert re.findall(r"^Requires-Dist: ([\w-]+)", metadata, re.MULTILINE) == required
    assert "License-Expression: MIT AND CC-BY-4.0\n" in metadata
    # With the day of the data on every file nothing in a wheel depends on when and where it is made.
    day = datetime.fromisoformat(query.common.last_checked(ATLAS))
    assert {file.date_time for file in held} == {(day.year, day.month, day.day, 0, 0, 0)}


def test_the_site_is_built_with_what_the_package_requires_and_the_group_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["site"]]
    names = {re.split("[=><]", requirement)[0].lower() for requirement in named}
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    assert names <= set(re.findall(r"^([\w-]+)==", locked, re.MULTILINE))
    assert {"include-group": "site"} in project["dependency-groups"]["test"]
