"""The adapter of mkdocs-macros: hands each page to ``atlas/``. Nothing is decided here."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent

# Under plain `mkdocs` the project folder is not on the import path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# MkDocs runs this file anew for every build, but Python keeps what it imports: in a preview, a change in atlas/ shows
# only if the package is dropped first, with all that it keeps. Without a change it stays.
files = (path for path in (ROOT / "atlas").rglob("*") if path.is_file() and path.parent.name != "__pycache__")
saved = {path: path.read_bytes() for path in files}
if getattr(sys.modules.get("atlas"), "saved", None) != saved:
    for name in [name for name in sys.modules if name.partition(".")[0] == "atlas"]:
        del sys.modules[name]
importlib.import_module("atlas").__dict__["saved"] = saved

from markupsafe import escape  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.utils import write_file  # noqa: E402

from atlas.site.publication import Publication, Settings, StopError  # noqa: E402


def define_env(env: Any) -> None:
    """Read the project."""
    extra = env.conf.extra
    settings = Settings(
        name=env.conf.site_name,
        language=env.conf.theme["language"],
        editions=str(extra["editions"] or ""),
        address=env.conf.site_url or "",
        repository=str(extra["repo_url"] or ""),
        corrections=str(extra["corrections"] or ""),
        exports=str(extra["exports"] or ""),
        serving=extra.get("serving", False),
        offline=extra["offline"],
        only=extra.get("only"),
    )
    try:
        env.publication = Publication(Path(env.conf.config_file_path).parent, settings)
    except StopError as error:
        raise PluginError(str(error)) from None
    extra["frame"] = env.publication.frame


def on_pre_page_macros(env: Any) -> None:
    """Give the plugin a page with our macros already called: its own Jinja would run any text on the page."""
    markdown = env.publication.build.draft(env.page.file.src_uri).markdown
    env._env = SimpleNamespace(from_string=lambda *_, **__: SimpleNamespace(render=lambda **_: markdown))
    env.has_j2 = lambda _: False  # a title shows as it is typed
    for switch in ("render_macros", "ignore_macros", "title"):
        env.page.meta.pop(switch, None)  # to the check a finding; generator or plugin would obey, or stop


def on_post_page_macros(env: Any) -> None:
    """Pass the theme what it writes around the page."""
    for name, value in env.publication.frame_of(env.page.file.src_uri).items():
        setattr(env.page, name, value)
    env.page.meta["description"] = escape(env.page.meta.get("description", ""))  # the theme writes it as it is


def on_post_build(env: Any) -> None:
    """Write the files that belong to no page, and report all findings: a build fails, a preview goes on."""
    publication = env.publication
    pages = {file.src_uri: file.page for file in env.variables["files"].documentation_pages()}
    for path, content in publication.files(pages):
        write_file(content, str(Path(env.conf.site_dir, path)))
    if publication.report and not publication.settings.serving:
        raise PluginError(publication.report)
    print(publication.report, end="", file=sys.stderr)
