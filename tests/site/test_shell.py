"""What stands on every built page, whoever reads it: its policy, its scripts, the way out of a dead end."""

from __future__ import annotations

import base64
import hashlib
import re

from atlas import query
from atlas.model.atlas import Atlas
from atlas.site.csp import inline_scripts
from tests.site.conftest import Built, text_of

#: Every script that runs from within a page, by how it begins.
SCRIPTS = {
    "__md_scope=new URL(": "the theme: what it stores, and under which path",
    "{\ndocument.documentElement.classList.replace(": "the search waits until it is used",
    "var palette=__md_get(": "the theme: the choice of colours",
    "var target=document.getElementById(": "the theme: tabs that an address names",
}


def _known(script: str) -> str | None:
    return next((begins for begins in SCRIPTS if script.startswith(begins)), None)


def test_every_inline_script_is_known_and_allowed_by_its_hash(built: Built, built_below: Built) -> None:
    for site in (built, built_below):
        for path in site.pages:
            html = (site.folder / path if path.endswith(".html") else site.folder / path / "index.html").read_text(
                "utf-8"
            )
            scripts = inline_scripts(html)
            assert [script[:60] for script in scripts if _known(script) is None] == [], path
            hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
            assert set(re.findall("'sha256-([^']+)'", html)) == hashes, path


def test_the_policy_stands_before_the_first_script_and_allows_nothing_from_elsewhere(built: Built) -> None:
    for path, page in built.pages.items():
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
        assert policy.getparent().tag == "head"
        assert not policy.xpath("preceding::script | preceding::link"), path
        rules = dict(rule.split(" ", 1) for rule in policy.get("content").split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["worker-src"] == "'self'"
        assert not re.search("unsafe|https?:|[*]", policy.get("content"))


def test_no_page_names_another_that_a_browser_would_fetch_ahead_against_the_policy(
    built: Built, built_below: Built
) -> None:
    for site in (built, built_below):
        for path, page in site.pages.items():
            named = {token for rel in page.xpath("//link/@rel") for token in rel.split()}
            assert named & {"prev", "next", "prefetch", "prerender", "preload"} == set(), path
            assert "icon" in named, path


def test_the_page_for_what_is_missing_leads_to_every_city(built_below: Built, atlas: Atlas) -> None:
    page = built_below.pages["404.html"]
    places = page.xpath("//dl[@class='places']/div")
    assert [(text_of(*place.xpath("dt")), place.xpath("dd/a/@href")) for place in places] == [
        (country.name, [f"/atlas/cities/{city.id}/" for city in cities])
        for country, cities in query.projects.cities_by_country(atlas)
    ]
