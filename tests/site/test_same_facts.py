"""Every form in which the data are given out holds the same facts as the pages: name, status and sources of each project."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import pytest

from atlas.model.atlas import Atlas
from atlas.model.i18n import Texts
from tests.site.conftest import Built, text_of

T = Texts("en")

#: The sources that a record cites, each with a page.
Cited = list[tuple[str, int | None]]


class Facts(NamedTuple):
    """What is compared."""

    name: str
    status: str
    as_of: str
    sources: Cited


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> dict[str, Facts]:
    """What the records say."""
    return {
        project.id: Facts(
            project.name,
            project.status.value,
            project.status.as_of,
            [(citation.source, page) for citation in project.sources for page in citation.pages or [None]],
        )
        for project in atlas.projects.values()
    }


def in_json(built: Built) -> dict[str, Facts]:
    projects = json.loads((built.folder / "api/v1/projects.json").read_text(encoding="utf-8"))["data"]
    return {
        project["id"]: Facts(
            project["name"],
            project["status"]["value"],
            project["status"]["as_of"],
            [(citation["source"], page) for citation in project["sources"] for page in citation["pages"] or [None]],
        )
        for project in projects
    }


def in_csv(built: Built) -> dict[str, Facts]:
    def rows(name: str) -> list[dict[str, str]]:
        text = (built.folder / f"data/{name}.csv").read_bytes().decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    sources: dict[str, Cited] = defaultdict(list)
    for row in rows("citations"):
        if row["collection"] == "projects":
            sources[row["record"]].append((row["source"], int(row["page"]) if row["page"] else None))
    return {
        row["id"]: Facts(row["name"], row["status"], row["status_as_of"], sources[row["id"]])
        for row in rows("projects")
    }


#: What reads the facts out of each form that a build makes.
OF_EACH_BUILD: dict[str, Callable[[Built], dict[str, Facts]]] = {"JSON": in_json, "CSV": in_csv}


def test_the_pages_say_what_the_records_say(built: Built, atlas: Atlas, known: dict[str, Facts]) -> None:
    for project_id, facts in known.items():
        page = built.pages[f"cities/{atlas.projects[project_id].city}/"]
        [heading] = page.xpath("//h3[@id=$id]", id=project_id)
        section = heading.getnext()
        [status] = section.xpath("./p[@class='state']/span[contains(@class, 'status')]")
        assert text_of(heading).removesuffix(" ¶") == facts.name
        assert text_of(status) == T(f"status.{facts.status}")
        assert T("projects.as-of", date=T.date(facts.as_of)) in text_of(section.find("p"))
        cited = {address.removeprefix("#") for address in section.xpath(".//sup[@class='cite']/a/@href")}
        assert {source for source, _ in facts.sources} <= cited, project_id


@pytest.mark.parametrize("form", OF_EACH_BUILD)
def test_what_a_build_makes_says_what_the_records_say(built: Built, known: dict[str, Facts], form: str) -> None:
    assert OF_EACH_BUILD[form](built) == known
