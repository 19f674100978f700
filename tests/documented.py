"""The changes that docs/contributing/ describes, made in a copy of the project as its pages print them."""

from pathlib import Path
from typing import Any

import yaml

from atlas.read.yaml_file import parse, read
from tests.conftest import replace_once
from tests.drill import Drill, carry_out
from tests.guide import blocks, commands_in, commands_of, run, set_up

#: The guides that are followed before next year's report is added, and those after it.
BEFORE, AFTER = ["change-a-fact.md", "add-a-project.md", "add-a-city.md"], ["translate.md", "index.md"]

#: The project that fields without an id are for.
PROJECT = {"add-a-project.md": "makassar-night-bus"}


def make_documented(project: Path) -> Drill:
    """Make every change that the guides describe in a copy of the project, next year's report last."""
    set_up(project)
    for page in BEFORE:
        follow_guide(project, page)
    drill = carry_out(project)
    introduce(project, drill)
    for line in dict.fromkeys(line for page in AFTER for line in commands_of(page)):
        run(project, line)
    return drill


def follow_guide(project: Path, page: str) -> None:
    """Run the commands of a guide, and write the fields and records that it shows into the data files."""
    for language, text in blocks(page):
        if language == "console":
            for line in commands_in(text):
                run(project, line)
        elif isinstance(shown := parse(page, text).value, list):
            _write_record(project, shown[0])
        else:
            _write_fields(project, PROJECT.get(page), shown)


def _write_record(project: Path, shown: dict[str, Any]) -> None:
    """Write a record as a guide shows it: one that a command wrote, with all of its fields, or a question's answer."""
    collection = "topics" if "theme" in shown else "open-questions" if "answer" in shown else "projects"
    whole = _read(project, collection)
    [records] = whole.values()
    [record] = [record for record in records if record["id"] == shown["id"]]
    if "answer" not in shown:
        assert {field: shown.get(field) for field in record} == record, "the command of the guide writes another record"
    record |= shown
    _write(project, collection, whole)


def _write_fields(project: Path, record_id: str | None, shown: dict[str, Any]) -> None:
    """Give a project, or the first one, the fields that a guide shows, and the source of its status."""
    whole = _read(project, "projects")
    record = next(record for record in whole["projects"] if record_id in (None, record["id"]))
    for field, value in shown.items():
        record[field] = [*record.get(field, []), *value] if isinstance(value, list) else value
    if "status" in shown:
        record["sources"].append({"source": shown["status"]["source"]})
    _write(project, "projects", whole)


def introduce(project: Path, drill: Drill) -> None:
    """Write an introduction to the pages of the cities that were added."""
    for city, source in {"contoh": drill.values["source"], "teladan": "s-geonames"}.items():
        introduction = f'{city.title()} planned a bus lane.{{{{ cite("{source}") }}}}'
        page, below = f"docs/cities/{city}.md", "{{ city_page() }}"
        replace_once(project, page, below, f"{introduction}\n\n{below}")


def _read(project: Path, collection: str) -> Any:
    return read(project, f"data/{collection}.yml").value


def _write(project: Path, collection: str, whole: Any) -> None:
    path = project / f"data/{collection}.yml"
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    path.write_text(head + yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
