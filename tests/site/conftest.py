"""The built site, as files and as parsed pages."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lxml.html
import pytest

from atlas.checks import Examined, examine
from atlas.export.metadata import Edition, read_releases
from atlas.model.atlas import Atlas
from tests.conftest import copy_project, made_once
from tests.documented import make_documented

#: Without these MkDocs and its theme warn of what comes after them.
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True, eq=False)
class Built:
    """A built site."""

    folder: Path
    base: str  # the path it is served under, with slashes at both ends
    output: str  # what the build printed

    @cached_property
    def pages(self) -> dict[str, lxml.html.HtmlElement]:
        """Every page by its path, '' for the home page."""
        return {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): lxml.html.fromstring(
                path.read_text("utf-8")
            )
            for path in sorted(self.folder.rglob("*.html"))
        }


def run_build(project: Path, site: Path, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project with plain `mkdocs build`, and with flags of it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *flags],
        cwd=project,
        env={**os.environ, **QUIET, "SITE_URL": "", "REPO_URL": "", "CORRECTIONS_URL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def documented_once(factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with every documented change, made by the first worker that asks for it."""
    return (
        made_once(factory, "documented", lambda folder: make_documented(copy_project(folder / "project"))) / "project"
    )


def built_once(
    factory: pytest.TempPathFactory,
    base: str,
    change: Callable[[Path], object] | None = None,
    flags: Sequence[str] = (),
    **environment: str,
) -> Built:
    """Return the site of the harder project, built by the first worker that asks for it.

    Args:
        factory: Where the folders of this run are.
        base: The path it is served under.
        change: Changes a copy of the project, to be built instead of the project itself.
        flags: Flags of the build.
        environment: Settings of the build.
    """

    def make(folder: Path) -> None:
        project = documented_once(factory)
        if change is not None:
            project = copy_project(folder / "project", project=project)
            change(project)
        result = run_build(project, folder / "site", "--strict", *flags, **environment)
        assert result.returncode == 0, result.stderr
        (folder / "output.txt").write_text(result.stderr, encoding="utf-8")

    folder = made_once(factory, f"built{base.replace('/', '-')}{change.__name__ if change else ''}", make)
    return Built(folder / "site", base, (folder / "output.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harder project: the real one with every change that the guide describes, a report of next year among them."""
    return documented_once(tmp_path_factory)


@pytest.fixture(scope="session")
def examined(documented: Path) -> Examined:
    """The harder project, read and checked."""
    return examine(documented)


@pytest.fixture(scope="session")
def atlas(examined: Examined) -> Atlas:
    """Its records."""
    assert examined.atlas is not None, examined.findings
    return examined.atlas


@pytest.fixture(scope="session")
def edition(atlas: Atlas, examined: Examined, documented: Path) -> Edition:
    """What is exported of it."""
    return Edition(atlas, examined.tree, releases=read_releases(documented), root=documented)


@pytest.fixture
def project(documented: Path, tmp_path: Path) -> Path:
    """A copy of it, free to be broken."""
    return copy_project(tmp_path / "project", project=documented)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Its site, served from the root of a host."""
    return built_once(tmp_path_factory, "/")


@pytest.fixture(scope="session")
def built_below(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Its site, served from a folder of a host."""
    return built_once(tmp_path_factory, "/atlas/", SITE_URL="https://example.org/atlas/")


#: Put around each message of the edition for tests, with as many more letters as other languages may need.
OPEN, CLOSE, LONGER = "⟦", "⟧", 0.4

_PSEUDO = f"""

def pgettext(context: str, message: str) -> str:
    extra = round(len(message) * {LONGER}) - 2  # the brackets are longer too
    return "{OPEN}" + message + ("éèêëēėę " * extra)[: max(extra, 0)] + "{CLOSE}"


def ngettext(singular: str, plural: str, n: float) -> str:
    return pgettext("", plural)


def own_name(context: str, name: str) -> str:
    return "{OPEN}" + name + "{CLOSE}"
"""


def pseudo_language(project: Path) -> None:
    """Bracket and lengthen every message of the Indonesian edition of a copy."""
    with (project / "atlas/model/words.py").open("a", encoding="utf-8") as file:
        file.write(_PSEUDO)


@pytest.fixture(scope="session")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The Indonesian edition with brackets around each message."""
    flags = ("--config-file", "mkdocs.id.yml")
    return built_once(tmp_path_factory, "/id/", pseudo_language, flags, EXPORTS="none")


@pytest.fixture(scope="session")
def indonesian(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The edition in Indonesian, as it is published with the site served from a folder."""
    flags = ("--config-file", "mkdocs.id.yml")
    environment = {"SITE_URL": "https://example.org/atlas/", "EDITIONS": "en id"}
    return built_once(tmp_path_factory, "/atlas/id/", None, flags, **environment)


def text_of(*elements: lxml.html.HtmlElement) -> str:
    """What a reader sees of elements, white space aside."""
    return " ".join(" ".join(part for element in elements for part in element.itertext()).split())


def section(page: lxml.html.HtmlElement, anchor: str) -> list[lxml.html.HtmlElement]:
    """A heading and all that follows it up to the next heading of its rank or a higher one."""
    [heading] = page.xpath("//*[@id=$anchor]", anchor=anchor)
    found = [heading]
    for element in heading.itersiblings():
        if element.tag in {"h1", "h2", "h3"} and element.tag <= heading.tag:
            break
        found.append(element)
    return found


def search_entries(built: Built) -> dict[str, tuple[str, str]]:
    """What the search finds: the title and the text of each entry by its address."""
    script = (built.folder / "search/entries.js").read_text(encoding="utf-8")
    found = {}
    for address, page, *sections in json.loads(script.removeprefix("atlasSearch(").removesuffix(")"))["pages"]:
        for anchor, title, *more in [["", *page], *sections]:
            found[f"{address}#{anchor}".removesuffix("#")] = (title, "".join(more[2:3]))
    return found
