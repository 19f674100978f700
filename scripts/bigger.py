"""Make an atlas with more cities, to see how the cost of a build grows: `python scripts/bigger.py FOLDER CITIES`.

Each further city is a copy of one that there is, under ids and names of its own: its page, its projects and their rows,
its open questions and corrections, and one source.
"""

from __future__ import annotations

import copy
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas import query  # noqa: E402
from atlas.read.loading import load  # noqa: E402
from atlas.read.yaml_file import parse  # noqa: E402

PARTS = ["atlas", "data", "docs", "locale", "overrides", "hooks.py", "macros.py", "mkdocs.yml", "mkdocs.id.yml"]

FILES = ["cities", "projects", "sources", "exceptions", "open-questions", "corrections", "partners"]

#: What a report states of itself: no longer true of more rows.
STATED = ("chart", "discrepancies")


def main(folder: Path, cities: int) -> None:
    """Copy the project into a folder that is not there yet, and let its atlas have that many cities."""
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    files = {name: _read(folder / "data" / f"{name}.yml") for name in FILES}
    reports = {path: _read(path) for path in sorted((folder / "data/reports").glob("*.yml"))}
    originals = list(files["cities"]["cities"])
    for number in range(len(originals), cities):
        _add(folder, files, reports, originals[number % len(originals)], f"{number:04}")
    for name, whole in files.items():
        _write(folder / "data" / f"{name}.yml", whole)
    for path, whole in reports.items():
        _renumber(whole["report"], {city["id"] for city in originals})
        _write(path, whole)
    _state_totals(folder, reports)


def _renumber(report: dict[str, Any], originals: set[str]) -> None:
    """Number the rows of each list without a gap again, where the numbers do not begin anew for each city."""
    numbered = [row for row in report["rows"] if "number" in row]
    lists = {row.get("list") for row in numbered}
    if sum(row["number"] == "1" for row in numbered if row["city"] in originals) <= len(lists):
        for name in lists:
            for number, row in enumerate((row for row in numbered if row.get("list") == name), 1):
                row["number"] = number


def _state_totals(folder: Path, reports: dict[Path, Any]) -> None:
    """Let each report state what its rows add up to, and nothing else of itself."""
    for path, whole in reports.items():
        whole["report"] = {key: value for key, value in whole["report"].items() if key not in STATED}
        whole["report"]["stated"] = {"total": 0, "cities": 0}
        _write(path, whole)
    atlas = load(folder).atlas
    assert atlas is not None  # noqa: S101 - copies of sound records are sound
    for path, whole in reports.items():
        total, cities = query.agreement.claims(atlas, atlas.reports[whole["report"]["id"]])
        whole["report"]["stated"] = {"total": total.counted, "cities": cities.counted}
        _write(path, whole)


def _add(folder: Path, files: dict[str, Any], reports: dict[Path, Any], city: dict[str, Any], number: str) -> None:
    """Add a copy of a city, with all that belongs to it."""
    new = f"{city['id']}-{number}"
    ids = {
        project["id"]: f"{project['id']}-{number}"
        for project in files["projects"]["projects"]
        if project["city"] == city["id"]
    }
    source = {**_of(files["sources"]["sources"], "s-asean-2025-me"), "id": f"s-{number}", "title": f"Source {number}"}
    source["url"] = f"https://example.org/{number}"
    files["sources"]["sources"].append(source)
    added_city = {**copy.deepcopy(city), "id": new, "name": f"{city['name']} {number}"}
    for field in ("vision", "strategic_targets_2018", "challenges"):  # exceptions name the place of some words in them
        added_city.pop(field, None)
    files["cities"]["cities"].append(added_city)
    for old, id in ids.items():
        project = copy.deepcopy(_of(files["projects"]["projects"], old))
        project |= {"id": id, "city": new, "name": f"{project['name']} {number}"}
        project["sources"] = [*project.get("sources", []), {"source": source["id"]}]
        for field in ("links", "former_ids", "name_changes"):
            project.pop(field, None)
        if asked := project.get("support_required"):
            asked["text"] = [f"{text} {number}" for text in asked.get("text", [])]
        files["projects"]["projects"].append(project)
        allowed = [each for each in files["exceptions"]["exceptions"] if each["record"] == old]
        files["exceptions"]["exceptions"] += [{**each, "record": id} for each in allowed]
    _add_notes(files, {city["id"]: new, **ids})
    for report in reports.values():
        for row in [row for row in report["report"]["rows"] if row["city"] == city["id"]]:
            added = {**row, "city": new, "name": f"{row['name']} {number}"}
            if row.get("project") in ids:
                added["project"] = ids[row["project"]]
            report["report"]["rows"].append(added)
    page = (folder / f"docs/cities/{city['id']}.md").read_text(encoding="utf-8")
    title, _, rest = page.partition("{{ city_partners() }}")
    page = f"{title.partition('{{ city_history() }}')[0]}{{{{ city_history() }}}}\n\n{{{{ city_partners() }}}}{rest}"
    page = page.replace(f"record: {city['id']}", f"record: {new}", 1).replace(
        f"# {city['name']}", f"# {city['name']} {number}", 1
    )
    (folder / f"docs/cities/{new}.md").write_text(page, encoding="utf-8")


def _add_notes(files: dict[str, Any], ids: dict[str, str]) -> None:
    """Copy the open questions and corrections about a city alone, and what partners did there."""
    questions, corrections = files["open-questions"]["open_questions"], files["corrections"]["corrections"]
    for question in [each for each in questions if set(each["about"]) <= set(ids)]:
        about = [ids[record] for record in question["about"]]
        questions.append({**question, "id": f"q-{len(questions)}", "about": about})
    for correction in [each for each in corrections if each["about"] in ids]:
        id = f"{correction['date']}-{len(corrections)}"
        corrections.append({**correction, "id": id, "about": ids[correction["about"]]})
    for partner in files["partners"]["partners"]:
        for support in partner.get("cities_supported", []):
            support["cities"] += [ids[city] for city in support["cities"] if city in ids]


def _of(records: list[dict[str, Any]], record_id: str) -> dict[str, Any]:
    return next(record for record in records if record["id"] == record_id)


def _read(path: Path) -> Any:
    return parse(path.name, path.read_text(encoding="utf-8")).value


def _write(path: Path, whole: Any) -> None:
    path.write_text(yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
