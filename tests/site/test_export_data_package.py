"""CSV files, GeoJSON and the Data Package as they lie in the built site, read by those who know the formats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urljoin

from frictionless import Package
from geojson_pydantic import FeatureCollection

from atlas.checks.values import EAST, NORTH, SOUTH, WEST
from atlas.model.atlas import Atlas
from tests.site.conftest import Built

PACKAGE = "datapackage.json"


def errors(folder: Path) -> set[tuple[str, str]]:
    """What the Frictionless library finds in a package: table and kind of error; what ails all of it has no table."""
    report = Package(str(folder / PACKAGE)).validate()
    found = {("", error.type) for error in report.errors}
    return found | {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_the_package_is_valid_and_has_every_csv_file(built: Built) -> None:
    assert errors(built.folder / "data") == set()
    resources = Package(str(built.folder / "data" / PACKAGE)).resources
    tables = {str(resource.path) for resource in resources if resource.type == "table"}
    assert tables == {path.name for path in (built.folder / "data").glob("*.csv")}
    assert tables > {"projects.csv", "citations.csv", "rows.csv"}


#: File, what stands in it, what is put there, and the error that this is; TWICE is a project with more than one source.
DAMAGE = [
    ("projects", b",jakarta,Jakarta,", b",atlantis,Jakarta,", "foreign-key"),
    ("projects", b",operational,", b",thriving,", "constraint-error"),
    ("citations", b"TWICE,2,", b"TWICE,1,", "primary-key"),
    ("rows", b",true,", b",perhaps,", "type-error"),
]


def test_what_breaks_a_table_is_found(built: Built, atlas: Atlas, tmp_path: Path) -> None:
    twice = next(project.id for project in atlas.projects.values() if len(project.sources) > 1).encode()
    folder = Path(shutil.copytree(built.folder / "data", tmp_path / "data"))
    described = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    for resource in described["resources"]:
        del resource["bytes"], resource["hash"]
    (folder / PACKAGE).write_text(json.dumps(described), encoding="utf-8")
    for name, *texts, _ in DAMAGE:
        old, new = (text.replace(b"TWICE", twice) for text in texts)
        content = (folder / f"{name}.csv").read_bytes()
        assert old in content
        (folder / f"{name}.csv").write_bytes(content.replace(old, new, 1))
    assert errors(folder) >= {(name, error) for name, _, _, error in DAMAGE}


def test_the_map_has_every_city_in_southeast_asia_and_leads_to_its_page(built: Built, atlas: Atlas) -> None:
    text = (built.folder / "data/cities.geojson").read_text(encoding="utf-8")
    FeatureCollection.model_validate_json(text)
    found = json.loads(text)
    assert [feature["id"] for feature in found["features"]] == list(atlas.cities)
    own = "https://host/data/cities.geojson"
    for feature in found["features"]:
        city, told, (lon, lat) = atlas.cities[feature["id"]], feature["properties"], feature["geometry"]["coordinates"]
        assert (WEST <= lon <= EAST, SOUTH <= lat <= NORTH) == (True, True)
        assert (told["name"], lat, lon) == (city.name, city.coordinates.lat, city.coordinates.lon)
        assert told["population_source_url"] == atlas.sources[city.population.source].url
        assert urljoin(own, told["web_page"]).removeprefix("https://host/") in built.pages
