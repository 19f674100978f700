"""How the data are cited, in the form that GitHub, Zenodo and reference managers read."""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

import atlas as package
from atlas.export.metadata import read_releases
from tests.conftest import ROOT
from tests.site.conftest import Built


def test_the_citation_has_its_form_and_describes_the_newest_data_as_their_page_does(
    built: Built, tmp_path: Path
) -> None:
    filled = re.sub("^# (url|doi):", r"\1:", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), flags=re.MULTILINE)
    (tmp_path / "CITATION.cff").write_text(filled.replace('"10..."', '"10.5555/1"'), encoding="utf-8")
    assert {"url", "doi"} <= yaml.safe_load(filled).keys()
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    files = [str(folder / "CITATION.cff") for folder in (ROOT, tmp_path)]
    result = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    citation, newest = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")), read_releases(ROOT)[0]
    cited = (citation["version"], citation["date-released"])
    assert cited == (newest.number, newest.date), "write both in CITATION.cff"
    assert package.__version__ == newest.number, "write it in atlas/__init__.py"
    [data] = built.pages["about/data/"].xpath("//script[@type='application/ld+json']/text()")
    [described] = [node for node in json.loads(data)["@graph"] if node["@type"] == "Dataset"]
    assert (citation["type"], citation["license"]) == ("dataset", "CC-BY-4.0")
    assert citation["authors"] == [{"name": "ASCN Atlas"}]
    for name, other in {"title": "name", "abstract": "description", "keywords": "keywords"}.items():
        assert citation[name] == described[other]
