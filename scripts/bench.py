"""What a build, the check and a preview cost, today and with 300 cities: `make bench`.

A build and the check are measured in seconds of processor, so that figures of a busy machine can be compared; a preview
in seconds that someone waits, of which 0.2 pass before it begins to build.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.read.yaml_file import parse  # noqa: E402
from tests.conftest import copy_project  # noqa: E402
from tests.site.preview import preview  # noqa: E402

#: The atlases that are measured, by their number of cities: that of the network, and a bigger one.
CITIES = (38, 300)

#: What a copy of a record has not, because a rule allows it once or compares it with other records.
LEFT_OUT = {"notes", "vision", "strategic_targets_2018", "challenges", "links", "name_changes", "partners"}

ENVIRONMENT = {
    **os.environ,
    "EXPORTS": "none",
    "MAX_CHARACTERS": "9_000_000",
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}

#: What is saved in a preview: the file, a text in it, what replaces that, and the page that shows it.
SAVED = {
    "a page": ("docs/network/glossary.md", "## Sources", "## Sources saved", "network/glossary/", "Sources saved"),
    "a record": ("data/projects.yml", "name: LONTARA+", "name: Saved", "cities/makassar/", ">Saved<"),
}


def main() -> None:
    """Measure and print."""
    os.environ.update(ENVIRONMENT)
    print(f"{processor()}, {os.cpu_count()} cores; without files of data")
    for cities in CITIES:
        with tempfile.TemporaryDirectory() as folder:
            project = copy_project(Path(folder) / "project")
            if cities > CITIES[0]:
                add_cities(project, cities)
            for line in costs(project, cities):
                print(line, flush=True)


def costs(project: Path, cities: int) -> list[str]:
    """Return what a build, the check and a preview of a project cost, a line for each."""
    site = project / "site"
    build, memory = run(project, "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site))
    pages = sum(1 for _ in site.rglob("index.html"))
    check, _ = run(project, "atlas", "check")
    return [
        f"{cities} cities, {pages} pages",
        f"  strict build        {build:6.2f} s, {build / pages:.3f} s a page, {memory / 1024:.0f} MB at most",
        f"  check               {check:6.2f} s, {check / pages:.3f} s a page",
        *(f"  {what:<20}{seconds:6.2f} s" for what, seconds in saves(project).items()),
    ]


def run(project: Path, module: str, *arguments: str) -> tuple[float, int]:
    """Run a module in a project; return the seconds of processor that it took, and its peak memory in KiB."""
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=project, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{module} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024


def saves(project: Path) -> dict[str, float]:
    """Return the seconds until a preview is there, and until the page shows each change that is saved."""
    seconds = {}
    start = time.perf_counter()
    with preview(project) as running:
        seconds["preview, first"] = time.perf_counter() - start
        for what, (file, old, new, page, shown) in SAVED.items():
            path = project / file
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            seconds[f"preview, {what}"] = seconds_of(lambda: running.comes_to_show(page, shown))  # noqa: B023 - at once
    return seconds


def seconds_of(action: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def add_cities(project: Path, cities: int) -> None:
    """Add copies of cities to a copy of the project, with their pages, projects and rows, up to a number of cities."""
    files = {path: read(path) for path in sorted((project / "data").rglob("*.yml"))}
    records = {path.stem: next(iter(whole.values())) for path, whole in files.items()}
    reports = [records[path.stem] for path in files if path.parent.name == "reports"]
    names = {city["id"]: city["name"] for city in records["cities"]}
    for n in range(len(names), cities):
        city, added = [*names][n % len(names)], f"city-{n}"
        ids = [project["id"] for project in records["projects"] if project["city"] == city]
        copies = {city: added, **{project: f"{project}-{n}" for project in ids}}
        records["exceptions"] += [copy_record(it, copies, n) for it in records["exceptions"] if it["record"] in ids]
        for listed in (records["cities"], records["projects"]):
            listed += [copy_record(record, copies, n) for record in listed if record["id"] in copies]
        for report in reports:
            report["rows"] += [copy_record(row, copies, n) for row in report["rows"] if row["city"] == city]
        page = (project / f"docs/cities/{city}.md").read_text(encoding="utf-8")
        front, _, body = page.replace(f"record: {city}", f"record: {added}").partition("\n# ")
        macros = re.sub(r"^(\w|\{\{ project\().*\n", "", body.partition("\n")[2], flags=re.MULTILINE)
        (project / f"docs/cities/{added}.md").write_text(f"{front}\n# {names[city]} {n}\n{macros}", encoding="utf-8")
    for report in reports:
        restate(report)
    for path, whole in files.items():
        plain = json.loads(json.dumps(whole))  # else YAML would name and repeat what two records share
        text = yaml.dump(plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")


def copy_record(record: dict[str, Any], copies: dict[str, str], n: int) -> dict[str, Any]:
    """Copy a record for a copied city: under the new ids, with texts of its own."""
    copy: dict[str, Any] = {}
    for key, value in record.items():
        copy[key] = copies.get(value, value) if isinstance(value, str) else value
    if "name" in copy:
        copy["name"] += f" {n}"
    if "text" in copy.get("support_required", {}):
        texts = [f"{text} {n}" for text in copy["support_required"]["text"]]
        copy["support_required"] = {**copy["support_required"], "text": texts}
    return {key: value for key, value in copy.items() if key not in LEFT_OUT}


def restate(report: dict[str, Any]) -> None:
    """Set the stated totals of a report to what its rows add up to; drop its other claims."""
    for row in report["rows"]:
        row.pop("number", None)
    counted = {row["city"] for row in report["rows"] if row.get("counted") != "false"}
    report |= {"stated": {"total": len(report["rows"]), "cities": len(counted)}, "discrepancies": []}
    report.pop("chart", None)


def read(path: Path) -> Any:
    """Return the content of a YAML file."""
    return parse(path.name, path.read_text(encoding="utf-8")).value


def processor() -> str:
    """Return the name of the processor."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
