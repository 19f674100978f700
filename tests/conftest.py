"""What all tests share: the real project, and small copies of it to break."""

import os
import shutil
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock

from atlas.checks import Examined
from atlas.model.atlas import Atlas
from atlas.read.yaml_file import parse

ROOT = Path(__file__).resolve().parent.parent

# Compiled code and templates are kept, as on any machine, in whatever environment the tests and what they start are run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

PARTS = ["data", "docs", "atlas", "overrides", "macros.py", "hooks.py", "mkdocs.yml", "mkdocs.id.yml", "locale"]

#: Where the longest tests are: they begin, so that no worker is left alone with one of them at the end.
LONGEST = {"test_preview", "test_build"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture(scope="session")
def examined() -> Examined:
    """The real project, read and checked once in each process."""
    from tests.data.real import EXAMINED  # noqa: PLC0415 - it imports this module

    return EXAMINED


@pytest.fixture(scope="session")
def atlas(examined: Examined) -> Atlas:
    """The real records."""
    assert examined.atlas is not None, examined.findings
    return examined.atlas


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to ask for it has filled; the others wait for it."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    done = folder.with_suffix(".done")
    with FileLock(folder.with_suffix(".lock")):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project, free to be broken."""
    return copy_project(tmp_path / "project")


def copy_project(folder: Path, without: Container[str] = (), project: Path = ROOT) -> Path:
    """Copy what a build reads of a project into a folder, some parts left out."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if part in without:
            continue
        source = project / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


@contextmanager
def open_data(path: Path) -> Iterator[Any]:
    """Open a data file for changes; it is written in the form of PyYAML, and its first comments stay."""
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    whole = parse(path.name, text).value
    yield whole
    path.write_text(head + yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


def change_record(project: Path, collection: str, record_id: str, **fields: object) -> None:
    """Give a record in a copy other fields."""
    with open_data(project / f"data/{collection.replace('_', '-')}.yml") as whole:
        [record] = [record for record in whole[collection] if record["id"] == record_id]
        record |= fields


@pytest.fixture
def edit(project: Path) -> Callable[[str, str, str], None]:
    """Replace a text that occurs once in a file of the copy."""

    return partial(replace_once, project)


def replace_once(project: Path, file: str, old: str, new: str) -> None:
    """Replace a text that occurs once in a file of a copy."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
