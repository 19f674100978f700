"""The markup that a page may not have."""

from __future__ import annotations

import pytest

from atlas.checks import pages
from atlas.checks.context import Files
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
        ("`<script>`", None, 0),
        ("```html\n<script>x</script>\n```", None, 0),
        ("![A map](x.png)", None, 0),
        ("<sup>2</sup>", None, 0),
        ("one = two", None, 0),
        ("data: a list", None, 0),
    ],
)
def test_only_markup_that_acts_is_refused_at_its_place(text: str, what: str | None, column: int) -> None:
    found = list(pages.active_markup(Files({}, PageTree({"page.md": Page("page.md", f"# Page\n\n{text}\n")}))))
    expected = (3, column, f"a page may not have {what}")
    assert expected in [(f.line, f.column, f.message) for f in found] if what else found == []
