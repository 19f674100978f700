"""The canonical form of a data file, point by point, and the command that writes it."""

import random
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
from atlas.model.atlas import FILES
from atlas.read.yaml_file import parse
from atlas.tools import canonical, format
from tests.conftest import ROOT

Edit = Callable[[str, str, str], None]


def formed(source: str) -> str:
    """A text in its canonical form, its records in the order in which they stand."""
    yaml_file = parse("data/some.yml", source)
    assert yaml_file.findings == []
    text, lost = format.format_file(yaml_file, source, None)
    assert lost == []
    again = parse("data/some.yml", text)
    assert format.format_file(again, text, None) == (text, []), "the second time gives something else"
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
        (canonical, "_wrap", lambda text, _: [f"  {text.upper()}"]),
        (format, "map_comments", lambda *_: defaultdict(list)),
    ],
    ids=["value", "comment"],
)
def test_a_form_that_would_change_a_value_or_lose_a_comment_is_refused(
    where: object, broken: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, broken, instead)
    source = "glossary:\n  # why\n  - id: a\n    term: >-\n      one\n"
    [finding] = format.format_file(parse("data/glossary.yml", source), source, None)[1]
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
        if FILES[key.value].order:
            chance.shuffle(records.value)
        head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        path.write_text(head + yaml.serialize(top, width=50, allow_unicode=True), encoding="utf-8")
    changed, findings = format.run(project, examined.atlas)
    assert findings == []
    assert {file: changed.get(file) or (project / file).read_text(encoding="utf-8") for file in before} == before


# The command


def fmt(project: Path) -> Result:
    return CliRunner().invoke(main, ["fmt", "--root", str(project)])


@pytest.mark.parametrize("broken", ["  - id: bank: x\n", "  - id: Bank\n"], ids=["no YAML", "no record"])
def test_nothing_is_written_while_a_file_cannot_be_read(project: Path, edit: Edit, broken: str) -> None:
    edit("data/countries.yml", "  - id: XB\n    name: Borland\n", "  - name: Borland\n    id: XB\n")
    edit("data/partners.yml", "  - id: bank\n", broken)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = fmt(project)
    assert (result.exit_code, result.output) == (
        2,
        "Error: the data cannot be used as they are: see 'python -m atlas check'\n",
    )
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
