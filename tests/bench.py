"""What a build, the check, a preview and a keystroke in the register cost, from one run: `make bench`.

Builds the site with the files of data of each build, without them, and with all of them; and the same pages with their
tables written out by hand (the Markdown that the macros give, without the macros plugin), in turn. Figures are medians;
a ratio is that of the pairs, so it holds when the machine drifts.

A preview is slower than a build of the changed page needs to be: for each change MkDocs builds all pages, after waiting
a tenth of a second for more changes.
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
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import lxml.html
import yaml
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from atlas.checks import examine  # noqa: E402
from atlas.export import Extent  # noqa: E402
from atlas.site.build import Build  # noqa: E402
from tests.browser.chromium import MISSING, chromium, find_chromium  # noqa: E402
from tests.browser.server import served  # noqa: E402
from tests.conftest import copy_project  # noqa: E402
from tests.site.preview import Preview, preview  # noqa: E402

#: The register is measured with that many rows, at these widths, on a processor slowed down so many times.
REGISTER_ROWS = 5000
REGISTER_WIDTHS = (1280, 390)
SLOWDOWN = 4

#: What is typed, one key after the other: much is hidden, much comes back, and nothing is left.
KEYSTROKES = [*"smart", *["Backspace"] * 5, *"đà nẵng", *["Backspace"] * 7, *"qx", "Backspace", "Backspace"]

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

PAIRS = 7
CHANGES = 3

#: What is saved in a preview: the file, a text in it that the mark follows or replaces, the page that shows it.
SAVED = {
    "page": ("docs/network/glossary.md", "## Sources", "## Sources {mark}", "network/glossary/"),
    "data file": ("data/projects.yml", "name: LONTARA+", "name: {mark}", "cities/makassar/"),
    "template": ("atlas/site/templates/network/glossary.html", "</dl>", "</dl><p>{mark}</p>", "network/glossary/"),
    "macros.py": ("macros.py", "publication.frame", "publication.frame | dict(checked='{mark}')", "network/glossary/"),
    "code in atlas/": ("atlas/model/labels.py", '_("in progress")', '_("{mark}")', "cities/makassar/"),
    "style sheet": ("docs/assets/atlas.css", ":root", "/* {mark} */ :root", "assets/atlas.css"),
}


class Cost(NamedTuple):
    """What a build costs: wall seconds, and peak memory in KiB."""

    seconds: float
    memory: int


class Round(NamedTuple):
    """One build of each kind: by the extent of the files of data, and with the tables written out by hand."""

    none: Cost
    build: Cost
    all: Cost
    by_hand: Cost


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        plain = write_out(Path(folder) / "plain")
        site = Path(folder) / "site"
        run(plain, site)  # fills the caches of the file system, for all
        rounds = [
            Round(*(run(ROOT, site, EXPORTS=extent) for extent in Extent), by_hand=run(plain, site))
            for _ in range(PAIRS)
        ]
    seconds = statistics.median(each.build.seconds for each in rounds)
    loading = statistics.median(load_once() for _ in range(PAIRS))
    print(f"processor            {processor()}, {os.cpu_count()} cores")
    print(f"strict build         {seconds:.2f} s")
    print(f"peak memory          {max(each.build.memory for each in rounds) / 1024:.0f} MB")
    print(f"loading, validating  {loading:.2f} s, {loading / seconds:.0%} of the build")
    print(f"tables by hand       {statistics.median(each.by_hand.seconds for each in rounds):.2f} s")
    print(f"ratio                {ratio(rounds, 'none', 'by_hand'):.2f}, files of data aside")
    print(
        f"files of data        {ratio(rounds, 'build', 'none') - 1:+.0%}; all of them {ratio(rounds, 'all', 'none') - 1:+.0%}"
    )
    checks, readings = zip(*((seconds_of(check_cold), seconds_of(read_yaml)) for _ in range(PAIRS)), strict=True)
    multiple = statistics.median(a / b for a, b in zip(checks, readings, strict=True))
    print(f"check, cold          {statistics.median(checks):.2f} s, {multiple:.1f} times reading the YAML with libyaml")
    for kind, saved in saved_in_preview().items():
        print(f"{f'preview, {kind}':<24} {saved:.2f} s")
    for line in register_lines():
        print(line)


def write_out(folder: Path) -> Path:
    """A project whose pages hold what the macros would write, and no macros."""
    build = Build(examine(ROOT))
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    for src, page in build.examined.tree.pages.items():
        front_matter = page.text[: len(page.text) - len(page.body)]
        (folder / "docs" / src).write_text(front_matter + build.render(src), encoding="utf-8")
    shutil.copy(ROOT / "hooks.py", folder)
    (folder / "atlas").symlink_to(ROOT / "atlas")  # what the hooks do with a page costs both builds the same
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    macros = lines[lines.index("  - macros:\n") : lines.index("  - search:")]
    watch = lines[lines.index("\nwatch:") : lines.index("\nvalidation:")]
    frame = yaml.safe_dump({"frame": {"countries": [], "checked": ""}})
    config = lines.replace(macros, "").replace(watch, "\n")
    config = config.replace("extra:\n", "extra:\n" + "".join(f"  {line}\n" for line in frame.splitlines()))
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def ratio(rounds: list[Round], kind: str, to: str) -> float:
    """How many times as long one kind of build takes as another."""
    return statistics.median(getattr(each, kind).seconds / getattr(each, to).seconds for each in rounds)


def run(project: Path, site: Path, **environment: str) -> Cost:
    """Build a project strictly, into a new folder: none pays for taking away what the one before it made."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=project, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build of {project} failed")
    memory = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
    return Cost(time.perf_counter() - start, memory)


