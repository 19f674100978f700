"""The examples on the page of data run as they stand, in a folder with its files; the one for pandas is read."""

import ast
import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

import pytest

from atlas import export, query
from atlas.export.tables import BY_NAME
from tests.conftest import ROOT, made_once
from tests.data.real import ATLAS, EDITION
from tests.exported import needed

#: The examples by their language.
EXAMPLES: dict[str, list[str]] = defaultdict(list)
for language, code in re.findall(
    r"^```(\w+)\n(.*?)^```$", (ROOT / "docs/about/data.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
):
    EXAMPLES[language].append(code)
[PANDAS, FRICTIONLESS], [SEARCHES, SQL] = EXAMPLES["python"], EXAMPLES["sql"]
[[FORMULA], [MAP], [R], [JQ]] = (EXAMPLES[language] for language in ("excel", "html", "r", "sh"))

#: What each form answers: how many of the plans of 2018 are completed, of how many, by country.
PLANS = Counter(ATLAS.cities[plan.project.city].country for plan in query.plans.plans(ATLAS))
COMPLETED = Counter(
    ATLAS.cities[plan.project.city].country for plan in query.plans.plans(ATLAS) if plan.outcome == "completed"
)
ANSWER = {country: (COMPLETED[country], n) for country, n in PLANS.items()}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file of data."""
    needed("xlsxwriter")

    def write(folder: Path) -> None:
        for path, content in export.files(EDITION, export.Extent.ALL).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    return made_once(tmp_path_factory, "examples", write)


def printed(folder: Path, *command: str, needs: str) -> str:
    """What a command prints in a folder; skipped where its program is missing, but never in CI."""
    if shutil.which(needs) is None and importlib.util.find_spec(needs) is None and not os.environ.get("CI"):
        pytest.skip(f"{needs} is not installed")
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def counted(printed: str, line: str) -> dict[str, tuple[int, int]]:
    """What was printed of each country, by the form of its line."""
    return {country: (int(n), int(of)) for country, n, of in re.findall(line, printed, re.MULTILINE)}


def test_every_example_is_tried_here() -> None:
    assert set(EXAMPLES) == {"python", "r", "sh", "sql", "excel", "html"}
    assert max(code.count("\n") for codes in EXAMPLES.values() for code in codes) <= 10


def test_the_example_for_pandas_reads_columns_that_there_are(folder: Path) -> None:
    """It is not run: with NumPy, pandas would take 152 MB in each environment of tests."""
    found = [node.value for node in ast.walk(ast.parse(PANDAS)) if isinstance(node, ast.Constant)]
    columns = (folder / "data/projects.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert Counter(found) == Counter(["data/projects.csv", "country", *["plan_outcome"] * 2, "completed", True])
    assert {"country", "plan_outcome"} < set(columns)


def test_frictionless_answers_from_the_data_package(folder: Path) -> None:
    found = printed(folder, sys.executable, "-c", FRICTIONLESS, needs="frictionless")
    assert [ast.literal_eval(line) for line in re.findall(r"^Counter\((.*)\)$", found, re.MULTILINE)] == [
        COMPLETED,
        PLANS,
    ]


def test_r_answers_from_csv(folder: Path) -> None:
    found = printed(folder, "Rscript", "--vanilla", "-e", R, needs="Rscript")
    assert counted(found, r"^ +(\w\w) +\d+ +(\d+) +(\d+)$") == ANSWER


def test_jq_answers_from_json(folder: Path) -> None:
    assert counted(printed(folder, "sh", "-c", JQ, needs="jq"), r"^(\w\w)\t(\d+)\t(\d+)$") == ANSWER


def test_the_database_answers_in_sql(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data/ascn-atlas.sqlite")) as database:
        assert {country: (n, of) for country, n, of in database.execute(SQL)} == ANSWER


def test_a_formula_answers_in_the_workbook() -> None:
    """Each of its two counts is tried on the columns that its letters name."""
    columns, rows = [column.name for column in BY_NAME["projects"].columns], BY_NAME["projects"].rows(EDITION)
    counts = re.findall(r'COUNTIFS\(projects!(\w):\1,"(\w+)",projects!(\w):\3,"(.+?)"\)', FORMULA)
    found = []
    for letter, country, other, outcome in counts:
        place, word = ord(letter) - ord("A"), ord(other) - ord("A")
        assert (columns[place], columns[word]) == ("country", "plan_outcome")
        cells = [row[word] for row in rows if row[place] == country and row[word]]
        found.append(len(cells) if outcome == "?*" else cells.count(outcome))
    assert tuple(found) == ANSWER[counts[0][1]]


def test_the_database_finds_words_parts_of_names_and_the_projects_of_a_country(folder: Path) -> None:
    words, part, country = SEARCHES.strip().removesuffix(";").split(";\n")
    with closing(sqlite3.connect(folder / "data/ascn-atlas.sqlite")) as database:
        found = [*database.execute(words).fetchall(), *database.execute(part).fetchall()]
        assert found
        for collection, record_id, name in found:
            if collection in {"projects", "cities"}:
                assert ATLAS.collection(collection)[record_id].name == name
        assert sorted(database.execute(country)) == sorted(
            (project.name, ATLAS.cities[project.city].name, project.status.value)
            for project in query.projects.select_projects(ATLAS, country="VN")
        )
