"""What a build, the check, a preview and a keystroke in the register cost, from one run: `make bench`.

Builds the site with the files of data of each build, without them, and with all of them, and the same pages with what
macros write written out by hand, in turn; then atlases of more and more cities. Figures are medians; a ratio is that of
the pairs, so that it holds when the machine drifts.

Of the time until a change shows in a preview, a fifth of a second is waiting: a tenth until it is noticed, and a tenth
for more changes.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.checks import examine  # noqa: E402
from atlas.export import Extent  # noqa: E402
from atlas.site.build import Build  # noqa: E402
from tests.browser.chromium import MISSING, chromium, find_chromium  # noqa: E402
from tests.browser.server import packed, served  # noqa: E402
from tests.conftest import copy_project  # noqa: E402
from tests.site.preview import Preview, preview, wait_for  # noqa: E402

#: The registers of the largest atlas are measured on a phone: a processor so many times slower.
REGISTERS = ("projects/", "projects/outcomes/", "projects/support/")
PHONE: ViewportSize = {"width": 390, "height": 800}
SLOWDOWN = 4

#: The settings of so big an atlas.
BIGGER = {"MAX_CHARACTERS": "90_000_000", "EXPORTS": "none"}

#: What is typed, one key after the other, twice: much goes, much comes back, and nothing is left.
KEYSTROKES = [*"smart", *["Backspace"] * 5, *"đà nẵng", *["Backspace"] * 7, *"qx", "Backspace", "Backspace"] * 2

#: Milliseconds from one key to the next.
KEY_PAUSE = 1500

#: Notes each keystroke: how long its listeners ran, and when the frame after it was handed over to be painted.
WATCH_INPUT = """() => {
  window.keystrokes = [];
  let start;
  addEventListener("input", () => { start = performance.now() }, true);
  addEventListener("input", () => {
    const noted = [performance.now() - start];
    window.keystrokes.push(noted);
    const { port1, port2 } = new MessageChannel();
    const from = start;
    port1.onmessage = () => noted.push(performance.now() - from);
    requestAnimationFrame(() => port2.postMessage(0));
  });
}"""

#: The atlases that are measured.
CITIES = (300, 1000, 3000)

ROUNDS = 5
CHANGES = 3

#: The full check, in a process of its own.
CHECK = [sys.executable, "-m", "atlas", "check"]

#: The day of the data, which every page shows, with the mark as its year.
CODE = "def last_checked(atlas):\n    return '{mark}-02-03'\n\n\ndef _last_checked"

#: What is saved in a preview: the file, a text in it that the mark follows or replaces, the page that shows it.
SAVED = {
    "page": ("docs/network/glossary.md", "## Sources", "## Sources {mark}", "network/glossary/"),
    "data file": ("data/projects.yml", "name: LONTARA+", "name: Saved {mark}", "cities/makassar/"),
    "template": ("atlas/site/templates/network/glossary.html", "</dl>", "</dl><p>{mark}</p>", "network/glossary/"),
    "code in atlas/": ("atlas/query/common.py", "def last_checked", CODE, "network/glossary/"),
    "style sheet": ("docs/assets/atlas.css", ":root", "/* {mark} */ :root", "assets/atlas.css"),
}


class Cost(NamedTuple):
    """What a build costs: wall seconds, and peak memory in KiB."""

    seconds: float
    memory: int


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        by_hand = write_out(Path(folder) / "by-hand")
        run(site)  # fills the caches of the file system
        rounds, hands, together = [], [], []
        every_language = [sys.executable, "scripts/editions.py", "--quiet", "--site-dir", str(site)]
        for _ in range(ROUNDS):
            rounds.append({extent: run(site, EXPORTS=extent) for extent in Extent})
            hands.append(run(site, by_hand).seconds)
            together.append(seconds_of(lambda: subprocess.run(every_language, cwd=ROOT, check=True)))  # noqa: S603
    ratio = statistics.median(each[Extent.NONE].seconds / hand for each, hand in zip(rounds, hands, strict=True))
    seconds = {extent: statistics.median(each[extent].seconds for each in rounds) for extent in Extent}
    every = statistics.median(together)
    loading = median(lambda: examine(ROOT))
    check = median(lambda: subprocess.run(CHECK, cwd=ROOT, stdout=subprocess.DEVNULL, check=True))  # noqa: S603
    print(f"processor            {processor()}, {os.cpu_count()} cores")
    print(f"strict build         {seconds[Extent.BUILD]:.2f} s")
    print(f"without data files   {seconds[Extent.NONE]:.2f} s; with all of them {seconds[Extent.ALL]:.2f} s")
    print(f"in every language    {every:.2f} s, {every / seconds[Extent.BUILD]:.2f} times English alone")
    print(
        f"pages by hand        {statistics.median(hands):.2f} s; macros take {ratio:.2f} times that, data files aside"
    )
    print(f"peak memory          {max(each[Extent.BUILD].memory for each in rounds) / 1024:.0f} MB")
    print(f"loading, validating  {loading:.2f} s, {loading / seconds[Extent.BUILD]:.0%} of the build")
    print(f"check, cold          {check:.2f} s, {check / median(read_yaml):.1f} times reading the YAML with libyaml")
    for kind, saved in saved_in_preview().items():
        print(f"{f'preview, {kind}':<24} {saved:.2f} s")
    for line in lines_of_sizes():
        print(line, flush=True)


def write_out(folder: Path) -> Path:
    """A project whose pages hold what the macros would write, without macros and hooks."""
    build = Build(examine(ROOT))
    for part in ("docs", "overrides"):
        shutil.copytree(ROOT / part, folder / part)
    for src, page in build.examined.tree.pages.items():
        front_matter = page.text[: len(page.text) - len(page.body)]
        (folder / "docs" / src).write_text(front_matter + build.render(src), encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config[: config.index("  - macros:\n")] + config[config.index("validation:\n") :]
    config = config.replace("extra:\n", "extra:\n  frame: {countries: [], checked: ''}\n")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def lines_of_sizes() -> Iterator[str]:
    """What a page costs in atlases of more and more cities, data files aside, and the registers of the largest."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        for cities in CITIES:
            project = Path(name) / str(cities)
            make = [sys.executable, "scripts/bigger.py", str(project), str(cities)]
            subprocess.run(make, cwd=ROOT, env={**os.environ, **BIGGER}, check=True)  # noqa: S603
            cost = run(site, project, **BIGGER)
            pages = sum(1 for _ in site.rglob("index.html"))
            yield (
                f"{f'{cities:,} cities':<20} {cost.seconds:.0f} s, {cost.seconds / pages:.3f} s for each of {pages:,} "
                f"pages; {cost.memory / 1024:.0f} MB"
            )
        yield from register_lines(site, CITIES[-1])


