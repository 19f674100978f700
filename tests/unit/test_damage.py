"""Damage to the small project, at every place where it can happen: each is found at its line, by the rule it breaks.

Everything happens in memory: one file is changed and read again, the others are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from atlas.checks import Examined, examine_loaded
from atlas.read.loading import assemble, load
from atlas.read.pages import Page, PageTree
from atlas.read.yaml_file import parse
from tests.breaks import SMALL

LOADED = load(SMALL)
TREE = PageTree.read(SMALL)
SOURCES = {file: (SMALL / file).read_text(encoding="utf-8") for file in LOADED.yaml_files}


@dataclass(frozen=True)
class Damage:
    """One change of one line: what the file becomes, and where which rules may speak of it."""

    file: str
    text: str
    lines: range


#: A damage is found where one of its rules breaks: the change of a line can break whichever comes first.
Kind = Callable[[], Iterator[Damage]]
KINDS: dict[str, tuple[Kind, set[str]]] = {}


def kind(*rules: str) -> Callable[[Kind], Kind]:
    """Enter a kind of damage, with the rules one of which must find it."""

    def enter(function: Kind) -> Kind:
        KINDS[function.__name__] = (function, set(rules))
        return function

    return enter


def one_line(pattern: str, new: str | Callable[[re.Match[str]], str], *files: str) -> Iterator[Damage]:
    """Change each of the places that fit a pattern, in all or some files; findings are due on the lines changed."""
    for file in files or SOURCES:
        source = SOURCES[file]
        for match in re.finditer(pattern, source, re.MULTILINE):
            put_in = match.expand(new) if isinstance(new, str) else new(match)
            first = source.count("\n", 0, match.start()) + 1
            changed = source[: match.start()] + put_in + source[match.end() :]
            lines = range(first, first + max(match[0].count("\n"), put_in.count("\n")) + 1)
            yield Damage(file, changed, lines)


def record_lines(source: str, line: int) -> range:
    """The lines of the record around a line, up to that line."""
    lines = source.splitlines()
    start = next(i for i in range(line - 1, -1, -1) if lines[i].startswith("  - "))
    return range(start + 1, line + 1)


PROJECTS, CITIES, DATES = "data/projects.yml", "data/cities.yml", "data/timeline.yml"
REPORTS = tuple(file for file in SOURCES if file.startswith("data/reports/"))
#: The id that the first record has: any other that takes it comes after.
FIRST = LOADED.yaml_files[PROJECTS].value["projects"][0]["id"]
ROW = r"^    - \{number: (?P<number>\d+), city: (?P<city>[\w-]+), (?P<rest>.*)\}$"


# Reading


@kind("tab")
def a_tab_indents_a_line() -> Iterator[Damage]:
    return one_line(r"^    (?=name: )", "\t")


@kind("duplicate-key")
def a_key_stands_twice() -> Iterator[Damage]:
    return one_line(r"^    name: .*\n(?=    )", r"\g<0>    name: Again\n", PROJECTS, CITIES)


@kind("yaml-surprise")
def a_date_loses_its_quotation_marks() -> Iterator[Damage]:
    return one_line(r"(?<=as_of: )'(\d{4}-\d\d-\d\d)'", r"\1", PROJECTS)


@kind("yaml-surprise")
def a_word_becomes_no() -> Iterator[Damage]:
    return one_line(r"(?<=    focus_area_basis: )\w+$", "NO", PROJECTS)


@kind("empty-value")
def a_value_is_lost() -> Iterator[Damage]:
    return one_line(r"(?<=^    city:) .*$", "", PROJECTS)


@kind("yaml-syntax")
def a_quotation_mark_is_lost() -> Iterator[Damage]:
    return one_line(r"^(\s+as_of: ')(\d{4}-\d\d-\d\d)'\n(.*)$", r"\1\2\n\3", PROJECTS)


@kind("yaml-syntax")
def a_colon_slips_into_a_name() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: [A-Z])(?=[\w ]+$)", "x: ", PROJECTS)


@kind("merge-conflict")
def a_merge_leaves_its_mark() -> Iterator[Damage]:
    return one_line(r"^(?=    name: )", "<<<<<<< HEAD\n", PROJECTS, CITIES)


@kind("cut-off-text")
def a_number_sign_cuts_a_name_off() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: [A-Z])(?=[\w ]+$)", " #", PROJECTS)


@kind("yaml-alias")
def an_anchor_is_set() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: )(?=\w)", "&a ", PROJECTS, CITIES)


@kind("yaml-tag")
def a_tag_is_set() -> Iterator[Damage]:
    return one_line(r"(?<=^    started: )(?=\d)", "!!int ", PROJECTS)


@kind("several-documents")
def a_document_ends() -> Iterator[Damage]:
    return one_line(r"^\n(?=  - id: )", "---\n", PROJECTS, CITIES, DATES)


# Shape


@kind("unknown-key")
def a_key_is_misspelt() -> Iterator[Damage]:
    return one_line(r"^(\s+)(focus_area_basis|population|publisher|sources):", r"\1\2x:", PROJECTS, CITIES)


@kind("missing-key")
def a_key_is_lost() -> Iterator[Damage]:
    for damage in one_line(r"^    (name|country|city): .*\n", "", PROJECTS, CITIES):
        yield Damage(damage.file, damage.text, record_lines(SOURCES[damage.file], damage.lines.start))


@kind("missing-key")
def a_source_is_lost() -> Iterator[Damage]:
    for damage in one_line(r"^      source: .*\n", "", PROJECTS):
        yield Damage(damage.file, damage.text, record_lines(SOURCES[damage.file], damage.lines.start))


@kind("wrong-value")
def a_word_is_misspelt() -> Iterator[Damage]:
    return one_line(r"(?<=value: )(planned|in-progress|operational|completed)$", r"\1x", PROJECTS)


@kind("wrong-form")
def an_id_gets_a_capital_letter() -> Iterator[Damage]:
    return one_line(r"(?<=^  - id: )([a-z])", lambda match: match[1].upper(), PROJECTS, CITIES, DATES)


@kind("wrong-form")
def a_month_becomes_the_thirteenth() -> Iterator[Damage]:
    return one_line(r"(?<=as_of: '\d{4}-)\d\d(?=-\d\d')", "13", PROJECTS)


@kind("wrong-type")
def a_number_becomes_text() -> Iterator[Damage]:
    return one_line(r"(?<=joined: |tarted: )(\d{4})$", r"'\1'", PROJECTS, CITIES)


@kind("wrong-type")
def a_name_becomes_a_number() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: ).*$", "7", PROJECTS, CITIES)


@kind("empty-text")
def a_name_becomes_empty() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: ).*$", "''", PROJECTS, CITIES)


@kind("out-of-range")
def a_page_becomes_the_one_before_the_first() -> Iterator[Damage]:
    return one_line(r"(?<=^      page: )\d+$", "0", PROJECTS)


# Ids


@kind("duplicate-id")
def an_id_is_taken() -> Iterator[Damage]:
    return one_line(rf"(?<=^  - id: )(?!{FIRST}$).*$", FIRST, PROJECTS)


@kind("unknown-reference")
def a_city_is_misspelt() -> Iterator[Damage]:
    return one_line(r"(?<=^    city: )([\w-]+)$", r"\1x", PROJECTS)


@kind("unknown-reference")
def a_source_is_misspelt() -> Iterator[Damage]:
    return one_line(r"(?<=^      source: )([\w-]+)$", r"\1x", PROJECTS, CITIES)


@kind("unknown-reference")
def the_project_of_a_row_is_misspelt() -> Iterator[Damage]:
    return one_line(r"(?<=project: )([\w-]+)\}$", r"\1x}", *REPORTS)


@kind("alias-of-another", "similar-name")
def a_project_takes_the_name_of_another() -> Iterator[Damage]:
    return one_line(
        r"^    city: (?P<city>[\w-]+)\n    name: (?P<name>.+)\n(?P<between>(?:.*\n)*?)    city: (?P=city)\n    name: .+$",
        r"    city: \g<city>\n    name: \g<name>\n\g<between>    city: \g<city>\n    name: \g<name>",
        PROJECTS,
    )


# Dates, places, documents


@kind("impossible-date")
def a_day_becomes_the_thirty_first_of_february() -> Iterator[Damage]:
    return one_line(r"(?<=as_of: '\d{4}-)\d\d-\d\d(?=')", "02-31", PROJECTS)


@kind("date-ahead")
def a_date_moves_ahead() -> Iterator[Damage]:
    return one_line(r"(?<=as_of: ')\d{4}(?=-\d\d-\d\d')", "2027", PROJECTS)


@kind("read-before-publication", "known-before-read")
def a_source_was_read_in_another_century() -> Iterator[Damage]:
    return one_line(
        r"^    date: (?P<date>.*)\n(?P<between>(?:    .*\n)*?)    accessed: '2025",
        r"    date: \g<date>\n\g<between>    accessed: '1926",
        "data/sources.yml",
    )


@kind("end-before-start")
def an_event_ends_before_it_begins() -> Iterator[Damage]:
    return one_line(r"(?<=end_date: ')20", "19", DATES)


@kind("outside-the-region")
def latitude_and_longitude_are_swapped() -> Iterator[Damage]:
    return one_line(r"^      lat: (.*)\n      lon: (.*)$", r"      lat: \2\n      lon: \1", CITIES)


@kind("row-number")
def a_row_gets_another_number() -> Iterator[Damage]:
    return one_line(ROW, lambda match: match[0].replace(f"number: {match['number']}", "number: 999"), *REPORTS)


@kind("row-of-another-city", "row-before-joining", "stated-total")
def a_row_moves_to_another_city() -> Iterator[Damage]:
    def move(match: re.Match[str]) -> str:
        other = "beta" if match["city"] != "beta" else "alfa"
        return match[0].replace(f"city: {match['city']}", f"city: {other}")

    return one_line(ROW, move, *REPORTS)


@kind("page-beyond-the-end")
def a_row_gets_a_page_after_the_last() -> Iterator[Damage]:
    return one_line(r"(?<=, page: )\d+(?=, (?:list|project|note))", "99999", *REPORTS)


@kind("stated-total")
def a_document_states_another_total() -> Iterator[Damage]:
    return one_line(r"(?<=^    total: )\d+$", "500", *(file for file in REPORTS if "scap" not in file))


@kind("source-not-listed")
def a_source_is_taken_off_the_list() -> Iterator[Damage]:
    for damage in one_line(r"(?<=^      - source: )(?!s-plan$)[\w-]+$", "s-plan", PROJECTS):
        yield Damage(damage.file, damage.text, record_lines(SOURCES[damage.file], damage.lines.start))


# Texts and pages


@kind("invisible-character")
def a_space_without_width_slips_in() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: [A-Z])(?=\w)", "\u200b", PROJECTS, CITIES)


@kind("spreadsheet-formula")
def a_name_becomes_a_formula() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: )(?=[A-Z])", "=", PROJECTS)


@kind("personal-data")
def a_mail_address_slips_in() -> Iterator[Damage]:
    return one_line(r"(?<=^    name: )(?=[A-Z])", "a@example.org ", PROJECTS)


@kind("undated-word")
def a_page_says_currently() -> Iterator[Damage]:
    return in_page(r"^(?=[A-Z][a-z]+ )", "Currently, ")


@kind("broken-link")
def a_link_of_a_page_names_no_address() -> Iterator[Damage]:
    return in_page(r"(?<=\])\([\w/.-]+\.md(#[\w-]+)?\)", "[nowhere]")


@kind("broken-link")
def a_link_of_a_page_breaks() -> Iterator[Damage]:
    return in_page(r"(?<=\]\()([\w/.-]+)(?=\.md)", r"\1x")


@kind("front-matter-key")
def a_key_of_the_front_matter_is_misspelt() -> Iterator[Damage]:
    return in_page(r"^description:", "descripton:")


@kind("page-without-record")
def the_record_of_a_page_is_misspelt() -> Iterator[Damage]:
    return in_page(r"(?<=^record: )([\w-]+)$", r"\1x")


@kind("one-title")
def a_page_loses_the_marks_of_its_title() -> Iterator[Damage]:
    return in_page(r"^# (?=\w)", "")


def in_page(pattern: str, new: str) -> Iterator[Damage]:
    """Change each of the places of the pages that fit a pattern."""
    for page in TREE.pages.values():
        for match in re.finditer(pattern, page.text, re.MULTILINE):
            first = page.text.count("\n", 0, match.start()) + 1
            text = page.text[: match.start()] + match.expand(new) + page.text[match.end() :]
            yield Damage(page.file, text, range(first, first + 1))


def examined(damage: Damage) -> Examined:
    """The project with one damaged file; the documents and records of the others are used again."""
    if damage.file in SOURCES:
        documents = {**LOADED.yaml_files, damage.file: parse(damage.file, damage.text)}
        return examine_loaded(SMALL, assemble(documents.values()), TREE)
    src = damage.file.removeprefix("docs/")
    return examine_loaded(SMALL, LOADED, PageTree({**TREE.pages, src: Page(src, damage.text)}))


@pytest.mark.parametrize("name", KINDS)
def test_every_damage_is_found_at_its_line_by_the_rule_it_breaks(name: str) -> None:
    damages, rules = KINDS[name]
    done, missed = 0, []
    for damage in damages():
        findings = examined(damage).findings
        if not any(f.rule in rules and f.file == damage.file and f.line in damage.lines for f in findings):
            missed.append((damage.file, damage.lines, [(f.rule, f.file, f.line) for f in findings[:3]]))
        done += 1
    assert missed == []
    assert done, "the small project has no place for this damage"
