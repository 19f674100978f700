"""The last thing that happens to what a site generator wrote, before it is published."""

from __future__ import annotations

from pathlib import Path

from atlas.site.csp import with_policy
from atlas.site.minify import minify_css, minify_html
from atlas.site.offline import search_script, with_file_addresses


def finish_page(html: str, *, serving: bool, offline: bool) -> str:
    """Minify a page and add its policy; a preview has none, since generators add scripts to it."""
    html = minify_html(html)
    if offline:
        html = with_file_addresses(html)
    return html if serving else with_policy(html, on_disk=offline)


def finish_site(folder: Path, *, offline: bool) -> None:
    """Minify the stylesheets; give a copy for a disk its search."""
    for path in (folder / "assets").glob("*.css"):
        path.write_text(minify_css(path.read_text(encoding="utf-8")), encoding="utf-8")
    if offline:
        index = folder / "search/search_index.json"
        index.with_suffix(".js").write_text(search_script(index.read_text(encoding="utf-8")), encoding="utf-8")
        for name in (index, "404.html", "sitemap.xml", "sitemap.xml.gz"):  # only a server makes use of those
            (folder / name).unlink()
