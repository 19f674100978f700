"""Nothing of the dossier of November 2026 was dropped: where each of its values went, compared by hash.

`dossier.txt` is frozen. It holds the path of every scalar of the dossier and the beginning of its SHA-256. Here stands
where each path went (`MOVED`), which are now computed and how (`COMPUTED`), and which were joined or split (`Where`).
A value corrected since is listed with its reason in `dossier-changed.yml`.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from atlas import query
from atlas.document import read
from atlas.model import Atlas
from tests.data.real import of_the_dossier

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

#: (pattern of a path of the dossier, where it stands now); a path that fits none kept its place.
MOVED = [
    (r"^(cities|projects)\.yml (.*\])\.(lat|lon)$", r"\1.yml \2.coordinates.\3"),
    (r"^(projects\.yml .*\.name_changes\[\d+\])\.from$", r"\1.old_name"),
    (r"^(projects\.yml .*\.name_changes\[\d+\])\.to$", r"\1.new_name"),
    (r"^framework\.yml framework\.three_aims_of_the_network", "network.yml network.framework.aims"),
    (r"^(framework|themes|places)\.yml ", "network.yml network."),
    (r"^governance\.yml governance\.(membership|admission)", r"network.yml network.\1"),
    (r"^governance\.yml (governance\.shepherds\[\d+\])\.(from|to)$", r"network.yml network.\1.\2_year"),
    (r"^governance\.yml ", "network.yml network."),
    (r"^workshop-2018\.yml ", "network.yml network."),
    (r"^(reports/.*\.yml) sources\[0\]$", r"\1 report.source"),
    (r"^(reports/.*\.yml) stated\.projects_named$", r"\1 report.stated.total"),
    (r"^(reports/.*\.yml) our_counts\.status_chart_icons\.", r"\1 report.chart.stages."),
    (r"^(reports/.*\.yml) our_counts\.status_chart_icons_by_focus_area", r"\1 report.chart.by_focus_area"),
    (r"^(reports/.*\.yml) listings", r"\1 report.rows"),
    (r"^(reports/.*\.yml) ", r"\1 report."),
]
#: A list of ids became a list of citations; done after the moves above.
CITATIONS = (r"(\.sources\[\d+\])$", r"\1.source")


def joined(atlas: Atlas, code: str) -> str:
    found = atlas.countries[code].joined_asean
    assert found is not None
    return found.date


def newest_count(atlas: Atlas, name: str) -> object:
    known = [count for count in atlas.network.membership.counts if count.source in atlas.sources]
    return getattr(known[-1], name)


def of_source(atlas: Atlas, report: str, name: str) -> object:
    return getattr(atlas.sources[atlas.reports[report].source], name)


def counts(atlas: Atlas, report: str) -> query.ReportCounts:
    return query.report_counts(atlas, atlas.reports[report])


def area_count(atlas: Atlas, report: str, index: str, name: str) -> object:
    area, n = list(counts(atlas, report).areas.items())[int(index)]
    return {"focus_area": area, "projects": n, "share_percent": query.percent(n, counts(atlas, report).total)}[name]


def country_count(atlas: Atlas, report: str, index: str, name: str) -> object:
    country, n = [item for item in counts(atlas, report).countries.items() if item[1]][int(index)]
    return {"country": country, "projects": n}[name]


#: Fields that are computed now: the pattern of the path, and how its value is found again.
COMPUTED: list[tuple[str, Callable[..., object]]] = [
    (r"^countries\.yml countries\[(..)\]\.member_cities$", lambda atlas, code: query.count(atlas, "cities", country=code)),
    (r"^countries\.yml countries\[(..)\]\.joined_asean\.year$", lambda atlas, code: joined(atlas, code)[:4]),
    (r"^countries\.yml countries\[(..)\]\.joined_asean\.month$", lambda atlas, code: joined(atlas, code)[:7]),
    (r"^framework\.yml framework\.focus_areas_count$", lambda atlas: len(atlas.focus_areas)),
    (r"^governance\.yml governance\.membership\.current\.(\w+)$", newest_count),
    (r"^reports/(.*)\.yml (publisher|date|url|language)$", of_source),
    (r"^reports/(.*)\.yml our_counts\.(?:total|listings)$", lambda atlas, report: counts(atlas, report).total),
    (r"^reports/(.*)\.yml our_counts\.(cities|printed)$", lambda atlas, report, name: getattr(counts(atlas, report), name)),
    (r"^reports/(.*)\.yml our_counts\.by_project\.(.*)$", lambda atlas, report, stage: counts(atlas, report).stages[stage]),
    (r"^reports/(.*)\.yml our_counts\.by_focus_area\[(\d+)\]\.(\w+)$", area_count),
    (r"^reports/(.*)\.yml our_counts\.by_country\[(\d+)\]\.(\w+)$", country_count),
]  # fmt: skip


def digest(value: object) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()[:10]


def scalars(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every scalar with its path; items of a list go by their id, or else by their place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(f"{prefix}.{key}" if prefix else key, inner)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            name = item["id"] if isinstance(item, dict) and "id" in item else index
            yield from scalars(f"{prefix}[{name}]", item)
    else:
        yield prefix, value


@pytest.fixture(scope="module")
def today() -> dict[str, str]:
    """Path and hash of every scalar in data/."""
    files = [*sorted((ROOT / "data").glob("*.yml")), *sorted((ROOT / "data/reports").glob("*.yml"))]
    found = {}
    for path in files:
        file = path.relative_to(ROOT / "data").as_posix()
        found |= {f"{file} {name}": digest(value) for name, value in scalars("", read(ROOT, f"data/{file}").value)}
    return found


@pytest.fixture(scope="module")
def dossier() -> dict[str, str]:
    """Path and hash of every scalar of the dossier."""
    found, file = {}, ""
    for line in (HERE / "dossier.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            file = line.strip("[]")
        else:
            path, _, value = line.rpartition(" ")
            found[f"{file} {path}"] = value
    return found


class Where:
    """Finds what became of a value of the dossier.

    Args:
        atlas: The records that the Atlas began with.
        today: Path and hash of every scalar in data/.
        dossier: Path and hash of every scalar of the dossier.
    """

    def __init__(self, atlas: Atlas, today: dict[str, str], dossier: dict[str, str]) -> None:
        self.atlas, self.today, self.dossier = atlas, today, dossier
        self.at_hash = defaultdict(list)
        for path, value in today.items():
            self.at_hash[value].append(path)

    def hash_of(self, path: str) -> str | None:
        """The hash of the value that stands for a path of the dossier today; None where nothing does."""
        for pattern, compute in COMPUTED:
            if match := re.match(pattern, path):
                return digest(compute(self.atlas, *match.groups()))
        for rule in (self._local_name, self._source_page, self._presented, self._sentence, self._nothing_printed):
            found = rule(path)
            if found is not None:
                return found
        return self.today.get(self.moved(path))

    def moved(self, path: str) -> str:
        for pattern, replacement in MOVED:
            if re.search(pattern, path):
                path = re.sub(pattern, replacement, path)
                break
        return re.sub(*CITATIONS, path)

    def _local_name(self, path: str) -> str | None:
        """A local name was split into names with a language."""
        match = re.match(r"^(cities|projects)\.yml \1\[(.*)\]\.local_name$", path)
        if not match:
            return None
        names = self.atlas.collection(match[1])[match[2]].local_names
        return digest(" / ".join(name.text for name in names))

    def _source_page(self, path: str) -> str | None:
        """Pages of a source stand with the source."""
        match = re.match(r"^(.*)\.source_pages\[(\d+)\]\.(source|pages\[\d+\])$", path)
        if not match:
            return None
        source = self.dossier[f"{match[1]}.source_pages[{match[2]}].source"]
        [entry] = [
            found
            for found in self.at_hash[source]
            if re.fullmatch(re.escape(match[1]) + r"\.sources\[\d+\]\.source", found)
        ]
        return self.today.get(entry.removesuffix("source") + match[3])

    def _presented(self, path: str) -> str | None:
        """The projects presented at the workshop are the rows of the document that reports it."""
        match = re.match(r"^workshop-2018\.yml workshop\.presented\[(\d+)\]\.(\w+)$", path)
        if not match:
            return None
        project = self.dossier[f"workshop-2018.yml workshop.presented[{match[1]}].project"]
        [row] = [
            found
            for found in self.at_hash[project]
            if re.fullmatch(r"reports/workshop-2018\.yml report\.rows\[\d+\]\.project", found)
        ]
        return self.today.get(row.removesuffix("project") + match[2])

    def _sentence(self, path: str) -> str | None:
        """A sentence about a document is the note of a discrepancy, or a note."""
        match = re.match(r"^(reports/.*\.yml) (discrepancies\[\d+\]|our_counts\.note)$", path)
        if not match:
            return None
        places = re.compile(re.escape(match[1]) + r" report\.(discrepancies\[\d+\]\.note|notes\[\d+\])")
        return (
            self.dossier[path] if any(places.fullmatch(found) for found in self.at_hash[self.dossier[path]]) else None
        )

    def _nothing_printed(self, path: str) -> str | None:
        """What a row does not print is left out."""
        empty = "listings[" in path and self.dossier[path] == digest("null") and self.moved(path) not in self.today
        return digest("null") if empty else None


def test_every_value_of_the_dossier_stands_where_it_went_or_its_change_is_explained(
    today: dict[str, str], dossier: dict[str, str]
) -> None:
    where = Where(of_the_dossier(), today, dossier)
    changed = yaml.safe_load((HERE / "dossier-changed.yml").read_text(encoding="utf-8"))
    differs = [path for path, value in dossier.items() if where.hash_of(path) != value]
    unexplained = [path for path in differs if path not in changed]
    assert unexplained == [], "\n".join(["add these to dossier-changed.yml, each with the reason:", *unexplained])
    assert [path for path in changed if path not in differs] == [], "these agree with the dossier: take them out"


def test_the_dossier_is_the_one_that_was_frozen() -> None:
    frozen = hashlib.sha256((HERE / "dossier.txt").read_bytes()).hexdigest()
    assert frozen == "af2e874e31570280639dbe19db47f7bb8b84767028f79907443e8b7ed6ccd5f9"


def test_every_way_to_compute_a_value_is_used(dossier: dict[str, str]) -> None:
    for pattern, _ in [*COMPUTED, *MOVED]:
        assert any(re.search(pattern, path) for path in dossier), pattern
