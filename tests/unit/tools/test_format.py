"""The canonical form of a data file, point by point, and the command that writes it."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.checks import Examined
from atlas.read.yaml_file import parse
from atlas.tools import canonical, format
from tests.conftest import ROOT

Edit = Callable[[str, str, str], None]


def formed(source: str) -> str:
    """A text in its canonical form, its records in the order in which they stand."""
    yaml_file = parse("data/some.yml", source)
    assert yaml_file.findings == []
    text, lost = format.formatted(yaml_file, source, None)
    assert lost == []
    again = parse("data/some.yml", text)
    assert format.formatted(again, text, None) == (text, []), "the second time gives something else"
    return text


def term(fields: str) -> str:
    """The canonical lines of one field of a record, which is written as ``fields``."""
    head = "glossary:\n  - id: a\n"
    text = formed(head + indent(fields, "    ") + "\n")
    assert text.startswith(head)
    return dedent(text.removeprefix(head)).rstrip("\n")


#: Data files as somebody writes them, each with its canonical form, by what they show.
FORMED = yaml.safe_load((ROOT / "tests/fixtures/canonical_form.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("title", FORMED)
def test_a_file_has_its_canonical_form(title: str) -> None:
    assert formed(FORMED[title]["written"]) == FORMED[title]["form"]


def test_windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_go() -> None:
    assert formed("\ufeff# all\r\nglossary:\r\n  - id: a") == "# all\nglossary:\n  - id: a\n"


#: Values of one field as they are written, each with its canonical form.
WRITTEN = {
    '"plain text"': "plain text", "'A, B'": "A, B", '"NO"': "NO", "'yes'": "yes", '"2018-01-01"': "2018-01-01",
    '"2018-01"': "2018-01", '"12:30"': "12:30", '"017"': "017", '"1_000"': "1_000", '"1e3"': "1e3",
    "'null'": "'null'", "''": "''", "'a: b'": "'a: b'", "'a #b'": "'a #b'", '"it\'s: so"': "'it''s: so'",
    '"two\\nlines"': '"two\\nlines"', '"a tab\\there"': '"a tab\\there"', "100.40": "100.40", "-5": "-5",
    "true": "true", "'true'": "true", "ភ្នំពេញ": "ភ្នំពេញ", "'ຫຼວງພະບາງ'": "ຫຼວງພະບາງ",
    '"Đà Nẵng မန္တလေး กรุงเทพ 🏙"': "Đà Nẵng မန္တလေး กรุงเทพ 🏙",
}  # fmt: skip


def test_a_value_is_in_quotation_marks_only_where_yaml_needs_them() -> None:
    assert {written: term(f"term: {written}").removeprefix("term: ") for written in WRITTEN} == WRITTEN


def test_any_text_comes_back_and_has_quotation_marks_only_if_it_would_not_without() -> None:
    some = random.Random(0)  # noqa: S311 - no secret
    texts = {"".join(some.choices("aNno0.-: ?#,[]{}&*!|>'\"%@`~<=/é\n", k=some.randrange(9))) for _ in range(2000)}
    texts |= {"yes", "Null", "true", "2018-01-01", "12:30", "1_000", ".inf", "---", "...", "a: b", "a #b"}
    for inline, around in ((False, "- {}"), (True, "[{}]")):
        written = {text: canonical.scalar(text, inline=inline) for text in texts}
        assert {text: _read(around.format(written[text])) for text in texts} == {text: [text] for text in texts}
        quoted = [text for text in texts if written[text] != text and _read(around.format(text)) == [text]]
        # Other readers of YAML may take these for something else.
        assert [text for text in quoted if not (inline and "?" in text) and text[:3] not in ("---", "...", "-")] == []


def _read(text: str) -> Any:
    yaml_file = parse("data/some.yml", text)
    return None if yaml_file.findings else yaml_file.value


FITS = "x" * (120 - len("    term: ") - 2) + " y"
FOLDED = {
    f"term: {FITS}": f"term: {FITS}",
    f"term: {FITS}y": f"term: >-\n  {FITS}y",
    f"term: {' '.join(['word'] * 30)}": f"term: >-\n  {' '.join(['word'] * 23)}\n  {' '.join(['word'] * 7)}",
    "term: >-\n  one\n  two": "term: >-\n  one two",
    "term: >\n  one\n  two": "term: >\n  one two",
    "term: |\n  one\n    two\n\n  three": "term: |\n  one\n    two\n\n  three",
    "term: >-\n  one\n\n  two": "term: >-\n  one\n\n  two",
    # Blanks that folding would lose
    "term: |+\n  one\n\n\nfull: b": 'term: "one\\n\\n\\n"\nfull: b',
    "term: ' one'": "term: ' one'",
}


def test_text_is_folded_where_its_line_would_be_longer_than_120_or_it_was_folded() -> None:
    assert {written: term(written) for written in FOLDED} == FOLDED
    two_blanks = "  ".join(["word"] * 30)
    assert yaml.safe_load(term(f"term: '{two_blanks}'")) == {"term": two_blanks}


@pytest.mark.parametrize(
    ("where", "broken", "instead"),
    [
        (canonical, "_filled", lambda text, _: [f"  {text.upper()}"]),
        (format, "attached", lambda *_: defaultdict(list)),
    ],
    ids=["value", "comment"],
)
def test_a_form_that_would_change_a_value_or_lose_a_comment_is_refused(
    where: object, broken: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, broken, instead)
    source = "glossary:\n  # why\n  - id: a\n    term: >-\n      one\n"
    [finding] = format.formatted(parse("data/glossary.yml", source), source, None)[1]
    assert (finding.file, finding.rule) == ("data/glossary.yml", "format-stopped")
    assert finding.message == "the canonical form would change what this file says, so it is left as it is"


def shuffle(node: yaml.Node, chance: random.Random) -> None:
    """Bring the keys of every mapping into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for _, value in node.value:
            shuffle(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            shuffle(item, chance)


def test_fields_and_records_in_any_order_come_to_the_same_file(project: Path, examined: Examined) -> None:
    chance = random.Random(2018)  # noqa: S311 - no secret
    files = [*project.glob("data/*.yml"), *project.glob("data/reports/*.yml")]
    before = {path.relative_to(project).as_posix(): path.read_text(encoding="utf-8") for path in files}
    for path in files:
        text = path.read_text(encoding="utf-8")
        top = yaml.compose(text)
        shuffle(top, chance)
        [(key, records)] = top.value
        if key.value in format.ORDERS:
            chance.shuffle(records.value)
        head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        path.write_text(head + yaml.serialize(top, width=50, allow_unicode=True), encoding="utf-8")
    changed, findings = format.run(project, examined.atlas)
    assert findings == []
    assert {file: changed.get(file) or (project / file).read_text(encoding="utf-8") for file in before} == before


# The command


def fmt(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "--root", str(project), *arguments])


