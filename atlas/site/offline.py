"""A copy of the site that opens from a disk, where no server answers for a folder with the page in it."""

from __future__ import annotations

import json
import re

_LINK = re.compile(r'(?P<before><(?:a|form|link)\b[^>]*?\s(?:href|action)=")(?P<address>[^"]*)')
_FOLDER = re.compile(r"(?![a-z]+:|/)([^?#]*/|(?:\.\./)*\.{1,2})(?=[?#]|$)")


def file_address(address: str) -> str:
    """Return a relative address that names the file of a page instead of its folder; any other address unchanged."""
    found = _FOLDER.match(address)
    return f"{found[0].removesuffix('/')}/index.html{address[found.end() :]}" if found else address


def with_file_addresses(html: str) -> str:
    """Make the links and forms of a page name files."""
    return _LINK.sub(lambda link: link["before"] + file_address(link["address"]), html)


def search_script(index: str) -> str:
    """Turn the search index into a script that sets ``__index``: pages on a disk may run files, not fetch them."""
    read = json.loads(index)
    for entry in read["docs"]:
        path, mark, anchor = entry["location"].partition("#")
        entry["location"] = (file_address(path) or "index.html") + mark + anchor
    return f"var __index = {json.dumps(read, ensure_ascii=False, separators=(',', ':'))}"
