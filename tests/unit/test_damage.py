"""Damage to the small project, at every place where it can happen: each is found at its line, by the rule it breaks.

Everything happens in memory: one file is changed and read again, the others are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from atlas.checks import examine_loaded
from atlas.read.findings import Finding
from atlas.read.loading import assemble, load
from atlas.read.pages import Page, PageTree
from atlas.read.yaml_file import parse
from tests.breaks import SMALL

LOADED = load(SMALL)
TREE = PageTree.read(SMALL)
SOURCES = {file: (SMALL / file).read_text(encoding="utf-8") for file in LOADED.yaml_files}
PAGES = {page.file: page.text for page in TREE.pages.values()}

PROJECTS, CITIES, DATES, SOURCE_FILE = (f"data/{name}.yml" for name in ("projects", "cities", "timeline", "sources"))
NAMED = [PROJECTS, CITIES]
REPORTS = [file for file in SOURCES if file.startswith("data/reports/")]
#: The id that the first record has: any other that takes it comes after.
FIRST = LOADED.yaml_files[PROJECTS].value["projects"][0]["id"]
ROW = r"^    - \{number: (?P<number>\d+), city: (?P<city>[\w-]+), (?P<rest>.*)\}$"


class Kind(NamedTuple):
    """A kind of damage: a finding of one of its rules is due on the lines that are changed.

    Args:
        name: What happens.
        rules: The rules one of which must find it: the change of a line can break whichever comes first.
        pattern, new: What is replaced, and by what.
        files: Where.
        in_record: Whether the finding may be on an earlier line of the record.
    """

    name: str
    rules: str
    pattern: str
    new: str | Callable[[re.Match[str]], str]
    files: list[str]
    in_record: bool = False


def move(match: re.Match[str]) -> str:
    other = "beta" if match["city"] != "beta" else "alfa"
    return match[0].replace(f"city: {match['city']}", f"city: {other}")


KINDS = [
    # Reading
    Kind("a tab indents a line", "tab", r"^    (?=name: )", "\t", list(SOURCES)),
    Kind("a key stands twice", "duplicate-key", r"^    name: .*\n(?=    )", r"\g<0>    name: Again\n", NAMED),
    Kind("a date loses its quotation marks", "yaml-surprise", r"(?<=as_of: )'(\d{4}-\d\d-\d\d)'", r"\1", [PROJECTS]),
    Kind("a word becomes NO", "yaml-surprise", r"(?<=    focus_area_basis: )\w+$", "NO", [PROJECTS]),
    Kind("a value is lost", "empty-value", r"(?<=^    city:) .*$", "", [PROJECTS]),
    Kind("a quotation mark is lost", "yaml-syntax", r"^(\s+as_of: ')(\d{4}-\d\d-\d\d)'\n(.*)$", r"\1\2\n\3", [PROJECTS]),
    Kind("a colon slips into a name", "yaml-syntax", r"(?<=^    name: [A-Z])(?=[\w ]+$)", "x: ", [PROJECTS]),
    Kind("a merge leaves its mark", "merge-conflict", r"^(?=    name: )", "<<<<<<< HEAD\n", NAMED),
    Kind("a number sign cuts a name off", "cut-off-text", r"(?<=^    name: [A-Z])(?=[\w ]+$)", " #", [PROJECTS]),
    Kind("an anchor is set", "yaml-alias", r"(?<=^    name: )(?=\w)", "&a ", NAMED),
    Kind("a tag is set", "yaml-tag", r"(?<=^    started: )(?=\d)", "!!int ", [PROJECTS]),
    Kind("a document ends", "several-documents", r"^\n(?=  - id: )", "---\n", [*NAMED, DATES]),
    # Fields
    Kind("a key is misspelt", "unknown-key", r"^(\s+)(focus_area_basis|population|publisher|sources):", r"\1\2x:", NAMED),
    Kind("a key is lost", "missing-key", r"^    (name|country|city): .*\n", "", NAMED, in_record=True),
    Kind("a source is lost", "missing-key", r"^      source: .*\n", "", [PROJECTS], in_record=True),
    Kind("a word is misspelt", "wrong-value", r"(?<=value: )(planned|in-progress|operational|completed)$", r"\1x", [PROJECTS]),
    Kind("an id gets a capital letter", "wrong-form", r"(?<=^  - id: )([a-z])", lambda match: match[1].upper(), [*NAMED, DATES]),
    Kind("a month becomes the thirteenth", "wrong-form", r"(?<=as_of: '\d{4}-)\d\d(?=-\d\d')", "13", [PROJECTS]),
    Kind("a number becomes text", "wrong-type", r"(?<=joined: |tarted: )(\d{4})$", r"'\1'", NAMED),
    Kind("a name becomes a number", "wrong-type", r"(?<=^    name: ).*$", "7", NAMED),
    Kind("a name becomes empty", "empty-text", r"(?<=^    name: ).*$", "''", NAMED),
    Kind("a page comes before the first", "out-of-range", r"(?<=^      page: )\d+$", "0", [PROJECTS]),
    # Ids
    Kind("an id is taken", "duplicate-id", rf"(?<=^  - id: )(?!{FIRST}$).*$", FIRST, [PROJECTS]),
    Kind("a city is misspelt", "unknown-reference", r"(?<=^    city: )([\w-]+)$", r"\1x", [PROJECTS]),
    Kind("a source is misspelt", "unknown-reference", r"(?<=^      source: )([\w-]+)$", r"\1x", NAMED),
    Kind("the project of a row is misspelt", "unknown-reference", r"(?<=project: )([\w-]+)\}$", r"\1x}", REPORTS),
    Kind(
        "a project takes the name of another",
        "alias-of-another similar-name",
        r"^    city: (?P<city>[\w-]+)\n    name: (?P<name>.+)\n(?P<between>(?:.*\n)*?)    city: (?P=city)\n    name: .+$",
        r"    city: \g<city>\n    name: \g<name>\n\g<between>    city: \g<city>\n    name: \g<name>",
        [PROJECTS],
    ),
    # Dates, places, reports
    Kind("a day becomes 31 February", "impossible-date", r"(?<=as_of: '\d{4}-)\d\d-\d\d(?=')", "02-31", [PROJECTS]),
    Kind("a date moves ahead", "date-ahead", r"(?<=as_of: ')\d{4}(?=-\d\d-\d\d')", "2027", [PROJECTS]),
    Kind(
        "a source was read in another century",
        "read-before-publication known-before-read",
        r"^    date: (?P<date>.*)\n(?P<between>(?:    .*\n)*?)    accessed: '2025",
        r"    date: \g<date>\n\g<between>    accessed: '1926",
        [SOURCE_FILE],
    ),
    Kind("an event ends before it begins", "end-before-start", r"(?<=end_date: ')20", "19", [DATES]),
    Kind("coordinates are swapped", "outside-the-region", r"^      lat: (.*)\n      lon: (.*)$", r"      lat: \2\n      lon: \1", [CITIES]),
    Kind("a row gets another number", "row-number", r"^(    - \{number: )\d+", r"\g<1>999", REPORTS),
    Kind("a row moves to another city", "row-of-another-city row-before-joining stated-total", ROW, move, REPORTS),
    Kind("a row gets a page after the last", "page-beyond-the-end", r"(?<=, page: )\d+(?=, (?:list|project|note))", "99999", REPORTS),
    Kind("a report states another total", "stated-total", r"(?<=^    total: )\d+$", "500", [file for file in REPORTS if "scap" not in file]),
    Kind("a source is taken off the list", "source-not-listed", r"(?<=^      - source: )(?!s-plan$)[\w-]+$", "s-plan", [PROJECTS], in_record=True),
    # Texts and pages
    Kind("a space without width slips in", "invisible-character", r"(?<=^    name: [A-Z])(?=\w)", "\u200b", NAMED),
    Kind("a name becomes a formula", "spreadsheet-formula", r"(?<=^    name: )(?=[A-Z])", "=", [PROJECTS]),
    Kind("a mail address slips in", "personal-data", r"(?<=^    name: )(?=[A-Z])", "a@example.org ", [PROJECTS]),
    Kind("a page says currently", "undated-word", r"^(?=[A-Z][a-z]+ )", "Currently, ", list(PAGES)),
    Kind("a link of a page names no address", "broken-link", r"(?<=\])\([\w/.-]+\.md(#[\w-]+)?\)", "[nowhere]", list(PAGES)),
    Kind("a link of a page breaks", "broken-link", r"(?<=\]\()([\w/.-]+)(?=\.md)", r"\1x", list(PAGES)),
    Kind("a key of the front matter is misspelt", "front-matter-key", r"^description:", "descripton:", list(PAGES)),
    Kind("the record of a page is misspelt", "page-without-record", r"(?<=^record: )([\w-]+)$", r"\1x", list(PAGES)),
    Kind("a page loses the marks of its title", "one-title", r"^# (?=\w)", "", list(PAGES)),
]  # fmt: skip


def damages(kind: Kind) -> Iterator[tuple[str, str, range]]:
    """Each place that fits: the file, its text after the change, and the lines on which a finding is due."""
    for file in kind.files:
        source = {**SOURCES, **PAGES}[file]
        for match in re.finditer(kind.pattern, source, re.MULTILINE):
            put_in = match.expand(kind.new) if isinstance(kind.new, str) else kind.new(match)
            first = source.count("\n", 0, match.start()) + 1
            last = first + max(match[0].count("\n"), put_in.count("\n"))
            if kind.in_record:
                first = source.count("\n", 0, source.rindex("\n  - ", 0, match.start())) + 2
            yield file, source[: match.start()] + put_in + source[match.end() :], range(first, last + 1)


def findings(file: str, text: str) -> list[Finding]:
    """What is found after one file was damaged; the other files, read before, are used again."""
    if file in PAGES:
        src = file.removeprefix("docs/")
        return examine_loaded(SMALL, LOADED, PageTree({**TREE.pages, src: Page(src, text)})).findings
    loaded = assemble({**LOADED.yaml_files, file: parse(file, text)}.values())
    return loaded.findings or examine_loaded(SMALL, loaded, TREE).findings


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_damage_is_found_at_its_line_by_the_rule_it_breaks(kind: Kind) -> None:
    missed, done = [], 0
    for file, text, lines in damages(kind):
        found = findings(file, text)
        if not any(f.rule in kind.rules.split() and f.file == file and f.line in lines for f in found):
            missed.append((file, lines, [(f.rule, f.file, f.line) for f in found[:3]]))
        done += 1
    assert missed == []
    assert done, "the small project has no place for this damage"
