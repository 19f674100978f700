"""The last thing that happens to what a site generator wrote: the policy, less to send, a copy for a disk."""

from __future__ import annotations

import json

from atlas.site.finish import (
    file_address,
    marked,
    minify_css,
    minify_html,
    search_script,
    with_file_addresses,
    with_policy,
)

PAGE = """<head>
<meta charset="utf-8">
<script>let a = 1</script>
<script type="application/json">{}</script>
<script type="application/ld+json">{"@context":"https://schema.org"}</script>
<script src="a.js"></script>
</head><body><script>
let b
</script></body>"""


def test_the_policy_names_each_script_that_runs_by_its_hash_and_stands_before_them() -> None:
    page = with_policy(PAGE)
    # each: printf of the code, | openssl dgst -sha256 -binary | base64
    hashes = (
        "'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ=' 'sha256-0sbn1EjKBw5DpaRv5zGA4F50hoM4NvD0lMc3IJSQXes='"
    )
    assert f"script-src 'self' {hashes}; " in page
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert "unsafe" not in page


def test_a_page_without_scripts_may_run_its_own_files_only() -> None:
    assert "script-src 'self'; " in with_policy('<meta charset="utf-8">')


def test_on_a_disk_the_policy_names_files_which_have_no_origin_in_common() -> None:
    page = with_policy('<meta charset="utf-8">', on_disk=True)
    assert "script-src file:; style-src file:; " in page
    assert "'self'" not in page


def test_indentation_and_blank_lines_go_but_not_where_lines_are_shown_as_typed() -> None:
    assert minify_html("<p>\n    a b\n\n\n  <b>c</b>\n</p>") == "<p>\na b\n<b>c</b>\n</p>"
    page = "<div>\n  <pre><code>a:\n    b:\n\n      c\n</code></pre>\n  <p>d</p></div>"
    assert minify_html(page) == "<div>\n<pre><code>a:\n    b:\n\n      c\n</code></pre>\n<p>d</p></div>"


def test_a_stylesheet_loses_comments_and_the_blanks_beside_its_signs() -> None:
    style = "/* Why\n so. */\na, b {\n  color: red;\n  width: calc(1px + 2px);\n}\n\nc > d { top: 0 }\n"
    assert minify_css(style) == "a,b{color: red;width: calc(1px + 2px);}c > d{top: 0}"


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
    assert with_file_addresses(page) == (
        '<a class="x" href="../a/index.html#b">href="../a/"</a><form action="../index.html" data-a="b/"></form>'
        '<img src="../c/">'
    )


def test_the_index_of_the_search_becomes_a_script_that_names_files() -> None:
    index = {"config": {}, "docs": [{"location": "", "text": "Hà Nội"}, {"location": "a/#b/c", "text": "x"}]}
    name, _, value = search_script(json.dumps(index)).partition(" = ")
    assert name == "var __index"
    assert json.loads(value) == {
        "config": {},
        "docs": [{"location": "index.html", "text": "Hà Nội"}, {"location": "a/index.html#b/c", "text": "x"}],
    }


def test_code_tables_sources_and_citations_are_left_out_of_the_search() -> None:
    for tag in ('h2 id="sources"', 'sup class="cite"', 'div class="highlight"', "table"):
        name, blank, attribute = tag.partition(" ")
        assert marked(f"<{tag}>a</{name}>") == f'<{name} data-search-exclude="yes"{blank}{attribute}>a</{name}>'


def test_everything_else_stays_as_it_is() -> None:
    page = '<h2 id="projects">Projects</h2><p>Prose.</p>'
    assert marked(page) == page
