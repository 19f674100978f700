"""The cards: small pages that other sites show in a frame, one for each city and each chart."""

import re
from urllib.parse import urljoin

import lxml.html

from atlas.model.atlas import Atlas
from tests.conftest import ROOT
from tests.site.conftest import Built, text_of

HOME = "https://example.org/atlas/"


def test_each_city_and_each_chart_has_a_card_and_its_page_has_the_code(built_below: Built, atlas: Atlas) -> None:
    named: dict[str, str] = {}
    for path, page in built_below.pages.items():
        for code in page.xpath("//details[contains(@class, 'embed')]/pre"):
            [frame] = lxml.html.fragments_fromstring(text_of(code))
            named[frame.get("src").removeprefix(HOME)] = path
            assert frame.get("title"), path
        drawn = {address for address in page.xpath("//p[@class='taken']/a/@href") if address.endswith(".svg")}
        assert {f"cards/{path}{address[:-4]}.html" for address in drawn} <= named.keys(), path
    assert named.keys() == built_below.cards.keys()
    assert {f"cards/cities/{city}/" for city in atlas.cities} <= named.keys()
    for card, path in named.items():
        assert built_below.cards[card].xpath("//link[@rel='canonical']/@href") == [HOME + path], card


def test_a_card_runs_nothing_leads_out_of_its_frame_and_names_source_and_licence(built_below: Built) -> None:
    for path, card in built_below.cards.items():
        assert card.xpath("//script | //style | //@style | //iframe | //form") == [], path
        assert card.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        assert {link.get("target") for link in card.iter("a")} == {"_top"}, path
        said = text_of(card.find(".//footer"))
        assert [words for words in ("ASCN Atlas", "last checked on", "CC BY 4.0") if words not in said] == [], path
        styles = [urljoin(f"/{path}", style).lstrip("/") for style in card.xpath("//link[@rel='stylesheet']/@href")]
        assert [style for style in styles if not (built_below.folder / style).is_file()] == [], path
    assert "/cards/" not in (built_below.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_without_an_address_there_is_neither_card_nor_code(built: Built) -> None:
    assert built.cards == {}
    assert [path for path, page in built.pages.items() if page.xpath("//details[contains(@class, 'embed')]")] == []


def test_a_card_has_the_colours_of_the_pages() -> None:
    ours, theirs = (
        set(re.findall(r"--[\w-]+: #\w+;", (ROOT / f"docs/assets/{name}.css").read_text(encoding="utf-8")))
        for name in ("card", "atlas")
    )
    assert ours - theirs == {"--md-default-bg-color: #fff;"}  # that of the theme
