"""The plain Markdown beside each page, and llms.txt, against the built pages."""

from __future__ import annotations

import base64
import hashlib
import re
from copy import deepcopy
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest

from atlas import export
from atlas.model.atlas import Atlas
from atlas.model.i18n import Texts
from atlas.read.pages import LLMS
from tests.data.real import ATLAS, EDITION, EXAMINED
from tests.site.conftest import Built, text_of

SOURCES = list(EXAMINED.tree.pages)
TEXTS = Texts()
CODE = re.compile(r"^ *```.*?^ *```$|(`+) .+? \1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
PLACE = "//*[@id=$id]"
LINK = re.compile(r"\]\((\S+?)\)")

each_page = pytest.mark.parametrize("src", SOURCES)


def path_of(src: str) -> str:
    """The address of a page below the site."""
    return re.sub(r"(^|/)index\.md$", r"\1", src).removesuffix(".md").rstrip("/") + "/" if src != "index.md" else ""


def plain(built: Built, src: str) -> str:
    return (built.folder / path_of(src) / "index.md").read_text(encoding="utf-8")


def article(built: Built, src: str) -> lxml.html.HtmlElement:
    [found] = built.pages[path_of(src)].xpath("//article")
    return found


#: The files of data that pages lead to.
MADE = export.paths(EDITION) | {LLMS}


@each_page
def test_no_tag_no_macro_and_no_character_of_html_is_left(built: Built, src: str) -> None:
    text = CODE.sub("", plain(built, src))
    assert re.findall(r"(?<!\\)</?[a-z][^>]*>|\{\{|\{%|\{:|&[a-z#]\w+;|[\x00-\x08]", text) == []


@each_page
def test_the_headings_are_those_of_the_page_in_their_order(built: Built, src: str) -> None:
    page = deepcopy(article(built, src))
    for link in page.xpath(".//a[@class='headerlink']"):
        link.drop_tree()
    shown = [f"{'#' * int(heading.tag[1])} {text_of(heading)}" for heading in page.xpath(".//h1|.//h2|.//h3|.//h4")]
    written = re.findall(r"^#+ .*$", CODE.sub("", plain(built, src)), re.MULTILINE)
    assert [heading.replace("\\", "") for heading in written] == [heading.replace("\\", "") for heading in shown]


@each_page
def test_each_table_has_the_rows_that_the_page_has_and_one_row_of_heads(built: Built, src: str) -> None:
    rows = re.findall(r"^ *\|(?! ---).*\|$", plain(built, src), re.MULTILINE)
    tables = article(built, src).xpath(".//table")
    assert len(rows) == sum(len(table.xpath("./thead[1] | ./tbody/tr | ./tfoot/tr")) for table in tables)
    assert {len(re.findall(r"(?<!\\)\|", row)) > 2 for row in rows} <= {True}


@each_page
def test_each_table_has_its_caption_and_the_name_of_each_group_of_rows_is_bold(built: Built, src: str) -> None:
    text = plain(built, src)
    captions = [text_of(caption) for caption in article(built, src).xpath(".//caption")]
    bold = re.findall(r"^\*\*(.+)\*\*$", text, re.MULTILINE)
    assert [caption for caption in captions if caption not in {line.replace("\\", "") for line in bold}] == []
    groups = article(built, src).xpath(".//th[@scope='rowgroup']")
    assert len(re.findall(r"^\| \*\*.+?\*\* \|", text, re.MULTILINE)) == len(groups)


#: What a reader of the text stumbles over, by what it is.
STUMBLES = {
    "empty brackets": r"\(\)",
    "two numbers, where small type told them apart": r"\| \d+(?:,\d{3})* \d",
    "a name that runs into the one before it": r"^\| \[[^]|]*\]\([^)|]*\) \w",
    "a note that begins like the middle of a sentence": r"\d{4}\. [a-z]",
    "two blanks within a line": r"(?<=[^\s|])  +(?=[^\s|])",
    "a line that stands there twice": r"^(\S.{20,})\n+\1$",
}


@each_page
def test_nothing_in_it_reads_as_a_slip(built: Built, src: str) -> None:
    text = CODE.sub("`", plain(built, src))
    found = {kind: [hit[0] for hit in re.finditer(slip, text, re.MULTILINE)] for kind, slip in STUMBLES.items()}
    assert {kind: hits for kind, hits in found.items() if hits} == {}


@each_page
def test_no_two_words_touch_that_only_their_look_tells_apart(built: Built, src: str) -> None:
    touching = []
    for element in article(built, src).xpath(".//small | .//span[not(ancestor::pre)] | .//a | .//code | .//dd"):
        before = element.getprevious()
        text = (element.getparent().text if before is None else before.tail) or ""
        if text[-1:].isalnum() and text_of(element)[:1].isalnum() and not (element.text or "").startswith(" "):
            touching.append(f"{text[-20:]}|{text_of(element)[:20]}")
    assert touching == []
    cells = [text_of(cell) for cell in article(built, src).xpath(".//td")]
    assert [cell for cell in cells if re.match(r"\d+(?:,\d{3})* \d", cell)] == []


@each_page
def test_each_link_leads_to_a_place_of_the_site(built: Built, src: str) -> None:
    problems = []
    for address in LINK.findall(CODE.sub("", plain(built, src))):
        parts = urlsplit(urljoin(f"http://host/{path_of(src)}index.md", address))
        page = built.pages.get(unquote(parts.path[1:]))
        if unquote(parts.path[1:]) in MADE:
            continue
        if parts.netloc == "host" and (page is None or (parts.fragment and not page.xpath(PLACE, id=parts.fragment))):
            problems.append(address)
    assert problems == []


def test_each_project_stands_on_its_city_with_name_and_status(built: Built) -> None:
    for project in ATLAS.projects.values():
        text = plain(built, f"cities/{project.city}.md")
        section = text.partition(f"### {project.name}\n")[2].partition("\n### ")[0]
        assert section.lstrip().startswith(TEXTS(f"status.{project.status.value}") + " "), project.id
        assert TEXTS.date(project.status.as_of) in section, project.id


def test_each_number_in_the_text_of_a_city_stands_in_its_list_of_sources(built: Built) -> None:
    for city in ATLAS.cities:
        text, _, sources = plain(built, f"cities/{city}.md").partition("\n## Sources\n")
        cited = {int(number) for number in re.findall(r" [\[(](\d{1,3})(?:, pp?\. [\d, ]+)?[\])](?!\()", text)}
        listed = [int(number) for number in re.findall(r"^(\d+)\. \[", sources, re.MULTILINE)]
        shown = article(built, f"cities/{city}.md").xpath(".//ol[@class='sources']/li")
        assert listed == list(range(1, len(shown) + 1)), city
        assert set(listed) <= cited, city


def test_the_index_for_programs_lists_every_page_with_what_it_is_about(built: Built) -> None:
    text = (built.folder / "llms.txt").read_text(encoding="utf-8")
    title, blank, summary, *_ = text.splitlines()
    assert (title, blank, summary[:2]) == ("# ASCN Atlas", "", "> ")
    listed = dict(re.findall(r"^- \[.+?\]\((\S+/?index\.md|index\.md)\): (.+)$", text, re.MULTILINE))
    assert listed == {f"{path_of(src)}index.md": EXAMINED.tree.pages[src].meta["description"] for src in SOURCES}
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert (headings[0], headings[1], headings[-1]) == ("Overview", "Cities", "Optional")


def test_the_index_for_programs_lists_a_file_for_all_of_the_data_and_one_for_each_part_of_them(built: Built) -> None:
    text = (built.folder / "llms.txt").read_text(encoding="utf-8")
    section = text.partition("\n## Data\n")[2].partition("\n## ")[0]
    listed = dict(re.findall(r"^- \[.+?\]\((\S+)\): (.+)$", section, re.MULTILINE))
    collections = (name.replace("_", "-") for name in (*Atlas.COLLECTIONS, "reports", "network"))
    assert set(listed) == {
        "api/v1/index.json",
        "data/ascn-atlas-csv.zip",
        "data/rows.csv",
        *(f"api/v1/{name}.json" for name in collections),
    }
    assert listed["api/v1/projects.json"] == "One project of one city, whatever reports list it."


def test_the_index_has_whole_addresses_where_the_site_knows_its_own(built_below: Built) -> None:
    text = (built_below.folder / "llms.txt").read_text(encoding="utf-8")
    addresses = re.findall(r"^- \[.+?\]\((\S+)\): ", text, re.MULTILINE)
    assert "https://example.org/atlas/cities/makassar/index.md" in addresses
    assert [address for address in addresses if not address.startswith("https://example.org/atlas/")] == []


@each_page
def test_a_page_names_its_markdown(built: Built, src: str) -> None:
    links = built.pages[path_of(src)].xpath("//link[normalize-space(@rel)='alternate'][@type='text/markdown']/@href")
    assert links == ["index.md"]


def test_linked_data_stand_in_the_page_and_need_no_leave_to_run(built: Built) -> None:
    page = built.pages["cities/makassar/"]
    [said] = page.xpath("//script[@type='application/ld+json']/text()")
    assert '"@type":"City"' in said
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    run = [script.text or "" for script in page.xpath("//script[not(@src) and not(@type)]")]
    allowed = {f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}" for code in run}
    assert set(re.findall(r"sha256-[^']+", policy)) == allowed
