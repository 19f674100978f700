"""What is wrong in a page is found at its line and column, in the file as its editor shows it."""

import html
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.checks import Examined
from atlas.read.findings import text
from atlas.read.pages import PageTree
from atlas.site.build import Build

SRC = "about/method.md"
FRONT_MATTER = "---\ntitle: x\n---\n\n\n"

#: Pages in which « and » mark what is meant.
WRONG_ARGUMENTS = {
    "one call": '{{ city(«"x"») }}',
    "white space taken away": 'words \n\n {{- city(«"x"») -}} \n\n more',
    "a trimmed tag before": '{%- if true -%} \n {{ city(«"x"») }} {%- endif %}',
    "a comment before": '{# city("x") #} {#- more\n -#}\n {{ city(«"x"») }}',
    "raw text before": '{% raw %}{{ city("x") }}{% endraw %}{{ city(«"x"») }}',
    "nested quotes": """{{ city(«'x"y'», text="it's, (a)") }}""",
    "a bracket in a text before": '{{ city("alfa", text="city(") }}{{ city(«"x"») }}',
    "a loop": '{% for c in ["x"] %}\n- {{ city(«c») }}\n{% endfor %}',
    "a loop over the arguments of one call of two": "{% for c in ['x'] %}{{ city('alfa') }}{{ city(«c») }}{% endfor %}",
    "a condition": '{% if true %}{{ city(«"x"») }}{% endif %}',
    "a condition inside": '{{ city("alfa") if false else city(«"x"») }}',
    "a condition that calls last": '{{ city(«"x"») if city("alfa") else city("beta") }}',
    "two calls": '{{ city("alfa") }} {{ city(«"x"») }}',
    "the same call without effect before": '{{ city("x") if false }} {{ city(«"x"») }}',
    "a call inside a call": '{{ city("alfa", text=city(«"x"»)) }}',
    "a call around a call": '{{ city(«city("alfa")») }}',
    "a name for a macro": '{% for f in [city] %}{{ f(«"x"») }}{% endfor %}',
    "many lines": '{{ city(\n    text="a",\n    city=«"x"»,\n) }}',
    "a keyword": '{{ cite("s-press", page = «3») }}',
    "a page that no document has": '{{ cite("s-list", page=«0») }}{{ sources() }}',
    "a page that is no number": '{{ cite("s-list", «"3"») }}{{ sources() }}',
    "an unknown keyword": '{{ cite("s-press", «pag»=3) }}',
    "one too many": "{{ last_checked(«1») }}",
    "one too many behind another": '{{ plans_by("city", «[1, 2]», 3) }}',
    "one that is missing": "{{ «cite»() }}",
    "a filter": '{{ count("projects", «citi»="alfa") }}',
    "the value of a filter": '{{ count("projects", city=«"x"», status="planned") }}',
    "a filter that needs another": '{{ count("projects", «stage»="ongoing") }}',
    "letters beyond ASCII before": 'Đà Nẵng 城市 😀 {{ city(«"x"») }}',
    "tabs before": '\t{{\tcity(\t«"x"» ) }}',
    "an undefined macro": '{{ city("alfa") }} {{ «citty»("x") }}',
    "an undefined variable in a condition": "{% if «nothing» %}{{ city('alfa') }}{% endif %}",
    "an undefined variable in a filter": "a {{ «nothing» | lower }}",
    "an attribute that is missing": "{{ 1 }} {{ page.meta.«nothing» }}",
    "the second of many undefined": '{{ city("alfa") }}{{ city("alfa") }}{{ city("alfa") }} {{ «nothing» }}',
    "a part that is refused": "{{ 1 }} {% «s»et x = 1 %}",
    "a statement that is none": "a {{ 1 }} {% «n»one %}",
    "a tag that is not closed": "a\n{{ city('alfa') %«}» b",
    "a comment that is not closed": "a {{ 1 }} {#«b» c",
    "a sign that is no Jinja": "a {{ 1 «?» 2 }}",
}


@pytest.mark.parametrize(("front_matter", "newline"), [("", "\n"), (FRONT_MATTER, "\r\n")], ids=["LF", "CRLF"])
def test_a_mistake_is_found_at_its_place(examined: Examined, tmp_path: Path, front_matter: str, newline: str) -> None:
    file = tmp_path / "docs" / SRC
    file.parent.mkdir(parents=True)
    for what, wrong in WRONG_ARGUMENTS.items():
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
