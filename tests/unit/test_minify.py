"""What leaves with the markup and the stylesheets, and what stays as it was written."""

from __future__ import annotations

from atlas.site.minify import minify_css, minify_html


def test_indentation_and_blank_lines_go_but_not_where_lines_are_shown_as_typed() -> None:
    assert minify_html("<p>\n    a b\n\n\n  <b>c</b>\n</p>") == "<p>\na b\n<b>c</b>\n</p>"
    page = "<div>\n  <pre><code>a:\n    b:\n\n      c\n</code></pre>\n  <p>d</p></div>"
    assert minify_html(page) == "<div>\n<pre><code>a:\n    b:\n\n      c\n</code></pre>\n<p>d</p></div>"


def test_a_stylesheet_loses_comments_and_the_blanks_beside_its_signs() -> None:
    style = "/* Why\n so. */\na, b {\n  color: red;\n  width: calc(1px + 2px);\n}\n\nc > d { top: 0 }\n"
    assert minify_css(style) == "a,b{color: red;width: calc(1px + 2px);}c > d{top: 0}"
