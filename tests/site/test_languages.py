"""The edition in Indonesian says what the English one says: the same pages, places, sources, links and numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from urllib.parse import urljoin, urlsplit

import lxml.html

from atlas.checks.translations import numbers_in_words
from atlas.read.translation import GUIDES
from tests.browser.server import packed
from tests.site.conftest import Built
from tests.site.test_pages import broken_links

HOME = "https://example.org/atlas/"

#: How much heavier than in English a page may be, with the scripts and stylesheets that it names: most, and any.
HEAVIER, HEAVIEST = 1.03, 1.05

#: The signs before thousands and decimals.
SIGNS = {"en": (",", "."), "id": (".", ",")}


def numbers(element: lxml.html.HtmlElement, language: str) -> Iterator[str]:
    """Every number in an element as Python writes it, by the language of its text.

    Not those of sources, nor of a chart for a phone: which columns it has room for depends on the length of words.
    """
    language = element.get("lang", language)
    texts = [element.text, *(part.tail for part in element)]
    thousands, decimals = SIGNS.get(language, SIGNS["en"])
    grouped = rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{decimals}]\d+)?|\d+(?:[{decimals}]\d+)?"
    for number in re.findall(r"\d+(?:[.,]\d+)*", " ".join(text or "" for text in texts)):
        plain = number.replace(thousands, "").replace(decimals, ".")
        yield plain if re.fullmatch(grouped, number) else number
    for part in element.iterchildren("*"):
        if part.get("class") not in {"cite", "back", "narrow"}:
            yield from numbers(part, language)


def links(built: Built, path: str) -> set[str]:
    """Where the links of a page lead, as in English; but not those to another language, and to pages before and after."""
    own = built.pages[path].xpath("//article//a[not(@hreflang or ancestor::div[@class='page-end']/nav)]/@href")
    return {urljoin(f"https://example.org{built.base}{path}", to).replace(f"{HOME}id/", HOME) for to in own}


def sources(page: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """The addresses of each source in the list of a page."""
    return {entry.get("id"): entry.xpath(".//a/@href[starts-with(., 'http')]") for entry in page.xpath("//ol/li[@id]")}


def test_every_page_has_its_twin_with_the_same_places_sources_and_links(built_below: Built, indonesian: Built) -> None:
    assert indonesian.pages.keys() == {path for path in built_below.pages if not path.startswith(GUIDES)}
    for path, page in indonesian.pages.items():
        english = built_below.pages[path]
        assert (english.get("lang"), page.get("lang")) == ("en", "id"), path
        places, twins = (Counter(each.xpath("//article//@id")) for each in (english, page))
        assert places == twins, path
        assert sources(english) == sources(page), path
        assert links(built_below, path) == links(indonesian, path), path


def test_every_page_has_the_same_numbers(built_below: Built, indonesian: Built) -> None:
    """But for numbers that English has in words, and the sizes of files, which are made with the English edition."""
    differing = {}
    for path, translated in indonesian.pages.items():
        english = built_below.pages[path]
        pages = (english, "en"), (translated, "id")
        one, other = (Counter(numbers(page.find(".//article"), language)) for page, language in pages)
        in_words = numbers_in_words(english.text_content()) | {"1"}
        if path != "about/data/" and ((more := one - other) or (other - one).keys() - in_words):
            differing[path] = (more, other - one)
    assert differing == {}


def test_every_page_names_itself_and_its_twin_and_all_links_resolve(built_below: Built, indonesian: Built) -> None:
    for path, page in indonesian.pages.items():
        named = {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@hreflang]")}
        menu = [urljoin(f"{HOME}id/{path}", address) for address in page.xpath("//*[@class='languages']//a/@href")]
        if path == "404.html":
            assert (named, menu) == ({}, [HOME])
            continue
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{HOME}id/{path}"]
        assert named == {"en": HOME + path, "x-default": HOME + path, "id": f"{HOME}id/{path}"}, path
        assert menu == [HOME + path]
        locales = page.xpath("//meta[starts-with(@property, 'og:locale')]/@content")
        assert locales == ["id_ID", "en_GB"], path
    assert broken_links(indonesian, built_below) == []
    addresses = re.findall("<loc>(.*?)</loc>", (indonesian.folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(addresses) == {f"{HOME}id/{path}" for path in indonesian.pages if path != "404.html"}


def weight(built: Built, path: str) -> int:
    """What a page, its scripts and its stylesheets weigh, compressed as a host does it."""
    here = f"{built.base}{path}"
    asked = built.pages[path].xpath("//script/@src | //link[@rel='stylesheet']/@href")
    files = [built.folder / urlsplit(urljoin(here, address)).path.removeprefix(built.base) for address in asked]
    return sum(len(packed(file)) for file in [built.folder / path / "index.html", *files])


def test_a_page_is_hardly_heavier_than_in_english(built_below: Built, indonesian: Built) -> None:
    paths = [path for path in indonesian.pages if path != "404.html"]
    heavier = {path: weight(indonesian, path) / weight(built_below, path) for path in paths}
    assert (median(heavier.values()) <= HEAVIER, max(heavier.values()) <= HEAVIEST) == (True, True), heavier
