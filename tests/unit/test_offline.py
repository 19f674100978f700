"""Addresses in a copy that opens from a disk."""

from __future__ import annotations

import json

from atlas.checks import Examined
from atlas.site.build import Build
from atlas.site.offline import file_address, search_script, with_file_addresses
from atlas.site.redirects import redirects

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


def test_the_page_of_a_former_id_leads_to_a_file(examined: Examined) -> None:
    site = Build(examined).site
    assert site is not None
    [(path, page)] = redirects(site, None, on_disk=True)
    assert path == "cities/old-alfa/index.html"
    assert page.count('"../alfa/index.html"') == 2
    assert 'content="0; url=../alfa/index.html"' in page
    assert "script-src file: 'sha256-" in page
