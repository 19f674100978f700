"""The last thing that happens to what a site generator wrote: less to send, a copy for a disk."""

from atlas.site.frame.finish import file_address, link_to_files, mark, minify_css, minify_js


def test_a_stylesheet_loses_comments_and_the_blanks_beside_its_signs() -> None:
    style = "/* Why\n so. */\na, b {\n  color: red;\n  width: calc(1px + 2px);\n}\n\nc > d { top: 0 }\n"
    assert minify_css(style) == "a,b{color:red;width:calc(1px + 2px);}c > d{top:0}"


def test_a_script_loses_comments_and_indentation_but_nothing_of_a_text() -> None:
    script = "// Why.\nconst a = \"https://example.org\"; // so\n\n  // It's so.\n  f(`a // b`, 'c // d');\n"
    assert minify_js(script) == "const a = \"https://example.org\";\nf(`a // b`, 'c // d');\n"


#: An address on a page, and what it becomes in a copy for a disk.
ADDRESSES = {
    "../jakarta/": "../jakarta/index.html", "../jakarta/#jaki": "../jakarta/index.html#jaki",
    "projects/?area=x#list": "projects/index.html?area=x#list", "..": "../index.html", "../..": "../../index.html",
    "../../": "../../index.html", ".": "./index.html", "./#map": "./index.html#map",
}  # fmt: skip
KEPT = ["?with=jakarta/", "#a/", "", "../assets/atlas.css", "../assets/v1.0", "https://example.org/",
        "mailto:a@example.org", "/atlas/", "//example.org/"]  # fmt: skip


def test_a_relative_address_of_a_folder_becomes_that_of_the_page_in_it() -> None:
    assert {address: file_address(address) for address in ADDRESSES} == ADDRESSES
    assert list(map(file_address, KEPT)) == KEPT


def test_links_and_forms_are_changed_and_nothing_that_is_read() -> None:
    page = '<a class="x" href="../a/#b">href="../a/"</a><form action="../" data-a="b/"></form><img src="../c/">'
    assert link_to_files(page) == (
        '<a class="x" href="../a/index.html#b">href="../a/"</a><form action="../index.html" data-a="b/"></form>'
        '<img src="../c/">'
    )


def test_code_tables_sources_and_citations_are_left_out_of_the_search() -> None:
    for tag in ('h2 id="sources"', 'sup class="cite"', 'div class="highlight"', "table"):
        name, blank, attribute = tag.partition(" ")
        assert mark(f"<{tag}>a</{name}>") == f'<{name} data-search-exclude="yes"{blank}{attribute}>a</{name}>'
    other = '<h2 id="projects">Projects</h2><p>Prose.</p>'
    assert mark(other) == other


def test_a_block_of_code_can_be_scrolled_by_keyboard_and_is_not_searched() -> None:
    block = '<div class="highlight"><pre><span></span><code>x</code></pre></div><p><code>y</code></p>'
    assert mark(block) == (
        '<div data-search-exclude="yes" class="highlight"><pre><span></span><code tabindex="0">x</code></pre></div>'
        "<p><code>y</code></p>"
    )
