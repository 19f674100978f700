"""A page as plain Markdown, element by element."""

from __future__ import annotations

import pytest

from atlas.site.plain import markdown, path_of

#: HTML, and the Markdown that means the same.
ELEMENTS = [
    ('<h2 id="aims">Aims<a class="headerlink" href="#aims">&para;</a></h2>', "## Aims"),
    ("<p>One\n   line</p> <p>another</p>", "One line\n\nanother"),
    ('<p>The <a href="../bus/?city=a&amp;stage=b">bus</a></p>', "The [bus](../bus/?city=a&stage=b)"),
    ('<p><a href="https://host/a_(b)">a</a></p>', "[a](https://host/a_%28b%29)"),
    ("<p><strong>Bus</strong> and <em>tram</em></p>", "**Bus** and *tram*"),
    ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", "- a\n- b\n\n  c"),
    ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n\n    - c"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b"),
    ("<dl><div><dt>Area</dt><dd>2 km²</dd></div></dl>", "- **Area:** 2 km²"),
    ("<dl><dt>Laos</dt> <dd>a</dd> <dd>b</dd><dt>Dili</dt><dd>c</dd></dl>", "- **Laos:** a; b\n- **Dili:** c"),
    ("<dl><dt>Figures</dt><dd><ul><li>a</li></ul></dd></dl>", "- **Figures:**\n\n  - a"),
    (
        "<div><pre><span></span><code><span>a:</span>  &lt;b&gt;\n  *c*\n</code></pre></div>",
        "```\na:  <b>\n  *c*\n```",
    ),
    ("<p><code>a_b &lt;c&gt;</code></p>", "`a_b <c>`"),
    ("<p>2018<br><small>Paris</small></p>", "2018 · Paris"),
    ('<p><a href="#aims">Aims</a></p>', "[Aims](./#aims)"),  # only the HTML has such places
    ("<p>Hà Nội, ភ្នំពេញ, ວຽງຈັນ, ရန်ကုန်, กรุงเทพมหานคร</p>", "Hà Nội, ភ្នំពេញ, ວຽງຈັນ, ရန်ကုန်, กรุงเทพมหานคร"),
]

#: Small type is set in brackets unless other signs set it apart.
SMALL = [
    ("<p>34 <small>25.4 %</small></p>", "34 (25.4 %)"),
    ('<p><a href="b/">Bus</a> <small lang="km">ភ្នំពេញ</small></p>', "[Bus](b/) (ភ្នំពេញ)"),
    ('<p>Built <small><a href="#p">page 3</a></small></p>', "Built ([page 3](./#p))"),
    ("<p>Paid.<sup>[1]</sup><small> twice</small></p>", "Paid.[1] (twice)"),
    ("<dl><dt><code>id</code> <small>string</small></dt><dd>a</dd></dl>", "- **`id` (string):** a"),
    ("<p><strong>Topic</strong> <small>open</small></p>", "**Topic** (open)"),
    ("<p>2019 <small>census <small>· 5 years old</small></small></p>", "2019 (census · 5 years old)"),
    ("<p>3 buses <small>(2019)</small></p>", "3 buses (2019)"),
    ("<p>3 buses <small>· old</small></p>", "3 buses · old"),
    ("<p>Read on 1 May. <small>A copy.</small></p>", "Read on 1 May. A copy."),
    ('<p><a href="b/">Six are new.</a> <small>Bus</small></p>', "[Six are new.](b/) Bus"),
    ("<p><small>About: buses</small></p>", "About: buses"),
    ("<div><ul><li>a</li></ul> <small>page 3</small></div>", "- a\n\npage 3"),
]

#: What Markdown would take for markup is escaped.
ESCAPED = [
    ("<p>&lt;b&gt; is 5*3</p>", r"\<b> is 5\*3"),
    ("<p>&#42;a&#95;b _c_</p>", r"\*a_b \_c\_"),
    ("<p>- a</p><p># b</p><p>2018. c</p><p>-5.1</p>", "\\- a\n\n\\# b\n\n2018\\. c\n\n-5.1"),
]


