"""How the data are cited, in the form that GitHub, Zenodo and reference managers read."""

from __future__ import annotations

import json
import subprocess
import sys

import yaml

import atlas as package
from atlas.export.metadata import read_releases
from tests.conftest import ROOT
from tests.site.conftest import Built

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_citation_is_of_the_form_that_its_readers_know() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    result = subprocess.run([*command, "CITATION.cff"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_it_cites_the_newest_release_as_the_package_does() -> None:
    newest = read_releases(ROOT)[0]
    cited = (CITATION["version"], CITATION["date-released"])
    assert cited == (newest.number, newest.date), "write both in CITATION.cff"
    assert package.__version__ == newest.number, "write it in atlas/__init__.py"


def test_it_describes_the_data_as_their_page_does_and_names_no_person(built: Built) -> None:
    [data] = built.pages["about/data/"].xpath("//script[@type='application/ld+json']/text()")
    [described] = [node for node in json.loads(data)["@graph"] if node["@type"] == "Dataset"]
    assert (CITATION["type"], CITATION["license"]) == ("dataset", "CC-BY-4.0")
    assert CITATION["authors"] == [{"name": "ASCN Atlas"}]
    cited = [CITATION[name] for name in ("title", "abstract", "keywords")]
    assert cited == [described[name] for name in ("name", "description", "keywords")]
