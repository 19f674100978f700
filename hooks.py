"""The adapter of MkDocs: whether it previews or builds, what a preview watches, how a page is read and finished."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler
from watchdog.observers.polling import PollingObserver

from atlas.export.templates import bytecode_cache
from atlas.site.finish import finish_page, finish_site, marked
from atlas.site.search import entries

ROOT = Path(__file__).resolve().parent

log = logging.getLogger("mkdocs.hooks")

_command = "build"
_code = Path(__file__).read_bytes()


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes it by name
    """Remember which command runs; only here does MkDocs say."""
    global _command  # noqa: PLW0603
    _command = command


@event_priority(100)  # before the macros plugin, which reads the flag
def on_config(config: Any) -> None:
    """mkdocs.yml is strict, but a preview must outlive a warning: it takes the counter of warnings away."""
    config.extra["serving"] = _command == "serve"
    config.extra["offline"] = bool(config.extra["offline"]) and _command == "build"
    if _command == "serve":
        logger = logging.getLogger("mkdocs")
        for handler in [handler for handler in logger.handlers if isinstance(handler, CountHandler)]:
            logger.removeHandler(handler)
        if Path(__file__).read_bytes() != _code:
            log.warning("hooks.py was changed, and a preview reads it only once: stop it (Ctrl+C) and start it again")


def on_serve(server: LiveReloadServer, *, config: Any, builder: Any) -> None:  # noqa: ARG001 - MkDocs passes both
    """Notice a change sooner than MkDocs does, and watch the package without the code that Python compiles into it."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.1)
    for path in watched:
        server.watch(path)
    for folder in [ROOT / "atlas", *(ROOT / "atlas").rglob("*")]:
        if folder.is_dir() and folder.name != "__pycache__":
            server.watch(str(folder), recursive=False)


def on_page_read_source(*, page: Any, config: Any) -> str | None:  # noqa: ARG001 - MkDocs passes it by name
    """MkDocs would stop at a page that is not UTF-8; to the check it is one finding among others."""
    path = page.file.abs_src_path
    return Path(path).read_text(encoding="utf-8-sig", errors="replace") if path else None


def on_env(env: Any, *, config: Any, files: Any) -> None:  # noqa: ARG001 - MkDocs passes them by name
    """The templates of the theme are kept as compiled, as ours are, and its plugin reads no page for the search."""
    env.bytecode_cache = bytecode_cache("theme")
    config.plugins["material/search"].search_index.add_entry_from_context = lambda _: None


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - MkDocs passes them
    """Put what macros made in its place, and note what the search finds of it."""
    page.present_anchor_ids |= page.parts.ids
    content = marked(page.parts.put_back(html))
    page.entries = entries(content, page.url, page.title, page.meta)
    return content


@event_priority(-100)  # when every plugin has written what it adds
def on_post_page(output: str, *, page: Any, config: Any) -> str:  # noqa: ARG001 - MkDocs passes them by name
    """Every page is finished in the same way."""
    return finish_page(output, serving=_command == "serve", offline=config.extra["offline"])


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, config: Any) -> str:
    """The page for what is missing is a template of the theme."""
    return on_post_page(output_content, page=None, config=config) if template_name.endswith(".html") else output_content


def on_post_build(*, config: Any) -> None:
    """A build is finished; a preview shows the stylesheets as they are written."""
    if _command != "serve":
        finish_site(Path(config.site_dir), offline=config.extra["offline"])
