"""The command line: ``python -m atlas check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas.checks import examine
from atlas.findings import text
from atlas.render.build import check

ROOT = Path(__file__).resolve().parent.parent


@click.group()
def main() -> None:
    """Look after the data and pages of the ASCN Atlas."""


@main.command("check")
@click.option("--root", type=click.Path(path_type=Path, exists=True, file_okay=False), default=ROOT, hidden=True)
def check_command(root: Path) -> None:
    """Check all data files and pages, and print what is wrong, where, and how to mend it."""
    examined = examine(root)
    findings = check(examined)
    if findings:
        click.echo(text(findings, root))
        click.echo(f"\n{len(set(findings))} finding(s).", err=True)
        sys.exit(1)
    projects, pages = len(examined.atlas.projects) if examined.atlas else 0, len(examined.tree.pages)
    click.echo(f"No findings: {projects} projects, {pages} pages.")


if __name__ == "__main__":
    main()
