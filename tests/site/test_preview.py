"""A preview after any series of edits: the same site as a fresh one, and a message while there can be none."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.conftest import replace_once
from tests.site.conftest import QUIET
from tests.site.preview import Preview, preview, wait_for

#: What a preview builds when it starts, into a folder.
FRESH = """
import sys
import time
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
config.site_url = sys.argv[2]
build(config, serve_url=config.site_url)
"""

LIVE_RELOAD = re.compile(rb"<script>\s*var livereload.*?</script>", re.DOTALL)

GLOSSARY, LICENCE, STYLES = "docs/network/glossary.md", "docs/about/licence.md", "docs/assets/atlas.css"


def fresh(project: Path, running: Preview, folder: Path) -> dict[str, bytes]:
    """Every file of a preview that was just started, by path."""
    command = [sys.executable, "-c", FRESH, str(folder), f"http://{running.address}/"]
    subprocess.run(command, cwd=project, env={**os.environ, **QUIET}, check=True, capture_output=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_fresh(running: Preview, files: dict[str, bytes]) -> list[str]:
    """The files that are not served as they would be by a preview that was just started."""
    return [path for path, content in files.items() if LIVE_RELOAD.sub(b"", running.fetch_bytes(path)) != content]


def is_gone(running: Preview, path: str) -> bool:
    try:
        running.fetch(path)
    except urllib.error.HTTPError as error:
        return error.code == 404
    return False


def test_what_is_served_after_many_edits_is_what_a_fresh_preview_serves(project: Path, tmp_path: Path) -> None:
    edit, pages = partial(replace_once, project), project / "docs"
    choose = random.Random(15)  # noqa: S311 - the same series each time
    saves: list[Callable[[], object]] = [
        lambda: edit(GLOSSARY, "## Sources", "An edit.\n\n## Sources"),
        lambda: edit("data/projects.yml", "name: LONTARA+", "name: Renamed by Hand"),
        lambda: edit(STYLES, ":root", "/* an edit */ :root"),
        lambda: edit("overrides/main.html", "{% block site_meta %}", "{% block site_meta %}<!-- an edit -->"),
        lambda: edit(LICENCE, "\n# Licence", "\n# The licence"),
        lambda: (pages / "cities/extra.md").write_text("# Extra\n\n{{ cities_table() }}\n", encoding="utf-8"),
        lambda: (pages / "network/timeline.md").rename(pages / "network/time.md"),
        (pages / "about/privacy.md").unlink,
        lambda: shutil.copytree(project / "atlas/query", project / "atlas/query/copy"),
    ]
    choose.shuffle(saves)
    with preview(project) as running:
        for save in saves:
            save()
            time.sleep(choose.choice([0, 0.5]))
        for number in range(30):
            (pages / "cities/extra.md").write_text(f"# Extra\n\nSave {number}.\n\n{{{{ cities_table() }}}}\n", "utf-8")
        running.comes_to_show("cities/extra/", "Save 29.")
        wait_for(lambda: is_gone(running, "about/privacy/"))
        wait_for(lambda: is_gone(running, "network/timeline/"))
        running.comes_to_show("cities/makassar/", "Renamed by Hand")
        files = fresh(project, running, tmp_path / "fresh")
        wait_for(lambda: not is_fresh(running, files))


def test_what_stops_a_build_shows_in_the_browser_until_it_is_mended(project: Path) -> None:
    """In another language too, whose preview shows its translations as they change."""
    home = 'msgctxt "mkdocs.yml"\nmsgid "Home"\nmsgstr "'
    stops = {
        "atlas/query/common.py": ("from __future__", "from from __future__", "atlas/query/common.py:3: SyntaxError"),
        "macros.py": ("def define_env(", "def define_env)(", "macros.py"),
        "overrides/main.html": (
            "{% block htmltitle %}",
            "{% blok htmltitle %}",
            "overrides/main.html:11: TemplateSyntaxError",
        ),
        "mkdocs.yml": ("site_name: ", "site_name: [", "mkdocs.yml"),
        "locale/id.po": (home, home.replace("msgid", "mgid"), "locale/id.po:"),
    }
    with preview(project, "mkdocs.id.yml") as running:
        for file, (sound, broken, message) in stops.items():
            replace_once(project, file, sound, broken)
            running.comes_to_show("cities/makassar/", "The preview has stopped")
            assert message in running.fetch(""), file
            replace_once(project, file, broken, sound)
            wait_for(lambda: "The preview has stopped" not in running.fetch(""))
        replace_once(project, "locale/id.po", home, home + "Renamed ")
        running.comes_to_show("cities/makassar/", "Renamed ")
        os.mkfifo(project / "docs/pipe.md")
        running.comes_to_show("", "docs/pipe.md  unreadable  this is neither a file nor a folder")
        (project / "docs/pipe.md").unlink()
        wait_for(lambda: "The preview has stopped" not in running.fetch(""))
        assert "Traceback" not in running.terminal

        # A page that is asked for while that is mended is that page.
        replace_once(project, "macros.py", "def define_env(", "def define_env)(")
        running.comes_to_show("cities/makassar/", "The preview has stopped")
        replace_once(project, "macros.py", "def define_env)(", "def define_env(")
        while "The preview has stopped" in (page := running.fetch("cities/makassar/")):
            pass  # an answer waits for the build that is under way; one of 404 raises
        assert "<h1 id=" in page

        # The same mistake a second time says the same.
        sound, broken = 'corrections: !ENV [CORRECTIONS_URL, ""]', "corrections: nowhere"
        for times in (1, 2):
            replace_once(project, "mkdocs.yml", sound, broken)
            running.comes_to_show("", "The preview has stopped")
            assert "CORRECTIONS_URL: &#39;nowhere&#39; is neither a web nor a mail address" in running.fetch("")
            assert running.terminal.count("\nCORRECTIONS_URL: 'nowhere' is neither") == times
            replace_once(project, "mkdocs.yml", broken, sound)
            wait_for(lambda: "The preview has stopped" not in running.fetch(""))
