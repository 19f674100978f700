"""Each change that the guide describes is safe: made in a copy as it says, it needs no other change.

They are made one after another in one copy, with the commands that the guides print. Every test of pages runs on that
copy, so that what holds for the records of today holds for those of next year.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from atlas import query
from atlas.checks import Examined
from atlas.model.atlas import Atlas
from tests.conftest import ROOT
from tests.data.real import ATLAS
from tests.drill import Drill, invented
from tests.guide import GUIDES, commands_of, run, set_up
from tests.site.conftest import Built, text_of


def test_what_the_guides_change_passes_the_check(examined: Examined) -> None:
    assert examined.findings == []


#: The files that name commands.
NAMING = [
    "README.md",
    "CONTRIBUTING.md",
    "MAINTAINING.md",
    *(f"docs/contributing/{path.name}" for path in GUIDES.glob("*.md")),
]

#: What stands for something in a command, and what it stands for here.
STANDS_FOR = {"<last release>": "main", "FOLDER": "exported"}

#: Targets that need a network, a server or minutes. `test_makefile.py` and `test_editions.py` have what they start, and
#: the fixtures of the site what is built.
ELSEWHERE = {
    "bench", "build", "data", "exit", "lock", "offline", "screenshots", "serve", "test", "upgrade", "wheelhouse",
}  # fmt: skip


def test_every_other_command_that_is_named_runs(project: Path) -> None:
    set_up(project)
    text = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in NAMING)
    printed = {line for path in GUIDES.glob("*.md") for line in commands_of(path.name)}
    targets = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text))
    for target in targets - ELSEWHERE - {line.partition("make ")[2] for line in printed}:
        run(project, f"make {target}")
    for command in set(re.findall(r"`(?:\.venv/bin/)?(python -m atlas [^`]+)`", text)):
        line = f".venv/bin/{command}"
        for word, meant in STANDS_FOR.items():
            line = line.replace(word, meant)
        if line not in printed:  # work that is left to do ends a strict check with 1
            run(project, f"{line} || [ $? = {1 if '--strict' in line else 0} ]")


def test_every_page_shows_next_years_report_and_calls_none_before_it_the_newest(built: Built, atlas: Atlas) -> None:
    drill = invented(ATLAS)
    # The list of corrections quotes what pages said when another report was the newest.
    pages = {path: shown(page) for path, page in built.pages.items() if path != "about/corrections/"}
    missing = [f"{path}: {text}" for path, text in expected(drill, ATLAS, atlas) if text not in pages[path]]
    assert not missing, "\n".join(missing)
    last = drill.year - 1
    stale = re.compile(rf"\d projects? in the (?:list of {last}|{last} list)|The {last} list has \d|In the {last} list")
    assert [f"{path}: {text}" for path, page in pages.items() for text in stale.findall(page)] == []


def shown(page: lxml.html.HtmlElement) -> str:
    """What a reader sees of a page, without the blanks that a link leaves before a point or comma."""
    return re.sub(r" (?=[.,;:])", "", text_of(*page.xpath("//article")))


def expected(drill: Drill, before: Atlas, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a reader finds on which page, by the rows of the report and by what there was before it."""
    year, last, stages, total = drill.year, drill.year - 1, drill.stages, len(drill.rows)
    newest = query.reports.newest_report(before)
    title, was = f"ASCN Monitoring and Evaluation Report {year}", query.reports.report_counts(before, newest).total
    ongoing, planning, completed = (stages[stage] for stage in ("ongoing", "planning", "completed"))
    yield "", f"In ASEAN's report of {year}, "
    yield "", f"projects in ASEAN's list of {year} {total} of them completed, as that list says {completed}"
    yield "", f"What changed in the list of {year}"
    yield (
        "",
        f"{title} counts {total} projects, the list of {last} {was}. 2 projects are new. 1 project is no longer listed.",
    )
    yield "projects/changes/", "Night Clinic, Contoh: "
    for row in (drill.completed, drill.gone, drill.moved):
        yield "projects/changes/", f"{row.name} in {before.cities[row.city].name}"
    counts = f"{ongoing} projects ongoing, {planning} at planning and {completed} completed."
    yield "projects/", f"ASEAN's {year} list has {total} of them"
    yield "projects/", f"The list of {year} has {counts}"
    sums = f"{was} projects in {newest.title}, less 1 no longer listed, plus 2 new, make {total} in {title}."
    yield "projects/changes/", sums
    yield "projects/changes/", f"was printed as “{drill.renamed.name}” before"
    yield (
        f"cities/{drill.renamed.city}/",
        f"became Invented Flood Watch; the first document with the new name is {title}.",
    )
    yield f"cities/{drill.completed.city}/", f"completed last known 30 September {year}"
    yield f"cities/{drill.gone.city}/", f"listed until {last}, no longer in the list of {year}"
    yield f"focus-areas/{drill.moved.focus_area}/", f"The {year} list has it under "
    yield "cities/compare/", f"{year} list, by focus area {year} list, by stage"
    yield from expected_records(year, title, atlas)


def expected_records(year: int, title: str, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """What a reader finds of the records that came with the report: two projects, a city, a document, an event."""
    cities, listed = len(atlas.cities), len(query.projects.ever_listed(atlas))
    yield "projects/", f"{listed} projects have been on a list of ASEAN"
    yield "", f"member cities in {len(query.projects.cities_by_country(atlas))} countries {cities}"
    yield "cities/", f"The network has {cities} member cities"
    yield "cities/contoh/", "Contoh planned a bus lane."
    yield "cities/contoh/", f"member since {year} · 2 projects in the list of {year} · 2 projects known"
    yield "network/members/", f"to {cities} in {year}"
    yield "network/timeline/", f"Invented report of {year}"
    yield "about/", f"It is based on {len(atlas.reports)} documents with {query.totals.count(atlas, 'rows')} rows"
    yield "about/reports/", f"Every row of {title}, as printed."
    yield "about/sources/", f"The Atlas cites {len(atlas.sources)} documents and pages."
