"""The page of what was delayed, disputed, halted or is gone, on the small project."""

import csv
from dataclasses import replace

import lxml.html

from atlas.checks import Examined
from tests.unit.conftest import build_with, changed

SRC = "projects/delayed-or-gone.md"
PAGE = "# Trouble\n\n{{ trouble_lead() }}\n\n{{ trouble_table() }}\n\n{{ sources() }}\n"
TOLD = "The first boats came a year late.(1)"


def shown(examined: Examined) -> tuple[str, list[list[str]], list[list[str]]]:
    """The sentence with the counts, the cells of the table, and those of its file."""
    build = build_with(examined, PAGE, SRC)
    page = lxml.html.fromstring(build.render(SRC))
    assert build.findings == []
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//table/tbody/tr")]
    files = build.draft(SRC).beside.values()
    lead = page.xpath("//p")[0]
    return " ".join(lead.text_content().split()), rows, [row for text in files for row in csv.reader(text.splitlines())]


def test_an_event_says_who_reports_it_what_was_answered_and_what_followed(examined: Examined) -> None:
    lead, rows, file = shown(examined)
    planned = "1 of them is one of the 3 plans of 2024, and is marked so."
    assert lead == f"1 of 4 projects is on this page: 1 delayed. {planned}"
    place = ["Clean River plan of 2024", "Alfa Aland", "May 2020"]
    answer = "Answer: The city says that the yard was closed.[2, p. 3]"
    later = "2021 · opened: The boats began to collect waste.[2, p. 3]"
    assert rows == [
        ["Delayed, but went on since"],
        [*place, f"{TOLD} {answer} {later}", "The press reported", "operational Sep 2024"],
    ]
    said = "The first boats came a year late. Answer: The city says that the yard was closed. 2021 · opened:"
    assert file[1][:4] == ["Delayed, but went on since", "Clean River (plan of 2024)", "Alfa (Aland)", "May 2020"]
    assert file[1][4].startswith(said)


def test_that_no_answer_was_found_is_said_where_the_record_says_so(examined: Examined) -> None:
    told, _ = examined.atlas.projects["clean-river"].events
    for looked, said in ((True, f"{TOLD} We found no answer."), (False, TOLD)):
        event = told.model_copy(update={"answer": None, "no_answer_found": looked})
        _, rows, _ = shown(changed(examined, "projects", "clean-river", events=[event]))
        assert rows[1][3] == said


def test_the_lists_tell_what_went_back_and_what_they_leave_out_but_no_reason(examined: Examined) -> None:
    examined = changed(examined, "projects", "clean-river", events=[])
    plan, newest = examined.atlas.reports.values()
    done = plan.rows[0].model_copy(update={"stage": "completed"})
    lead, rows, _ = shown(changed(examined, "reports", "plan-2018", rows=[done]))
    assert lead.startswith("1 of 4 projects is on this page: 1 moved back. 1 of them")
    assert rows[0] == ["Moved back The list gives no reason."]
    assert rows[1][2:5] == [
        *("30 September 2024", "ASEAN's list of 2018 says completed[1, p. 4], that of 2024 says ongoing[2, p. 3]."),
        "The network official",
    ]
    later = newest.model_copy(update={"id": "later", "rows": newest.rows[1:]})
    atlas = replace(examined.atlas, reports={**examined.atlas.reports, "later": later})
    _, rows, _ = shown(replace(examined, atlas=atlas))
    assert rows[0] == ["No longer listed The list gives no reason."]
    assert rows[1][3] == "Last in ASEAN's list of 2024: ongoing[1, p. 3]. Not in that of 2024. No successor is known."
