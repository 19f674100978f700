"""What the search knows of each page, and the script that a browser reads."""

import json
from typing import Any

from atlas.checks import Examined
from atlas.model import words
from atlas.site.pages.build import Build
from atlas.site.search import Entry, entries, script
from tests.unit.conftest import build_with

PROSE = """<h1 id="t">Title &amp; <em>more</em><a class="headerlink" href="#t">¶</a></h1>
<p>First <sup class="cite" data-search-exclude="yes">[1]</sup> &lt;b&gt;.</p><!--part 0-->
"""
CONTENT = f"""{PROSE}<dl><div><dt>Term</dt><dd>Meaning<br>in <code>code</code></dd></div></dl>
<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><ul><li>one</li><li data-search-exclude="yes">two</li></ul>
<h2 id="none" data-search-exclude="yes">None</h2><p>Not this.</p>
<h3 id="b">B</h3><!-- nor this --><script>nor()</script>Text beside elements.
"""


def found(build: Build, **more: Any) -> dict[str, Any]:
    """What the script passes on, of pages that have nothing but their titles."""
    pages = {src: {"": Entry(page.title or src)} for src, page in build.site.tree.pages.items()}
    text = script(build.site, pages, build.examined.synonyms, **{"on_disk": False, **more})
    made: dict[str, Any] = json.loads(text.removeprefix("atlasSearch(").removesuffix(")"))
    return made


def test_a_page_has_an_entry_for_each_section_and_what_is_marked_is_left_out(examined: Examined) -> None:
    build = build_with(examined, "---\ndescription: x\n---\n# Title", "about/method.md")
    assert entries(build.site, "about/method.md", PROSE, CONTENT, "Page") == {
        "": Entry("Title & more", text="First <b>. Term Meaning in code"),
        "a": Entry("", "A", text="one"),
        "b": Entry("", "B", text="Text beside elements."),
    }
    assert entries(build.site, "about/method.md", "", "<p>No heading.</p>", "Page") == {
        "": Entry("Page", text="No heading.")
    }


def test_the_script_has_the_words_of_readers_and_on_a_disk_the_names_of_files(examined: Examined) -> None:
    made = found(Build(examined))
    assert made["topics"] == {
        "rivers": ["Rivers", "Rivers Sungai creek kali tidalstream"],
        "boats": ["Boats", "Boats Perahu vessel"],
    }
    assert made["leads"] == [["most bazaars", "cities/compare/"], ["e-mail", "cities/compare/"]]
    [alfa] = [page for page in made["pages"] if page[0] == "cities/alfa/"]
    assert "Population: 1,000. " in alfa[1][3]
    on_disk = found(Build(examined), on_disk=True)
    assert [address for _, address in on_disk["leads"]] == ["cities/compare/index.html"] * 2
    assert {page[0] for page in on_disk["pages"]} >= {"index.html", "cities/alfa/index.html"}


def test_in_another_language_names_are_found_in_english_too_and_questions_are_not(examined: Examined) -> None:
    words.use("id", {("topics/boats/name", "Boats"): ("Kapal",)})
    try:
        made = found(Build(examined))
    finally:
        words.use("en")
    [page] = [page for page in made["pages"] if page[0] == "topics/boats/"]
    assert page[1][0] == "Kapal"
    assert page[1][2].endswith("Perahu · vessel · Boats")
    assert made["topics"]["boats"] == ["Kapal", "Kapal Perahu vessel Boats"]
    assert {"which", "yang"} <= set(made["question"].split())
    assert "yang" not in found(Build(examined))["question"].split()
