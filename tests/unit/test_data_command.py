"""``python -m atlas data``: adds what a build does not make to a built site, all of it or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas import export
from atlas.__main__ import main
from tests.exported import SMALL, needed, small

MADE = ["ascn-atlas.sqlite", "ascn-atlas.xlsx", "projects.parquet", "rows.parquet", "catalogue.ttl"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site with a file of data that its build made, and one that was made on demand before."""
    folder = tmp_path / "site"
    (folder / "data").mkdir(parents=True)
    (folder / "api/v1").mkdir(parents=True)
    (folder / "api/v1/index.json").write_text("{}", encoding="utf-8")
    (folder / "data/cities.csv").write_bytes(b"id\r\n")
    (folder / "data/rows.parquet").write_bytes(b"of before")
    return folder


def run(site: Path, *arguments: str, root: Path = SMALL) -> Result:
    return CliRunner().invoke(main, ["data", str(site), "--root", str(root), *arguments], catch_exceptions=False)


def error(result: Result) -> str:
    """What a command that could not run says."""
    assert result.exit_code == 2
    return result.stderr.removeprefix("Error: ").rstrip()


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def _packages() -> None:
    for package in ("xlsxwriter", "pyarrow"):
        needed(package)


@pytest.mark.usefixtures("_packages")
def test_every_file_is_added_with_the_sums_of_all_that_lie_there(site: Path) -> None:
    result = run(site)
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["wrote", f"data/{name}"] for name in [*MADE, "SHA256SUMS"]
    ]
    there = everything(site / "data")
    assert set(there) == {*MADE, "SHA256SUMS", "cities.csv"}
    assert {f"data/{name}" for name in there} <= export.paths(small())
    assert there["SHA256SUMS"].decode() == "".join(
        f"{sha256(there[name]).hexdigest()}  {name}\n" for name in sorted([*MADE, "cities.csv"])
    )


@pytest.mark.usefixtures("_packages")
def test_a_second_run_changes_nothing(site: Path) -> None:
    run(site)
    before = everything(site)
    assert run(site).exit_code == 0
    assert everything(site) == before


@pytest.mark.usefixtures("_packages")
@pytest.mark.parametrize("address", ["https://example.org/atlas", "https://example.org/atlas/"])
def test_the_address_of_the_site_is_an_option_or_a_variable(site: Path, address: str) -> None:
    run(site, "--site-url", address)
    given = everything(site)
    result = CliRunner().invoke(main, ["data", str(site), "--root", str(SMALL)], env={"SITE_URL": address})
    assert result.exit_code == 0
    assert everything(site) == given
    database = sqlite3.connect(":memory:")
    database.deserialize(given["data/ascn-atlas.sqlite"])
    assert database.execute("SELECT computed_page FROM cities WHERE id = 'alfa'").fetchall() == [
        ("https://example.org/atlas/cities/alfa/",)
    ]
    database.close()


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_without_a_built_site_it_says_how_to_build_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "empty":
        path.mkdir()
    if kind == "file":
        path.touch()
    assert error(run(path)) == f"there is no built site in '{path}': build it with 'make build'"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("city: alfa", "city: atlantis", id="nothing can be built on the records"),
        pytest.param("as_of: '2024-09-30'", "as_of: '2094-09-30'", id="a rule is broken"),
    ],
)
def test_with_data_that_cannot_be_used_it_points_to_the_check(site: Path, tmp_path: Path, old: str, new: str) -> None:
    project = tmp_path / "project"
    shutil.copytree(SMALL, project)
    file = project / "data/projects.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = everything(site)
    assert error(run(site, root=project)) == "the data cannot be used as they are: see 'python -m atlas check'"
    assert everything(site) == before


@pytest.mark.parametrize("package", ["xlsxwriter", "pyarrow"])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    site: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for exporter, name in ((export.excel, "xlsxwriter"), (export.parquet, "pyarrow")):
        if name != package:
            monkeypatch.setattr(exporter, "files", lambda edition: iter(()))  # noqa: ARG005
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Missing(package), *sys.meta_path])
    before = everything(site)
    assert error(run(site)) == (
        f"the package '{package}' is missing: install it with "
        "'python -m pip install --requirement requirements-data.txt'"
    )
    assert everything(site) == before


class _Missing:
    """An import system in which a package is not installed."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:  # noqa: ARG002
        if name == self.package:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)


def test_an_sqlite_that_is_too_old_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def files(edition: object) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001
        raise sqlite3.OperationalError("no such module: fts5")
        yield

    monkeypatch.setattr(export.database, "files", files)
    assert error(run(site)) == (f"SQLite {sqlite3.sqlite_version} cannot make the database: no such module: fts5")


@pytest.mark.usefixtures("_packages")
def test_where_one_file_cannot_be_written_none_is(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "rows.parquet":
            raise OSError(28, os.strerror(28), str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    before = everything(site)
    assert error(run(site)) == f"No space left on device: {site / 'data/rows.parquet'}; nothing was changed"
    assert everything(site) == before
