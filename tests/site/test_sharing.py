"""What stands for a page elsewhere: in a shared link, in a tab, in the header."""

from __future__ import annotations

from collections import Counter

import lxml.etree
import lxml.html
import pytest
from PIL import Image

from atlas.site.pictures import KINDS
from tests.site.conftest import Built

Tags = dict[str, str]


def shared(page: lxml.html.HtmlElement) -> Tags:
    """The tags that say what a shared link shows, by name."""
    tags = page.xpath("//head/meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]")
    found = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in tags]
    assert len(dict(found)) == len(found)
    return dict(found)


def pages_of(built: Built) -> dict[str, lxml.html.HtmlElement]:
    return {path: page for path, page in built.pages.items() if path != "404.html"}


def test_a_shared_link_shows_the_title_and_description_of_the_page_itself(built: Built) -> None:
    for path, page in built.pages.items():
        tags = shared(page)
        assert tags["og:site_name"] == "ASCN Atlas"
        assert tags["og:title"] == page.findtext(".//title").removesuffix(" - ASCN Atlas"), path
        assert [tags["og:description"]] == page.xpath("//meta[@name='description']/@content"), path
        assert tags["og:type"] == ("website" if path in {"", "404.html"} else "article"), path


@pytest.mark.parametrize("name", ["og:title", "og:description"])
def test_no_two_pages_show_the_same(built: Built, name: str) -> None:
    shown = Counter(shared(page)[name] for page in pages_of(built).values())
    assert [text for text, n in shown.items() if n > 1 or not text] == []


def test_without_an_address_of_the_site_no_shared_link_claims_one(built: Built) -> None:
    for path, page in built.pages.items():
        tags = shared(page)
        assert [name for name in tags if name.startswith(("og:url", "og:image"))] == [], path
        assert tags["twitter:card"] == "summary"


def test_a_shared_link_leads_to_the_page_below_the_address_of_the_site(built_below: Built) -> None:
    for path, page in pages_of(built_below).items():
        assert shared(page)["og:url"] == f"https://example.org/atlas/{path}"
    assert "og:url" not in shared(built_below.pages["404.html"])


def test_each_kind_of_page_has_a_picture_of_the_size_that_is_claimed(built_below: Built) -> None:
    used = set()
    for path, page in pages_of(built_below).items():
        tags = shared(page)
        address = tags["og:image"]
        assert address.startswith("https://example.org/atlas/assets/pictures/"), path
        file = built_below.folder / address.removeprefix("https://example.org/atlas/")
        if file not in used:
            with Image.open(file) as image:
                assert image.size == (int(tags["og:image:width"]), int(tags["og:image:height"])) == (1200, 630)
        used.add(file)
        assert tags["og:image:alt"].endswith("."), path
        assert tags["twitter:card"] == "summary_large_image"
    assert {file.stem for file in used} == set(KINDS)
    assert {file.name for file in (built_below.folder / "assets/pictures").iterdir()} == {file.name for file in used}


def test_the_icon_is_our_own_small_and_known_to_every_page(built: Built) -> None:
    for path, page in built.pages.items():
        [address] = page.xpath("//link[@rel='icon']/@href")
        assert address.endswith("assets/favicon.svg"), path
    icon = (built.folder / "assets/favicon.svg").read_bytes()
    assert len(icon) <= 600
    assert b"prefers-color-scheme:dark" in icon


def marks(drawing: lxml.html.HtmlElement) -> list[str]:
    """The outlines that a drawing consists of."""
    return [path.get("d") for path in drawing.iter("{*}path")]


def test_the_logo_stands_in_the_page_and_shows_the_marks_of_the_icon(built: Built) -> None:
    icon = marks(lxml.etree.parse(built.folder / "assets/favicon.svg").getroot())
    assert len(icon) == 2
    for path, page in built.pages.items():
        logos = page.xpath("//a[contains(@class, 'md-logo')]")
        assert logos, path
        for logo in logos:
            assert [child.tag for child in logo] == ["svg"], path
            assert marks(logo[0]) == icon, path
