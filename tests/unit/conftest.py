"""The small made-up atlas in place of the real one: no test of the package reads a real record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atlas.checks import Examined, examine
from atlas.model.atlas import Atlas
from atlas.tools import format
from tests.breaks import SMALL


@pytest.fixture(scope="session")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with its data files in their canonical form."""
    folder = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL, folder)
    changed, findings = format.run(folder, examine(SMALL).atlas)
    assert findings == []
    for file, text in changed.items():
        (folder / file).write_text(text, encoding="utf-8")
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
