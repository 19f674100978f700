"""Build the site in every language, side by side: one process of MkDocs for each ``mkdocs*.yml``.

Arguments are passed on to ``mkdocs build``. English is at the root of the site, each other language in its folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(site: Path, options: list[str]) -> int:
    """Build all editions into a folder; return 0, or the exit code of one that failed.

    Each is built into a folder of its own first, since MkDocs empties the folder that it builds into.
    """
    languages = ["en", *sorted(path.name.split(".")[1] for path in ROOT.glob("mkdocs.*.yml"))]
    environment = {**os.environ, "EDITIONS": " ".join(languages)}
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=f".{site.name}-") as folder:
        running = {}
        for language in languages:
            config = ROOT / ("mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml")
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config), *options]
            command += ["--site-dir", str(Path(folder, language))]
            running[language] = subprocess.Popen(command, env=environment)  # noqa: S603 - our own
        failed = [process.wait() for process in running.values()]
        if any(failed):
            return max(failed)
        for language in languages[1:]:
            shutil.move(Path(folder, language), Path(folder, "en", language))
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(Path(folder, "en"), site)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site is written")
    known, options = parser.parse_known_args()
    sys.exit(build(known.site_dir.resolve(), options))
