"""A table of a page as a CSV file. Each row names source and licence, so that they stay when rows are sorted or cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from lxml import html

from atlas.model.words import gettext as _, plain_number


def table_as_csv(heads: Sequence[str], body: str, credit: tuple[str, str]) -> str:
    """Return a table as CSV: its rows without totals, with their group in a column of its own if there are groups.

    Args:
        heads: The head of each column.
        body: The HTML of its groups of rows; a row with one cell names the group below it.
        credit: Source and licence.
    """
    rows = list(_rows(body))
    grouped = any(group for group, _cells in rows)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*([_("Group")] if grouped else []), *map(_plain, heads), _("Source"), _("Licence")])
    for group, cells in rows:
        writer.writerow([*([group] if grouped else []), *cells, *credit])
    return written.getvalue()


def _rows(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows as (name of the group, text of each cell)."""
    for part in html.fromstring(f"<table>{body}</table>").iterchildren("tbody"):
        group = ""
        for row in part.iterchildren("tr"):
            if len(row) == 1:
                group = _texts(row[0])[0]
            else:
                yield group, [_value(cell) for cell in row]


def _plain(head: str) -> str:
    return " ".join(_texts(html.fromstring(f"<p>{head}</p>"))).strip()


def _value(cell: html.HtmlElement) -> str:
    """Return a number alone; of any other text also what small type says of it, in brackets."""
    large, small = _texts(cell)
    number = plain_number(large)
    return number or " ".join(filter(None, [large, f"({small})" if large and small else small]))


def _texts(cell: html.HtmlElement) -> tuple[str, str]:
    """Return the text of a cell and what is in small type, without numbers of sources."""
    for mark in cell.xpath(".//sup[@class='cite']"):
        mark.drop_tree()
    for item in cell.xpath(".//li[following-sibling::li]"):
        item.tail = "; "
    small = "; ".join(_joined(part.text_content()) for part in cell.xpath(".//small[not(ancestor::small)]"))
    for part in cell.xpath(".//small"):
        part.drop_tree()
    return _joined(cell.text_content()), small


def _joined(text: str) -> str:
    return " ".join(text.split())
