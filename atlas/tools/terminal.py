"""What the commands share: the folder of the project, writing, printing findings, the error that ends them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from atlas.checks import Examined
from atlas.model.atlas import Atlas
from atlas.read.findings import Finding, as_json, github, text

ROOT = Path(__file__).resolve().parent.parent.parent


class CannotRunError(click.ClickException):
    """What was asked for cannot be done."""

    exit_code = 2


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT,
    hidden=True,
)
form_option = click.option(
    "--format", "form", type=click.Choice(["text", "github", "json"]), default="text", help="How to print."
)


def write(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files by their paths below ``root``: all of them, or none if one cannot be written.

    Raises:
        CannotRunError: If one of them cannot be written; it names that file.
    """
    paths = [root / file for file in contents]
    beside = {path: path.with_name(f".{path.name}.new") for path in paths}
    path = root
    try:
        for path, content in zip(paths, contents.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(content.encode() if isinstance(content, str) else content)
            if path.exists():
                shutil.copymode(path, beside[path])
        for path in paths:
            beside[path].replace(path)
    except OSError as error:
        raise CannotRunError(f"cannot write {path}: {error.strerror}") from None
    finally:
        for new in beside.values():
            if new.exists():
                new.unlink()


def require_records(examined: Examined, *, sound: bool = False) -> tuple[Examined, Atlas]:
    """Return an examined project and its records; end the command if they cannot be used.

    With ``sound`` it ends if there is any finding, also one that leaves the records usable.
    """
    if examined.atlas is None or (sound and examined.findings):
        raise CannotRunError("the data cannot be used as they are: see 'python -m atlas check'")
    return examined, examined.atlas


def print_findings(findings: list[Finding], form: str, root: Path, texts: Mapping[str, str] | None = None) -> None:
    """Print findings in one of their forms.

    Args:
        findings: The findings.
        form: The form: ``text``, ``github`` or ``json``.
        root: The folder that their files are relative to.
        texts: The texts of files that are not written yet, by path.
    """
    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        click.echo(github(findings), nl=bool(findings))
    elif findings:
        click.echo(text(findings, root, texts, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
