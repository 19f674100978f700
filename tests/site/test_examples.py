"""The examples on the page of data run as they stand, in the folder of the built site; the one for pandas is read."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from typing import get_args

import pytest

from atlas import query
from atlas.export.tables import BY_NAME
from atlas.model.atlas import Atlas
from atlas.model.vocabularies import StatusValue
from tests.conftest import ROOT
from tests.data.real import EDITION
from tests.exported import database_of
from tests.site.conftest import Built

#: The examples by their language.
EXAMPLES: dict[str, list[str]] = defaultdict(list)
for language, code in re.findall(
    r"^```(\w+)\n(.*?)^```$", (ROOT / "docs/about/data.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
):
    EXAMPLES[language].append(code)
[PANDAS, DUCKDB] = EXAMPLES["python"]
[[FORMULA], [MAP], [R], [SQL], [JQ]] = (EXAMPLES[language] for language in ("excel", "html", "r", "sql", "sh"))


def printed(built: Built, *command: str, needs: str) -> list[str]:
    """What a command prints in the folder of the site; skipped where its program is missing, but never in CI."""
    if shutil.which(needs) is None and importlib.util.find_spec(needs) is None and not os.environ.get("CI"):
        pytest.skip(f"{needs} is not installed")
    result = subprocess.run(command, cwd=built.folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_every_example_is_tried_here() -> None:
    assert set(EXAMPLES) == {"python", "r", "sh", "sql", "excel", "html"}
    assert max(code.count("\n") for codes in EXAMPLES.values() for code in codes) <= 10


def test_the_example_for_pandas_reads_columns_that_there_are(built: Built) -> None:
    """It is not run: with NumPy, pandas would take 152 MB in each environment of tests."""
    found = list(ast.walk(ast.parse(PANDAS)))
    [path, *columns] = [node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    columns += [node.attr for node in found if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "rows"]
    assert columns == ["report", "stage", "counted"]
    assert set(columns) < set((built.folder / path).read_text(encoding="utf-8").splitlines()[0].split(","))


def test_duckdb_counts_the_plans_that_ask_for_funding_by_city(built: Built, atlas: Atlas) -> None:
    lines = printed(built, sys.executable, "-c", DUCKDB, needs="duckdb")
    plans = [project for project in atlas.projects.values() if project.support_required]
    asking = Counter(project.city for project in plans if "funding" in project.support_required.kinds)
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]
    found = {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}
    assert found == asking != {}


def test_r_counts_the_projects_of_each_country_by_status(built: Built, atlas: Atlas) -> None:
    _, heading, *lines = printed(built, "Rscript", "--vanilla", "-e", R, needs="Rscript")
    statuses, found = heading.split(), {}
    for line in lines:
        country, *counts = re.split(r" {2,}", line.strip())
        found[country] = {status: int(n) for status, n in zip(statuses, counts, strict=True) if n != "0"}
    assert found == {
        country.name: Counter(project.status.value for project in projects)
        for country in atlas.countries.values()
        if (projects := query.projects.select_projects(atlas, country=country.id))
    }


def test_the_database_finds_words_parts_of_names_and_the_projects_of_a_country(atlas: Atlas) -> None:
    words, part, country = SQL.strip().removesuffix(";").split(";\n")
    with database_of(EDITION) as database:
        found = [*database.execute(words).fetchall(), *database.execute(part).fetchall()]
        assert found
        for collection, record_id, name in found:
            if collection in {"projects", "cities"}:
                assert atlas.collection(collection)[record_id].name == name
        assert sorted(database.execute(country)) == sorted(
            (project.name, atlas.cities[project.city].name, project.status.value)
            for project in query.projects.select_projects(atlas, country="VN")
        )


def test_jq_lists_the_completed_projects(built: Built, atlas: Atlas) -> None:
    completed = [project for project in atlas.projects.values() if project.status.value == "completed"]
    assert printed(built, "sh", "-c", JQ, needs="jq") == [f"{project.city}\t{project.name}" for project in completed]


def test_the_formula_counts_the_column_of_the_status() -> None:
    letter, word = re.fullmatch(r'=COUNTIF\(projects!([A-Z]):\1,"([a-z-]+)"\)', FORMULA.strip()).groups()  # type: ignore[union-attr]
    assert BY_NAME["projects"].columns[ord(letter) - ord("A")].name == "status"
    assert word in get_args(StatusValue)
