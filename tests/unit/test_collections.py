"""A collection has one entry in the model, and everything else follows from it."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.breaks import SMALL
from tests.conftest import ROOT
from tests.exported import needed

TYPE = '''\
class Boat(Record):
    """A boat of the network."""

    id: Annotated[str, Ref("boats")]
    name: str


@dataclass(frozen=True, eq=False)
class Atlas:
'''
ENTRY = '    boats: Annotated[dict[str, Boat], Collection(pages=("network/boats.md",), order=("name",))]\n    network:'
PAGE = "---\ndescription: All boats of the network, for a test of a collection that is new.\n---\n\n# Boats\n"


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "atlas", *arguments, "--root", "small"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_new_collection_needs_one_entry(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "atlas", tmp_path / "atlas", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SMALL, tmp_path / "small")
    model = tmp_path / "atlas/model/atlas.py"
    text = model.read_text(encoding="utf-8")
    text = text.replace("import Record\n", "import Record, Ref\n", 1).replace("    network:", ENTRY, 1)
    before, after = text.split("@dataclass(frozen=True, eq=False)\nclass Atlas:\n")
    model.write_text(before + TYPE + after, encoding="utf-8")
    boats = tmp_path / "small/data/boats.yml"
    boats.write_text("boats:\n  - {name: Sampan, id: sampan}\n  - {name: Junk, id: junk}\n", encoding="utf-8")
    (tmp_path / "small/docs/network/boats.md").write_text(PAGE, encoding="utf-8")

    run(tmp_path, "check")
    run(tmp_path, "fmt")
    assert boats.read_text(encoding="utf-8").split() == [
        "boats:",
        "-",
        "id:",
        "junk",
        "name:",
        "Junk",
        "-",
        "id:",
        "sampan",
        "name:",
        "Sampan",
    ]
    assert (tmp_path / "small/data/schema/boats.schema.json").is_file()

    needed("xlsxwriter")
    run(tmp_path, "export", "out")
    lines = (tmp_path / "out/data/boats.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["id,name,web_page", "junk,Junk,network/boats/#junk", "sampan,Sampan,network/boats/#sampan"]
    assert {path.name for path in tmp_path.glob("out/api/v1/boats*/*")} == {"junk.json", "sampan.json"}
    assert (tmp_path / "out/api/v1/boats.json").is_file()
