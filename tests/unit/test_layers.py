"""Data flows one way: a module imports only from those that stand before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

#: Every layer with its packages; those of one layer do not know each other.
LAYERS = [["model"], ["read"], ["query"], ["checks", "export"], ["site"], ["tools"], ["__main__"]]
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
FILES = sorted(path for path in (ROOT / "atlas").rglob("*.py") if path != ROOT / "atlas/__init__.py")


def package(path: Path) -> str:
    """The module or package directly below ``atlas`` that a file belongs to."""
    return path.relative_to(ROOT / "atlas").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, by their full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in {"atlas", "atlas.query"}:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_a_module_imports_only_from_layers_below_and_none_knows_mkdocs() -> None:
    wrong = []
    for path in FILES:
        own = package(path)
        for name in imported(path):
            top, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if top == "mkdocs" or (top == "atlas" and other != own and HEIGHT.get(other, len(LAYERS)) >= HEIGHT[own]):
                wrong.append((path.relative_to(ROOT).as_posix(), name))
    assert wrong == []
    assert {package(path) for path in FILES} == set(HEIGHT)
