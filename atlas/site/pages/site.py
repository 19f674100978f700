"""What all pages share: the records, the page tree, and the templates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property
from itertools import groupby
from typing import Any

from atlas import export, query
from atlas.export import csv_files
from atlas.export.checksums import checksum
from atlas.export.metadata import Edition
from atlas.export.tables import TABLES
from atlas.model import words
from atlas.model.base import KeyPath
from atlas.query.work import Progress
from atlas.site.figures import charts, choices, sentences
from atlas.site.frame.mistakes import Mistakes
from atlas.site.pages.escape import block
from atlas.site.pages.page_templates import templates


class Site:
    """The site that pages are rendered for: its records, its files of data by path, and where to edit and report.

    Of its files of data, `shared` are made with the edition at the root of the site, which is in another language.
    `progress` says how much of the site is translated. With `on_disk`, its pages are opened without a server, so that
    none can fetch anything.
    """

    def __init__(
        self,
        edition: Edition,
        made: Mapping[str, bytes],
        edit_address: Callable[[str, str, KeyPath], str | None],
        *,
        mistakes: Mistakes | None = None,
        shared: Collection[str] = (),
        progress: Collection[Progress] = (),
        on_disk: bool = False,
    ) -> None:
        self.edition = edition
        self.made = made
        self.atlas = atlas = edition.atlas
        self.tree = edition.tree
        self.edit_address = edit_address
        self.mistakes = mistakes or Mistakes()
        self.shared = shared
        self.progress = list(progress)
        self.on_disk = on_disk
        self.name_of = cache(self._name_of)
        self.templates = templates(
            atlas=atlas,
            q=query.public(),
            newest=query.reports.newest_report(atlas),
            choices=choices,
            draw=charts,
            sentences=sentences,
            tables=TABLES,
            path_of=csv_files.path_of,
            is_whole=export.is_whole,
        )
        self.templates.filters["by_country"] = self._by_country

    @cached_property
    def data_files(self) -> set[str]:
        """Return the path of every data file that can be made beside the pages."""
        return export.paths(self.edition)

    def is_made(self, path: str) -> bool:
        """Return whether one of :attr:`data_files` is made with this build."""
        return path in self.made or path in self.shared

    def _name_of(self, collection: str, record_id: str) -> str:
        """Return the name of a record."""
        if collection == "network":
            return words.gettext("The network")
        return query.common.name_of(self.atlas.collection(collection)[record_id])

    def _by_country(self, records: Iterable[Any]) -> list[tuple[str, list[Any]]]:
        """Group consecutive projects, plans or promised dates by country: pairs of its code and its records."""

        def country(record: Any) -> str:
            return self.atlas.cities[record.city if hasattr(record, "city") else record.project.city].country

        return [(code, list(own)) for code, own in groupby(records, country)]

    def measure_file(self, path: str) -> tuple[int, str] | None:
        """Return the size in bytes and the checksum of a data file; None if this build does not make it."""
        content = self.made.get(path)
        return None if content is None else (len(content), checksum(content))

    def fill(self, template: str, **values: Any) -> str:
        """Fill a template, ready to be put into Markdown as blocks of its own."""
        return block(self.templates.get_template(template).render(**values))
