"""What the head of every page says to browsers and to other sites: its policy, its shared link, its icon."""

import base64
import hashlib
import re
from collections import Counter

import lxml.etree
import lxml.html

from atlas import query
from atlas.model.atlas import Atlas
from tests.site.conftest import Built, text_of

#: Every script that runs from within a page, by how it begins.
SCRIPTS = (
    "__md_scope=new URL(",  # the theme: what it stores, and under which path
    "document.documentElement.classList.replace(",  # scripts run: said before anything is drawn
    "var palette=__md_get(",  # the theme: the choice of colours
    "var target=document.getElementById(",  # the theme: tabs that an address names
)


def test_the_policy_comes_first_and_allows_known_scripts_and_nothing_else(built: Built, built_below: Built) -> None:
    """And no page names another that a browser would fetch ahead."""
    for site in (built, built_below):
        for path, page in site.pages.items():
            [policy] = page.xpath("/html/head/meta[@http-equiv='Content-Security-Policy']")
            assert not policy.xpath("preceding::script | preceding::link"), path
            rules = dict(rule.split(" ", 1) for rule in policy.get("content").split("; "))
            assert (rules["default-src"], "worker-src" in rules) == ("'none'", False)
            assert not re.search("unsafe|https?:|[*]", policy.get("content"))
            # The hash is that of the bytes that the browser reads, which a parser may change.
            html = (site.folder / path if path.endswith(".html") else site.folder / path / "index.html").read_bytes()
            scripts = re.findall(r"<script>(.*?)</script>", html.decode(), re.DOTALL)
            assert [script[:60] for script in scripts if not script.startswith(SCRIPTS)] == [], path
            hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
            assert set(re.findall("'sha256-([^']+)'", policy.get("content"))) == hashes, path
            named = {token for rel in page.xpath("//link/@rel") for token in rel.split()}
            assert named & {"prev", "next", "prefetch", "prerender", "preload"} == set(), path


def shared(page: lxml.html.HtmlElement) -> dict[str, str]:
    """The tags that say what a shared link shows, by name."""
    tags = page.xpath("//head/meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]")
    found = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in tags]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_shared_link_shows_title_and_description_of_no_other_page(built: Built) -> None:
    texts: Counter[str] = Counter()
    for path, page in built.pages.items():
        title, [description] = page.findtext(".//title"), page.xpath("//meta[@name='description']/@content")
        assert shared(page) == {
            "og:locale": "en_GB",
            "og:site_name": "ASCN Atlas",
            "og:title": title.removesuffix(" - ASCN Atlas"),
            "og:description": description,
            "og:type": "website" if path in {"", "404.html"} else "article",
            "twitter:card": "summary",
        }, path  # where the site does not know its address, no page claims one
        assert page.xpath("//link[@rel='canonical']") == [], path
        texts.update([description] if path != "404.html" else [])
    assert [text for text, n in texts.items() if n > 1 or not text] == []


def test_a_shared_link_leads_below_the_address_of_the_site_with_a_picture(built_below: Built) -> None:
    home, used = "https://example.org/atlas/", set()
    for path, page in built_below.pages.items():
        tags = shared(page)
        assert tags.get("og:url") == (None if path == "404.html" else home + path)
        if path != "404.html":
            assert tags["og:image"].startswith(f"{home}assets/pictures/"), path
            assert tags["og:image:alt"].endswith("."), path
            assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630"), path
            assert tags["twitter:card"] == "summary_large_image"
            used.add(built_below.folder / tags["og:image"].removeprefix(home))
    assert {file for file in (built_below.folder / "assets/pictures").rglob("*") if file.is_file()} == used


def test_icon_and_logo_are_small_our_own_and_the_same_on_every_page(built: Built) -> None:
    file = built.folder / "assets/favicon.svg"
    assert len(file.read_bytes()) <= 600
    assert b"prefers-color-scheme:dark" in file.read_bytes()
    icon = [path.get("d") for path in lxml.etree.parse(file).getroot().iter("{*}path")]
    for path, page in built.pages.items():
        assert all(address.endswith("favicon.svg") for address in page.xpath("//link[@rel='icon']/@href")), path
        for logo in page.xpath("//a[contains(@class, 'md-logo')]"):
            assert [mark.get("d") for mark in logo.iter("{*}path")] == icon, path


def test_the_page_for_what_is_missing_leads_to_every_city(built_below: Built, atlas: Atlas) -> None:
    places = built_below.pages["404.html"].xpath("//dl[@class='places']/div")
    assert [(text_of(*place.xpath("dt")), place.xpath("dd/a/@href")) for place in places] == [
        (country.name, [f"/atlas/cities/{city.id}/" for city in cities])
        for country, cities in query.projects.cities_by_country(atlas)
    ]
