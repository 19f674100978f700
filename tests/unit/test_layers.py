"""Data flows one way: a module imports only from those that stand before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas import export, query
from tests.conftest import ROOT

#: Every layer with its packages; those of one layer do not know each other.
LAYERS = [
    ["model"],
    ["read"],
    ["query"],
    ["checks", "export"],
    ["site"],
    ["tools"],
    ["__main__"],
]
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
FILES = sorted(path for path in (ROOT / "atlas").rglob("*.py") if path != ROOT / "atlas/__init__.py")

#: The modules of the numbers, in the order in which the package lists them.
QUERY = re.findall(r"^- ``(\w+)``: ", query.__doc__ or "", re.MULTILINE)


def part(path: Path) -> str:
    """The module or package directly below ``atlas`` that a file belongs to."""
    return path.relative_to(ROOT / "atlas").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The modules and packages directly below ``atlas`` that a file imports, and ``mkdocs``, which no layer may know."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "atlas":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            for top, _, rest in (name.partition(".") for name in names):
                if top in {"atlas", "mkdocs"}:
                    yield rest.partition(".")[0] if top == "atlas" else top


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_those_before_it(path: Path) -> None:
    own = part(path)
    others = set(imported(path)) - {own}
    assert {name for name in others if HEIGHT.get(name, len(LAYERS)) >= HEIGHT[own]} == set()


def test_every_module_has_its_layer() -> None:
    assert {part(path) for path in FILES} == set(HEIGHT)


def test_the_package_of_the_numbers_lists_each_of_its_modules_and_hides_none_behind_a_function() -> None:
    assert sorted(QUERY) == sorted(path.stem for path in (ROOT / "atlas/query").glob("[!_]*.py"))
    assert [f"atlas.query.{name}" for name in QUERY] == [module.__name__ for module in query.MODULES]


@pytest.mark.parametrize("name", QUERY)
def test_a_module_of_the_numbers_imports_only_from_those_listed_before_it(name: str) -> None:
    tree = ast.parse((ROOT / f"atlas/query/{name}.py").read_text(encoding="utf-8"))
    sources = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    used = {source.removeprefix("atlas.query.") for source in sources if source.startswith("atlas.query")}
    assert used - set(QUERY[: QUERY.index(name)]) == set()
    assert "atlas" not in sources  # the whole package would be in reach


def test_the_package_of_exports_tells_what_each_module_is_for_that_makes_no_files_itself() -> None:
    exporters = {*export.EACH_BUILD, *export.ON_DEMAND, *export.DESCRIPTIONS}
    others = {path.stem for path in (ROOT / "atlas/export").glob("[!_]*.py")} - {
        exporter.__name__.removeprefix("atlas.export.") for exporter in exporters
    }
    assert set(re.findall(r"``(\w+)``", export.__doc__ or "")) == others
