"""What the commands share: the folder of the project, writing, printing findings, the error that ends them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from atlas.read.findings import Finding, as_json, github, text
from atlas.tools import files

ROOT = Path(__file__).resolve().parent.parent.parent

NO_CHECKOUT = "{root} is no checkout of the project: run this in a copy of its repository, with data/ and docs/"


class CannotRunError(click.ClickException):
    """What was asked for cannot be done."""

    exit_code = 2


def _checkout(_: click.Context, __: click.Parameter, root: Path) -> Path:
    """Return the folder of the project, which an installed package does not have.

    Raises:
        CannotRunError: If it lacks the folder of the data or that of the pages.
    """
    if not all((root / folder).is_dir() for folder in ("data", "docs")):
        raise CannotRunError(NO_CHECKOUT.format(root=root))
    return root


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=_checkout,
    default=ROOT,
    hidden=True,
)
form_option = click.option(
    "--format", "form", type=click.Choice(["text", "github", "json"]), default="text", help="How to print."
)


def write(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files one after the other, each with its whole content, by their paths below ``root``.

    Raises:
        CannotRunError: If one of them cannot be written; it names that file.
    """
    for file, content in contents.items():
        try:
            files.write(root / file, content)
        except OSError as error:
            raise CannotRunError(f"cannot write {root / file}: {error.strerror}") from None


def print_findings(findings: list[Finding], form: str, root: Path) -> None:
    """Print findings in one of their forms; ``root`` is the folder that their files are relative to."""
    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        click.echo(github(findings), nl=bool(findings))
    elif findings:
        click.echo(text(findings, root, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
