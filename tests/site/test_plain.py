"""The plain Markdown beside each page, and llms.txt, against the built pages."""

import re
from copy import deepcopy
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

from atlas import export
from atlas.checks import Examined
from atlas.export.metadata import Edition
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.read.pages import LLMS
from tests.site.conftest import Built, text_of

CODE = re.compile(r"^ *```.*?^ *```$|(`+) .+? \1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((\S+?)\)")

#: What a reader of the text stumbles over, by what it is.
STUMBLES = {
    "a tag, a macro or a character of HTML": r"(?<!\\)</?[a-z][^>]*>|\{\{|\{%|\{:|&[a-z#]\w+;|[\x00-\x08]",
    "empty brackets": r"\(\)",
    "two numbers that only small type kept apart": r"\| \d+(?:,\d{3})* \d",
    "a name that runs into the one before it": r"^\| \[[^]|]*\]\([^)|]*\) \w",
    "a note that begins like the middle of a sentence": r"\d{4}\. [a-z]",
    "two blanks within a line": r"(?<=[^\s|])  +(?=[^\s|])",
    "a line that is there twice": r"^(\S.{20,})\n+\1$",
}


def pages(built: Built) -> list[tuple[str, str, lxml.html.HtmlElement]]:
    """Every page as (path below the site, its plain Markdown, its article)."""
    found = []
    for path in built.pages.keys() - {"404.html"}:
        [article] = built.pages[path].xpath("//article")
        found.append((path, (built.folder / path / "index.md").read_text(encoding="utf-8"), article))
    return found


def test_nothing_in_the_markdown_of_a_page_reads_as_a_slip(built: Built) -> None:
    for path, text, _ in pages(built):
        prose = CODE.sub("`", text)
        found = {kind: re.search(slip, prose, re.MULTILINE) for kind, slip in STUMBLES.items()}
        assert {kind: hit[0] for kind, hit in found.items() if hit} == {}, path
        links = built.pages[path].xpath("//link[@rel='alternate'][@type='text/markdown']/@href")
        assert links == ["index.md"], path


def test_the_headings_are_those_of_the_page_in_their_order(built: Built) -> None:
    for path, text, article in pages(built):
        page = deepcopy(article)
        for link in page.xpath(".//a[@class='headerlink']"):
            link.drop_tree()
        shown = [f"{'#' * int(head.tag[1])} {text_of(head)}" for head in page.xpath(".//h1|.//h2|.//h3|.//h4")]
        written = re.findall(r"^#+ .*$", CODE.sub("", text), re.MULTILINE)
        written = [re.sub(r"\[(.*)\]\(.*\)$", r"\1", head) for head in written]
        assert [head.replace("\\", "") for head in written] == [head.replace("\\", "") for head in shown], path


def test_each_table_has_its_caption_its_rows_and_one_row_of_heads(built: Built) -> None:
    for path, text, article in pages(built):
        rows = re.findall(r"^ *\|(?! ---).*\|$", text, re.MULTILINE)
        parts = article.xpath("(.//table/thead[1] | .//table/tbody/tr | .//table/tfoot/tr)[not(ancestor::template)]")
        assert len(rows) == len(parts), path
        assert [row for row in rows if len(re.findall(r"(?<!\\)\|", row)) <= 2] == [], path
        bold = {line.replace("\\", "") for line in re.findall(r"^ *\*\*(.+)\*\*$", text, re.MULTILINE)}
        captions = [text_of(caption) for caption in article.xpath(".//caption")]
        assert [caption for caption in captions if caption not in bold] == [], path
        groups = re.findall(r"^\| \*\*.+?\*\* \|", text, re.MULTILINE)
        assert len(groups) == len(article.xpath(".//th[@scope='rowgroup'][not(ancestor::template)]")), path


def test_no_two_words_touch_that_only_their_look_tells_apart(built: Built) -> None:
    touching = []
    for path, _, article in pages(built):
        for element in article.xpath(".//small | .//span[not(ancestor::pre)] | .//a | .//code | .//dd"):
            before = element.getprevious()
            text = (element.getparent().text if before is None else before.tail) or ""
            if text[-1:].isalnum() and text_of(element)[:1].isalnum() and not (element.text or "").startswith(" "):
                touching.append(f"{path}: {text[-20:]}|{text_of(element)[:20]}")
        cells = [text_of(cell) for cell in article.xpath(".//td")]
        touching += [f"{path}: {cell}" for cell in cells if re.match(r"\d+(?:,\d{3})* \d", cell)]
    assert touching == []


def test_each_link_leads_to_a_place_of_the_site(built: Built, edition: Edition) -> None:
    made = export.paths(edition) | {LLMS}
    ids = {path: {"", *page.xpath("//@id")} for path, page in built.pages.items()}
    problems = []
    for path, text, _ in pages(built):
        for address in LINK.findall(CODE.sub("", text)):
            parts = urlsplit(urljoin(f"http://host/{path}index.md", address))
            target = unquote(parts.path[1:])
            if parts.netloc == "host" and target not in made and parts.fragment not in ids.get(target, set()):
                problems.append(f"{path}: {address}")
    assert problems == []


def test_each_project_is_on_its_city_with_status_and_numbered_sources(built: Built, atlas: Atlas) -> None:
    markdown = {path: text for path, text, _ in pages(built)}
    for project in atlas.projects.values():
        part = markdown[f"cities/{project.city}/"].partition(f"### {project.name}\n")[2].partition("\n### ")[0]
        assert part.lstrip().startswith(label("status", project.status.value) + " "), project.id
        assert words.date(project.status.as_of) in part, project.id
    for city in atlas.cities:
        text, _, sources = markdown[f"cities/{city}/"].partition("\n## Sources\n")
        cited = {int(number) for number in re.findall(r" [\[(](\d{1,3})(?:, pp?\. [\d, ]+)?[\])](?!\()", text)}
        listed = [int(number) for number in re.findall(r"^(\d+)\. \[", sources, re.MULTILINE)]
        assert listed == list(range(1, len(listed) + 1)), city
        assert set(listed) <= cited, city


def test_the_index_for_programs_lists_every_page_all_data_and_each_part(
    built: Built, built_below: Built, examined: Examined
) -> None:
    text, below = ((site.folder / "llms.txt").read_text(encoding="utf-8") for site in (built, built_below))
    assert re.match("# ASCN Atlas\n\n> ", text)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert (headings[:2], headings[-1]) == (["Overview", "Cities"], "Optional")
    listed = dict(re.findall(r"^- \[.+?\]\((\S+)\): (.+)$", text, re.MULTILINE))
    expected = {
        re.sub(r"(?<!index)\.md$", "/index.md", src): page.meta["description"]
        for src, page in examined.tree.pages.items()
    }
    assert {address: about for address, about in listed.items() if address.endswith("index.md")} == expected
    collections = (name.replace("_", "-") for name in (*Atlas.COLLECTIONS, "reports", "network"))
    data = {"api/v1/index.json", "data/ascn-atlas-csv.zip", "data/rows.csv"}
    assert listed.keys() - expected.keys() == data | {f"api/v1/{name}.json" for name in collections}
    assert listed["api/v1/projects.json"] == "One project of one city, whichever reports list it."
    addresses = re.findall(r"^- \[.+?\]\((\S+)\): ", below, re.MULTILINE)
    assert addresses == [f"https://example.org/atlas/{address}" for address in listed]
