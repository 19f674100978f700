"""The id to propose for a new record: readable, like those there are, and not taken."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from atlas.model.atlas import Atlas
from atlas.model.base import MAX_ID
from atlas.query.common import slug

_HOST_PARTS = {"www", "com", "co", "or", "org", "gov", "go", "ac", "net", "edu", "mil"}
_SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}


def propose(collection: str, record: dict[str, Any], atlas: Atlas) -> str:
    """Return an id for a record without one; "" where none can be made of it.

    Args:
        collection: The collection that it goes into.
        record: Its other fields.
        atlas: The records there are.
    """
    if collection == "projects":
        return _of_project(record, atlas)
    if collection == "sources":
        return _of_source(record, atlas)
    if collection == "reports":
        match = re.fullmatch(r"s-[a-z0-9]+-(\d{4})-(.+)", record["source"])
        return f"{match[2]}-{match[1]}" if match else _as_id(record["title"])
    return _as_id(record["name"])


def taken(collection: str, atlas: Atlas) -> set[str]:
    """Return the ids of a collection, the former ones among them."""
    records = atlas.collection(collection)
    return {*records, *(former for record in records.values() for former in getattr(record, "former_ids", []))}


def _as_id(text: str) -> str:
    """Return a text as an id, no longer than one may be."""
    return slug(text)[:MAX_ID].strip("-")


def _of_project(record: dict[str, Any], atlas: Atlas) -> str:
    """Return the name; after the city where that alone is taken, or shares a word with a project elsewhere."""
    name, city = _as_id(record["name"]), record["city"]
    elsewhere = {
        word for project in atlas.projects.values() if project.city != city for word in slug(project.name).split("-")
    }
    is_general = name in taken("projects", atlas) or not elsewhere.isdisjoint(name.split("-"))
    return f"{city}-{name}" if name and is_general and not name.startswith(f"{city}-") else name


def _of_source(record: dict[str, Any], atlas: Atlas) -> str:
    """Return host, year and as many words of the title as it takes to be the only one."""
    labels = (urlsplit(record["url"]).hostname or "").split(".")
    host = next((label for label in reversed(labels[:-1]) if label not in _HOST_PARTS), labels[0])
    head = ["s", host.replace("-", ""), *([record["date"][:4]] if "date" in record else [])]
    words = [word for word in slug(record["title"]).split("-") if word and word not in _SMALL_WORDS]
    proposals = (_as_id("-".join([*head, *words[:n]])) for n in range(1, len(words) + 1))
    return next((proposal for proposal in proposals if proposal not in atlas.sources), "")
