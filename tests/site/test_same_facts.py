"""Every form in which the data are given out holds the same facts as the pages: name, status and sources of each project."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import NamedTuple

import pytest

from atlas.i18n import Texts
from atlas.model import Atlas
from tests.site.conftest import Built, text_of

T = Texts("en")


class Facts(NamedTuple):
    """What is compared."""

    name: str
    status: str
    as_of: str
    sources: frozenset[str]


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> dict[str, Facts]:
    """What the records say."""
    return {
        project.id: Facts(
            project.name,
            project.status.value,
            project.status.as_of,
            frozenset(citation.source for citation in project.sources),
        )
        for project in atlas.projects.values()
    }


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
        assert facts.sources <= cited, project_id


def test_json_says_what_the_records_say(built: Built, known: dict[str, Facts]) -> None:
    projects = json.loads((built.folder / "api/v1/projects.json").read_text(encoding="utf-8"))["data"]
    assert {
        project["id"]: Facts(
            project["name"],
            project["status"]["value"],
            project["status"]["as_of"],
            frozenset(citation["source"] for citation in project["sources"]),
        )
        for project in projects
    } == known


def test_csv_says_what_the_records_say(built: Built, known: dict[str, Facts]) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        text = (built.folder / f"data/{name}.csv").read_bytes().decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    sources: dict[str, set[str]] = defaultdict(set)
    for row in rows("project_sources"):
        sources[row["project"]].add(row["source"])
    assert {
        row["id"]: Facts(row["name"], row["status_value"], row["status_as_of"], frozenset(sources[row["id"]]))
        for row in rows("projects")
    } == known
