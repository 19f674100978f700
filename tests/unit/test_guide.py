"""The guide to adding a report tells the steps that the drill goes through."""

import re
from collections import defaultdict

from tests import drill
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/contributing/add-a-report.md").read_text(encoding="utf-8")


def test_the_table_of_rows_has_the_columns_that_the_guide_gives() -> None:
    [(columns, example)] = re.findall(r"```text\n *(.*)\n *(.*)\n", GUIDE)
    assert columns.split(",") == drill.COLUMNS
    assert len(example.split(",")) == len(drill.COLUMNS)


def test_guide_and_drill_change_the_same_fields_for_the_same_reasons() -> None:
    told = {
        (kind, file): set(re.findall(r"`(\w+)`", fields))
        for kind, file, fields in re.findall(r"^ *\| ([^|]+) \| `([^|]+)` \| (.*) \|$", GUIDE, re.MULTILINE)
    }
    done: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edit in drill.EDITS:
        file = edit["file"].removeprefix("data/").replace(drill.REPORT, "<id>")
        done[edit["kind"], file] |= {*edit.get("set", {}), *edit.get("add", {})}
    assert told == done
    assert [kind for kind, _ in told] == [kind for kind, _ in done], "in another order"
