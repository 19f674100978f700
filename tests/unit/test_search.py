"""What the search knows of a page."""

import re
from types import SimpleNamespace
from typing import Any

from material.plugins.search.plugin import SearchIndex

from atlas.site.search import entries

PAGE = """<h1 id="t">Title &amp; <em>more</em><a class="headerlink" href="#t">¶</a></h1>
<p>First <sup class="cite" data-search-exclude="yes">[1]</sup> &lt;b&gt;.</p>
<dl><div><dt>Term</dt><dd>Meaning<br>in <code>code</code></dd></div></dl>
<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><ul><li>one</li><li data-search-exclude="yes">two</li></ul>
<h2 id="none" data-search-exclude="yes">None</h2><p>Not this.</p>
<h3 id="b">B</h3><!-- nor this --><script>nor()</script>Text beside elements.
"""


def of_theme(content: str, meta: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries that the parser of the theme makes of a page."""
    index = SearchIndex(lang=["en"])
    index.add_entry_from_context(SimpleNamespace(content=content, url="page/", toc=[], title="Page", meta=meta))
    found: list[dict[str, Any]] = index.entries
    return found


def without_blanks(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: re.sub(r"\s", "", str(value)) for key, value in entry.items()} for entry in found]


def test_the_entries_are_those_of_the_theme_but_for_blanks() -> None:
    for content in (PAGE, "<p>No heading.</p>", "<h1 id='t'>Title</h1>"):
        for meta in ({}, {"search": {"boost": 2}}, {"search": {"exclude": True}}):
            found = entries(content, "page/", "Page", meta)
            assert without_blanks(found) == without_blanks(of_theme(content, meta)), (content, meta)


def test_what_stands_in_two_blocks_is_two_words() -> None:
    first, *_ = entries(PAGE, "page/", "Page", {})
    assert first["text"] == "<p>First &lt;b&gt;.</p> Term Meaning in <code>code</code>"
