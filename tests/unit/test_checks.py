"""Rules at work on the real records; each rule by itself is broken in test_rules.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.checks import examine, pages, run
from atlas.checks.context import Context, Files
from atlas.findings import Finding, text
from atlas.loading import load
from atlas.pages import Page, PageTree
from atlas.render.build import check

Edit = Callable[[str, str, str], None]


def findings_of(project: Path) -> list[str]:
    """Every finding of the copy in its printed form, without line numbers, which move with the data."""
    printed = text(check(examine(project)), project)
    without_lines = re.sub(r"^(\S+):\d+:", r"\1:", printed, flags=re.MULTILINE)
    without_lines = re.sub(r"^ +\d+ \|", "|", without_lines, flags=re.MULTILINE)
    return re.sub(r"on line \d+", "on line N", without_lines).split("\n\n")


def test_the_copy_is_clean_before_it_is_broken(project: Path) -> None:
    assert check(examine(project)) == []


def test_an_unknown_reference_names_the_nearest_record(project: Path, edit: Edit) -> None:
    edit("data/partners.yml", "          - kuching\n        what: flood", "          - kuchin\n        what: flood")
    assert findings_of(project) == [
        "data/partners.yml:13  unknown-reference  'kuchin' names no record in data/cities.yml\n"
        "|           - kuchin\n"
        "        |             ^^^^^^\n"
        "   hint: did you mean 'kuching'? add it to data/cities.yml first if it is new."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong", "place"),
    [
        ("data/projects.yml", "  - id: lontara-plus\n    city: makassar\n", "  - id: lontara-plus\n    city: makasar\n", "makasar", "data/cities.yml"),
        ("data/cities.yml", "    country: TL\n", "    country: XX\n", "XX", "data/countries.yml"),
        ("data/projects.yml", "      - continues: smart-kampung\n", "      - continues: smart-kampong\n", "smart-kampong", "data/projects.yml"),
        ("data/projects.yml", "        source: s-scoop-2018-brunei-river\n", "        source: s-scop-2018\n", "s-scop-2018", "data/sources.yml"),
        ("data/network.yml", "      - place: one-north\n", "      - place: one-nort\n", "one-nort", "data/network.yml"),
        ("data/open-questions.yml", "      - makassar-tourism-alleys\n", "      - makassar-alleys\n", "makassar-alleys", "data/projects.yml or data/cities.yml or data/reports/"),
    ],
)  # fmt: skip
def test_every_kind_of_reference_is_followed(
    project: Path, edit: Edit, file: str, old: str, new: str, wrong: str, place: str
) -> None:
    edit(file, old, new)
    [finding] = check(examine(project))
    assert (finding.file, finding.rule) == (file, "unknown-reference")
    assert finding.message == f"'{wrong}' names no record in {place}"
    assert (project / file).read_text(encoding="utf-8").splitlines()[finding.line - 1][finding.column - 1 :] == wrong


def test_a_row_of_a_document_may_not_name_an_unknown_project(project: Path, edit: Edit) -> None:
    edit("data/reports/workshop-2018.yml", "project: jaklingko}", "project: jaklinko}")
    [finding] = check(examine(project))
    assert (finding.file, finding.rule, finding.message) == (
        "data/reports/workshop-2018.yml",
        "unknown-reference",
        "'jaklinko' names no record in data/projects.yml",
    )
    assert finding.hint == "did you mean 'jaklingko'? add it to data/projects.yml first if it is new."


def test_a_duplicate_id_names_the_first_record(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "  - id: jaki\n", "  - id: jaklingko\n")
    assert any(
        re.fullmatch(
            r"data/projects\.yml:9  duplicate-id  the id 'jaklingko' is taken\n"
            r"\|   - id: jaklingko\n"
            r"        \|         \^{9}\n"
            r"   hint: the record that has it begins on line N",
            finding,
        )
        for finding in findings_of(project)
    )


def test_a_former_id_may_not_be_the_id_of_another_record(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "    name: LONTARA+\n", "    name: LONTARA+\n    former_ids: [jaklingko]\n")
    [finding] = check(examine(project))
    assert (finding.rule, finding.message) == ("duplicate-id", "the id 'jaklingko' is taken")


def test_a_report_is_kept_in_the_file_of_its_name(project: Path) -> None:
    (project / "data/reports/me-2025.yml").rename(project / "data/reports/report.yml")
    [finding] = check(examine(project))
    assert (finding.file, finding.rule, finding.hint) == (
        "data/reports/report.yml",
        "report-file",
        "name the file me-2025.yml",
    )


def test_a_city_without_page_says_which_file_to_add(project: Path) -> None:
    (project / "docs/cities/dili.md").unlink()
    findings = [f for f in check(examine(project)) if f.rule == "record-without-page"]
    assert [(f.file, f.message, f.hint) for f in findings] == [
        ("data/cities.yml", "'dili' has no page", "add docs/cities/dili.md")
    ]


def test_a_page_without_record_says_what_to_do(project: Path) -> None:
    (project / "docs/cities/atlantis.md").write_text(
        f"---\nrecord: atlantis\ndescription: {'x' * 60}\n---\n# Atlantis\n", encoding="utf-8"
    )
    assert findings_of(project) == [
        "docs/cities/atlantis.md:9  page-without-record  'atlantis' names no record in data/cities.yml\n"
        "| record: atlantis\n"
        "        |         ^^^^^^^^\n"
        "   hint: add the record to data/cities.yml, or remove this page."
    ]


def test_a_page_that_names_no_record_says_what_to_write(project: Path, edit: Edit) -> None:
    edit("docs/focus-areas/civic-and-social.md", "record: civic-and-social\n", "")
    found = {(f.rule, f.hint) for f in check(examine(project))}
    assert ("page-without-record", "write 'record: civic-and-social' into the front matter") in found


def test_a_page_that_stands_for_another_record_is_named(project: Path, edit: Edit) -> None:
    edit("docs/cities/dili.md", "record: dili\n", "record: jakarta\n")
    found = {(f.rule, f.message, f.hint) for f in check(examine(project))}
    assert (
        "page-without-record",
        "this page stands for 'jakarta' but its file is named 'dili.md'",
        "rename it to jakarta.md",
    ) in found


def test_a_heading_that_is_not_the_name_of_the_record_is_named(project: Path, edit: Edit) -> None:
    edit("docs/cities/dili.md", "# Dili\n", "# Dilli\n")
    [finding] = check(examine(project))
    assert (finding.file, finding.line, finding.message, finding.hint) == (
        "docs/cities/dili.md",
        5,
        "the heading is 'Dilli', but the record is called 'Dili'",
        "write '# Dili'",
    )


def test_an_unknown_key_of_the_front_matter_is_named_with_the_nearest_one(project: Path, edit: Edit) -> None:
    edit("docs/cities/dili.md", "description: ", "descripton: ")
    [finding] = [finding for finding in check(examine(project)) if finding.rule != "description-length"]
    assert (finding.file, finding.line, finding.column, finding.rule) == (
        "docs/cities/dili.md",
        3,
        1,
        "front-matter-key",
    )
    assert finding.message == "'descripton' means nothing in the front matter of a page"
    assert finding.hint == "did you mean 'description'? valid: description, hide, record, search, title"


def test_front_matter_is_read_as_strictly_as_data(project: Path, edit: Edit) -> None:
    edit("docs/cities/dili.md", "record: dili\n", "record: dili\nrecord: dili\n")
    [finding] = check(examine(project))
    assert (finding.file, finding.line, finding.rule) == ("docs/cities/dili.md", 3, "duplicate-key")


@pytest.mark.parametrize(
    ("text", "what", "column"),
    [
        ("a <script src='x'></script>", "a script", 3),
        ("a <SCRIPT >", "a script", 3),
        ("<iframe src='x'>", "a script", 1),
        ("<b onclick='x()'>a</b>", "an event handler", 1),
        ('<img src=x alt="a" onerror=alert(1)>', "an event handler", 1),
        ("[a](javascript:alert(1))", "an address that is a script", 5),
        ("[a](data:text/html,x)", "an address that is a script", 5),
        ("![](x.png)", "an image without alternative text", 1),
        ("<img src='x.png'>", "an image without alternative text", 1),
    ],
)
def test_markup_that_acts_is_refused_at_its_place(text: str, what: str, column: int) -> None:
    assert (3, column, f"a page may not hold {what}") in active_markup(text)


@pytest.mark.parametrize(
    "text",
    ["`<script>`", "```html\n<script>x</script>\n```", "![A map](x.png)", "<sup>2</sup>", "one = two", "data: a list"],
)
def test_markup_that_does_nothing_is_allowed(text: str) -> None:
    assert active_markup(text) == []


def active_markup(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of what the rule finds on a page with a text in its third line."""
    tree = PageTree({"page.md": Page("page.md", f"# Page\n\n{text}\n")})
    return [(f.line, f.column, f.message) for f in pages.active_markup(Files({}, tree))]


def test_a_rule_that_stops_is_a_finding_and_the_others_go_on(project: Path, edit: Edit) -> None:
    def stops(_: Context) -> Iterator[Finding]:
        raise ZeroDivisionError("in the middle")
        yield

    edit("docs/cities/dili.md", "# Dili\n", "# Dilli\n")
    found = run([stops, *pages.RULES], context_of(project))
    assert [(f.rule, f.message) for f in found] == [
        ("rule-stopped", "the rule 'stops' stopped: ZeroDivisionError: in the middle"),
        ("title-differs", "the heading is 'Dilli', but the record is called 'Dili'"),
    ]


def context_of(project: Path) -> Context:
    loaded = load(project)
    assert loaded.atlas is not None, loaded.findings
    return Context(loaded.documents, PageTree.read(project), loaded.atlas)
