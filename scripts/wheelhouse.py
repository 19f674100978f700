"""Download the wheels that build the site with every file of data, for each platform: ``make wheelhouse``.

pip checks each against its hash in the lock file. The folder also gets the lock file itself.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-data.txt"
#: The oldest Python that works, in a late release, which every version in the lock file accepts; and the newest.
PYTHONS = ["3.11.9", "3.14"]
#: The tags of wheels that each platform can use. pip adds those of older versions of macOS.
PLATFORMS = {
    "Linux on x86-64": [f"manylinux{version}_x86_64" for version in ("_2_28", "_2_17", "2014", "2010", "1")],
    "Linux on arm64": [f"manylinux{version}_aarch64" for version in ("_2_28", "_2_17", "2014")],
    "macOS on arm64": ["macosx_14_0_arm64"],
    "macOS on x86-64": ["macosx_14_0_x86_64"],
}


def split_lock(lock: str) -> list[str]:
    """Return the packages of a lock file as lock files without markers, each with one version of a package at most.

    A marker says which Python needs a version. pip would ask it of the Python that runs it.
    """
    files: list[dict[str, str]] = []
    for package in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]:
        name = package.partition("==")[0]
        if not (file := next((file for file in files if name not in file), None)):
            files.append(file := {})
        file[name] = re.sub(r" ;[^\\]*", " ", package, count=1)
    return ["".join(file.values()) for file in files]


def download(folder: Path) -> None:
    """Fill a folder with the wheels; end with a message if a platform lacks one."""
    with tempfile.TemporaryDirectory() as temporary:
        for number, text in enumerate(split_lock(LOCK.read_text(encoding="utf-8"))):
            lock = Path(temporary) / f"{number}.txt"
            lock.write_text(text, encoding="utf-8")
            for python, (name, tags) in product(PYTHONS, PLATFORMS.items()):
                fixed = ["--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation=cp"]
                wanted = [f"--python-version={python}", *(f"--platform={tag}" for tag in tags)]
                command = [sys.executable, "-m", "pip", "download", *fixed, *wanted, f"--requirement={lock}"]
                if subprocess.run([*command, f"--dest={folder}"], check=False).returncode:  # noqa: S603 - our own words
                    sys.exit(f"{name} lacks a wheel for Python {python}: see above, and PLATFORMS in {__file__}")


if __name__ == "__main__":
    folder = ROOT / "wheelhouse"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    download(folder)
    shutil.copy(LOCK, folder)
    wheels = list(folder.glob("*.whl"))
    size = sum(wheel.stat().st_size for wheel in wheels)
    print(f"wrote {len(wheels)} wheels ({size / 1e6:,.0f} MB) to {folder}")
