"""Build the site in every language, side by side, one process each: English at its root, the others in folders.

Other options go to ``mkdocs build``. The site is replaced when all editions are built; until then the old one stays.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.model.words import LANGUAGES, OTHER_LANGUAGES, SOURCE_LANGUAGE  # noqa: E402


def build(site: Path, *options: str, generator: str = "mkdocs") -> int:
    """Build all editions into a folder; return 0, or the exit code of the first that failed.

    Each is built into a folder of its own first, since the generator empties the folder that it builds into.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=f".{site.name}-") as name:
        folder = Path(name)
        running = {language: _start(folder, language, generator, options) for language in LANGUAGES}
        try:
            for language, process in running.items():
                code = process.wait()
                print((folder / f"{language}.txt").read_text(encoding="utf-8"), end="", file=sys.stderr)
                if code:  # what is wrong in English is wrong in each edition, and is said once
                    return code
        finally:
            for process in running.values():
                process.terminate()
                process.wait()
        for language in OTHER_LANGUAGES:
            (folder / language).rename(folder / SOURCE_LANGUAGE / language)
        shutil.rmtree(site, ignore_errors=True)
        (folder / SOURCE_LANGUAGE).rename(site)
    return 0


def _start(folder: Path, language: str, generator: str, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start to build an edition into the folder of its language; write its output to a file beside that folder."""
    config = "mkdocs.yml" if language == SOURCE_LANGUAGE else f"mkdocs.{language}.yml"
    command = [sys.executable, "-m", generator, "build", "--strict", "--config-file", str(ROOT / config)]
    command += ["--site-dir", str(folder / language), *options]
    with (folder / f"{language}.txt").open("w", encoding="utf-8") as output:
        output.write("" if "--quiet" in options else f"{LANGUAGES[language]}\n")
        output.flush()
        environment = {**os.environ, "EDITIONS": " ".join(LANGUAGES)}
        return subprocess.Popen(command, env=environment, stdout=output, stderr=output)  # noqa: S603 - our own


def main() -> int:
    """Build as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site is written")
    parser.add_argument("--generator", default="mkdocs", help="mkdocs, or properdocs")
    known, options = parser.parse_known_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return build(known.site_dir.resolve(), *options, generator=known.generator)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
