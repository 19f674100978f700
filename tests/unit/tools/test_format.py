"""The canonical form of a data file, point by point, and the command that writes it."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest
import yaml
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.checks import Examined
from atlas.read.yaml_file import parse
from atlas.tools import canonical, format
from tests.breaks import SMALL

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


def test_fields_are_in_the_order_of_the_model_own_before_inherited_unknown_last() -> None:
    assert formed(
        "projects:\n"
        "- status: {page: 3, source: s-a, odd: 1, note: why, as_of: 2018-06, value: planned}\n"
        "  name: A\n"
        "  id: a\n"
    ) == (
        "projects:\n"
        "  - id: a\n"
        "    name: A\n"
        "    status:\n"
        "      value: planned\n"
        "      as_of: 2018-06\n"
        "      note: why\n"
        "      source: s-a\n"
        "      page: 3\n"
        "      odd: 1\n"
    )


def test_one_blank_line_stands_between_records_and_nowhere_else() -> None:
    source = "\n\nglossary:\n\n  - id: a\n\n\n    term: A\n  - id: b\n    term: B\n\n\n"
    assert formed(source) == "glossary:\n  - id: a\n    term: A\n\n  - id: b\n    term: B\n"


def test_windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_go() -> None:
    assert formed("\ufeff# all\r\nglossary:\r\n  - id: a") == "# all\nglossary:\n  - id: a\n"


def test_what_the_model_puts_on_one_line_stands_on_one_line_and_all_else_does_not() -> None:
    assert formed(
        "report:\n"
        "  stated: {total: 1, cities: 1}\n"
        "  list_pages:\n    - 4\n    - 5\n"
        "  notes: [one, two]\n"
        "  discrepancies: []\n"
        "  rows:\n"
        "    - name: 'A, B'\n      city: x\n      note: >-\n        folded\n        here\n"
    ) == (
        "report:\n"
        "  list_pages: [4, 5]\n"
        "  stated:\n"
        "    total: 1\n"
        "    cities: 1\n"
        "  discrepancies: []\n"
        "  notes:\n"
        "    - one\n"
        "    - two\n"
        "  rows:\n"
        "    - {city: x, name: 'A, B', note: folded here}\n"
    )


WRITTEN = {
    '"plain text"': "plain text", "'A, B'": "A, B", '"NO"': "'NO'", "'yes'": "'yes'", '"2018-01-01"': "'2018-01-01'",
    '"2018-01"': "2018-01", '"12:30"': "'12:30'", '"017"': "'017'", '"1_000"': "'1_000'", '"1e3"': "1e3",
    "'null'": "'null'", "''": "''", "'a: b'": "'a: b'", "'a #b'": "'a #b'", '"it\'s: so"': "'it''s: so'",
    '"two\\nlines"': '"two\\nlines"', '"a tab\\there"': '"a tab\\there"', "100.40": "100.40", "-5": "-5",
    "true": "true", "'true'": "'true'", "ភ្នំពេញ": "ភ្នំពេញ", "'ຫຼວງພະບາງ'": "ຫຼວງພະບາງ",
    '"Đà Nẵng မန္တလေး กรุงเทพ 🏙"': "Đà Nẵng မန္တလေး กรุงเทพ 🏙",
}  # fmt: skip


def test_a_value_is_in_quotation_marks_only_where_yaml_would_read_something_else() -> None:
    assert {written: term(f"term: {written}").removeprefix("term: ") for written in WRITTEN} == WRITTEN


def test_a_line_that_would_be_longer_than_120_is_folded_and_no_shorter_one() -> None:
    fits = "x" * (120 - len("    term: ") - 2) + " y"
    assert term(f"term: {fits}") == f"term: {fits}"
    assert term(f"term: {fits}y") == f"term: >-\n  {fits}y"
    words = " ".join(["word"] * 50)
    lines = term(f"term: {words}").split("\n")
    assert lines[0] == "term: >-"
    assert [len(line) for line in lines[1:]] == [116, 116, 21]


def test_folded_text_stays_folded_and_is_filled_anew() -> None:
    assert term("term: >-\n  one\n  two") == "term: >-\n  one two"
    assert term("term: >\n  one\n  two") == "term: >\n  one two"
    assert term("term: |\n  one\n    two\n\n  three") == "term: |\n  one\n    two\n\n  three"
    assert term("term: >-\n  one\n\n  two") == "term: >-\n  one\n\n  two"


def test_blanks_that_folding_would_lose_are_kept() -> None:
    two = "  ".join(["word"] * 30)
    assert term(f"term: '{two}'").startswith("term: ")
    assert term("term: |+\n  one\n\n\nfull: b") == 'term: "one\\n\\n\\n"\nfull: b'
    assert term("term: ' one'") == "term: ' one'"


#: A file with a comment at each place where one can be, and its standard form.
COMMENTED = """\
  # first line

# second line
glossary: # of all
  # above a
  - term: 'A' # beside term
    # above id
    id: a
    # above sources
    sources:   # beside sources
      # above x
      - {source: s-x, # inside
         pages: [1]} # beside x
    # at the end of a
  # above b
  - # above id of b
    id: b
    term: 'a # b' # beside
    full: > # beside full
      text # no comment
# last line
"""
COMMENTED_IN_FORM = """\
# first line
# second line
glossary:  # of all
  # above a
  # above id
  - id: a
    # beside term
    term: A
    # above sources
    sources:  # beside sources
      # above x
      # beside x
      - {source: s-x, pages: [1]}  # inside
    # at the end of a

  # above b
  # above id of b
  - id: b
    # beside
    term: 'a # b'
    # beside full
    full: >
      text # no comment
# last line
"""


def test_comments_stay_with_what_they_stand_at() -> None:
    assert formed(COMMENTED) == COMMENTED_IN_FORM


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


FILES = sorted(path.relative_to(SMALL).as_posix() for path in (SMALL / "data").rglob("*.yml"))


def shuffle(node: yaml.Node, chance: random.Random) -> None:
    """Bring the keys of every mapping into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for _, value in node.value:
            shuffle(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            shuffle(item, chance)


def in_form(folder: Path, examined: Examined) -> dict[str, str]:
    """Bring the files of a folder into form; return the text of each."""
    changed, findings = format.run(folder, examined.atlas)
    assert findings == []
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.yml")} | changed


@pytest.mark.parametrize("file", FILES)
def test_fields_and_records_in_any_order_come_to_the_same_file(file: str, tmp_path: Path, examined: Examined) -> None:
    for name in ("straight", "shuffled"):
        (tmp_path / name / file).parent.mkdir(parents=True)
        shutil.copy(SMALL / file, tmp_path / name / file)
    top = yaml.compose((SMALL / file).read_text(encoding="utf-8"))
    chance = random.Random(2018)  # noqa: S311 - no secret
    shuffle(top, chance)
    [(key, records)] = top.value
    if key.value in format.ORDERS:
        chance.shuffle(records.value)
    head = "".join(line for line in (SMALL / file).read_text().splitlines(keepends=True) if line.startswith("#"))
    (tmp_path / "shuffled" / file).write_text(
        head + yaml.serialize(top, width=50, allow_unicode=True), encoding="utf-8"
    )
    assert in_form(tmp_path / "shuffled", examined) == in_form(tmp_path / "straight", examined)


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
