"""A table as a CSV file: what of its HTML is data."""

import csv

import pytest

from atlas.site.figures.downloads import label_cells, table_as_csv

CREDIT = ("Atlas, page", "CC BY 4.0")


def rows(body: str, *heads: str) -> list[list[str]]:
    return list(csv.reader(table_as_csv(heads, body, CREDIT).splitlines()))


def test_each_row_has_its_group_its_cells_the_source_and_the_licence() -> None:
    body = """<tbody><tr><th scope="rowgroup" colspan="2"><span>Aland <small>2 cities</small></span></th></tr>
        <tr><th><a href="x">Alfa</a></th><td>1</td></tr></tbody>
        <tbody><tr><th colspan="2">Borland</th></tr><tr><th>Beta</th><td>2</td></tr></tbody>
        <tfoot><tr><th>All</th><td>3</td></tr></tfoot>"""
    assert rows(body, "City", '<a href="#n">Projects</a>') == [
        ["Group", "City", "Projects", "Source", "Licence"],
        ["Aland", "Alfa", "1", *CREDIT],
        ["Borland", "Beta", "2", *CREDIT],
    ]
    assert rows("<tbody><tr><th>Alfa</th><td>1</td></tr></tbody>", "City", "N")[0] == ["City", "N", "Source", "Licence"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234 <small>(5 %)</small>", "1234"),
        ('64<sup class="cite"><a href="#s">[1, p. 3]</a></sup> <small>2020, census</small>', "64"),
        ("Bus, Alfa <small>Trolley</small><small>Tram</small>", "Bus, Alfa (Trolley; Tram)"),
        ("<ul><li>money</li><li>advice</li></ul>", "money; advice"),
        ("<small>not added up</small>", "not added up"),
        ('<span class="gap">not\n known</span>', "not known"),
    ],
)
def test_a_number_stands_alone_and_small_type_in_brackets(cell: str, value: str) -> None:
    [_, row] = rows(f"<tbody><tr><td>{cell}</td><td></td></tr></tbody>", "A", "B")
    assert row[0] == value


def test_each_cell_is_labelled_by_the_head_of_its_column() -> None:
    body = '<tbody><tr><th colspan="3">A</th></tr><tr><th>B</th><td>1</td><td class="x">2</td></tr></tbody>'
    cells = '<td data-label="On &amp; off">1</td><td data-label="&quot;C&quot;" class="x">2</td>'
    heads = ["City", "On &amp; <b>off</b>", '"C"']
    assert label_cells(body, heads) == body.replace('<td>1</td><td class="x">2</td>', cells)
