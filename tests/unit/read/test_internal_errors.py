"""A mistake of the Atlas itself is told as one: never as a mistake of a page, never as a traceback."""

from typing import Any

import pytest
from click.testing import CliRunner

from atlas import export, query
from atlas.__main__ import main
from atlas.checks import examine
from atlas.export import csv_files
from atlas.site.pages.build import Build, check
from tests.breaks import SMALL

EXAMINED = examine(SMALL)


def stop(*_: Any, **__: Any) -> Any:
    return {}["nowhere"]


def test_a_macro_that_stops_is_named_with_its_page_and_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop, "__module__", query.sources.__name__)  # templates get what a module defines
    monkeypatch.setattr(query.sources, "further_sources", stop)
    finding = next(found for found in check(EXAMINED) if "'city_page'" in found.message)
    assert (finding.file, finding.line, finding.rule) == ("docs/cities/alfa.md", 9, "atlas-mistake")
    assert finding.message.startswith("the macro 'city_page' stopped at 'clean-river': KeyError: 'nowhere' (atlas/")
    assert finding.hint == "this is a mistake in the Atlas, please report it"
    page = Build(EXAMINED).render("cities/alfa.md")  # a preview shows it in the place of the macro
    assert "the macro &#39;city_page&#39; stopped" in page
    assert "Alfa cleans its river" in page


def test_an_exporter_that_stops_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "files", stop)
    build = Build(EXAMINED, extent=export.Extent.BUILD)
    assert [(finding.file, finding.rule) for finding in build.findings] == [
        ("atlas/export/csv_files.py", "atlas-mistake")
    ]
    assert build.render("index.md").startswith("# Small atlas")
    result = CliRunner().invoke(main, ["export", "--root", str(SMALL), "nowhere"])
    assert result.exit_code == 2
    assert "the exporter 'atlas.export.csv_files' stopped: KeyError: 'nowhere'" in result.output
    assert result.output.rstrip().endswith("this is a mistake in the Atlas, please report it")


def test_a_command_that_stops_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query.work, "completeness", stop)
    result = CliRunner().invoke(main, ["stats", "--root", str(SMALL)])
    assert result.exit_code == 2
    assert "'stats' stopped: KeyError: 'nowhere'" in result.output
