"""What a build costs, from one run: `make bench`.

Builds the site, and the same pages with their tables written out by hand (the Markdown that the macros give, without
the macros plugin), in turn. Figures are medians; the ratio is that of the pairs, so it holds when the machine drifts.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.checks import examine  # noqa: E402
from atlas.render.build import Build  # noqa: E402

PAIRS = 9


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        plain = write_out(Path(folder) / "plain")
        site = Path(folder) / "site"
        run(ROOT, site)  # fills the caches of the file system, for both
        run(plain, site)
        with_macros, by_hand = [], []
        for _ in range(PAIRS):
            with_macros.append(run(ROOT, site))
            by_hand.append(run(plain, site))
    seconds = statistics.median(wall for wall, _ in with_macros)
    ratio = statistics.median(a / b for (a, _), (b, _) in zip(with_macros, by_hand, strict=True))
    loading = statistics.median(load_once() for _ in range(PAIRS))
    print(f"processor            {processor()}, {os.cpu_count()} cores")
    print(f"strict build         {seconds:.2f} s")
    print(f"peak memory          {max(memory for _, memory in with_macros) / 1024:.0f} MB")
    print(f"loading, validating  {loading:.2f} s, {loading / seconds:.0%} of the build")
    print(f"tables by hand       {statistics.median(wall for wall, _ in by_hand):.2f} s")
    print(f"ratio                {ratio:.2f}")


def write_out(folder: Path) -> Path:
    """A project whose pages hold what the macros would write, and no macros."""
    build = Build(examine(ROOT))
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    for src, page in build.examined.tree.pages.items():
        front_matter = page.text[: len(page.text) - len(page.body)]
        (folder / "docs" / src).write_text(front_matter + build.render(src), encoding="utf-8")
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, _, rest = lines.partition("  - macros:\n")
    after = rest[rest.index("\nmarkdown_extensions") :]
    frame = yaml.safe_dump(
        {"frame": {"independent": "", "checked": "", "licence": "", "about-link": "", "corrections-link": ""}}
    )
    config = before + after.replace("\nmarkdown", "\nmarkdown", 1)
    config = config.replace("extra:\n", "extra:\n" + "".join(f"  {line}\n" for line in frame.splitlines()))
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def run(project: Path, site: Path) -> tuple[float, int]:
    """Build a project strictly: wall seconds and peak memory in KiB."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled code is kept, as on any machine
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=project, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build of {project} failed")
    memory = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
    return time.perf_counter() - start, memory


def load_once() -> float:
    """Seconds that loading and validating take, imports aside."""
    start = time.perf_counter()
    examine(ROOT)
    return time.perf_counter() - start


def processor() -> str:
    """The name of the processor."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
