"""All editions built side by side: one site out of all of them, or the old one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.model.words import LANGUAGES
from tests.conftest import ROOT

#: In place of MkDocs: builds a page that names its language, fails for some, or waits.
GENERATOR = """
import os, pathlib, sys, time
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
site.mkdir()
print(site.name, "by", pathlib.Path(sys.argv[sys.argv.index("--config-file") + 1]).name, file=sys.stderr)
time.sleep(60 if "--wait" in sys.argv else 0)
(site / "index.html").write_text(os.environ["EDITIONS"])
sys.exit(os.environ["FAILING"] == site.name)
"""


def start(folder: Path, *options: str, failing: str = "") -> subprocess.Popen[str]:
    """Start to build into a folder that has an old site."""
    (folder / "made_up.py").write_text(GENERATOR, encoding="utf-8")
    (folder / "out/site").mkdir(parents=True)
    (folder / "out/site/old.html").touch()
    command = [sys.executable, "scripts/editions.py", "--generator", "made_up", "--site-dir", str(folder / "out/site")]
    environment = {**os.environ, "PYTHONPATH": str(folder), "FAILING": failing}
    return subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*") if path.is_file()}


def test_english_is_at_the_root_and_each_other_language_in_its_folder(tmp_path: Path) -> None:
    _, said = (building := start(tmp_path)).communicate(timeout=30)
    assert (building.returncode, files(tmp_path)) == (0, {"site/index.html", "site/id/index.html"})
    assert said == "English\nen by mkdocs.yml\nBahasa Indonesia\nid by mkdocs.id.yml\n"
    assert (tmp_path / "out/site/id/index.html").read_text(encoding="utf-8") == " ".join(LANGUAGES)


@pytest.mark.parametrize("failing", LANGUAGES)
def test_the_old_site_stays_if_an_edition_fails_and_what_is_wrong_in_english_is_said_once(
    tmp_path: Path, failing: str
) -> None:
    _, said = (building := start(tmp_path, "--quiet", failing=failing)).communicate(timeout=30)
    assert (building.returncode, files(tmp_path)) == (1, {"site/old.html"})
    assert said == "en by mkdocs.yml\n" + ("id by mkdocs.id.yml\n" if failing == "id" else "")
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out/site"]
