"""What single rules say beside the cases of test_rules.py: all markup that acts, and a rule that stops."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atlas.checks import Examined, pages, run
from atlas.checks.context import Context, Files
from atlas.read.findings import Finding
from atlas.read.pages import Page, PageTree


@pytest.mark.parametrize(
    ("text", "what", "column"),
    [
        ("a <script src='x'></script>", "a script", 3),
        ("a <SCRIPT >", "a script", 3),
        ("<iframe src='x'>", "a script", 1),
        ("<b onclick='x()'>a</b>", "an event handler", 1),
        ('<img src=x alt="a" onerror=alert(1)>', "an event handler", 1),
        ("[a](javascript:alert(1))", "an address that is a script", 5),
        ("[a](data:text/html,x)", "an address that is a script", 5),
        ("![](x.png)", "an image without alternative text", 1),
        ("<img src='x.png'>", "an image without alternative text", 1),
    ],
)
def test_markup_that_acts_is_refused_at_its_place(text: str, what: str, column: int) -> None:
    assert (3, column, f"a page may not hold {what}") in active_markup(text)


@pytest.mark.parametrize(
    "text",
    ["`<script>`", "```html\n<script>x</script>\n```", "![A map](x.png)", "<sup>2</sup>", "one = two", "data: a list"],
)
def test_markup_that_does_nothing_is_allowed(text: str) -> None:
    assert active_markup(text) == []


def active_markup(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of what the rule finds on a page with a text in its third line."""
    tree = PageTree({"page.md": Page("page.md", f"# Page\n\n{text}\n")})
    return [(f.line, f.column, f.message) for f in pages.active_markup(Files({}, tree))]


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
