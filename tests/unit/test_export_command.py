"""``python -m atlas export``: writes every file of data into a folder, all of it or nothing."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas import export
from atlas.__main__ import main
from tests.breaks import SMALL
from tests.exported import needed, small

ON_DEMAND = ["data/ascn-atlas.sqlite", "data/ascn-atlas.xlsx"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of one's own, and one that was made before."""
    folder = tmp_path / "taken along"
    (folder / "data").mkdir(parents=True)
    (folder / "data/mine.csv").write_bytes(b"id\r\n")
    (folder / "data/rows.csv").write_bytes(b"of before")
    return folder


def run(folder: Path, *arguments: str, root: Path = SMALL) -> Result:
    return CliRunner().invoke(main, ["export", str(folder), "--root", str(root), *arguments], catch_exceptions=False)


def error(result: Result) -> str:
    """What a command that could not run says."""
    assert result.exit_code == 2
    return result.stderr.removeprefix("Error: ").rstrip()


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def _packages() -> None:
    needed("xlsxwriter")


@pytest.mark.usefixtures("_packages")
def test_every_file_is_written_and_what_was_there_stays(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0, result.output
    there = everything(folder)
    assert there.pop("data/mine.csv") == b"id\r\n"
    assert set(there) == export.paths(small())
    assert set(there) > set(ON_DEMAND)
    size = sum(map(len, there.values())) / 1e6
    assert result.stdout == f"wrote {len(there)} files ({size:.1f} MB) to {folder}\n"


@pytest.mark.usefixtures("_packages")
def test_the_address_of_the_site_is_an_option_or_a_variable(folder: Path) -> None:
    run(folder, "--site-url", "https://example.org/atlas")
    given = everything(folder)
    for address in ("https://example.org/atlas", "https://example.org/atlas/"):
        result = CliRunner().invoke(main, ["export", str(folder), "--root", str(SMALL)], env={"SITE_URL": address})
        assert result.exit_code == 0
        assert everything(folder) == given
    assert b"https://example.org/atlas/cities/alfa/\r\n" in given["data/cities.csv"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("city: alfa", "city: atlantis", id="nothing can be built on the records"),
        pytest.param("as_of: '2024-09-30'", "as_of: '2094-09-30'", id="a rule is broken"),
    ],
)
def test_with_data_that_cannot_be_used_it_points_to_the_check(folder: Path, tmp_path: Path, old: str, new: str) -> None:
    project = tmp_path / "project"
    shutil.copytree(SMALL, project)
    file = project / "data/projects.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = everything(folder)
    assert error(run(folder, root=project)) == "the data cannot be used as they are: see 'python -m atlas check'"
    assert everything(folder) == before


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "xlsxwriter"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    before = everything(folder)
    assert error(run(folder)) == (
        "the package 'xlsxwriter' is missing: install it with "
        "'python -m pip install --requirement requirements-data.txt'"
    )
    assert everything(folder) == before


@pytest.mark.usefixtures("_packages")
def test_a_file_that_cannot_be_written_is_named_and_stays_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "rows.csv":
            raise OSError(28, os.strerror(28), str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert error(run(folder)) == f"cannot write {folder / 'data/rows.csv'}: No space left on device"
    assert [path.read_bytes() for path in folder.rglob("*rows.csv*")] == [b"of before"]
