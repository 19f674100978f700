"""Tells a preview from a build, for macros.py, and keeps MkDocs from stopping at a page that is no text."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

_command = "build"


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes it by name
    """Remember which command runs; only here does MkDocs say."""
    global _command  # noqa: PLW0603
    _command = command


@event_priority(100)  # before the macros plugin, which reads the flag
def on_config(config: Any) -> None:
    """mkdocs.yml is strict, but a preview must outlive a warning: it takes the counter of warnings away."""
    config.extra["serving"] = _command == "serve"
    if _command == "serve":
        logger = logging.getLogger("mkdocs")
        for handler in [handler for handler in logger.handlers if isinstance(handler, CountHandler)]:
            logger.removeHandler(handler)


def on_page_read_source(*, page: Any, config: Any) -> str | None:  # noqa: ARG001 - MkDocs passes it by name
    """MkDocs would stop at a page that is not UTF-8; to the check it is one finding among others."""
    path = page.file.abs_src_path
    return Path(path).read_text(encoding="utf-8-sig", errors="replace") if path else None