def test_a_project_in_form_ends_with_0(project: Path) -> None:
    for arguments in ((), ("--check",)):
        result = fmt(project, *arguments)
        assert (result.exit_code, result.output) == (0, "Every data file is in its canonical form.\n")


def test_check_names_the_first_line_that_differs_and_writes_nothing(project: Path, edit: Edit) -> None:
    edit("data/countries.yml", "  - id: XB\n    name: Borland\n", "  - name: Borland\n    id: XB\n")
    before = (project / "data/countries.yml").read_bytes()
    result = fmt(project, "--check")
    assert result.exit_code == 1
    assert result.stdout == (
        "data/countries.yml:14:1  not-in-form  from this line on the file is not in its canonical form: order, quotation marks, line breaks\n"
        "     14 |   - name: Borland\n"
        "        | ^\n"
        "   hint: run 'make fmt', which changes no value and no comment\n"
    )
    [entry] = json.loads(fmt(project, "--check", "--format", "json").stdout)
    assert (entry["rule"], entry["fixable"]) == ("not-in-form", True)
    assert fmt(project, "--check", "--format", "github").stdout.startswith("::error file=data/countries.yml,line=14,")
    assert (project / "data/countries.yml").read_bytes() == before


def test_a_file_that_cannot_be_read_is_named_and_left_and_the_others_are_written(project: Path, edit: Edit) -> None:
    countries = (project / "data/countries.yml").read_bytes()
    edit("data/countries.yml", "  - id: XB\n    name: Borland\n", "  - name: Borland\n    id: XB\n")
    edit("data/partners.yml", "  - id: bank\n", "  - id: bank: x\n")
    broken = (project / "data/partners.yml").read_bytes()
    result = fmt(project)
    assert result.exit_code == 1
    assert (
        "data/partners.yml:2:9  yaml-syntax  a text with a colon and a space in it needs quotation marks\n"
        in result.stdout
    )
    assert result.stdout.endswith("wrote data/countries.yml\n")
    assert (project / "data/partners.yml").read_bytes() == broken
    assert (project / "data/countries.yml").read_bytes() == countries


def test_a_file_of_another_shape_is_left_to_the_check(project: Path) -> None:
    (project / "data/partners.yml").write_text("- a\n- b\n", encoding="utf-8")
    assert fmt(project).output == "Every data file is in its canonical form.\n"


def test_a_file_that_cannot_be_written_ends_with_2(project: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    edit("data/countries.yml", "  - id: XB\n    name: Borland\n", "  - name: Borland\n    id: XB\n")

    def full(_: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    result = fmt(project)
    assert result.exit_code == 2
    assert result.stderr == f"Error: cannot write {project / 'data/countries.yml'}: No space left on device\n"
    assert [path for path in (project / "data").iterdir() if path.name.startswith(".")] == []


def test_the_check_warns_of_a_record_out_of_order_and_says_how_to_fix_it(project: Path) -> None:
    text = (project / "data/countries.yml").read_text(encoding="utf-8")
    head, first, second, *rest = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
    (project / "data/countries.yml").write_text("".join([head, second, first, *rest]), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--root", str(project)])
    line = head.count("\n") + 1
    assert result.output == (
        f"data/countries.yml:{line}:1  not-in-form (warning)  from this line on the file is not in its canonical form: "
        f"order, quotation marks, line breaks\n"
        f"{line:>7} | {second.splitlines()[0]}\n"
        "        | ^\n"
        "   hint: run 'make fmt', which changes no value and no comment\n"
        "1 finding(s).\n"
    )
    assert result.exit_code == 0
