"""The changes that docs/contributing describes, each made in a copy of the project as its page says."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests import drill
from tests.conftest import ROOT, replace_once

SOURCES, PROJECTS = "data/sources.yml", "data/projects.yml"


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


def partner(project: Path) -> None:
    """Add a partner by the command, with a source that is there."""
    given = {"name": "Contoh Fund", "kind": "un", "what": "Lends buses.", "source": "s-geonames"}
    drill.run(project, ["new", "partner", *flags(given)])


#: Each change, by what it changes; a source comes with a project, a city with next year's report in tests/drill.
CHANGES: dict[str, Callable[[Path], object]] = {"fact": fact, "project": project, "partner": partner}


def introduce(project: Path, drill: drill.Drill) -> None:
    """Write an introduction to the page of the city that came with next year's report."""
    introduction = f'Contoh planned a bus lane.{{{{ cite("{drill.values["source"]}") }}}}'
    replace_once(project, "docs/cities/contoh.md", "{{ city_facts() }}", f"{introduction}\n\n{{{{ city_facts() }}}}")
