"""Where the files of the site can be edited."""

from __future__ import annotations

import re
from dataclasses import dataclass

BRANCH = "main"

_ADDRESS = re.compile(r"https://[\w.-]+(:\d+)?(/[\w.~-]+)+(?<!\.git)/?", re.ASCII)


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub; without an address nothing in it can be edited by a link.

    Raises:
        ValueError: If this is no address of a repository.
    """

    address: str = ""

    def __post_init__(self) -> None:
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise ValueError(
                f"{self.address!r} is not the address of a repository, such as 'https://github.com/owner/name'"
            )

    def edit_address(self, file: str, line: int | None = None) -> str | None:
        """Return the address at which a file can be edited, at a line where one is named."""
        if not self.address:
            return None
        # The editor sets its cursor on the line after '#L' (isaacs/github#295); the view of a file does so too, but
        # there a reader would still have to find the way to the editor.
        return f"{self.address.rstrip('/')}/edit/{BRANCH}/{file}{f'#L{line}' if line else ''}"
