"""Where the shapes of a chart stand, and the sentences beside it, on small numbers made up for the purpose."""

from dataclasses import replace
from itertools import pairwise

import pytest

from atlas.model.atlas import Atlas
from atlas.query import common
from atlas.site.figures import charts, sentences
from tests.unit.query.conftest import asking, planned, report, row, small  # noqa: F401 - fixtures


def test_shares_fill_every_column_from_the_top_down_each_part_by_its_share() -> None:
    for column in charts.shares([[1, 1, 2], [30, 0, 10]]).columns:
        assert column.y == column.parts[0].y == 0
        last = column.parts[-1]
        assert last.y + last.height + charts.GAP == pytest.approx(charts.SHARES_HEIGHT, abs=0.02)
        for above, below in pairwise(column.parts):
            assert above.y + above.height + charts.GAP == pytest.approx(below.y, abs=0.02)
    [column] = charts.shares([[1, 3]]).columns
    assert [(part.series, part.n) for part in column.parts] == [(0, 1), (1, 3)]
    assert [part.height + charts.GAP for part in column.parts] == pytest.approx([5.5, 16.5])
    [column] = charts.shares([[1, 99]]).columns  # a part too low for a line has its number beside it
    assert [(part.roomy, part.height > 0) for part in column.parts] == [(False, True), (True, True)]


def test_columns_share_the_width_and_stand_on_one_scale() -> None:
    columns = charts.columns([[2, 2], [0, 8], [0, 0]]).columns
    assert [(column.y, column.total) for column in columns] == [(5.0, 4), (0.0, 8), (10.0, 0)]
    assert [part.n for column in columns for part in column.parts] == [2, 2, 8]
    first, second = charts.columns([[1], [1]]).columns
    assert (first.x, first.width, first.middle, first.end) == (8.5, 33, 25, 41.5)
    assert (second.x, second.middle) == (58.5, 75)


def test_where_not_all_fit_there_are_the_first_the_newest_and_how_many_lie_between() -> None:
    assert common.ends(6, 6) == [0, 1, 2, 3, 4, 5]
    assert common.ends(10, 6) == [0, None, 6, 7, 8, 9]
    assert [common.ends(n, 0) for n in (0, 1, 2, 3)] == [[], [0], [0, 1], [0, None, 2]]
    feet = [[str(year), "of 100"] for year in range(2018, 2028)]
    for draw, more in ((charts.shares, []), (charts.columns, []), (charts.flow, [[{(0, 0): 1}] * 9])):
        wide, phone = charts.fit(draw, [[1, 1]] * 10, feet, charts.NAMED, *more)
        assert ([column.place for column in wide.columns], wide.gap) == ([*range(10)], None)
        assert [column.place for column in phone.columns] == [0, 6, 7, 8, 9]
        assert phone.gap == charts.Gap(25.0, 5)  # where the second of six columns would be
        assert all(
            left >= phone.columns[1].end for left in [link.x1 for link in phone.links] + [b.x1 for b in phone.bands]
        )
        [same] = charts.fit(draw, [[1, 1]] * 6, feet[:6], charts.NAMED, *[part[:5] for part in more])
        assert len(same.columns) == 6
    [whole] = charts.fit(charts.columns, [[1]] * 3, [["a word of many letters"]] * 3, charts.PHONE)
    assert [column.place for column in whole.columns] == [0, 2]


def test_names_and_numbers_beside_a_chart_never_touch_nor_leave_it() -> None:
    assert charts.shares([[1, 1, 1], [1, 0, 1]]).names == {0: 5.42, 2: 16.43}  # only of what the last column holds
    flow = charts.flow([[1, 1, 1, 97], [25, 25, 25, 25]], [{(0, 0): 1}])
    cases = [(charts.shares([[96 if n == large else 1 for n in range(5)]]), 22.0) for large in (0, 2, 4)]
    for chart, height in (*cases, (flow, flow.height)):
        beside = [list(chart.names.values())]
        beside += [[part.middle for part in column.parts] for column in chart.columns] if chart is flow else []
        for places in beside:
            assert all(below - above >= charts.LINE - 0.01 for above, below in pairwise(places)), places
            assert (min(places) >= 0, max(places) <= height) == (True, True), places
    assert beside[0] == beside[-1]


# Captions


def with_reports(atlas: Atlas, *lists: tuple[str, list[tuple[str, str]]]) -> Atlas:
    """The register with other documents: id of the source, and area and stage of each row."""
    reports = [
        report(f"r{number}", source, [row("bus", "alba", area, stage) for area, stage in rows])
        for number, (source, rows) in enumerate(lists)
    ]
    return replace(atlas, reports={document.id: document for document in reports})


G, B = ("green", "ongoing"), ("blue", "ongoing")
#: The plans, which have no stages of their own, and the first list after them.
FIRST = [("s-plans", [("blue", "proposed")]), ("s-two", [G, G, B])]


def test_a_caption_of_areas_names_the_largest_and_what_grew_most(small: Atlas) -> None:  # noqa: F811
    def said(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> str:
        return sentences.area_shares(with_reports(small, ("s-one", old), ("s-two", new)))

    one, two = (f"The largest focus {areas} in the list of 2025" for areas in ("area", "areas"))
    grown = "Since 2022 the share of {} has grown most, from {} % to {} %."
    green, blue = grown.format("green", "50", "66.7"), grown.format("blue", "33.3", "50")
    assert said([G, B], [G, G, B]) == f"{one} is green: 2 of 3 projects, 66.7 %. {green}"
    assert said([G, G, B], [G, B]) == f"{two} are green and blue: 1 of 2 projects each, 50 %. {blue}"
    assert said([G, B], [G, G, B, B]) == f"{two} are green and blue: 2 of 4 projects each, 50 %."
    area, first = small.focus_areas["blue"], with_reports(small, *FIRST)
    assert sentences.area_shares(first) == f"{one} is green: 2 of 3 projects, 66.7 %."
    assert sentences.area_years(first, area) == "In the list of 2025, blue has 1 of 3 projects: 33.3 %."
    both = "In the list of 2025, blue has 2 of 2 projects: 100 %. In that of 2022 it had 0 of 2: 0 %."
    assert sentences.area_years(small, area) == both


def test_a_caption_names_the_most_common_requests_and_counts_where(planned: Atlas) -> None:  # noqa: F811
    said = "The most common requests are funding and data: 1 of 3 plans each."
    assert sentences.describe_requests_by_outcome(planned).startswith(said)
    data = asking(planned, "park", "data")
    said = "The most common request is data: 2 of 3 plans, 1 of them in the list of 2025."
    assert sentences.describe_requests_by_outcome(data).startswith(said)
    alone = sentences.describe_requests_by_country(asking(data, "lift", "data"))
    assert alone == "In 2 of 2 countries, data is the most common request."
    more = asking(data, "lift", "funding", "data")
    assert sentences.describe_requests_by_country(more).startswith("In 1 of 2 countries"), "where it leads alone"
    assert sentences.describe_requests_by_area(more).startswith("In 1 of 2 areas")
