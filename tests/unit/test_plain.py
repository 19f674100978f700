"""A page as plain Markdown, element by element."""

from atlas.site.plain import markdown, path_of

CITED = '<sup class="cite"><a href="#s-a">[1, p. 3]</a></sup><sup class="cite"><a href="#s-b">(2)</a></sup>'

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
    (f"<p>Built.{CITED}</p>", "Built. [1, p. 3] (2)"),  # two in a row are no link
    (f"<p>Sources: {CITED}</p>", "Sources: [1, p. 3] (2)"),
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

TABLES = [
    (  # a caption above, and in each row as many cells as in the widest
        "<table><caption><span>Buses</span></caption><colgroup><col><col></colgroup>"
        '<thead><tr><th colspan="2">Line</th><th>Stops</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" colspan="3">Dili</th></tr>'
        "<tr><td>1 | 2</td><td>red</td><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>",
        "**Buses**\n\n| Line |  | Stops |\n| --- | --- | --- |\n| **Dili** |  |  |\n| 1 \\| 2 | red | a; b |",
    ),
    (  # a head of two rows becomes one that names each column with its group
        '<table><thead><tr><td></td><th colspan="2">Buses</th><th colspan="1">Trams</th></tr>'
        "<tr><th>City</th><th>all</th><th>red</th><th>all</th></tr></thead>"
        "<tbody><tr><th>Dili</th><td>3</td><td>2</td><td>0</td></tr></tbody></table>",
        "| City | Buses: all | Buses: red | Trams: all |\n| --- | --- | --- | --- |\n| Dili | 3 | 2 | 0 |",
    ),
    ("<summary><strong>Topic</strong> (open)</summary>", "**Topic** (open)"),
    (  # a summary and the caption of the table in it are one line
        "<details><summary>Buses</summary><table><caption>Buses</caption><tr><td>1</td></tr></table></details>",
        "**Buses**\n\n| 1 |\n| --- |",
    ),
]

#: What only the eye or the hand needs is left out.
LEFT_OUT = [
    (f"<p>a</p>{html}<p>b</p>", "a\n\nb")
    for html in (
        '<form class="filters"><label>Find</label><select><option>a</option></select></form>',
        '<svg viewBox="0 0 1 1"><svg><path d="M0 0"/><text>7</text></svg></svg>',
        "<template><p>Copy</p></template>",
        '<p class="edit"><a href="https://host/edit">Edit</a></p>',
        '<a id="former"></a>',
        "<!-- <p>later</p> -->",
        '<figure class="map"><svg></svg><figcaption>Dots</figcaption></figure>',
        '<p class="to-list"><a href="#list">List</a></p>',
    )
]


def test_html_becomes_the_markdown_that_means_the_same() -> None:
    for html, plain in (*ELEMENTS, *SMALL, *ESCAPED, *TABLES, *LEFT_OUT):
        assert markdown(html) == plain
    for unclosed in ("<div><p>a <b>b</p>c", "</div><p>a</p><p>b</p></p>c"):
        assert markdown(unclosed).split() == ["a", "b", "c"]


def test_the_markdown_of_a_page_is_beside_its_html() -> None:
    paths = ["index.md", "cities/index.md", "cities/dili.md"]
    assert [path_of(src) for src in paths] == ["index.md", "cities/index.md", "cities/dili/index.md"]
