"""Each rule, by the cases in tests/fixtures/breaks: what breaks it, and all that is then printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas import checks
from atlas.checks import ALL_RULES, examine, exceptions, rule_id
from atlas.read import validation, yaml_file, yaml_rules
from atlas.read.findings import text
from atlas.site.build import check
from atlas.site.macros import RULES as MACRO_RULES
from tests.breaks import FIXTURES, SMALL, Case, cases, read

CASES = cases()
OF_MACROS = read(FIXTURES / "breaks/macros.txt")
BY_RULE = {rule_id(rule): rule for rule in ALL_RULES}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.how}")


def printed(folder: Path) -> list[str]:
    examined = examine(folder)
    return text([*check(examined), *examined.warnings()], folder).splitlines()


def test_the_small_project_breaks_no_rule() -> None:
    assert printed(SMALL) == []


def test_at_least_80_cases_differ_in_rule_and_shape_of_the_message_and_every_rule_has_one() -> None:
    assert len({(case.rule, *case.output) for case in CASES}) == len(CASES)
    assert len({message_shape(case) for case in CASES}) >= 80
    assert {case.rule for case in CASES} >= set(BY_RULE) - UNREACHED


def test_each_rule_about_macros_has_its_case_and_its_sentence() -> None:
    assert {case.rule for case in OF_MACROS} - {"unknown-reference"} == set(MACRO_RULES)


#: No kind of error of the types of today falls to it: it stands by for those of tomorrow.
UNREACHED = {"wrong-otherwise"}


@each_case
def test_a_case_prints_this_and_nothing_else(case: Case, tmp_path: Path) -> None:
    assert printed(case.break_copy(tmp_path / "copy")) == case.output
    assert any(f"  {case.rule}" in line for line in case.output)


def message_shape(case: Case) -> str:
    """What a case prints first of its rule, but for names and numbers."""
    first = next(line for line in case.output if f"  {case.rule}" in line)
    return re.sub(r"'[^']*'|\d[\d.-]*|U\+\w+", "", first.partition("  ")[2])


@pytest.mark.parametrize("case", read(FIXTURES / "passes.txt"), ids=lambda case: f"{case.rule}: {case.how}")
def test_what_only_looks_like_a_mistake_is_none(case: Case, tmp_path: Path) -> None:
    assert case.rule in BY_RULE
    assert printed(case.break_copy(tmp_path / "copy")) == []


@each_case
def test_every_finding_says_how_to_fix_it(case: Case) -> None:
    findings = [line for line in case.output if line.startswith(("data/", "docs/", "mkdocs.yml"))]
    assert len(findings) == sum(line.startswith("   hint: ") for line in case.output) > 0


@pytest.mark.parametrize(("name", "rules"), [("records", 22), ("shape", 12)])
def test_a_long_file_that_breaks_many_rules_has_all_of_it_listed_in_order(
    name: str, rules: int, tmp_path: Path
) -> None:
    folder = Case("", "").break_copy(tmp_path / "copy")
    shutil.copy(FIXTURES / f"long/{name}.yml", folder / "data/projects.yml")
    found = printed(folder)
    assert found == (FIXTURES / f"long/{name}.txt").read_text(encoding="utf-8").splitlines()
    assert len({line.split("  ")[1] for line in found if line.startswith("data/")}) == rules


@pytest.mark.parametrize("rule", [rule for rule in BY_RULE if rule not in UNREACHED])
def test_without_the_rule_its_case_is_not_found(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    switch_off(BY_RULE[rule], monkeypatch)
    for number, case in enumerate(case for case in CASES if case.rule == rule and case not in OF_MACROS):
        try:
            found = printed(case.break_copy(tmp_path / str(number)))
        except Exception as error:  # what it guards against
            found = [repr(error)]
        assert found != case.output


def switch_off(rule: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a rule out of every list it stands in; one that is called by its name finds nothing."""
    lists = [
        (module, name)
        for module in (checks, yaml_file, yaml_rules)
        for name, value in vars(module).items()
        if isinstance(value, list) and name.isupper() and rule in value
    ]
    for module, name in lists:
        monkeypatch.setattr(module, name, [other for other in getattr(module, name) if other is not rule])
    left = {kind: other for kind, other in validation.RULES_BY_ERROR.items() if other is not rule}
    monkeypatch.setattr(validation, "RULES_BY_ERROR", left)
    for module in (yaml_file, yaml_rules, validation, exceptions):
        if getattr(module, rule.__name__, None) is rule:
            monkeypatch.setattr(module, rule.__name__, lambda *_, **__: iter(()))


@pytest.mark.parametrize("rule", ALL_RULES, ids=rule_id)
def test_a_rule_is_a_sentence(rule: Callable[..., object]) -> None:
    sentence = rule.__doc__ or ""
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
