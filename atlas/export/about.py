"""What a file that is not JSON says of itself, as names and texts: the same in SQLite, Excel and Parquet."""

from __future__ import annotations

from atlas.export.edition import ATTRIBUTION, LICENCE, NAME, SCHEMA_VERSION, Edition
from atlas.model.i18n import Texts


def about(edition: Edition) -> dict[str, str]:
    """What the data are, their versions, date and terms, whom to name, and the address of the site.

    What is not known is empty.
    """
    texts = Texts()
    return {
        "title": NAME,
        "description": texts("package.description"),
        "version": SCHEMA_VERSION,
        "data_version": edition.version or "",
        "date": edition.date,
        "licence": str(LICENCE["name"]),
        "licence_url": str(LICENCE["url"]),
        "attribution": "; ".join(
            texts("about.attributed", name=work["name"], what=work["for"], licence=work["licence"])
            for work in ATTRIBUTION
        ),
        "site": edition.site,
    }
