"""Rules about files and paths, checked before any file is read or published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from atlas.checks.context import FOLDER, Mistake, Mistakes, rule
from atlas.model.collections import DATA_DIR
from atlas.read import yaml_rules
from atlas.read.findings import Finding
from atlas.read.pages import DOCS_DIR

CONFIG = "mkdocs.yml"

#: The folders and files that a build reads or publishes.
FOLDERS = [DATA_DIR, DOCS_DIR, "overrides", "atlas/site/templates"]
FILES = [CONFIG, "macros.py", "hooks.py"]

_FILE_NAME = re.compile(r".*\.(md|yml|html|css)$")
#: Further endings that MkDocs takes for pages.
_OTHER_PAGES = {".markdown", ".mdown", ".mkdn", ".mkd"}
#: A path that begins at the root of the disk or in a home folder, or leads upwards.
_LEADS_OUT = re.compile(r"[/\\~]|[A-Za-z]:[/\\]|(.*[/\\])?\.\.([/\\]|$)")
#: Settings with patterns instead of paths: a slash at their beginning means docs/.
_PATTERNS = {"not_in_nav", "exclude_docs", "draft_docs"}


@rule(FOLDER)
def entries(root: Path) -> Mistakes:
    """Look at every file and folder.

    symbolic-link: Nothing that is read or published is a symbolic link.
    unreadable: Everything that is read or published is a file or a folder, as its name says, and may be read.
    page-extension: The name of a page ends with .md: MkDocs would publish pages with other endings unchecked.
    """
    for path in _entries(root):
        if path.is_symlink():
            hint = "put the file itself here: a link may lead out of the project, and not every system has links"
            yield "symbolic-link", (path,), f"this is a symbolic link to '{path.readlink().as_posix()}'", hint
        elif mistake := _explain_unreadable(path, path.relative_to(root).as_posix()):
            yield "unreadable", (path,), *mistake
        if path.suffix in _OTHER_PAGES:
            yield "page-extension", (path,), f"a page may not end with '{path.suffix}'", f"name it {path.stem}.md"


def _explain_unreadable(path: Path, file: str) -> tuple[str, str] | None:
    """Return what keeps an entry from being read: (message, hint)."""
    if not path.is_file() and not path.is_dir():
        return "this is neither a file nor a folder", "remove it"
    if not os.access(path, os.R_OK):
        return "this may not be read", "give yourself the right to read it"
    if path.is_dir() and (file in FILES or _FILE_NAME.fullmatch(path.name)):
        return "this is a folder, but its name is that of a file", "rename it"
    return ("this is a file, but a folder is meant", "remove it") if path.is_file() and file in FOLDERS else None


@rule(FOLDER)
def configured_path(root: Path) -> Iterator[Mistake | Finding]:
    """No path in mkdocs.yml is absolute, leads upwards, or leads out of the project by a link."""
    path = root / CONFIG
    if path.is_symlink() or not path.is_file() or not os.access(path, os.R_OK):
        return
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        yield (path,), "this file is not UTF-8", "save the file as UTF-8"
        return
    except yaml.YAMLError as error:
        yield yaml_rules.unreadable(CONFIG, text, error, "configured-path")
        return
    top = Path(os.path.realpath(root))
    for scalar in _settings(node, set()):
        value = str(scalar.value)
        if _LEADS_OUT.match(value) or not Path(os.path.realpath(root / value)).is_relative_to(top):
            line, column = scalar.start_mark.line + 1, scalar.start_mark.column + 1
            message, hint = f"'{value}' leads out of the project", "write a path inside the project, such as 'docs'"
            yield Finding(CONFIG, line, column, "configured-path", message, hint, len(value))


def _entries(root: Path) -> Iterator[Path]:
    """Yield every file and folder that is read or published, without following links."""
    ahead = [root / name for name in [*FOLDERS, *FILES]]
    while ahead:
        path = ahead.pop()
        if not os.path.lexists(path):
            continue
        yield path
        if path.is_dir() and not path.is_symlink() and os.access(path, os.R_OK | os.X_OK):
            ahead.extend(path.iterdir())


def _settings(node: yaml.Node | None, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    """Yield every value in a configuration that may be a path, and an aliased one once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in _PATTERNS:
                yield from _settings(value, seen)
    else:
        for item in node.value:
            yield from _settings(item, seen)
