"""Where a list of sources leads a reader."""

import lxml.html
import pytest

from atlas.checks import Examined
from atlas.model.sources import ArchivedCopy
from atlas.model.vocabularies import ReadAs
from tests.unit.conftest import build_with, changed

SRC = "about/sources.md"
PAGE, COPY, OF = "https://example.org/plan.pdf", "https://archive.example/plan.pdf", "24 November 2026"


@pytest.mark.parametrize(
    ("read_as", "links", "words"),
    [
        (None, [PAGE, COPY], f"read on 31 January 2025; copy of {OF}."),
        ("archived copy", [PAGE, COPY], f"read in an archived copy on 31 January 2025; copy of {OF}."),
        ("only copy", [COPY], f"read on 31 January 2025; the page is gone, so the link opens its copy of {OF}."),
    ],
)
def test_a_list_leads_to_a_page_and_its_copy_or_to_the_copy_alone(
    examined: Examined, read_as: ReadAs | None, links: list[str], words: str
) -> None:
    copy = ArchivedCopy(url=COPY, date="2026-11-24")
    archived = changed(examined, "sources", "s-plan", archived=copy, read_as=read_as)
    for call, pages in {
        "{{ source_list() }}": [],
        'A.{{ cite("s-plan", page=2) }}\n\n{{ sources() }}': ["#page=2"],
    }.items():
        page = lxml.html.fromstring(build_with(archived, f"# Page\n\n{call}\n", SRC).draft(SRC).whole)
        [entry] = page.xpath("//li[@id='s-plan']")
        assert words in " ".join(entry.text_content().split())
        addresses = [address for address in entry.xpath(".//a/@href") if address.startswith("http")]
        assert addresses == [*links, *(links[0] + page for page in pages)]
