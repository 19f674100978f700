"""What the comparison fetches of the projects of each place, on the small project."""

from __future__ import annotations

import json
from typing import Any

from atlas.checks import Examined
from atlas.site import comparison
from atlas.site.build import Build
from atlas.site.page_view import PageView
from tests.unit.conftest import changed


def places(examined: Examined, *, on_disk: bool = False) -> dict[str, dict[str, Any]]:
    """What each script passes on."""
    site = Build(examined, on_disk=on_disk).site
    assert site
    scripts = comparison.scripts(PageView(site, comparison.SRC))
    return {name: json.loads(text.removeprefix("atlasCompare(").removesuffix(")")) for name, text in scripts}


def test_a_place_has_its_projects_with_all_that_is_compared(examined: Examined) -> None:
    late, *later = examined.atlas.projects["clean-river"].events
    events = [late.model_copy(update={"also": ["s-plan"]}), *later]
    found = places(changed(examined, "projects", "clean-river", events=events))
    assert {name: list(script["cities"]) for name, script in found.items()} == {"xa": ["alfa"], "xb": ["beta"]}
    script = found["xa"]
    projects = {project["id"]: project for project in script["cities"]["alfa"]["projects"]}
    boats = projects["clean-river"]
    assert boats["status"] == ["operational", "operational", "Sep 2024"]
    assert (boats["plan"], boats["asked"]) == (
        ["ongoing", "ongoing", ["s-list", 3]],
        [["funding"], ["money for boats"], ["s-plan", 4]],
    )
    told = ["May 2020", "delayed", "The first boats came a year late.", [["s-press"], ["s-plan"]]]
    assert boats["events"][0] == [*told, "The city says that the yard was closed.", ["s-list", 3]]
    assert [script["topics"][topic] for topic in boats["topics"]] == [
        ["Rivers", "../../topics/rivers/"],
        ["Boats", "../../topics/boats/"],
    ]
    assert "plan" not in projects["school-network"], "it is in no plan"
    line, official = script["sources"]["s-press"]
    assert (line.partition(". ")[2], official) == (
        "The press, May 2018; reported; English; read on 31 January 2025.",
        0,
    )
    disk = places(examined, on_disk=True)["xa"]["cities"]["alfa"]["projects"]
    assert [project["at"] for project in disk] == [f"../alfa/index.html#{project}" for project in projects]
