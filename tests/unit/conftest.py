"""The small made-up atlas in place of the real one: no test of the package reads a real record."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner

from atlas.__main__ import main
from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.read.pages import Page, PageTree
from atlas.site.pages.build import Build
from tests.breaks import SMALL


@pytest.fixture(scope="session")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project after `fmt`."""
    folder = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL, folder)
    result = CliRunner().invoke(main, ["fmt", "--root", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def examined(canonical: Path) -> Examined:
    """The small project, read and checked."""
    return examine(canonical)


@pytest.fixture(scope="session")
def atlas(examined: Examined) -> Atlas:
    """Its records. Defined here too: a fixture that lives as long as the session keeps the first records it gets."""
    assert examined.atlas is not None, examined.findings
    return examined.atlas


@pytest.fixture
def project(canonical: Path, tmp_path: Path) -> Path:
    """A copy of the small project, free to be broken."""
    return Path(shutil.copytree(canonical, tmp_path / "project"))


def changed(examined: Examined, collection: str, record: str, **fields: Any) -> Examined:
    """The small project with other fields in one record."""
    atlas = examined.atlas
    records = getattr(atlas, collection)
    other = records[record].model_copy(update=fields)
    return replace(examined, atlas=replace(atlas, **{collection: {**records, record: other}}))


def build_with(examined: Examined, text: str, src: str = "cities/alfa.md") -> Build:
    """A build of the small project in which one page has another text."""
    return Build(replace(examined, tree=PageTree({**examined.tree.pages, src: Page(src, text)})))


def record_page(examined: Examined, src: str, *macros: str, section: str = "") -> lxml.html.HtmlElement:
    """The page of the record that a file is named after, which calls these macros; or one of its sections."""
    calls = "\n\n".join(f"{{{{ {macro}() }}}}" for macro in macros)
    build = build_with(examined, f"---\nrecord: {Path(src).stem}\n---\n# Heading\n\n{calls}\n", src)
    page = build.render(src)
    assert build.findings == []
    return lxml.html.fromstring(page.partition(f"{{: #{section} }}")[2].partition("\n## ")[0] if section else page)
