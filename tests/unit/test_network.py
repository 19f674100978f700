"""What pages say of the network's chairs, members and missing report, on the small project."""

from dataclasses import replace

import pytest
from lxml import html

from atlas import query
from atlas.checks import Examined
from atlas.model.network import Chair
from tests.unit.conftest import build_with

SRC = "network/index.md"


def rows(examined: Examined, macro: str) -> list[list[str]]:
    """The text of each row that a macro shows, or of the text in place of one."""
    build = build_with(examined, f"# Network\n\n{{{{ {macro}() }}}}\n\n{{{{ sources() }}}}\n", SRC)
    page = html.fromstring(build.render(SRC))
    found = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    return [*found, *([said.text] for said in page.xpath("//p[@class='empty']"))]


@pytest.mark.parametrize(("later", "first"), [(0, "Borland present chair"), (-1, "Borland")])
def test_chairs_come_newest_first_and_only_that_of_this_year_is_present(
    examined: Examined, later: int, first: str
) -> None:
    assert examined.atlas
    network, present = examined.atlas.network, int(query.common.last_checked(examined.atlas)[:4])
    chairs = [*network.governance.chairs, Chair(year=present + later, country="XB", source="s-press")]
    governance = network.governance.model_copy(update={"chairs": chairs})
    other = replace(examined.atlas, network=network.model_copy(update={"governance": governance}))
    found = rows(replace(examined, atlas=other), "chairs")
    assert [row[:2] for row in found[:2]] == [[str(present + later), first], ["2018", "Aland"]]
    assert found[2:] == ([] if later == 0 else [[f"Who chairs in {present} is not known."]])


NOTICE = (
    "ASEAN's newest list of projects is of 30 September 2024; the newest count of members is of 30 September 2024. "
    "By 31 January 2025 we found no report of 2025 that lists projects, so both may have changed."
)


@pytest.mark.parametrize(("checked", "notices"), [("2025-01-31", [NOTICE]), ("2024-12-31", [])])
def test_a_notice_is_shown_until_the_year_of_the_last_check_has_a_report(
    examined: Examined, checked: str, notices: list[str]
) -> None:
    assert examined.atlas
    sources = {key: source.model_copy(update={"accessed": checked}) for key, source in examined.atlas.sources.items()}
    build = build_with(
        replace(examined, atlas=replace(examined.atlas, sources=sources)), "# Network\n\n{{ report_notice() }}\n", SRC
    )
    page = html.fromstring(build.render(SRC))
    assert [" ".join(notice.text_content().split()) for notice in page.xpath("//p[@class='notice']")] == notices