def load_once() -> float:
    """Seconds that loading and validating take, imports aside."""
    return seconds_of(lambda: examine(ROOT))


def seconds_of(action: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def check_cold() -> None:
    """The full check in a process of its own."""
    subprocess.run([sys.executable, "-m", "atlas", "check"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def read_yaml() -> None:
    """The data files as libyaml reads them, with nothing checked."""
    for path in sorted((ROOT / "data").rglob("*.yml")):
        with path.open(encoding="utf-8") as file:
            yaml.load(file, Loader=yaml.CSafeLoader)


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
    path, mark = project / file, f"saved{n}"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace(old, new.format(mark=mark), 1), encoding="utf-8")
    taken = seconds_of(lambda: running.comes_to_show(shown_on, mark))
    path.write_text(before, encoding="utf-8")
    running.comes_to_lose(shown_on, mark)
    return taken


def register_lines() -> list[str]:
    """What a keystroke in the register costs, at each width; one line where there is no browser to measure it."""
    path = find_chromium()
    if path is None:
        return [f"register              not measured: {MISSING}"]
    with tempfile.TemporaryDirectory() as name, chromium(path) as browser:
        site = Path(name) / "site"
        run(ROOT, site)
        multiply_rows(site / "projects/index.html")
        with served(site) as home:
            return [
                f"register, {REGISTER_ROWS} rows, {width} px, processor {SLOWDOWN} times slower: "
                f"{of_keystrokes(type_into_register(browser, home, width))}"
                for width in REGISTER_WIDTHS
            ]


def multiply_rows(page: Path) -> None:
    """Repeat the rows of the register, each under a name of its own, until it has as many as are to be measured."""
    document = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    originals = document.xpath("//table[contains(@class, 'register')]/tbody/tr[@data-n]")
    for number in range(len(originals), REGISTER_ROWS):
        original = originals[number % len(originals)]
        row = deepcopy(original)
        row.set("data-n", str(number))
        row.find("th/a").text += f" {number}"
        original.getparent().append(row)
    page.write_text(lxml.html.tostring(document, encoding="unicode", doctype="<!doctype html>"), encoding="utf-8")


def type_into_register(browser: Browser, home: str, width: int) -> list[tuple[float, float]]:
    """For each keystroke the milliseconds of script, and those until the next paint."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{home}projects/")
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
