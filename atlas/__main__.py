"""The command line: ``python -m atlas archive | check | diff | export | fmt | messages | new | stats``."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

try:
    import click
except ModuleNotFoundError:  # the Python of the system, where that of .venv was meant
    sys.exit("Error: this Python lacks the packages of the Atlas: run 'make .venv/serve', then use '.venv/bin/python'")

from atlas import export, query
from atlas.checks import examine
from atlas.export.metadata import Edition, read_releases
from atlas.model.words import LANGUAGES
from atlas.read import catalogue, internal_errors
from atlas.read.findings import Finding
from atlas.site.pages.build import check
from atlas.tools import format, new, schemas
from atlas.tools.terminal import CannotRunError, form_option, print_findings, require_records, root_option, write

#: What each share of complete records counts, by kind of work.
_SHARES = {
    "description": "projects with a description",
    "figures": "projects with figures",
    "partners": "projects with partners",
    "started": "projects with a year of beginning",
    "asean-alone": "projects with a source besides ASEAN",
    "status": "projects whose status is known",
    "dated-figures": "figures with a date",
    "pages": "values from a PDF with a page",
    "website": "cities with an official site",
    "vision": "cities with a vision",
    "land-area": "cities with a land area",
}


class _Commands(click.Group):
    """Commands that end with a message where the Atlas itself is mistaken, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            message = internal_errors.describe(f"'{ctx.invoked_subcommand}'", error)
            raise CannotRunError(f"{message}: {internal_errors.HINT}") from error


@click.group(cls=_Commands)
def main() -> None:
    """Look after the data and pages of the ASCN Atlas."""


@main.command("archive")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--save", is_flag=True, help="Ask for a new copy first, with the key in the variable ARCHIVE_KEY.")
@click.option("--dry-run", is_flag=True, help="Only list the sources without a copy: ask and write nothing.")
@click.option(
    "--archive",
    "address",
    envvar="ARCHIVE_URL",
    default="https://web.archive.org",
    help="Where it is.",
    show_default=True,
)
@click.option("--pause", type=click.FloatRange(0), default=4, help="Seconds before each request.", show_default=True)
@root_option
def archive_command(
    sources: tuple[str, ...], save: bool, dry_run: bool, address: str, pause: float, root: Path
) -> None:
    """Give each source without a copy the newest one of the Internet Archive, or each SOURCE by its id.

    Each copy is written into the record of its source at once. Run it again to go on where it was stopped. Ends with 0
    if the archive was asked for all of them, with 2 if not.
    """
    from atlas.tools import archive  # noqa: PLC0415 - no other command waits for what it needs

    key = os.environ.get("ARCHIVE_KEY", "") if save else ""
    if save and not key:
        raise click.UsageError(f"set ARCHIVE_KEY to the key of your account: {archive.KEYS} shows it")
    _, atlas = require_records(examine(root))
    selected = archive.select_sources(atlas, sources)
    if dry_run:
        click.echo("".join(f"{source.id}: {source.url}\n" for source in selected) + f"Without a copy: {len(selected)}.")
        return
    archive.add_copies(root, atlas, archive.Archive(address.rstrip("/"), key, pause), selected)


@main.command("check")
@click.argument("paths", nargs=-1)
@form_option
@click.option("--strict", is_flag=True, help="Print warnings in full, and fail on them as well.")
@root_option
def check_command(paths: tuple[str, ...], form: str, strict: bool, root: Path) -> None:
    """Check all data files and pages, and print what is wrong, where, and how to fix it.

    PATHS limit what is printed to these files and folders. Ends with 0 if nothing is wrong, 1 if something is, 2 if the
    check could not run.
    """
    wanted = [_relative_path(path, root) for path in paths]
    examined = examine(root)
    findings = _limit_to(check(examined), wanted)
    translations = _limit_to(examined.translations(), wanted)
    findings += [finding for finding in translations if finding.level == "error"]
    warnings = _limit_to(examined.warnings(), wanted)
    warnings += [finding for finding in translations if finding.level == "warning"]
    shown = [*findings, *(warnings if strict or form == "json" else ())]
    print_findings(shown, form, root)
    if form == "text":
        click.echo(_summary(len(set(shown)), warnings, strict=strict), err=bool(shown))
    sys.exit(1 if shown and (findings or strict) else 0)


