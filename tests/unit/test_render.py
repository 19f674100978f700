"""Pages, links, escaping and macros, without MkDocs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jinja2
import markdown
import pytest

from atlas import query
from atlas.checks import Examined, examine
from atlas.i18n import Texts
from atlas.model import Atlas
from atlas.pages import MissingPageError, Page, PageTree
from atlas.render.build import Build, check
from atlas.render.escape import block, inline
from atlas.render.macros import Macros, macro_names
from tests.data.real import ATLAS

Edit = Callable[[str, str, str], None]

NASTY = [
    "a|b",
    "*a*",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "](x)",
    'say "so"',
    "it's",
    "two\nlines",
    "a_b_c",
    "`x`",
    "# no",
]


# Pages


def page(text: str) -> Page:
    return Page("cities/a.md", text)


def test_a_page_knows_its_front_matter_and_where_its_body_begins() -> None:
    found = page("---\nrecord: a\n---\n\n# A\n\ntext\n")
    assert (found.meta, found.body, found.body_line, found.title) == ({"record": "a"}, "# A\n\ntext\n", 5, "A")


def test_a_page_without_front_matter_is_all_body() -> None:
    found = page("# A {: #a }\n")
    assert (found.meta, found.body_line, found.title) == ({}, 1, "A")


def test_a_mistake_in_front_matter_stands_at_its_line_of_the_file() -> None:
    [finding] = page("---\nrecord: a\nhide: NO\n---\n# A\n").front_matter.findings
    assert (finding.line, finding.column, finding.rule) == (3, 7, "yaml-surprise")


def test_a_page_knows_what_it_cites() -> None:
    assert page("# A\n{{ cite('s-1') }} {{ cite( \"s-2\", page=3) }}").cited == ["s-1", "s-2"]


TREE = PageTree(
    {src: Page(src, "") for src in ["index.md", "cities/index.md", "cities/a.md", "cities/b.md", "x/y/z.md"]}
)


@pytest.mark.parametrize(
    ("origin", "target", "address"),
    [
        ("index.md", "cities/a.md", "cities/a/"),
        ("index.md", "cities/index.md", "cities/"),
        ("cities/index.md", "index.md", "../"),
        ("cities/index.md", "cities/a.md", "a/"),
        ("cities/a.md", "index.md", "../../"),
        ("cities/a.md", "cities/b.md", "../b/"),
        ("cities/a.md", "cities/index.md", "../"),
        ("x/y/z.md", "cities/a.md", "../../../cities/a/"),
        ("cities/a.md", "cities/a.md", "./"),
    ],
)
def test_links_are_relative_and_hold_under_any_base_path(origin: str, target: str, address: str) -> None:
    assert TREE.link(origin, target) == address


def test_a_link_to_a_missing_page_is_refused() -> None:
    with pytest.raises(MissingPageError, match=r"the page docs/cities/c\.md does not exist"):
        TREE.link("index.md", "cities/c.md")


# Escaping


@pytest.mark.parametrize("text", NASTY)
def test_what_markdown_would_read_shows_as_typed_in_a_heading(text: str) -> None:
    html = markdown.markdown(f"## {inline(text)} {{: #id }}", extensions=["attr_list", "tables", "toc"])
    shown = jinja2.utils.markupsafe.Markup(html).unescape()
    assert shown == f'<h2 id="id">{text}</h2>'


@pytest.mark.parametrize("text", NASTY)
def test_what_markdown_would_read_shows_as_typed_in_a_link_in_prose(text: str) -> None:
    html = markdown.markdown(f'Before <a href="x/">{inline(text)}</a> after', extensions=["attr_list", "tables"])
    assert jinja2.utils.markupsafe.Markup(html).unescape() == f'<p>Before <a href="x/">{text}</a> after</p>'


def test_a_block_stands_on_lines_of_its_own() -> None:
    assert block("\n\n<p>a</p>\n\n") == "\n<p>a</p>\n"


# Macros


def with_page(examined: Examined, text: str, src: str = "cities/makassar.md") -> Build:
    """A build in which one page has another text."""
    tree = PageTree({**examined.tree.pages, src: Page(src, text)})
    return Build(replace(examined, tree=tree))


def rendered(examined: Examined, call: str, src: str = "cities/makassar.md") -> str:
    text = f"---\nrecord: {Path(src).stem}\n---\n{{{{ {call} }}}}"
    build = with_page(examined, text, src)
    return build.render(src)


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ('city("ha-noi")', '<a href="../ha-noi/">Ha Noi</a>'),
        ('project("jaklingko")', '<a href="../jakarta/#jaklingko">JakLingko</a>'),
        (
            'download("feeds/cities/makassar.atom", "the *feed*")',
            "the &#42;feed&#42; (not made in this build)",
        ),
        ('project("lontara-plus")', '<a href="#lontara-plus">LONTARA&#43;</a>'),
        ('project("jaklingko", text="the *buses*")', '<a href="../jakarta/#jaklingko">the &#42;buses&#42;</a>'),
        ('focus_area("civic-and-social")', '<a href="../../focus-areas/civic-and-social/">Civic and Social</a>'),
        ('term("ascf")', '<a href="../../network/glossary/#ascf">ASCF</a>'),
        ('count("projects", city="makassar", report="me-2025")', "5"),
        ('count("projects", report="me-2025", stage="completed")', "18"),
        ("last_checked()", Texts().date(query.last_checked(ATLAS))),
        ("newest_year()", str(query.report_year(ATLAS, query.newest_report(ATLAS)))),
    ],
)
def test_macros_in_prose(examined: Examined, call: str, shown: str) -> None:
    assert rendered(examined, call) == shown


def test_a_file_of_data_is_a_link_where_it_is_made(examined: Examined) -> None:
    src = "cities/makassar.md"
    build = with_page(examined, '{{ download("data/projects.csv") }}, {{ download("llms.txt", "*all*") }}', src)
    assert build.site is not None
    build.site.made = {"data/projects.csv": b""}
    assert build.render(src) == (
        '<a href="../../data/projects.csv">projects&#46;csv</a>, <a href="../../llms.txt">&#42;all&#42;</a>'
    )


def test_citations_are_numbered_by_first_mention_and_listed_with_their_pages(examined: Examined) -> None:
    call = (
        'cite("s-asean-2025-me", page=29) }}{{ cite("s-geonames") }}{{ cite("s-asean-2025-me", page=6) }}{{ sources()'
    )
    html = rendered(examined, call)
    marks, _, sources = html.partition("<p")
    assert marks.strip() == (
        '<sup class="cite"><a href="#s-asean-2025-me">[1, p. 29]</a></sup>'
        '<sup class="cite"><a class="reported" href="#s-geonames">(2)</a></sup>'
        '<sup class="cite"><a href="#s-asean-2025-me">[1, p. 6]</a></sup>'
    )
    assert re.findall('<li id="([^"]+)"', sources) == ["s-asean-2025-me", "s-geonames"]
    assert re.findall("; (official|reported); English;", sources) == ["official", "reported"]
    assert "Pages cited here:" in html
    assert html.count("#page=6") == html.count("#page=29") == 1


@pytest.mark.parametrize(
    ("call", "rule", "message", "hint"),
    [
        ('city("hanoi")', "unknown-reference", "'hanoi' is none of the cities", "did you mean 'ha-noi'?"),
        ('project("jaklinko")', "unknown-reference", "'jaklinko' is none of the projects", "did you mean 'jaklingko'?"),
        ('cite("s-asean-2025-mee")', "unknown-reference", "'s-asean-2025-mee' is none of the sources", "did you mean 's-asean-2025-me'?"),
        ('cite("s-geonames", page=3)', "macro-argument", "cite: 's-geonames' is no PDF, so it has no page 3", "leave 'page' out"),
        ('cite("s-geonames", pag=3)', "macro-argument", "cite: got an unexpected keyword argument 'pag'", "did you mean 'page'? valid: page, source"),
        ("cite()", "macro-argument", "cite: missing a required argument: 'source'", "call it as cite(source, page)"),
        ('count("project")', "macro-argument", "count: 'project' is not a thing that can be counted", "did you mean 'projects'?"),
        ('count("projects", stage="ongoing")', "macro-argument", "count: a stage is what a document prints, so it needs the report as well", f"valid: {', '.join(sorted(ATLAS.reports))}"),
        ('projects_table(status="done")', "macro-argument", "projects_table: 'done' is not a status", "valid: completed, in-progress, operational, paused, planned, unknown"),
        ('download("feeds/change.atom")', "macro-argument", "download: no file 'feeds/change.atom' is made", "did you mean 'feeds/changes.atom'?"),
        ("area_facts()", "no-record", "this macro needs a page that stands for a FocusArea", "name the record in the front matter: 'record: <id>'"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_a_finding_at_its_place_and_a_box_on_the_page(
    examined: Examined, call: str, rule: str, message: str, hint: str
) -> None:
    src = "cities/makassar.md"
    build = with_page(examined, f"---\nrecord: makassar\n---\n# Makassar\n\nSome {{{{ {call} }}}} text.\n", src)
    html = build.render(src)
    [finding] = build.findings
    assert (finding.file, finding.line) == ("docs/cities/makassar.md", 6)
    assert (finding.rule, finding.message, finding.hint) == (rule, message, hint)
    assert '<div class="problem" role="alert">' in html
    assert f"docs/cities/makassar.md:6:{finding.column}" in html


def test_wrong_calls_of_all_pages_are_found_in_one_run(project: Path, edit: Edit) -> None:
    edit("docs/cities/dili.md", "{{ city_facts() }}", "{{ city_fact() }}")
    edit("docs/network/glossary.md", "{{ glossary() }}", '{{ glossary(by="x") }}')
    edit("docs/index.md", "{{ key_numbers() }}", "{{ key_numbers( }}")
    assert [(f.file, f.line, f.rule, f.hint) for f in sorted(check(examine(project)))] == [
        (
            "docs/cities/dili.md",
            line_of(project, "docs/cities/dili.md", "city_fact()"),
            "template-undefined",
            "did you mean 'city_facts'?",
        ),
        ("docs/index.md", 13, "template-syntax", "write a macro as '{{ name(...) }}'"),
        ("docs/network/glossary.md", 7, "macro-argument", "call it as glossary()"),
    ]


def line_of(project: Path, file: str, part: str) -> int:
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if part in line)


def test_citations_without_a_list_of_sources_are_a_finding(project: Path, edit: Edit) -> None:
    edit("docs/network/index.md", "{{ sources() }}", "")
    [finding] = check(examine(project))
    assert (finding.file, finding.rule) == ("docs/network/index.md", "sources-missing")
    assert finding.message == "no list of sources follows the citation of 's-asean-2026-ascn-page'"
    assert finding.hint == "end the page with '{{ sources() }}'"


def test_every_macro_is_documented_and_called_by_a_page(examined: Examined) -> None:
    prose = "\n".join(page.body for page in examined.tree.pages.values())
    for name in macro_names():
        assert (getattr(Macros, name).__doc__ or "").strip().partition("\n")[0].endswith("."), name
    unused = {name for name in macro_names() if f"{name}(" not in prose}
    assert unused <= {"history"}


def test_all_pages_render_without_mkdocs(examined: Examined) -> None:
    build = Build(examined)
    empty = [src for src in examined.tree.pages if not build.render(src).strip()]
    assert (empty, build.findings) == ([], [])


@pytest.mark.parametrize("mark", ["[1, p. 2]", "(1)"])
def test_a_mark_of_a_source_is_safe_in_markdown(mark: str) -> None:
    html = f'Said.<sup class="cite"><a href="#s">{mark}</a></sup> (And *so*.) [It](x/)'
    shown = markdown.markdown(html, extensions=["attr_list", "tables"])
    assert f">{mark}</a></sup> (And <em>so</em>.)" in shown


def test_the_history_of_one_project_can_stand_alone(examined: Examined, atlas: Atlas) -> None:
    html = rendered(examined, 'history("phuket-city-data-platform") }}{{ sources()').partition("<ol")[0]
    printings = query.printings(atlas, atlas.projects["phuket-city-data-platform"])
    assert html.count('<span class="stage') == len(printings) == 2
    assert html.count('<sup class="cite">') == sum(map(len, printings)) == 4


def test_a_page_says_what_it_needs_on_top_of_what_every_page_has(examined: Examined) -> None:
    build = Build(examined)
    build.render("projects/index.md")
    assert build.needed == ["assets/figures.css", "assets/register.js"]
    build.render("cities/makassar.md")
    assert build.needed == []


def test_names_in_the_register_show_as_typed(project: Path, edit: Edit) -> None:
    edit("data/projects.yml", "name: LONTARA+\n", "name: '<b>\"a\", {{ 1 }}</b>'\n    also_known_as: ['<i>|']\n")
    html = Build(examine(project)).render("projects/index.md")
    assert "&lt;b&gt;&#34;a&#34;, {{ 1 }}&lt;/b&gt;</a> <small>" in html
    assert "</span> · &lt;i&gt;|</small>" in html
