"""The site with every long list in parts."""

from pathlib import Path

import pytest

from tests.conftest import replace_once
from tests.site.conftest import Built, built_once, search_entries
from tests.site.test_pages import broken_links

REPO = "https://github.com/owner/name"


def short_pages(project: Path) -> None:
    """Let no page list more than forty entries."""
    replace_once(project, "atlas/site/split.py", "MAX_ENTRIES = 1000", "MAX_ENTRIES = 40")


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory, "/atlas/", short_pages, SITE_URL="https://example.org/atlas/", REPO_URL=REPO)


def test_each_link_to_a_list_in_parts_leads_to_its_place(split: Built) -> None:
    assert "WARNING" not in split.output
    assert broken_links(split) == []


def test_a_part_is_in_site_map_and_search_and_can_be_edited_where_it_is_written(split: Built) -> None:
    part = "about/open-questions/sg/"
    assert f"<loc>https://example.org/atlas/{part}</loc>" in (split.folder / "sitemap.xml").read_text("utf-8")
    assert part in [entry["location"] for entry in search_entries(split)]
    assert split.pages[part].xpath("//a[@rel='edit']/@href") == [f"{REPO}/edit/main/docs/about/open-questions.md"]
    assert split.pages[part].findtext(".//title") == "Open questions: Singapore - ASCN Atlas"
