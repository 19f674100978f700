"""The adapter of MkDocs: whether it previews or builds, what a preview does anew, how a page is read and finished."""

import importlib
import logging
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import CountHandler, write_file

from atlas.model.words import SOURCE_LANGUAGE
from atlas.site.frame.languages import folder
from atlas.site.pages.page_templates import bytecode_cache
from atlas.site.preview import attach

ROOT = Path(__file__).resolve().parent
_SEARCH_OF_THEME = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_command = "build"
_code = Path(__file__).read_bytes()
_warnings = CountHandler(level=logging.WARNING)


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes it by name
    """Remember which command runs: MkDocs passes it only here."""
    global _command  # noqa: PLW0603
    _command = command


@event_priority(100)  # before the macros plugin, which reads the flag
def on_config(config: Any) -> None:
    """Let a preview go on after a warning although mkdocs.yml is strict: count warnings here."""
    config.extra["serving"] = _command == "serve"
    language = config.theme["language"]
    if config.site_url and language != SOURCE_LANGUAGE and _command == "build":
        config.site_url += folder(language)
    config.extra["offline"] = bool(config.extra["offline"]) and _command == "build"
    if _command == "serve":
        logger = logging.getLogger("mkdocs")
        logger.handlers = [it for it in logger.handlers if not isinstance(it, CountHandler)] + [_warnings]
        _warnings.counts.clear()
        if Path(__file__).read_bytes() != _code:
            message = "hooks.py was changed, and a preview reads it only once: stop it (Ctrl+C) and start it again"
            logging.getLogger("mkdocs.hooks").warning(message)


def on_serve(server: LiveReloadServer, *, config: Any, builder: Any) -> None:  # noqa: ARG001 - MkDocs passes both
    """Build again only what changed, and show in the browser what stops a build."""

    generator = type(config).__module__.partition(".")[0]  # ProperDocs can replace MkDocs
    names = ("commands.build", "config", "utils")
    commands, configs, utils = (importlib.import_module(f"{generator}.{name}") for name in names)

    def rebuild(page: str | None = None) -> None:
        logging.getLogger("mkdocs").setLevel(logging.INFO if page is None else logging.ERROR)
        fresh = configs.load_config(config.config_file_path, **config.user_configs[-1])
        fresh.site_url = config.site_url
        fresh.extra["only"] = page
        for log_filter in commands.log.filters:
            if isinstance(log_filter, utils.DuplicateFilter):  # a message of an earlier build is new in this one
                log_filter.msgs.clear()
        commands.build(fresh, serve_url=config.site_url, dirty=True)

    commands.log.addFilter(lambda record: "'dirty' build" not in record.getMessage())
    attach(server, rebuild, ROOT, [config.docs_dir, config.config_file_path])
    server.watch(str(ROOT / "atlas"))


def on_files(files: Any, *, config: Any) -> None:
    """Add the pages that are filled from records, and leave out the search of the theme.

    A preview compares what a file is made from, MkDocs only its date.
    """
    publication = config.plugins["macros"].publication
    for file in [file for file in files if file.src_uri.startswith(_SEARCH_OF_THEME)]:
        files.remove(file)
    for src, text in publication.filled_pages.items():
        files.append(File.generated(config, src, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    remade = publication.remake(files.src_uris)
    for file in files:
        file.is_modified = partial(remade.is_modified, file)


def on_nav(nav: Any, *, config: Any, files: Any) -> None:  # noqa: ARG001 - MkDocs passes them by name
    """Show the words among the settings in the language of the build."""
    say = config.plugins["macros"].publication.setting
    config.site_description = say(config.site_description)
    headings = config.mdx_configs["toc"]
    headings["permalink_title"] = say(headings["permalink_title"])
    for colours in config.theme["palette"]:
        colours["toggle"]["name"] = say(colours["toggle"]["name"])
    items = [*nav.items]
    for item in items:
        items += item.children or []
        if item.title:
            item.title = say(item.title)


def on_page_read_source(*, page: Any, config: Any) -> str:
    """Read a page that is not UTF-8 too: MkDocs would stop, but for the check it is one finding of many."""
    return str(config.plugins["macros"].publication.build.examined.tree.pages[page.file.src_uri].text)


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - MkDocs passes them
    """Insert the output of macros, and write the files beside the page."""
    for path, content in config.plugins["macros"].publication.fill(page, html):
        write_file(content, str(Path(config.site_dir, path)))
    return str(page.content)


def on_env(env: Any, *, config: Any, files: Any) -> None:  # noqa: ARG001 - MkDocs passes them by name
    """Cache the theme's compiled templates, as ours are, and let them speak the language of the build."""
    env.bytecode_cache = bytecode_cache("theme")
    words = importlib.import_module("atlas.model.words")  # macros.py may have imported it anew
    env.install_gettext_callables(words.gettext, words.ngettext)


@event_priority(-100)  # when every plugin has written what it adds
def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """Finish the page; cache it for the preview unless MkDocs warned about it."""
    return str(config.plugins["macros"].publication.finish(output, page, warned=bool(_warnings.counts)))


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, config: Any) -> str:
    """Finish the page for missing addresses, which is a template of the theme."""
    return on_post_page(output_content, page=None, config=config) if template_name.endswith(".html") else output_content


def on_post_build(*, config: Any) -> None:
    """Finish the site; a preview keeps the stylesheets as they are written."""
    theme = [*config.theme.static_templates, "sitemap.xml.gz"]
    config.plugins["macros"].publication.finish_site(Path(config.site_dir), theme)
