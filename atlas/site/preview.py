"""A preview: what it makes again when something changed, and what it serves while a build cannot be finished."""

from __future__ import annotations

import filecmp
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from watchdog.observers.polling import PollingObserverVFS

from atlas.read.cache import Cache
from atlas.read.pages import site_path
from atlas.site.pages.page_templates import templates

_STOPPED = "stopped.html"

#: The seconds between the page that is open and all others, in which the next save is noticed.
_PAUSE = 0.25

#: What a page came to, as far as other pages, the search and the files beside the pages draw on it.
_MADE = ("content", "entries", "meta", "title", "toc", "present_anchor_ids", "update_date")


class Remade:
    """Which files of a site are made again: those that would come out differently, whatever their date.

    Args:
        cache: What the builds of the preview keep.
        state: What a page is made from, by its path below ``docs/``.
        files: The files of the site, by their path below ``docs/`` or in the theme; the generator knows them.
        only: The one page that may be made, by its path below the site; None for all.
    """

    def __init__(
        self, cache: Cache, state: Callable[[str], object], files: Mapping[str, Any], only: str | None = None
    ) -> None:
        self._cache = cache
        self._state = state
        self._files = files
        self._only = only
        self._found: dict[str, bool] = {}

    def is_modified(self, file: Any) -> bool:
        """Return whether a file has to be made; if not, its page is given what it came to before."""
        if file.src_uri not in self._found:
            self._found[file.src_uri] = self._is_modified(file)
        return self._found[file.src_uri]

    def _is_modified(self, file: Any) -> bool:
        if not Path(file.abs_dest_path).exists():
            return True
        if not file.is_documentation_page():
            return not filecmp.cmp(file.abs_src_path, file.abs_dest_path, shallow=False)
        name, waits = ("made", file.src_uri), self._only not in (None, site_path(file.src_uri))
        made = self._cache.last(name) if waits else self._cache.find(name, self._key(file.src_uri))
        if made is None:
            return True
        for name, value in made.items():
            setattr(file.page, name, value)
        file.page.links_to_anchors = {
            self._files[to]: links for to, links in made["links_to_anchors"].items() if to in self._files
        }
        return False

    def keep(self, page: Any) -> None:
        """Keep what a page came to."""
        made = {name: getattr(page, name) for name in _MADE}
        made["links_to_anchors"] = {to.src_uri: links for to, links in (page.links_to_anchors or {}).items()}
        src = page.file.src_uri
        self._cache.keep(("made", src), self._key(src), made)

    def _key(self, src: str) -> object:
        return list(self._files), self._state(src)

    def remove_others(self, site: Path, written: Iterable[str]) -> None:
        """Remove what the site has no more: all but its files and what was written beside them, by path below it."""
        present = {file.dest_uri for file in self._files.values()} | set(written)
        for path in [path for path in site.rglob("*") if path.is_file()]:
            if path.relative_to(site).as_posix() not in present:
                path.unlink()


class Front:
    """Answer before the server of a preview does.

    Args:
        app: What serves the site.
        folder: The folder that it serves.
        address: The path at which it serves the folder, with a slash at its end.
        root: The folder of the project, from which files are named.
        show: Lets browsers load again what is open in them, while a build goes on.
        is_changed: Tells whether something was saved since the build began.
    """

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        folder: Path,
        address: str,
        root: Path,
        show: Callable[[], None],
        is_changed: Callable[[], bool],
    ) -> None:
        self._app = app
        self._page = folder / _STOPPED
        self._address = address
        self._root = root
        self._show = show
        self._is_changed = is_changed
        self._template = templates().get_template("shared/stopped.html")
        self._building = threading.Lock()
        self._open: str | None = None  # the page that was asked for last, by its path below the site
        self._first: str | None = None  # the page that the last build made first
        self._ended = (0, False)  # how many builds have ended, and whether the last of them stopped

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request; every page is the message while the last build stopped.

        An answer waits for the build that is under way, or only for its first page if that is meant.
        """
        path = environ["PATH_INFO"]
        if not path.endswith(("/", ".html")):
            return self._app(environ, start_response)
        self._open = page = path.removeprefix(self._address)
        while True:
            ended, started = self._ended, list[tuple[Any, ...]]()
            environ["PATH_INFO"] = self._address + _STOPPED if ended[1] else path
            content = self._app(environ, lambda *head, started=started: started.append(head))
            if page != self._first:
                self._building.acquire()
                self._building.release()
            if self._ended == ended:
                start_response(*started[0])
                return content

    def build(self, make: Callable[[str | None], None]) -> None:
        """Build the site, the page that is open first. If that stops, every page and the terminal show why.

        If something is saved just then, the rest is left to the build that follows.

        Args:
            make: Makes one page, by its path below the site, as far as it shows in a browser; for None the whole site.
        """
        told, log = _ErrorLog(), logging.getLogger("mkdocs")
        log.addHandler(told)
        (builds, stopped), stops = self._ended, True
        self._building.acquire()
        try:
            if self._open is not None and not stopped:
                self._first = self._open
                make(self._first)
                self._show()
                time.sleep(_PAUSE)
            if not self._is_changed():
                make(None)
            stops = False
        except (Exception, SystemExit) as error:
            message = "\n".join(told.messages) if isinstance(error, SystemExit) else _describe_stop(error, self._root)
            self._page.write_text(self._template.render(message=message), encoding="utf-8")
            print(f"\n{message}\n\nThe preview continues when this is corrected.", file=sys.stderr)
        finally:
            self._ended = builds + 1, stops
            self._building.release()
            log.removeHandler(told)


class _ErrorLog(logging.Handler):
    """Remembers each error that was logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _describe_stop(error: BaseException, root: Path) -> str:
    """Return where something stopped, and why."""
    file, line = "", 0
    if isinstance(error, SyntaxError | jinja2.TemplateSyntaxError):
        file, line = error.filename or "", error.lineno or 0
    else:
        places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
        own = [place for place in places if Path(place[0]).is_relative_to(root) and ".venv" not in place[0]]
        file, line = own[-1] if own else (file, line)
    place = f"{os.path.relpath(file, root)}:{line}: " if file else ""
    return f"{place}{type(error).__name__}: {error}"


def attach(server: Any, rebuild: Callable[[str | None], None], root: Path, watched: Iterable[str]) -> None:
    """Let a server notice changes soon, also on disks that tell of none, and show what stops a build.

    Args:
        server: A live-reload server as MkDocs has it, before it serves.
        rebuild: Builds the site again, or one page; see :meth:`Front.build`.
        root: The folder of the project.
        watched: The paths that it watches already.
    """

    def is_changed() -> bool:
        return bool(server._want_rebuild)

    def show() -> None:
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()

    front = Front(server.serve_request, Path(server.root), server.mount_path, root, show, is_changed)
    server.set_app(front)
    server.builder = partial(front.build, rebuild)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(stat=os.stat, listdir=_list_watched, polling_interval=0.1)
    for path in watched:
        server.watch(path)


def _list_watched(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder, but not what Python and Jinja compiled: no build may be the cause of another."""
    return (entry for entry in os.scandir(folder) if entry.name != "__pycache__")
