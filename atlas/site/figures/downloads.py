"""The rows of a table as a CSV file, each with source and licence so that they stay when rows are cut, and as cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from atlas.export.csv_files import csv_text
from atlas.model.words import gettext as _, plain_number

# The rows are those that our own templates have just written: no table is in another, and no attribute has a ">".
_CELL = re.compile(r"<t[dh]\b[^>]*>")
_ROW_OR_CELL = re.compile(r"<(?:tr|t[dh])\b")
_CITATION = re.compile(r'<sup class="cite">.*?</sup>')
_NEXT_ITEM = re.compile(r"</li>\s*<li\b[^>]*>")
_SMALL = re.compile(r"<small\b[^>]*>(.*?)</small>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def table_as_csv(heads: Sequence[str], body: str, credit: tuple[str, str]) -> str:
    """Return a table as CSV: its rows without totals, with their group in a column of its own if there are groups.

    Args:
        heads: The head of each column.
        body: Its groups of rows as the page shows them; a row with one cell names the group below it.
        credit: Source and licence.
    """
    rows = list(_rows(body))
    grouped = any(group for group, *_cells in rows)
    lines = [[_("Group"), *map(_plain_text, heads), _("Source"), _("Licence")], *([*row, *credit] for row in rows)]
    return csv_text(line if grouped else line[1:] for line in lines)


def label_cells(body: str, heads: Sequence[str]) -> str:
    """Return the rows of a table with the head of its column in each cell: on a phone each row is a card."""
    labels = [f'<td data-label="{escape(_plain_text(head))}"' for head in heads]
    column = 0

    def label(start: re.Match[str]) -> str:
        nonlocal column
        column = 0 if start[0] == "<tr" else column + 1
        return labels[column - 1] if start[0] == "<td" else start[0]

    return _ROW_OR_CELL.sub(label, body)


def _rows(body: str) -> Iterator[list[str]]:
    """Yield each row: the name of its group, then the value of each cell."""
    for part in body.partition("<tfoot")[0].split("<tbody")[1:]:
        group = ""
        for row in part.split("<tr")[1:]:
            _start, *cells = _CELL.split(row)
            if len(cells) == 1:
                group = _texts(cells[0])[0]
            else:
                yield [group, *map(_value, cells)]


def _value(cell: str) -> str:
    """Return a number alone; any other text with its small type in brackets."""
    large, small = _texts(cell)
    number = plain_number(large)
    return number or " ".join(filter(None, [large, f"({small})" if large and small else small]))


def _texts(cell: str) -> tuple[str, str]:
    """Return the text of a cell and its small type, without numbers of sources."""
    cell = _NEXT_ITEM.sub("; ", _CITATION.sub("", cell))
    return _plain_text(_SMALL.sub("", cell)), "; ".join(map(_plain_text, _SMALL.findall(cell)))


def _plain_text(cell: str) -> str:
    return " ".join(unescape(_TAG.sub("", cell)).split())