def run(site: Path, project: Path = ROOT, **environment: str) -> Cost:
    """Build a site strictly, into a new folder: none pays for taking away what the one before it made."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=project, env=environment)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("the build failed")
    memory = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
    return Cost(time.perf_counter() - start, memory)


def median(action: Callable[[], object]) -> float:
    """Return the median of the seconds that something takes."""
    return statistics.median(seconds_of(action) for _ in range(ROUNDS))


def seconds_of(action: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read_yaml() -> None:
    """The data files as libyaml reads them, with nothing checked."""
    for path in sorted((ROOT / "data").rglob("*.yml")):
        with path.open(encoding="utf-8") as file:
            yaml.compose(file, Loader=yaml.CBaseLoader)


def saved_in_preview() -> dict[str, float]:
    """For each kind of file the median seconds from saving it until the served page shows the change."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        with preview(project) as running:
            return {
                kind: statistics.median(saved_once(running, project, kind, n) for n in range(CHANGES)) for kind in SAVED
            }


def saved_once(running: Preview, project: Path, kind: str, n: int) -> float:
    """Seconds until a change shows; the file is as before when this returns."""
    file, old, new, shown_on = SAVED[kind]
    path, mark = project / file, f"209{n}"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(old, new.format(mark=mark), 1), encoding="utf-8")
    taken = seconds_of(lambda: running.comes_to_show(shown_on, mark))
    path.write_text(before, encoding="utf-8")
    wait_for(lambda: mark not in running.fetch(shown_on))
    return taken


def register_lines(site: Path, cities: int) -> Iterator[str]:
    """What each register of a built site costs; one line where there is no browser to measure it."""
    path = find_chromium()
    if path is None:
        yield f"registers              not measured: {MISSING}"
        return
    with chromium(path) as browser, served(site) as home:
        for register in REGISTERS:
            yield (
                f"{register}, {cities:,} cities: first visit {first_visit(browser, home + register, site)} KB; "
                f"processor {SLOWDOWN} times slower: {of_keystrokes(type_into_register(browser, home + register))}"
            )


def first_visit(browser: Browser, address: str, site: Path) -> int:
    """How many kilobytes a page and all that it asks for have, compressed as a host does it."""
    page = browser.new_page(viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.removeprefix("/")))
    page.goto(address, wait_until="networkidle")
    page.close()
    files = (site / path / "index.html" if path.endswith("/") else site / path for path in asked)
    return round(sum(len(packed(file)) for file in files) / 1000)


def type_into_register(browser: Browser, address: str) -> list[tuple[float, float]]:
    """For each keystroke the milliseconds of script, and those until the next paint.

    At the first keystrokes the rows of the countries are still to come.
    """
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    page.evaluate(WATCH_INPUT)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.focus("[name=text]")
    for key in KEYSTROKES:
        (page.keyboard.press if key == "Backspace" else page.keyboard.type)(key)
        page.wait_for_timeout(KEY_PAUSE)
    figures: list[tuple[float, float]] = page.evaluate("window.keystrokes")
    context.close()
    if len(figures) != len(KEYSTROKES):
        sys.exit(f"{len(figures)} of {len(KEYSTROKES)} keystrokes were measured")
    return figures


def of_keystrokes(figures: list[tuple[float, float]]) -> str:
    """The two figures of all keystrokes, worst and median."""
    script, paint = zip(*figures, strict=True)
    return (
        f"script {max(script):.0f} ms at worst, {statistics.median(script):.0f} ms median; "
        f"next paint {max(paint):.0f} ms at worst, {statistics.median(paint):.0f} ms median"
    )


def processor() -> str:
    """The name of the processor."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
