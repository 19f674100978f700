"""Pages, links, escaping and macros, without MkDocs."""

import re
from html import unescape

import markdown
import pytest

from atlas.checks import Examined
from atlas.checks.pages import CITY_SECTIONS
from atlas.read.pages import MissingPageError, Page, PageTree
from atlas.site.macros import LISTING_SOURCES
from atlas.site.pages.escape import block, inline
from tests.conftest import ROOT
from tests.unit.conftest import build_with

NASTY = ["a|b", "*a*", "<script>alert(1)</script>", "{{ 7*7 }}", "](x)", 'say "so"', "it's", "two\nlines", "a_b_c", "`x`", "# no"]  # fmt: skip


# Pages


def test_a_page_knows_its_front_matter_its_body_and_what_it_cites() -> None:
    pages = {
        "---\nrecord: a\n---\n\n# A\n\ntext\n": ({"record": "a"}, "# A\n\ntext\n", 5, "A", []),
        "# A {: #a }\n{{ cite('s-1') }} {{ cite( \"s-2\", page=3) }}": ({}, None, 1, "A", ["s-1", "s-2"]),
    }
    for text, (meta, body, line, title, cited) in pages.items():
        page = Page("cities/a.md", text)
        found = (page.meta, page.body, page.body_line, page.title, page.cited_sources)
        assert found == (meta, body or text, line, title, cited)
    [finding] = Page("cities/a.md", "---\nrecord: a\nhide: *a\n---\n# A\n").front_matter.findings
    assert (finding.line, finding.column, finding.rule) == (3, 7, "yaml-alias")


TREE = PageTree(
    {src: Page(src, "") for src in ["index.md", *(f"cities/{name}.md" for name in ("index", "a", "b")), "x/y/z.md"]}
)


def test_links_are_relative_and_hold_under_any_base_path() -> None:
    links = {
        ("index.md", "cities/a.md"): "cities/a/",
        ("cities/index.md", "index.md"): "../",
        ("cities/index.md", "cities/a.md"): "a/",
        ("cities/a.md", "index.md"): "../../",
        ("cities/a.md", "cities/b.md"): "../b/",
        ("cities/a.md", "cities/index.md"): "../",
        ("x/y/z.md", "cities/a.md"): "../../../cities/a/",
        ("cities/a.md", "cities/a.md"): "./",
    }
    assert {(origin, target): TREE.link(origin, target) for origin, target in links} == links
    with pytest.raises(MissingPageError, match=r"the page docs/cities/c\.md does not exist"):
        TREE.link("index.md", "cities/c.md")


# Escaping


def test_what_markdown_would_read_shows_as_typed() -> None:
    for text in NASTY:
        typed = f'## {inline(text)} {{: #id }}\nBefore <a href="x/">{inline(text)}</a>'
        html = markdown.markdown(typed, extensions=["attr_list", "tables", "toc"])
        assert unescape(html) == f'<h2 id="id">{text}</h2>\n<p>Before <a href="x/">{text}</a></p>'
    assert block("\n\n<p>a</p>\n\n") == "\n<p>a</p>\n", "a block stands on lines of its own"


# Macros


def rendered(examined: Examined, call: str) -> str:
    """What a call shows on the page of a city."""
    return build_with(examined, f"---\nrecord: alfa\n---\n{{{{ {call} }}}}").render("cities/alfa.md")


def test_macros_in_prose(examined: Examined) -> None:
    calls = [
        ('city("beta")', '<a href="../beta/">Beta</a>'),
        ('project("night-market")', '<a href="../beta/#night-market">Night Market</a>'),
        ('download("feeds/cities/alfa.atom", "the *feed*")', "the &#42;feed&#42; (not made in this build)"),
        ('project("clean-river")', '<a href="#clean-river">Clean River</a>'),
        ('project("night-market", text="the *stalls*")', '<a href="../beta/#night-market">the &#42;stalls&#42;</a>'),
        ('focus_area("civic")', '<a href="../../focus-areas/civic/">Civic</a>'),
        ('term("board")', '<a href="../../network/glossary/#board">board</a>'),
        ('count("projects", city="alfa", report="list-2024")', "2"),
        ('count("projects", report="list-2024", stage="completed")', "1"),
        ("last_checked()", "31 January 2025"),
        ("newest_year()", "2024"),
    ]
    assert [(call, rendered(examined, call)) for call, _ in calls] == calls


def test_a_file_of_data_is_a_link_where_it_is_made(examined: Examined) -> None:
    build = build_with(examined, '{{ download("data/projects.csv") }}, {{ download("data/rows.csv", "*all*") }}')
    build.site.made = dict.fromkeys(["data/projects.csv", "data/rows.csv"], b"")
    assert build.render("cities/alfa.md") == (
        '<a href="../../data/projects.csv">projects&#46;csv</a>, <a href="../../data/rows.csv">&#42;all&#42;</a>'
    )


def test_the_check_fills_the_templates_of_a_page_where_they_may_cite_after_the_list(examined: Examined) -> None:
    for macros, rules in (
        ("{{ members() }}\n\n{{ sources() }}", []),
        ("{{ members() }}", ["sources-missing"]),
        ("{{ sources() }}\n\n{{ members() }}", ["sources-missing"]),
    ):
        build = build_with(examined, f"# Page\n\n{macros}\n", "about/method.md")
        build.check("about/method.md")
        assert [finding.rule for finding in build.findings] == rules, macros


def test_what_rules_say_of_templates_is_true_of_them() -> None:
    folder = ROOT / "atlas/site/templates"
    city = (folder / "city/city_page.html").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## .*\{: #([\w-]+) \}$", city, re.MULTILINE)) == CITY_SECTIONS
    listing = {path.stem for path in folder.rglob("*.html") if "prose/sources.html" in path.read_text(encoding="utf-8")}
    assert listing | {"sources"} == set(LISTING_SOURCES)
