"""How the data are cited, in the form that GitHub, Zenodo and reference managers read."""

from __future__ import annotations

import subprocess
import sys

import yaml

import atlas
from atlas.export import dataset
from atlas.export.metadata import read_releases
from tests.conftest import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_citation_is_of_the_form_that_its_readers_know() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    result = subprocess.run([*command, "CITATION.cff"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_it_cites_the_newest_release_of_the_data() -> None:
    newest = read_releases(ROOT)[0]
    assert (CITATION["version"], CITATION["date-released"]) == (newest.number, newest.date), (
        "write both in CITATION.cff"
    )


def test_a_package_has_the_number_of_the_release_that_it_holds() -> None:
    assert atlas.__version__ == read_releases(ROOT)[0].number, "write it in atlas/__init__.py"


def test_it_describes_the_data_as_catalogues_do_and_names_no_person() -> None:
    assert (CITATION["type"], CITATION["license"]) == ("dataset", "CC-BY-4.0")
    assert CITATION["authors"] == [{"name": "ASCN Atlas"}]
    assert CITATION["title"] == dataset.TITLE
    assert CITATION["abstract"] == dataset.DESCRIPTION
    assert CITATION["keywords"] == list(dataset.KEYWORDS)
