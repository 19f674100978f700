"""Split a long data file into pieces, so that the nodes of one piece at a time are in memory.

The nodes of a file take thirty times its size. A piece is the whole file with all but some items of its list left
blank: the lines keep their numbers, and every rule reads a piece as it reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: A piece ends with the first item that reaches so many characters.
MAX_PIECE = 500_000

#: How a file with a list begins: comments, a key, comments, and the first item.
_HEAD = re.compile(r"(?:#.*\n|\n)*\w+:\n(?:#.*\n|\n)*(?=(?P<indent> *)- )")


@dataclass
class Piece:
    """A piece of a file: its head, and its items from one place in the text to another."""

    head: int  # where the head ends
    start: int
    end: int | None = None
    first: int = 0  # the index of its first item in the list

    def text(self, source: str) -> str:
        """Return the file with all items blank but these."""
        blank = "\n" * source.count("\n", self.head, self.start)
        return source[: self.head] + blank + source[self.start : self.end]


#: The piece of a file that is not split.
WHOLE = Piece(0, 0)


def split(source: str) -> Iterator[Piece]:
    """Yield the pieces of a file; one with all of it if it is short, or is no list of items."""
    head = _HEAD.match(source)
    if len(source) <= MAX_PIECE or not head or _other_line(head["indent"]).search(source, head.end()):
        yield WHOLE
        return
    start = head.end()
    item = re.compile(f"^{head['indent']}- ", re.MULTILINE)
    while found := item.search(source, start + MAX_PIECE):
        yield Piece(head.end(), start, found.start())
        start = found.start()
    yield Piece(head.end(), start)


def _other_line(indent: str) -> re.Pattern[str]:
    """Return what finds a line that belongs to no item, such as a second key."""
    return re.compile(rf"^(?!{indent}(?:- | )| *#|$)", re.MULTILINE)
