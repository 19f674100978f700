"""How the data are cited, in the form that GitHub, Zenodo and reference managers read."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import yaml

from atlas import query
from atlas.i18n import Texts
from tests.conftest import ROOT
from tests.data.real import ATLAS

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
TEXTS = Texts()


def test_the_citation_is_of_the_form_that_its_readers_know() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    result = subprocess.run([*command, "CITATION.cff"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_it_is_dated_as_the_data_are() -> None:
    newest = query.last_checked(ATLAS)
    assert CITATION["date-released"] == newest, f"write 'date-released: \"{newest}\"' in CITATION.cff"


def test_it_has_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert CITATION["version"] == project["version"]


def test_it_describes_the_data_as_catalogues_do_and_names_no_person() -> None:
    assert (CITATION["type"], CITATION["license"]) == ("dataset", "CC-BY-4.0")
    assert CITATION["authors"] == [{"name": "ASCN Atlas"}]
    assert CITATION["title"] == TEXTS("dataset.title")
    assert CITATION["abstract"] == TEXTS("dataset.description")
    assert CITATION["keywords"] == TEXTS("dataset.keywords").split(", ")
