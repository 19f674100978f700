"""The data sets as entries for data portals: DCAT-AP, the profile of DCAT that they read, in Turtle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial

from atlas import query
from atlas.export import api, csv_files, data_package, dataset, metadata
from atlas.export.metadata import Edition
from atlas.export.openapi import ABOUT
from atlas.export.templates import templates
from atlas.read.pages import site_path

PATH = "data/catalogue.ttl"
PATHS = (PATH,)

#: The type of a date by how many signs it has: a year, a month or a day.
_PRECISION = {4: "gYear", 7: "gYearMonth", 10: "date"}


def files(edition: Edition, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the one file, about those made, by their paths below the site."""
    whole, parts = dataset.whole(made), dataset.parts(made)
    entries = [whole, *parts]
    found = {file.path: file for entry in entries for file in entry.distributions}.values()
    fill = templates()
    fill.filters.update(
        quoted=partial(json.dumps, ensure_ascii=False),  # the escapes of JSON are among those of Turtle
        dated=lambda date: f'"{date}"^^xsd:{_PRECISION[len(date)]}',
        local=lambda name: re.sub(r"([/+.])", r"\\\1", name),
    )
    content = fill.get_template("catalogue.ttl").render(
        base=edition.base(PATH),
        edition=edition,
        whole=whole,
        entries=entries,
        files=list(found),
        media_types=sorted({csv_files.MEDIA_TYPE, *(file.media_type for file in found)}),
        file_types=sorted({file.file_type for file in found if file.file_type}),
        sources=data_package.sources(edition),
        first_date=query.reports.first_date(edition.atlas),
        box=query.totals.box(edition.atlas),
        page=site_path(dataset.PAGE),
        contact=site_path(metadata.CONTACT),
        about_api=ABOUT,
        api=api,
        data_package=data_package,
        dataset=dataset,
        metadata=metadata,
    )
    yield PATH, content.encode()
