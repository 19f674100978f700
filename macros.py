"""Hands each page to ``atlas/`` in the events of mkdocs-macros. Everything is done there; nothing is decided here.

The plugin's own Jinja would let a page run any Python, so that pages are rendered in a sandbox before the plugin sees
them, and the plugin is told, page by page, that nothing is left to render.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent

# Under plain `mkdocs` the project folder is not on the import path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# MkDocs runs this file anew for every build, but Python keeps what it imports: in a preview, a change in atlas/ shows
# only if the package is dropped first. Without a change it stays, since dropped classes would fill the memory.
saved = {path: path.stat().st_mtime_ns for path in (ROOT / "atlas").rglob("*.py")}
if getattr(sys.modules.get("atlas"), "saved", None) != saved:
    for name in [name for name in sys.modules if name.partition(".")[0] == "atlas"]:
        del sys.modules[name]
importlib.import_module("atlas").__dict__["saved"] = saved

from markupsafe import escape  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.utils import write_file  # noqa: E402

from atlas import export, query  # noqa: E402
from atlas.checks import examine  # noqa: E402
from atlas.export.feeds import feed_of  # noqa: E402
from atlas.model.i18n import FRAME, Texts  # noqa: E402
from atlas.read.findings import text  # noqa: E402
from atlas.site.build import Build  # noqa: E402
from atlas.site.linked_data import linked_data  # noqa: E402
from atlas.site.pictures import picture_of, pictures  # noqa: E402
from atlas.site.plain import plain_pages  # noqa: E402
from atlas.site.redirects import redirects  # noqa: E402
from atlas.site.repository import Repository  # noqa: E402
from atlas.site.search import add_names  # noqa: E402


def define_env(env: Any) -> None:
    """Read the project; without sound data a build ends here, a preview shows what is wrong on every page."""
    serving = env.conf.extra.get("serving", False)
    try:
        repository = Repository(str(env.conf.extra["repo_url"] or ""))
    except ValueError as error:
        raise PluginError(f"REPO_URL: {error}") from None
    try:
        extent = export.extent_named(str(env.conf.extra["exports"] or ("none" if serving else "build")))
    except export.ExportError as error:
        raise PluginError(f"EXPORTS: {error}") from None
    examined = examine(Path(env.conf.config_file_path).parent)
    try:
        env.build = build = Build(examined, repository=repository, address=env.conf.site_url or "", extent=extent)
    except export.ExportError as error:
        raise PluginError(str(error)) from None
    unread = not build.examined.tree.pages  # not even a preview shows files that lead out of the project
    if build.site is None and (unread or not serving):
        raise PluginError(_message(build))
    texts = Texts()
    env.conf.extra["frame"] = frame = {key: texts(key) for key in FRAME}
    env.rendered = {}
    if build.site is not None:
        env.data_date = query.common.last_checked(build.site.atlas)
        frame["checked"] = texts("checked", date=texts.date(env.data_date))
        frame["countries"] = query.projects.cities_by_country(build.site.atlas)
    env.exporting = build.site is not None and extent is not export.Extent.NONE


def on_pre_page_macros(env: Any) -> None:
    """Render a page; it is as new as the data, never as the clock."""
    env.markdown = env.build.render(env.page.file.src_uri)
    env.page.needed = env.build.needed
    env.page.edit_url = env.build.edit_page(env.page.file.src_uri)
    env.page.meta["render_macros"] = False
    env.page.meta.pop("ignore_macros", None)  # the plugin would stop at it; here it is a finding like any other
    env.page.meta["description"] = escape(env.page.meta.get("description", ""))  # the theme writes it as it is
    if env.build.site is not None and not env.conf.extra.get("serving", False):
        with env.build.guard(f"the linked data of {env.page.file.src_uri}"):
            env.page.linked_data = linked_data(env.build.site, env.page.file.src_uri)
        env.page.picture = picture_of(env.build.site, env.page.file.src_uri)
    if env.exporting:
        env.page.feed = feed_of(env.build.site.edition, env.page.file.src_uri)
        env.rendered[env.page.file.src_uri] = env.page
        env.page.plain = "index.md"
    env.page.update_date = getattr(env, "data_date", env.page.update_date)


def on_post_build(env: Any) -> None:
    """Write redirects, pictures and data, and report all findings at once: a build fails, a preview lives on.

    The search plugin stands after this one in mkdocs.yml: it writes its index when the names are in it.
    """
    serving = env.conf.extra.get("serving", False)
    offline = env.conf.extra["offline"]
    if env.build.site is not None:
        with env.build.guard("the index of the search"):
            add_names(env.conf.plugins["material/search"].search_index.entries, env.build.site)
        with env.build.guard("the redirects"):
            for path, page in redirects(env.build.site, env.conf.site_url, on_disk=offline):
                write_file(page.encode(), str(Path(env.conf.site_dir, path)))
        with env.build.guard("the pictures"):
            # Nobody shares a preview, or a file of a disk.
            for path, picture in [] if serving or offline else pictures(env.build.site, env.conf.site_name):
                write_file(picture, str(Path(env.conf.site_dir, path)))
        for path, content in env.build.site.made.items():
            write_file(content, str(Path(env.conf.site_dir, path)))
        contents = {src: page.content for src, page in env.rendered.items()}
        with env.build.guard("the pages as plain Markdown"):
            for path, plain in plain_pages(env.build.site, contents) if env.exporting else []:
                write_file(plain.encode(), str(Path(env.conf.site_dir, path)))
    if env.build.findings and serving:
        print(_message(env.build), file=sys.stderr)
    elif env.build.findings:
        raise PluginError(_message(env.build))


def _message(build: Build) -> str:
    return f"{len(set(build.findings))} finding(s)\n\n{text(build.findings, build.examined.root)}\n"
