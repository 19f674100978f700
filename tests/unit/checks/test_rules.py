"""Each rule, by the cases in tests/fixtures/breaks: what breaks it, and the complete message."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.checks import ALL_RULES, Examined, examine, pages, run
from atlas.checks.context import Context, sentences
from atlas.read.findings import Finding, text
from atlas.read.pages import Page, PageTree
from atlas.site.macros import RULES as MACRO_RULES
from atlas.site.pages.build import check
from tests.breaks import EXCERPT, FIXTURES, SMALL, Case, read

#: The cases by the name of their file.
FILES = {path.stem: read(path) for path in sorted((FIXTURES / "breaks").glob("*.txt"))}
CASES = [case for cases in FILES.values() for case in cases]
#: Each rule: its sentence, and the file of cases named after its module.
RULES = {
    rule: (sentence, re.sub("_(rules|file)$", "", function.__module__.rpartition(".")[2]))
    for function in ALL_RULES
    for rule, sentence in sentences(function).items()
}
#: Pydantic raises no such error for the types of today; the rule is there for those of tomorrow. Indonesian has one
#: plural form, so test_translations.py tries the other with a language that has three.
UNREACHED = {"wrong-otherwise", "plural-forms"}


def without_excerpts(lines: list[str]) -> list[str]:
    """Return printed lines without the lines of files that they show, and without those that keep findings apart."""
    return [line for line in lines if line and not EXCERPT.match(line)]


def printed(folder: Path) -> list[str]:
    """What a folder breaks, except that a PO file of a few messages lacks all others."""
    examined = examine(folder)
    translations = [each for each in examined.translations() if each.line or each.rule != "untranslated"]
    return text([*check(examined), *examined.warnings(), *translations], folder).splitlines()


def test_the_small_project_breaks_no_rule() -> None:
    assert printed(SMALL) == []


def test_every_rule_has_a_case_in_the_file_named_after_its_module() -> None:
    cases = {rule: name for name, cases in FILES.items() if name != "macros" for rule in {case.rule for case in cases}}
    assert cases == {rule: name for rule, (_, name) in RULES.items() if rule not in UNREACHED}
    assert {case.rule for case in FILES["macros"]} - {"unknown-reference"} == set(MACRO_RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.how}")
def test_a_case_prints_this_and_nothing_else(case: Case, tmp_path: Path) -> None:
    lines = printed(case.break_copy(tmp_path / "copy"))
    assert lines == case.output if case.has_excerpts else without_excerpts(lines) == case.output
    assert any(f"  {case.rule}" in line for line in case.output)


def test_the_cases_differ_and_every_finding_has_a_hint() -> None:
    assert len({(case.rule, *case.output) for case in CASES}) == len(CASES)
    for case in CASES:
        findings = [line for line in case.output if line.startswith(("data/", "docs/", "locale/", "mkdocs.yml"))]
        assert len(findings) == sum(line.startswith("   hint: ") for line in case.output) > 0, (case.rule, case.how)


@pytest.mark.parametrize("case", read(FIXTURES / "passes.txt"), ids=lambda case: f"{case.rule}: {case.how}")
def test_what_only_looks_like_a_mistake_is_none(case: Case, tmp_path: Path) -> None:
    assert case.rule in RULES
    assert printed(case.break_copy(tmp_path / "copy")) == []


def test_a_rule_that_stops_is_a_finding_and_the_others_go_on(examined: Examined) -> None:
    def stops(_: Context) -> Iterator[Finding]:
        raise ZeroDivisionError("in the middle")
        yield

    assert examined.context is not None
    page = examined.tree.pages["cities/beta.md"]
    tree = PageTree({**examined.tree.pages, page.src: Page(page.src, page.text.replace("# Beta\n", "# Better\n"))})
    found = run([stops, pages.title_differs], Context(examined.context.yaml_files, tree, examined.context.atlas))
    assert [(f.rule, f.message) for f in found] == [
        ("rule-stopped", "the rule 'stops' stopped: ZeroDivisionError: in the middle"),
        ("title-differs", "the heading is 'Better', but the record is called 'Beta'"),
    ]
