"""The site with every long list in parts."""

from pathlib import Path

import pytest

from atlas.model.atlas import Atlas
from tests.conftest import replace_once
from tests.site import test_pages
from tests.site.conftest import Built, built_once, search_entries

REPO = "https://github.com/owner/name"


def short_pages(project: Path) -> None:
    """Let no page list more than forty entries."""
    replace_once(project, "atlas/site/split.py", "MAX_ENTRIES = 1000", "MAX_ENTRIES = 40")


@pytest.fixture(scope="session")
def split(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site with every long list in parts."""
    return built_once(tmp_path_factory, "/atlas/", short_pages, SITE_URL="https://example.org/atlas/", REPO_URL=REPO)


def test_what_holds_for_every_page_holds_for_the_parts_of_lists(split: Built, atlas: Atlas) -> None:
    assert "WARNING" not in split.output
    test_pages.test_every_internal_link_and_anchor_resolves(split)
    test_pages.test_every_page_has_a_title_of_its_own_headings_in_steps_and_a_foot(split, atlas)
    test_pages.test_no_page_shows_a_macro_or_a_problem(split)
    test_pages.test_every_table_has_a_caption_a_region_of_its_own_and_headed_columns(split)
    test_pages.test_every_citation_leads_to_its_source_and_back_and_tells_official_from_reported(split, atlas)


def test_a_part_is_in_site_map_and_search_and_can_be_edited_where_it_is_written(split: Built) -> None:
    part = "about/open-questions/sg/"
    assert f"<loc>https://example.org/atlas/{part}</loc>" in (split.folder / "sitemap.xml").read_text("utf-8")
    assert part in search_entries(split)
    assert split.pages[part].xpath("//a[@rel='edit']/@href") == [f"{REPO}/edit/main/docs/about/open-questions.md"]
    assert split.pages[part].findtext(".//title") == "Open questions: Singapore - Open questions - ASCN Atlas"
