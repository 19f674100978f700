"""Each kind of page as a picture, wide and narrow, light and dark, to be looked at: `make screenshots`.

The argument is the language of the pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas import query  # noqa: E402
from atlas.checks import examine  # noqa: E402
from atlas.model import words  # noqa: E402
from atlas.model.atlas import Atlas  # noqa: E402
from atlas.site.frame.languages import folder as folder_of  # noqa: E402
from tests.browser.chromium import MISSING, chromium, find_chromium  # noqa: E402
from tests.browser.server import served  # noqa: E402

TARGET = ROOT / "screenshots"

WIDTHS = {"wide": 1280, "narrow": 390}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = 4000  # a longer picture cannot be looked at

#: Pages of a kind of their own, by the name of their pictures.
PAGES = {
    "home": "",
    "cities": "cities/",
    "compare": "cities/compare/",
    "topics": "topics/",
    "topic": "topics/flood/",
    "focus-areas": "focus-areas/",
    "register": "projects/",
    "trouble": "projects/delayed-or-gone/",
    "changes": "projects/changes/",
    "support": "projects/support/",
    "outcomes": "projects/outcomes/",
    "network": "network/",
    "workshop": "network/workshop-2018/",
    "timeline": "network/timeline/",
    "members": "network/members/",
    "glossary": "network/glossary/",
    "about": "about/",
    "reports": "about/reports/",
    "open-questions": "about/open-questions/",
    "help-wanted": "about/help-wanted/",
    "sources": "about/sources/",
    "data": "about/data/",
    "search": "search/?q=flood",
    "contributing": "contributing/",
    "data-reference": "contributing/data-reference/",
    "404": "nowhere/",
}

#: Languages of which a city is shown, since their letters need room and fonts of their own.
LANGUAGES = {"my": "burmese", "km": "khmer", "lo": "lao", "th": "thai", "vi": "vietnamese"}


def pages(atlas: Atlas) -> dict[str, str]:
    """Return the address of every page to capture, by the name of its pictures."""
    cities = sorted(
        query.projects.cities_in_order(atlas), key=lambda city: len(query.projects.select_projects(atlas, city=city.id))
    )
    shown = {"city-small": cities[0], "city-large": cities[-1]} | {
        f"city-{LANGUAGES[local.lang]}": city
        for city in cities[:-1]
        for local in city.local_names
        if local.lang in LANGUAGES
    }
    area = next(iter(atlas.focus_areas))
    return PAGES | {name: f"cities/{city.id}/" for name, city in shown.items()} | {"focus-area": f"focus-areas/{area}/"}


def shoot(browser: Browser, home: str, addresses: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every picture as (name, PNG), from its top down to where it becomes too long.

    Args:
        browser: The running browser.
        home: The address of the home page.
        addresses: The pages by name.
    """
    for (width_name, width), scheme in product(WIDTHS.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        for name, address in addresses.items():
            page.goto(home + address, wait_until="networkidle")
            height = min(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
            picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
            yield f"{name}-{width_name}-{scheme}", picture
        context.close()


def main(language: str) -> int:
    """Build the site and write the pictures; 2 where there is no browser or no such language."""
    if language not in words.LANGUAGES:
        print(f"No screenshots: '{language}' is none of {', '.join(words.LANGUAGES)}", file=sys.stderr)
        return 2
    path = find_chromium()
    if path is None:
        print(f"No screenshots: {MISSING}", file=sys.stderr)
        return 2
    atlas = examine(ROOT).atlas
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        command = [sys.executable, "scripts/editions.py", "--quiet", "--site-dir", str(site)]
        if subprocess.run(command, cwd=ROOT, check=False).returncode or atlas is None:  # noqa: S603
            return 1
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir()
        with served(site) as home, chromium(path) as browser:
            for name, picture in shoot(browser, home + folder_of(language), pages(atlas)):
                (TARGET / f"{name}.png").write_bytes(picture)
    print(f"{len(list(TARGET.iterdir()))} pictures in {TARGET.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["en"]))
