"""The changes that docs/contributing describes, each made in a copy of the project as its page says."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests import drill
from tests.conftest import ROOT, replace_once

#: What commands make at the top of the project, or what is no part of it.
NOT_COPIED = {".git", ".venv", ".venv-exit", "site", "offline", "screenshots"}

SOURCES, PROJECTS = "data/sources.yml", "data/projects.yml"


def whole_copy(folder: Path) -> Path:
    """Copy the project with its tests into a folder; what is compiled comes along, so that it need not be again."""

    def left_out(inside: str, names: list[str]) -> set[str]:
        caches = {name for name in names if name == "node_modules" or name.endswith("_cache")}
        return caches | (NOT_COPIED & set(names) if Path(inside) == ROOT else set())

    return shutil.copytree(ROOT, folder, ignore=left_out)


def example(page: str, number: int = 0) -> str:
    """One of the YAML examples of a page of the guide."""
    text = (ROOT / "docs/contributing" / page).read_text(encoding="utf-8")
    return textwrap.dedent(re.findall(r"^ *```yaml\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)[number])


def flags(given: dict[str, Any]) -> list[str]:
    return [part for name, value in given.items() for part in (f"--{name}", str(value))]


def new_source(project: Path, source_id: str) -> None:
    """Add a source by the command, with the fields of the source in the guide."""
    [given] = yaml.safe_load(example("change-a-fact.md"))
    drill.run(project, ["new", "source", *flags({**given, "id": source_id})])


def fact(project: Path) -> None:
    """Change a status by hand: a source at its place, then value, date and source together, then the list of sources."""
    source, status = example("change-a-fact.md"), example("change-a-fact.md", 1)
    [name] = [record["id"] for record in yaml.safe_load(source)]
    path = project / SOURCES
    text = path.read_text(encoding="utf-8")
    after = next(found for found in re.findall(r"^  - id: (\S+)$", text, re.MULTILINE) if found > name)
    path.write_text(
        text.replace(f"  - id: {after}\n", f"{textwrap.indent(source, '  ')}\n  - id: {after}\n"), encoding="utf-8"
    )
    path = project / PROJECTS
    records = re.split(r"(?<=\n)\n(?=  - id: )", path.read_text(encoding="utf-8"))
    changed = re.sub(r"^    status:\n(?:      .*\n)+", textwrap.indent(status, "    "), records[0], flags=re.MULTILINE)
    changed, n = re.subn(r"^    sources:\n", f"    sources:\n      - source: {name}\n", changed, flags=re.MULTILINE)
    assert n == 1
    path.write_text("\n".join([changed, *records[1:]]), encoding="utf-8")
    drill.run(project, ["fmt"])


def project(project: Path) -> None:
    """Add the project of the guide, and its source, by the commands."""
    [record] = yaml.safe_load(example("add-a-project.md"))
    source = record["status"]["source"]
    new_source(project, source)
    given = {name: record[name] for name in ("id", "city", "name", "summary")}
    given |= {"focus-area": record["focus_areas"][0], "status": record["status"]["value"]}
    drill.run(project, ["new", "project", *flags({**given, "as-of": record["status"]["as_of"], "source": source})])


def city(project: Path) -> None:
    """Add a city by the command, and an introduction to the page that comes with it."""
    new_source(project, "s-newspaper-2026-city")
    given = {
        "id": "contoh-baru", "name": "Contoh Baru", "country": "ID", "joined": 2026, "lat": -2.5, "lon": 121.5,
        "coordinates-source": "s-geonames", "population": 54321, "population-year": 2025,
        "population-source": "s-newspaper-2026-city",
    }  # fmt: skip
    drill.run(project, ["new", "city", *flags(given)])
    introduction = 'Contoh Baru planned a bus lane.{{ cite("s-newspaper-2026-city") }}'
    replace_once(
        project, "docs/cities/contoh-baru.md", "{{ city_facts() }}", f"{introduction}\n\n{{{{ city_facts() }}}}"
    )


def source(project: Path) -> None:
    """Add a source by the command."""
    new_source(project, "s-newspaper-2026-alone")


def partner(project: Path) -> None:
    """Add a partner, and its source, by the commands."""
    new_source(project, "s-newspaper-2026-partner")
    given = {"name": "Contoh Fund", "kind": "un", "what": "Lends buses.", "source": "s-newspaper-2026-partner"}
    drill.run(project, ["new", "partner", *flags(given)])


#: Each change, by what it changes; next year's report is in tests/drill.
CHANGES: dict[str, Callable[[Path], object]] = {
    "fact": fact,
    "project": project,
    "city": city,
    "source": source,
    "partner": partner,
}
