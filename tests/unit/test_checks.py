"""The rules: each is broken once, and its complete output asserted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.checks import ID_RULES, RULES, WARNINGS, examine, run
from atlas.checks.context import Context, Rule
from atlas.findings import Finding, text
from atlas.load import load
from atlas.pages import PageTree
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
    (project / "docs/cities/atlantis.md").write_text("---\nrecord: atlantis\n---\n# Atlantis\n", encoding="utf-8")
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
    [finding] = check(examine(project))
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


#: For each rule a change that breaks it, and the complete message: the file, the text that stands there, the text put in
#: its place, what the rule says.
BREAKS = {
    "duplicate_id": ("data/projects.yml", "  - id: jaki\n", "  - id: jaklingko\n", "the id 'jaklingko' is taken"),
    "report_file": ("data/reports/me-2025.yml", "  id: me-2025\n", "  id: me-2026\n", "the id 'me-2026' does not match the name of the file, 'me-2025'"),
    "unknown_reference": ("data/cities.yml", "    country: TL\n", "    country: XX\n", "'XX' names no record in data/countries.yml"),
    "similar_name": ("data/projects.yml", "    name: LONTARA+\n", "    name: Smart E-Tax!\n", "'Smart E-Tax!' is nearly the name of 'makassar-smart-e-tax', 'Smart E-Tax'"),
    "alias_of_another": ("data/projects.yml", "      - Sipikatau Integrated Tax System\n      - Integration", "      - LONTARA+\n      - Integration", "'LONTARA+' is the name of 'lontara-plus'"),
    "link_pair": ("data/projects.yml", "      - continues: smart-kampung\n", "      - continues: banyuwangi-caring-for-stunting\n", "'banyuwangi-caring-for-stunting' does not say 'continued_by: banyuwangi-digital-public-service-mall'"),
    "link_cycle": ("data/projects.yml", "      - continues: smart-kampung\n", "      - continues: banyuwangi-digital-public-service-mall\n", "'banyuwangi-digital-public-service-mall' comes to continue itself"),
    "invisible_character": ("data/projects.yml", "    name: LONTARA+\n", "    name: LON\u200bTARA+\n", "this text holds U+200B, ZERO WIDTH SPACE"),
    "not_composed": ("data/projects.yml", "    name: LONTARA+\n", "    name: LONTARA\u0301\n", "this text is not in Unicode's composed form, NFC"),
    "spreadsheet_formula": ("data/projects.yml", "    name: LONTARA+\n", "    name: =LONTARA()\n", "a spreadsheet would run this text, since it begins with '='"),
    "personal_data": ("data/projects.yml", "    name: LONTARA+\n", "    name: Ask someone@example.org\n", "'someone@example.org' looks like personal data"),
    "impossible_date": ("data/timeline.yml", "    end_date: '2018-05-25'\n", "    end_date: '2018-06-31'\n", "there is no day 2018-06-31"),
    "date_ahead": ("data/projects.yml", "      as_of: 2026-03\n      source: s-terasberita", "      as_of: 2026-12\n      source: s-terasberita", "2026-12 lies after 2026-11-24, the newest day on which a source was read"),
    "read_before_publication": ("data/sources.yml", "    date: '2020-08-26'\n    language: en\n    kind: news\n    accessed: '2026-11-24'", "    date: '2020-08-26'\n    language: en\n    kind: news\n    accessed: '2020-08-25'", "this was published on 2020-08-26 but read on 2020-08-25"),
    "end_before_start": ("data/timeline.yml", "    end_date: '2018-05-25'\n", "    end_date: '2018-05-21'\n", "this ends on 2018-05-21, before it begins on 2018-05-22"),
    "start_after_completion": ("data/projects.yml", "    started: 2018\n    figures:\n      - what: bags of rubbish", "    started: 2025\n    figures:\n      - what: bags of rubbish", "this began in 2025 but was completed by 2024-09-25"),
    "outside_the_region": ("data/cities.yml", "      lat: -5.1486\n      lon: 119.4319\n", "      lat: 89.4319\n      lon: -5.1486\n", "89.4319, -5.1486 lies outside Southeast Asia"),
    "row_number": ("data/reports/me-2025.yml", "{number: 2, city: bandar-seri-begawan, name: Digital", "{number: 3, city: bandar-seri-begawan, name: Digital", "after 1 comes 2, not 3"),
    "row_of_another_city": ("data/reports/me-2025.yml", "{number: 2, city: bandar-seri-begawan, name: Digital", "{number: 2, city: battambang, name: Digital", "this row stands under 'battambang', but the project 'brunei-digital-identity' is one of 'bandar-seri-begawan'"),
    "row_before_joining": ("data/cities.yml", "    country: ID\n    joined: 2018\n    website: https://makassarkota.go.id\n", "    country: ID\n    joined: 2019\n    website: https://makassarkota.go.id\n", "'makassar' joined in 2019, after this document"),
    "page_beyond_the_end": ("data/reports/me-2025.yml", "  pages: 33\n", "  pages: 32\n", "the document has 32 pages, so there is no page 33"),
    "twice_in_a_document": ("data/reports/workshop-2018.yml", "project: jakpreneur}", "project: jaklingko}", "this document lists 'jaklingko' a second time"),
    "stated_total": ("data/reports/me-2025.yml", "    total: 134\n", "    total: 135\n", "the document states 135 projects, its rows add up to 134"),
    "listed_without_row": ("data/projects.yml", "      - civic-and-social\n    focus_area_basis: inferred\n    status:\n      value: operational\n      as_of: 2026-03\n", "      - civic-and-social\n    focus_area_basis: listed\n    status:\n      value: operational\n      as_of: 2026-03\n", "the focus area counts as listed, but no document prints one for this project"),
    "page_of_no_pdf": ("data/projects.yml", "      source: s-terasberita-2026-lontara\n", "      source: s-terasberita-2026-lontara\n      page: 3\n", "'s-terasberita-2026-lontara' is no PDF, so it has no pages"),
    "source_not_listed": ("data/projects.yml", "      source: s-terasberita-2026-lontara\n", "      source: s-geonames\n", "'s-geonames' is cited here but not listed in the sources of the record"),
    "unused_source": ("data/sources.yml", "  - id: s-2ndopinion-cauayan\n", "  - id: s-2ndopinion\n    title: x\n    publisher: x\n    url: https://example.org/\n    language: en\n    kind: news\n    accessed: '2026-11-24'\n\n  - id: s-2ndopinion-cauayan\n", "nothing cites 's-2ndopinion'"),
    "front_matter": ("docs/cities/dili.md", "record: dili\n", "record: dili\nhide: NO\n", "YAML does not read NO as text but as a truth value"),
    "front_matter_key": ("docs/cities/dili.md", "record: dili\n", "record: dili\nrender_macros: true\n", "'render_macros' means nothing in the front matter of a page"),
    "page_without_record": ("docs/cities/dili.md", "record: dili\n", "record: dilli\n", "'dilli' names no record in data/cities.yml"),
    "record_without_page": ("data/focus-areas.yml", "  - id: civic-and-social\n    name: Civic and Social\n", "  - id: new-area\n    name: New\n    definition: x\n    sub_areas_ascf: []\n    sub_areas_me_reports: []\n    sources: [{source: s-geonames}]\n\n  - id: civic-and-social\n    name: Civic and Social\n", "'new-area' has no page"),
    "title_differs": ("docs/cities/dili.md", "# Dili\n", "# Dilli\n", "the heading is 'Dilli', but the record is called 'Dili'"),
    "active_markup": (
        "docs/cities/dili.md",
        "# Dili\n",
        "# Dili\n\n<script>alert(1)</script>\n",
        "a page may not hold a script",
    ),
    "page_without_introduction": ("docs/cities/dili.md", "# Dili\n", "# Dili\n\n{{ city_facts() }}\n", "this page has no introduction"),
    "old_status": ("data/projects.yml", "      value: planned\n      as_of: '2025-09-30'\n      source: s-asean-2025-me\n      page: 6\n    sources:\n      - {source: s-asean-2023-me, pages: [21]}\n", "      value: planned\n      as_of: '2024-09-30'\n      source: s-asean-2025-me\n      page: 6\n    sources:\n      - {source: s-asean-2023-me, pages: [21]}\n", "this status is of 2024-09-30, but a document of 2025-09-30 lists the project"),
    "old_figure": ("data/projects.yml", "        as_of: 2025-11\n        source: s-rakyatnews-2025-lontara\n", "        as_of: 2019-11\n        source: s-rakyatnews-2025-lontara\n", "this figure is 6 years old"),
    "page_missing": ("data/projects.yml", "      source: s-asean-2024-me\n      page: 31\n    started: 2018\n", "      source: s-asean-2024-me\n    started: 2018\n", "this value comes from a PDF without a page"),
    "undated_figure": ("data/projects.yml", "        as_of: 2025-11\n        source: s-rakyatnews-2025-lontara\n", "        source: s-rakyatnews-2025-lontara\n", "this figure has no date"),
    "plain_http": ("data/sources.yml", "https://news.abs-cbn.com/news/08/26/20/", "http://news.abs-cbn.com/news/08/26/20/", "another source of the same host is read by https"),
}  # fmt: skip

ALL_RULES = [*ID_RULES, *RULES, *WARNINGS]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.__name__)
def test_each_rule_is_a_sentence_and_says_what_a_broken_copy_breaks(project: Path, edit: Edit, rule: Rule) -> None:
    assert (rule.__doc__ or "").endswith(".")
    before = set(rule(context_of(project)))
    file, old, new, message = BREAKS[rule.__name__]
    edit(file, old, new)
    found = [finding for finding in rule(context_of(project)) if finding.message not in {f.message for f in before}]
    found = found or [f for f in rule(context_of(project)) if f not in before and f.message == message]
    assert message in {finding.message for finding in found}
    for finding in found:
        lines = (project / finding.file).read_text(encoding="utf-8").splitlines()
        assert 0 < finding.line <= len(lines)
        assert 0 < finding.column <= len(lines[finding.line - 1])
    if rule in [*ID_RULES, *RULES]:
        assert not before
        assert message in {finding.message for finding in check(examine(project))}
    else:
        assert message in {finding.message for finding in examine(project).warnings()}
        assert {finding.level for finding in examine(project).warnings()} == {"warning"}


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
def test_markup_that_acts_is_refused_at_its_place(project: Path, edit: Edit, text: str, what: str, column: int) -> None:
    edit("docs/cities/dili.md", "# Dili\n", f"# Dili\n\n{text}\n")
    found = [(f.line, f.column, f.message) for f in check(examine(project)) if f.rule == "active-markup"]
    assert (7, column, f"a page may not hold {what}") in found


@pytest.mark.parametrize(
    "text",
    ["`<script>`", "```html\n<script>x</script>\n```", "![A map](x.png)", "<sup>2</sup>", "one = two", "data: a list"],
)
def test_markup_that_does_nothing_is_allowed(project: Path, edit: Edit, text: str) -> None:
    edit("docs/cities/dili.md", "# Dili\n", f"# Dili\n\n{text}\n")
    assert [f for f in check(examine(project)) if f.rule == "active-markup"] == []


def test_a_rule_that_stops_is_a_finding_and_the_others_go_on(project: Path, edit: Edit) -> None:
    def stops(_: Context) -> Iterator[Finding]:
        raise ZeroDivisionError("in the middle")
        yield

    edit("docs/cities/dili.md", "# Dili\n", "# Dilli\n")
    found = run([stops, *RULES], context_of(project))
    assert [(f.rule, f.message) for f in found] == [
        ("rule-stopped", "the rule 'stops' stopped: ZeroDivisionError: in the middle"),
        ("title-differs", "the heading is 'Dilli', but the record is called 'Dili'"),
    ]


def context_of(project: Path) -> Context:
    loaded = load(project)
    assert loaded.atlas is not None, loaded.findings
    return Context(loaded.documents, loaded.atlas, PageTree.read(project))
