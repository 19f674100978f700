"""Who besides ASEAN says something of a project."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args
from urllib.parse import urlsplit

from atlas.model.atlas import Atlas
from atlas.model.projects import Project
from atlas.model.references import sources_of
from atlas.model.sources import Source

#: What a publisher other than ASEAN is.
Publisher = Literal["official", "press", "other"]

#: All of them, in the order in which a reader sees them.
PUBLISHERS: tuple[Publisher, ...] = get_args(Publisher)

#: The word for no publisher besides ASEAN.
ASEAN_ALONE = "none"

_ASEAN = "asean.org"


def is_official(source: Source) -> bool:
    """Tell whether a source speaks for a public body; anything else counts as reported."""
    return source.kind == "official"


def is_aseans(atlas: Atlas, source: Source) -> bool:
    """Tell whether a source counts as ASEAN's: the file of a report, and all that is on one of its sites."""
    host = urlsplit(source.url).netloc
    on_its_site = host == _ASEAN or host.endswith(f".{_ASEAN}")
    return on_its_site or any(report.source == source.id for report in atlas.reports.values())


def besides_asean(atlas: Atlas, project: Project) -> dict[Publisher, dict[str, str]]:
    """Return the publishers other than ASEAN that a project cites, by what they are.

    Returns:
        ``{"official": {publisher: newest date of what the project cites of it, "" if undated}}``, without empty kinds.
    """
    return _besides_asean(atlas)[project.id]


def newest_of(publishers: dict[str, str]) -> str:
    """Return the newest date of some publishers; "" if none is dated."""
    return max(publishers.values(), default="")


@lru_cache(maxsize=1)
def _besides_asean(atlas: Atlas) -> dict[str, dict[Publisher, dict[str, str]]]:
    others: dict[str, dict[Publisher, dict[str, str]]] = {}
    for project in atlas.projects.values():
        kinds = others[project.id] = {kind: {} for kind in PUBLISHERS}
        for source in (atlas.sources[source_id] for source_id in sources_of(project)):
            if not is_aseans(atlas, source):
                dates = kinds[_publisher_of(source)]
                dates[source.publisher] = max(dates.get(source.publisher, ""), source.date or "")
    return {project: {kind: own for kind, own in kinds.items() if own} for project, kinds in others.items()}


def _publisher_of(source: Source) -> Publisher:
    return "official" if is_official(source) else "press" if source.kind == "news" else "other"
