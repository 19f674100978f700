"""A page calls macros and does nothing else; what is wrong is found at its line and column."""

import html
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.checks import Examined
from atlas.read.findings import text
from atlas.read.pages import PageTree
from atlas.site.pages.build import Build
from tests.unit.conftest import build_with

SRC = "about/method.md"
FRONT_MATTER = "---\ntitle: x\n---\n\n\n"

#: Pages in which « and » mark what is meant.
MISTAKES = {
    "one call": '{{ city(«"x"») }}',
    "a bracket in a text before": '{{ city("alfa", text="city(") }}{{ city(«"x"») }}',
    "many lines": '{{ city(\n    text="a",\n    city=«"x"»,\n) }}',
    "a keyword": '{{ cite("s-press", page = «3») }}',
    "a page that is no number": '{{ cite("s-list", «"3"») }}{{ sources() }}',
    "an unknown keyword": '{{ cite("s-press", «pag»=3) }}',
    "one too many": "{{ last_checked(«1») }}",
    "one that is missing": "{{ «cite»() }}",
    "a filter": '{{ count("projects", «citi»="alfa") }}',
    "the value of a filter": '{{ count("projects", city=«"x"», status="planned") }}',
    "letters beyond ASCII before": 'Đà Nẵng 城市 😀 {{ city(«"x"») }}',
    "an unknown macro": '{{ city("alfa") }} {{ «citty»("x") }}',
    "a call that is not complete": "a «{{» city('alfa', \n\n{{ last_checked() }}",
    "no call at all": "a {{ «?» }}",
    "a call in a call": '{{ city("alfa", text=«city»("beta")) }}',
}


@pytest.mark.parametrize(("front_matter", "newline"), [("", "\n"), (FRONT_MATTER, "\r\n")], ids=["LF", "CRLF"])
def test_a_mistake_is_found_at_its_place(examined: Examined, tmp_path: Path, front_matter: str, newline: str) -> None:
    file = tmp_path / "docs" / SRC
    file.parent.mkdir(parents=True)
    for what, wrong in MISTAKES.items():
        marked = f"{front_matter}# Method\n\n{wrong}\n\nlast\n"
        before, meant = marked.partition("«")[0], marked.partition("«")[2].partition("»")[0]
        file.write_bytes(marked.replace("«", "").replace("»", "").replace("\n", newline).encode())
        tree = PageTree({**examined.tree.pages, **PageTree.read(tmp_path).pages})
        build = Build(replace(examined, root=tmp_path, tree=tree))
        box = build.render(SRC)
        [finding] = build.findings
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"), len(meant))
        assert (finding.line, finding.column, finding.width) == place, what
        lines = text([finding], tmp_path).splitlines()
        source, caret = lines[1].partition(" | ")[2], lines[2].partition(" | ")[2]
        assert source[caret.index("^") : caret.rindex("^") + 1] == meant, what
        assert f"{finding.file}:{finding.line}:{finding.column}  {finding.rule}" in html.unescape(box), what


ATTACKS = {
    "globals of a macro": "{{ cite.func.__self__ }}",
    "an item of a macro": "{{ cite['func'] }}",
    "configuration": "{{ config }}",
    "import": "{{ __import__('os').system('id') }}",
    "a file": "{% include '/etc/passwd' %}",
    "a loop": "{% for i in range(10000000000) %}x{% endfor %}",
    "a filter": "{{ city('alfa') | attr('__class__') }}",
    "deep nesting": "{{ " + "(" * 1000 + " }}",
    "a long number": "{{ cite('s-list', page=" + "9" * 4300 + ") }}",
}


def test_nothing_on_a_page_is_run(examined: Examined) -> None:
    for attack, written in ATTACKS.items():
        build = build_with(examined, f"# Method\n\nfirst\n\n{written}\n\nlast {{{{ sources() }}}}\n", SRC)
        shown = build.render(SRC)
        assert {(finding.file, finding.line) for finding in build.findings} == {("docs/about/method.md", 5)}, attack
        assert "uid=" not in shown, attack
        assert "root:" not in shown, attack


def test_what_is_in_code_or_in_a_comment_is_no_call(examined: Examined) -> None:
    shown = "`{{ config }}`\n\n```text\n{{ cite(x) }}\n{% set %}\n```\n\n<!-- {{ citty() }} -->\n\n{#id}\n"
    build = build_with(examined, f"# Method\n\n{shown}", SRC)
    assert (build.render(SRC), build.findings) == (f"# Method\n\n{shown}", [])
