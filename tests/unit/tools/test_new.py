"""New records: what is refused before anything is written, what is proposed, what is written and where."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.model.cities import City
from atlas.model.projects import Project
from atlas.site.pages.build import check
from atlas.tools import new
from atlas.tools.fields import WrongValueError
from atlas.tools.terminal import CannotRunError, write

Edit = Callable[[str, str, str], None]

PROJECT = {
    "--city": "alfa", "--name": "Night Bus", "--focus-area": "environment", "--status": "planned",
    "--as-of": "2024-05", "--source": "s-list", "--page": "3",
}  # fmt: skip
SOURCE = {
    "--url": "https://www.bus-news.co.id/lanes", "--title": "The Bus lanes open", "--publisher": "Bus News",
    "--date": "2026-03-14", "--language": "en", "--kind": "news", "--accessed": "2026-11-24",
}  # fmt: skip
PARTNER = {"--name": "Đại Fund", "--kind": "un", "--what": "Lends buses.", "--source": "s-list"}
REPORT = {
    "--id": "me-2026", "--title": "Report: of 2026", "--source": "s-list", "--pages": "5",
    "--summary": "What it is.", "--total": "2", "--cities": "2",
}  # fmt: skip
ROWS = (
    "number,city,name,focus_area,stage,page,project\n"
    '1,alfa,"Smart, E-Tax",civic,ongoing,3,open-school\n'
    "2,beta,Night Market,civic,completed,,night-market\n"
)


def add(project: Path, kind: str, flags: dict[str, str], *more: str, typed: str | None = None) -> Result:
    given = [part for flag, value in flags.items() for part in (flag, value)]
    return CliRunner().invoke(main, ["new", kind, "--root", str(project), *given, *more], input=typed)


def contents(project: Path) -> dict[str, bytes]:
    """Every file below data/ and docs/."""
    paths = [path for part in ("data", "docs") for path in (project / part).rglob("*") if path.is_file()]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in paths}


def added(before: bytes, after: bytes) -> str:
    """What stands in a file that did not, if it is in one place and nothing else has changed."""
    old, now = before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
    start = next(n for n, line in enumerate([*old, ""]) if line != now[n])
    n = len(now) - len(old)
    assert now[:start] + now[start + n :] == old
    return "".join(now[start : start + n])


def assert_sound(project: Path) -> None:
    assert check(examine(project)) == []


def test_a_project_is_written_beside_those_of_its_city_and_nothing_else_changes(project: Path) -> None:
    before = contents(project)
    dry = add(project, "project", PROJECT, "--dry-run")
    assert contents(project) == before
    result = add(project, "project", PROJECT)
    after = contents(project)
    assert result.exit_code == 0, result.output
    assert {file for file in after if after[file] != before.get(file)} == {"data/projects.yml"}
    record = added(before["data/projects.yml"], after["data/projects.yml"])
    assert record.strip() == (
        "- id: alfa-night-bus\n"
        "    city: alfa\n"
        "    name: Night Bus\n"
        "    focus_areas:\n"
        "      - environment\n"
        "    focus_area_basis: inferred\n"
        "    status:\n"
        "      value: planned\n"
        "      as_of: 2024-05\n"
        "      source: s-list\n"
        "      page: 3\n"
        "    sources:\n"
        "      - {source: s-list, pages: [3]}"
    )
    assert "+    name: Night Bus\n" in dry.stdout
    assert result.stdout.startswith("wrote data/projects.yml\n\nNext:\n")
    assert_sound(project)
    formed = CliRunner().invoke(main, ["fmt", "--root", str(project)])
    assert formed.output == "Every data file is in its standard form.\n"


def test_a_report_takes_its_rows_from_a_csv_file_with_semicolons_as_well(project: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    semicolons = ROWS.replace(",", ";").replace('"Smart; E-Tax"', "Smart, E-Tax").replace("alfa", "Alfa")
    head, *others = semicolons.splitlines()
    spare = [f"{head.title()};;", *(f"{line};;" for line in others), ";" * (head.count(";") + 2)]  # as spreadsheets do
    rows.write_text("\ufeff" + "\n".join(spare), encoding="utf-8")
    result = add(project, "report", {**REPORT, "--rows": str(rows)})
    assert result.exit_code == 0, result.output
    assert (project / "data/reports/me-2026.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/report.schema.json\n"
        "# Report: of 2026: what it states, and every row as printed.\n"
        "report:\n"
        "  id: me-2026\n"
        "  title: 'Report: of 2026'\n"
        "  source: s-list\n"
        "  pages: 5\n"
        "  summary: What it is.\n"
        "  stated:\n"
        "    total: 2\n"
        "    cities: 2\n"
        "  rows:\n"
        "    - {number: 1, city: alfa, name: 'Smart, E-Tax', focus_area: civic, stage: ongoing, page: 3, project: open-school}\n"
        "    - {number: 2, city: beta, name: Night Market, focus_area: civic, stage: completed, project: night-market}\n"
    )
    assert_sound(project)


#: CSV files of rows, each with what is said of it.
WRONG_ROWS = [
    (ROWS.replace("night-market\n", "nigth-market\n"), ":3:1  wrong-row  project: 'nigth-market' names no record in data/projects.yml; did you mean 'night-market'?"),
    (ROWS.replace("completed", "done"), ":3:1  wrong-row  stage: 'done' is not one of the values of this field; valid: "),
    (ROWS.replace(",,night-market", ",night-market"), ":3:1  wrong-row  this row has not as many cells as the first line has"),
    (ROWS.replace("stage,", "stages,"), ":1:1  unknown-column  there is no field 'stages' in a row"),
    (ROWS[: ROWS.index("\n") + 1], "  no-rows  there are no rows in this file"),
    ("number,city\n1,\"open\n", ":2:1  csv-syntax  unexpected end of data"),
]  # fmt: skip


def test_a_row_that_cannot_be_taken_is_named_with_its_line(atlas: Atlas, tmp_path: Path) -> None:
    rows, field = tmp_path / "rows.csv", kind_named("report").fields["--rows"]
    for text, said in WRONG_ROWS:
        rows.write_text(text, encoding="utf-8")
        with pytest.raises(WrongValueError, match="cannot be taken as it is") as refused:
            field.read(str(rows), atlas)
        [finding] = refused.value.findings
        place = f":{finding.line}:{finding.column}" if finding.line else ""
        assert f"{place}  {finding.rule}  {finding.message}".startswith(said)


REFUSED = [
    ("project", PROJECT | {"--city": "alfo"}, "Invalid value for --city: 'alfo' names no record in data/cities.yml; did you mean 'alfa'? valid: alfa, beta; add it to data/cities.yml first if it is new."),
    ("project", PROJECT | {"--as-of": "2026-02-30"}, "Invalid value for --as-of: '2026-02-30' is no date: write 2026, 2026-05 or 2026-05-14"),
    ("project", PROJECT | {"--status": "plannd"}, "Invalid value for --status: 'plannd' is not one of the values of this field; did you mean 'planned'? valid: completed, in-progress, operational, paused, planned, unknown"),
    ("project", PROJECT | {"--id": "night-market"}, "the id 'night-market' is taken: choose another with --id"),
    ("project", PROJECT | {"--id": "Night Bus"}, "'Night Bus' has not the form of this field; write lower-case letters and digits joined by hyphens, such as 'smart-e-tax'"),
    ("project", PROJECT | {"--name": "ភ្នំពេញ"}, "no id can be made of this name: choose one with --id"),
    ("report", REPORT | {"--rows": "no.csv"}, "Invalid value for --rows: there is no file 'no.csv'"),
]  # fmt: skip


def test_what_cannot_be_is_refused_before_anything_is_written(
    project: Path, examined: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "examine", lambda _: examined)
    monkeypatch.setattr(new, "write", lambda *_: pytest.fail("written"))
    for kind, flags, said in REFUSED:
        result = add(project, kind, flags)
        assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: {said}")


def test_what_the_check_would_find_is_refused_with_its_place(project: Path) -> None:
    before = contents(project)
    result = add(project, "project", PROJECT | {"--name": "Open Schools", "--source": "s-press"})
    assert result.exit_code == 2
    assert contents(project) == before
    assert re.findall(r"^data/projects.yml:\d+:\d+  (.*)$", result.stdout, re.MULTILINE) == [
        "similar-name  'Open Schools' is nearly the name of 'open-school', 'Open School'",
        "page-of-no-pdf  's-press' is no PDF, so it has no pages",
        "page-of-no-pdf  's-press' is no PDF, so it has no pages",
    ]
    assert result.stderr == "Error: nothing was written: the check would find the mistakes above\n"


def test_nothing_is_written_if_one_of_the_files_cannot_be(project: Path) -> None:
    shutil.rmtree(project / "docs/cities")
    (project / "docs/cities").write_text("no folder", encoding="utf-8")
    with pytest.raises(CannotRunError, match="cannot write"):
        write(project, {"data/cities.yml": "new", "docs/cities/gamma.md": "new"})
    assert (project / "data/cities.yml").read_text(encoding="utf-8") != "new"
    assert [path for path in (project / "data").iterdir() if path.name.startswith(".")] == []


def test_an_error_that_was_there_before_is_no_hindrance(project: Path, edit: Edit) -> None:
    edit(
        "data/sources.yml",
        "    accessed: 2025-01-31\n\n  - id: s-plan\n",
        "    accessed: 2025-02-31\n\n  - id: s-plan\n",
    )
    assert add(project, "source", SOURCE).exit_code == 0


def test_without_a_terminal_every_flag_that_is_missing_is_named(project: Path) -> None:
    result = add(project, "partner", {"--name": "A"})
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Error: these are missing:\n"
        "  --kind  What kind of institution it is. One of: company, development-agency, development-bank, government, trust-fund, un.\n"
        "  --what  What it does for the network.\n"
        "  --source  The source. Its id or its name.\n"
    )


def test_at_a_terminal_what_is_missing_is_asked_again_until_it_can_be_taken(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "_is_terminal", lambda: True)
    flags = {flag: value for flag, value in PARTNER.items() if flag != "--source"}
    result = add(project, "partner", flags, typed="s-lis\ns-list\ndai\n")
    assert result.exit_code == 0, result.output
    assert "Error: 's-lis' names no record in data/sources.yml; did you mean" in result.output
    assert "Its id, which never changes. --id [dai-fund]: dai" in result.output
    assert "  - id: dai\n    name: Đại Fund\n" in (project / "data/partners.yml").read_text(encoding="utf-8")


def kind_named(name: str) -> new.Kind:
    return next(kind for kind in new.KINDS if kind.name == name)


def test_a_record_is_meant_by_its_id_or_by_its_name_in_any_case(atlas: Atlas) -> None:
    city = new.Field.at(Project, ("city",))
    assert [city.read(text, atlas) for text in ("beta", "Beta", "bETA ")] == ["beta"] * 3
    country = new.Field.at(City, ("country",))
    assert [country.read(text, atlas) for text in ("XB", "xb", "Borland")] == ["XB"] * 3
    assert new.Field.at(Project, ("focus_areas", 0)).read("Civic, environment", atlas) == ["civic", "environment"]
    namesake = atlas.cities["beta"].model_copy(update={"name": "Alfa", "id": "other"})
    for known, text, said in [
        (atlas, "Borlandd", "'Borlandd' names no record in data/countries.yml; did you mean 'XB', Borland?"),
        (replace(atlas, cities={**atlas.cities, "other": namesake}), "ALFA", "'ALFA' is the name of several records: write an id instead, alfa or other"),
    ]:  # fmt: skip
        with pytest.raises(WrongValueError) as refused:
            (country if "B" in text else city).read(text, known)
        assert str(refused.value) == said
