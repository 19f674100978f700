"""The sentences of a page as a reader sees them, with the sources that each cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: Records by collection and id, as plain mappings.
Records = Mapping[str, Mapping[str, Mapping[str, Any]]]

#: The collection of the records that a macro names, by macro.
NAMED = {"city": "cities", "project": "projects", "focus_area": "focus_areas", "term": "glossary"}

_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_NO_PROSE = re.compile(r"#|\||(?:\{\{[^}]*\}\}\s*)+\Z")
_MACRO = re.compile(r"\{\{\s*(\w+)\((.*?)\)\s*\}\}", re.DOTALL)
_CITED = re.compile(r"⟦([^|⟧]*)\|(\d*)⟧")
#: The end of a sentence: a full stop and its citations, before a capital letter.
_END = re.compile(r"([.!?][”\"*)]*(?:⟦[^⟧]*⟧)*)\s+(?=[A-Z\"“*(])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Sentence(NamedTuple):
    """One sentence of a page.

    Args:
        text: What a reader sees, each citation as the title of its source and the page.
        citations: The sources it cites, with the page where one is given.
    """

    text: str
    citations: tuple[tuple[str, int | None], ...]


def sentences(page: str, records: Records) -> Iterator[Sentence]:
    """Yield the sentences of a page, without headings, tables and paragraphs that only call macros."""
    for paragraph in re.split(r"\n\s*\n", _FRONT_MATTER.sub("", page)):
        if _NO_PROSE.match(paragraph.strip()):
            continue
        marked = _MACRO.sub(lambda macro: _shown(macro[1], macro[2], records), paragraph)
        plain = " ".join(_LINK.sub(r"\1", marked).replace("*", "").split())
        for sentence in _END.sub("\\1\n", plain).split("\n"):
            found = [(match[1], int(match[2]) if match[2] else None) for match in _CITED.finditer(sentence)]
            text = _CITED.sub(lambda match: f" [{_citation(match[1], match[2], records)}]", sentence)
            if text:
                yield Sentence(text, tuple(found))


def _shown(name: str, arguments: str, records: Records) -> str:
    """Return what a reader sees of a macro; a citation as a mark."""
    quoted = re.findall(r"[\"']([^\"']*)[\"']", arguments)
    if not quoted:
        return "…"
    if name == "cite":
        page = re.search(r"page\s*=\s*(\d+)", arguments)
        return f"⟦{quoted[0]}|{page[1] if page else ''}⟧"
    if name not in NAMED:
        return "…"
    record = records.get(NAMED[name], {}).get(quoted[0], {})
    return str(quoted[1] if len(quoted) > 1 else record.get("name") or record.get("term") or quoted[0])


def _citation(source: str, page: str, records: Records) -> str:
    """Return the title of a source, without what is in brackets, and the page."""
    title = str(records.get("sources", {}).get(source, {}).get("title", source)).partition(" (")[0]
    return f"{title}, page {page}" if page else title