@main.command("diff")
@click.argument("base")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="How to print.")
@root_option
def diff_command(base: str, form: str, root: Path) -> None:
    """Print which records and pages were added, removed or altered since BASE, a revision of git.

    Ends with 0 whether or not something differs, and with 2 if the two cannot be compared.
    """
    from atlas.tools import diff  # noqa: PLC0415 - no other command waits for what it needs

    before, after = diff.states(root, base)
    click.echo(diff.render_changes(diff.changes(before, after), markdown=form == "markdown"))


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site-url", envvar="SITE_URL", default="", help="Where the site is published, as for its build.")
@root_option
def export_command(folder: Path, site_url: str, root: Path) -> None:
    """Write every file of data to FOLDER, laid out as on the site, without its pages.

    Ends with 0 if all of them were written, with 2 if not.
    """
    examined, atlas = require_records(examine(root), sound=True)
    address = f"{site_url.rstrip('/')}/" if site_url else ""
    edition = Edition(atlas, examined.tree, address, read_releases(root), root)
    try:
        made = export.files(edition, export.Extent.ALL)
    except export.ExportError as error:
        raise CannotRunError(str(error)) from None
    write(folder, made)
    size = sum(map(len, made.values()))
    click.echo(f"wrote {len(made):,} files ({size / 1e6:,.1f} MB) to {folder}")


@main.command("fmt")
@root_option
def fmt_command(root: Path) -> None:
    """Bring the data files into their standard form, and the schemas in data/schema/ up to date.

    The form is order, quoting and line breaks: no value and no comment changes. Ends with 0 if all is written, and
    with 2, having written nothing, if the check finds that the data cannot be used as they are.
    """
    _, atlas = require_records(examine(root))
    files, findings = format.run(root, atlas)
    if findings:
        print_findings(findings, "text", root)
        raise CannotRunError("nothing was written")
    files |= schemas.find_changed_schemas(root, atlas)
    write(root, files)
    for file in files:
        click.echo(f"wrote {file}")
    if not files:
        click.echo("Every data file is in its standard form.")


@main.command("messages")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail if a file lacks a message or has one too many."
)
@root_option
def messages_command(only_check: bool, root: Path) -> None:
    """Bring the texts for translators up to date: every text of the site is a message in each file of locale/.

    A text that changed keeps its translation, marked as fuzzy, until someone confirms it; a new one takes that of the
    text most like it in the same way. Ends with 0 if every file is up to date, with 1 if '--check' found one that is
    not, with 2 if the command could not run.
    """
    from atlas.tools import messages  # noqa: PLC0415 - as above

    examined, _ = require_records(examine(root), sound=True)
    if only_check:
        changed = messages.find_outdated(examined)
    else:
        written = messages.render_catalogues(examined)
        write(root, written)
        changed = list(written)
    for file in changed:
        click.echo(f"{file} is behind: run 'python -m atlas messages'" if only_check else f"wrote {file}")
    if not changed:
        click.echo("Every file for translators is up to date.")
    sys.exit(1 if only_check and changed else 0)


main.add_command(new.group)


@main.command("stats")
@root_option
def stats_command(root: Path) -> None:
    """Print how complete and how old the data are."""
    examined, atlas = require_records(examine(root))
    click.echo(f"Data of {query.common.last_checked(atlas)}.\n")
    shares = query.work.completeness(atlas)
    for kind, words in _SHARES.items():
        having, all_of_them = shares[kind]
        click.echo(f"{having:>5} of {all_of_them:<5} {having / all_of_them:>4.0%}  {words}")
    years = ", ".join(f"{year}: {n}" for year, n in query.work.status_years(atlas).items())
    click.echo(f"\nProjects by the year of their status:\n{years}.")
    for it in query.work.progress(catalogue.read_all(root), atlas, examined.tree):
        left = f"{it.unconfirmed} to confirm, {it.missing} missing"
        click.echo(f"\nTranslated into {LANGUAGES[it.language]}: {it.translated} of {it.texts} texts; {left}.")
    work = _summary(0, examined.warnings(), strict=False).removeprefix("No findings. ")
    click.echo(f"\n{click.wrap_text(work, width=100)}")


def _relative_path(path: str, root: Path) -> PurePosixPath:
    """Return a path from the command line relative to the root of the project."""
    if not Path(path).exists():
        raise click.UsageError(f"there is no file or folder '{path}'")
    try:
        return PurePosixPath(Path(path).resolve().relative_to(root.resolve()).as_posix())
    except ValueError:
        raise click.UsageError(f"'{path}' is no part of the project in {root}") from None


def _limit_to(findings: list[Finding], wanted: list[PurePosixPath]) -> list[Finding]:
    return [f for f in findings if not wanted or any(PurePosixPath(f.file).is_relative_to(path) for path in wanted)]


def _summary(n: int, warnings: list[Finding], *, strict: bool) -> str:
    """Return the last line: how many errors, and how many warnings."""
    head = f"{n} finding(s)." if n else "No findings."
    if strict or not warnings:
        return head
    counted = ", ".join(f"{rule} {count}" for rule, count in sorted(Counter(f.rule for f in warnings).items()))
    return f"{head} Work to do, shown by --strict: {counted}."


if __name__ == "__main__":
    gc.set_threshold(100_000)  # collect garbage rarely: as often as Python does it, it takes a tenth of a command,
    atexit.register(gc.freeze)  # and so it does at the end, where all memory goes back to the system anyway
    main()