@pytest.mark.parametrize("cases", [ELEMENTS, SMALL, ESCAPED], ids=["elements", "small type", "escapes"])
def test_html_becomes_the_markdown_that_means_the_same(cases: list[tuple[str, str]]) -> None:
    assert [(page, markdown(page)) for page, _ in cases] == cases


def test_a_citation_keeps_its_number_and_two_in_a_row_are_no_link() -> None:
    cited = '<sup class="cite"><a href="#s-a">[1, p. 3]</a></sup><sup class="cite"><a href="#s-b">(2)</a></sup>'
    assert markdown(f"<p>Built.{cited}</p>") == "Built. [1, p. 3] (2)"
    assert markdown(f"<p>Sources: {cited}</p>") == "Sources: [1, p. 3] (2)"


def test_a_table_has_its_caption_above_and_each_row_as_many_cells_as_the_widest() -> None:
    page = (
        "<table><caption><span>Buses</span></caption>"
        '<thead><tr><th colspan="2">Line</th><th>Stops</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" colspan="3">Dili</th></tr>'
        "<tr><td>1 | 2</td><td>red</td><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>"
    )
    assert markdown(page).splitlines() == [
        "**Buses**",
        "",
        "| Line |  | Stops |",
        "| --- | --- | --- |",
        "| **Dili** |  |  |",
        r"| 1 \| 2 | red | a; b |",
    ]


def test_a_head_of_two_rows_becomes_one_that_names_each_column_with_its_group() -> None:
    page = (
        '<table><thead><tr><td></td><th colspan="2">Buses</th><th colspan="1">Trams</th></tr>'
        "<tr><th>City</th><th>all</th><th>red</th><th>all</th></tr></thead>"
        "<tbody><tr><th>Dili</th><td>3</td><td>2</td><td>0</td></tr></tbody></table>"
    )
    assert markdown(page).splitlines() == [
        "| City | Buses: all | Buses: red | Trams: all |",
        "| --- | --- | --- | --- |",
        "| Dili | 3 | 2 | 0 |",
    ]


def test_the_summary_and_the_caption_of_the_table_in_it_are_one_line() -> None:
    page = "<details><summary>Buses</summary><table><caption>Buses</caption><tr><td>1</td></tr></table></details>"
    assert markdown(page).splitlines()[:3] == ["**Buses**", "", "| 1 |"]


#: What only the eye or the hand needs.
LEFT_OUT = [
    '<form class="filters"><label>Find</label><select><option>a</option></select></form>',
    '<svg viewBox="0 0 1 1"><svg><path d="M0 0"/><text>7</text></svg></svg>',
    "<template><p>Copy</p></template>",
    '<p class="edit"><a href="https://host/edit">Edit this record</a></p>',
    '<a id="former"></a>',
    "<!-- <p>later</p> -->",
    '<figure class="map"><svg></svg><figcaption>Dots</figcaption></figure>',
    '<p class="to-list"><a href="#list">List</a></p>',
]


def test_what_only_eye_or_hand_needs_is_left_out() -> None:
    assert [page for page in LEFT_OUT if markdown(f"<p>a</p>{page}<p>b</p>") != "a\n\nb"] == []


def test_of_html_that_is_not_closed_the_text_is_kept() -> None:
    assert markdown("<div><p>a <b>b</p>c").split() == ["a", "b", "c"]
    assert markdown("</div><p>a</p></p>b").split() == ["a", "b"]


def test_the_markdown_of_a_page_is_beside_its_html() -> None:
    paths = ["index.md", "cities/index.md", "cities/dili.md"]
    assert [path_of(src) for src in paths] == ["index.md", "cities/index.md", "cities/dili/index.md"]
