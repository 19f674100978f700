"""The changes that docs/contributing describes, made in a copy of the project by hand, as its pages show them."""

import re
import textwrap
from functools import partial
from pathlib import Path

import pytest
import yaml

from atlas.checks import Examined, examine
from atlas.tools import new
from tests import drill
from tests.conftest import ROOT, replace_once

SOURCES, PROJECTS = "data/sources.yml", "data/projects.yml"


def example(page: str, number: int = 0) -> str:
    """One of the YAML examples of a page of the guide."""
    text = (ROOT / "docs/contributing" / page).read_text(encoding="utf-8")
    return textwrap.dedent(re.findall(r"^ *```yaml\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)[number])


def follow_guide(project: Path) -> None:
    """Change a status to that of the guide, and add its project, each with its source; then run `fmt`."""
    source, status, added = example("change-a-fact.md"), example("change-a-fact.md", 1), example("add-a-project.md")
    [changed_by], [adds] = yaml.safe_load(source), yaml.safe_load(added)
    path = project / PROJECTS
    head, first, *others = re.split(r"(?<=\n)(?=  - id: )", path.read_text(encoding="utf-8"))
    first = re.sub(r"^    status:\n(?:      .*\n)+", textwrap.indent(status, "    "), first, flags=re.MULTILINE)
    first, n = re.subn(
        r"^    sources:\n", f"    sources:\n      - source: {changed_by['id']}\n", first, flags=re.MULTILINE
    )
    assert n == 1
    path.write_text("".join([head, first, *others, "\n", textwrap.indent(added, "  ")]), encoding="utf-8")
    path = project / SOURCES
    both = [source, source.replace(changed_by["id"], adds["status"]["source"])]
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join([text, *(textwrap.indent(each, "  ") for each in both)]), encoding="utf-8")
    drill.run(project, ["fmt"])


def introduce(project: Path, drill: drill.Drill) -> None:
    """Write an introduction to the page of the city that came with next year's report."""
    introduction = f'Contoh planned a bus lane.{{{{ cite("{drill.values["source"]}") }}}}'
    replace_once(
        project, "docs/cities/contoh.md", "{{ city_partners() }}", f"{introduction}\n\n{{{{ city_partners() }}}}"
    )


def make_documented(project: Path) -> None:
    """Make every change that the guide describes in a copy of the project, next year's report last."""
    # Each state of the records is examined once; its pages are rendered by the build that follows.
    seen: dict[frozenset[tuple[str, bytes]], Examined] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(new, "check", lambda examined: examined.findings)
        patch.setattr(new, "examine", partial(examine_once, seen))
        follow_guide(project)
        introduce(project, drill.carry_out(project))


def examine_once(seen: dict[frozenset[tuple[str, bytes]], Examined], project: Path) -> Examined:
    """Return a project examined, from ``seen`` if its files were examined before."""
    files = frozenset(contents(project, "data", "docs").items())
    if files not in seen:
        seen[files] = examine(project)
    return seen[files]


def contents(project: Path, *parts: str) -> dict[str, bytes]:
    """Every file in some folders of a copy, by its path."""
    files = (path for part in parts for path in (project / part).rglob("*") if "__pycache__" not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files if path.is_file()}
