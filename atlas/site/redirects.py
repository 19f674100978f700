"""The pages that lead from the address a city or focus area once had to its address now.

They are no pages of MkDocs, so that navigation, search and site map do not know them and no page can link to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from atlas import query
from atlas.model import words
from atlas.read.pages import site_path
from atlas.site.csp import with_policy
from atlas.site.offline import file_address
from atlas.site.site import Site


def redirects(site: Site, site_url: str | None, *, on_disk: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every redirect page as (path in the built site, HTML).

    Args:
        site: The site they belong to.
        site_url: Where it is published, for the canonical address; nothing where that is not known.
        on_disk: Whether the pages are opened from a disk.
    """
    template = site.templates.get_template("shared/redirect.html")
    for collection, record, _, former in site.tree.former_pages(site.atlas):
        present, _ = site.tree.address(collection, record.id, site.atlas)
        address = site.tree.link(former, present)
        yield (
            f"{site_path(former)}index.html",
            with_policy(
                template.render(
                    language=words.language(),
                    name=site.name_of(collection, record.id),
                    address=file_address(address) if on_disk else address,
                    canonical=urljoin(site_url, site_path(present)) if site_url else None,
                    checked=words.date(query.common.last_checked(site.atlas)),
                ),
                on_disk=on_disk,
            ),
        )
