"""The command that adds a record: it takes flags or asks, shows or writes the files, and says what is left to do."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from atlas.checks import examine
from atlas.model.atlas import Atlas
from atlas.tools import scaffold
from atlas.tools.terminal import CannotRunError, print_findings, root_option, write


@click.group("new")
def group() -> None:
    """Add a record, with its page where it has one; asks for what is not given."""


def _command(kind: scaffold.Kind) -> click.Command:
    """The command for one kind: a flag for each of its fields, in the words of the model."""

    def add(root: Path, dry_run: bool, record_id: str | None, **given: str | None) -> None:
        examined = examine(root)
        if examined.atlas is None:
            raise CannotRunError("the data cannot be used as they are: see 'python -m atlas check'")
        atlas = examined.atlas
        record = kind.record(_answers(kind, given, atlas))
        try:
            record = {"id": kind.id(record_id or _asked_id(kind, record, atlas), record, atlas), **record}
        except scaffold.RefusedError as error:
            raise CannotRunError(str(error)) from None
        with scaffold.draft(examined, atlas, kind, record) as draft:
            if draft.errors:
                print_findings(draft.errors, "text", draft.root)
                raise CannotRunError("nothing was written: the check would find what stands above")
            if dry_run:
                click.echo("".join(_changes(root, draft.texts)), nl=False)
            else:
                write(root, draft.texts)
                _report(draft, kind)

    flags = [click.Option([flag, _name(flag)], help=field.meaning) for flag, field in kind.fields.items()]
    own_id = click.Option(["--id", "record_id"], help="Its id, instead of the one proposed.")
    dry_run = click.Option(["--dry-run"], is_flag=True, help="Print what would be written where, and write nothing.")
    return root_option(
        click.Command(kind.name, callback=add, params=[*flags, own_id, dry_run], help=f"Add a {kind.name}.")
    )


def _report(draft: scaffold.Draft, kind: scaffold.Kind) -> None:
    """Say what was written and what is left to do."""
    for file in draft.texts:
        click.echo(f"wrote {file}")
    if draft.left:
        click.echo("\nLeft to fill in:\n")
        print_findings(draft.left, "text", draft.root)
    click.echo("\nNext:")
    for step in kind.steps:
        click.echo(f"- {step}")


def _name(flag: str) -> str:
    """The name under which click hands on a flag."""
    return flag.removeprefix("--").replace("-", "_")


def _answers(kind: scaffold.Kind, given: dict[str, str | None], atlas: Atlas) -> dict[str, Any]:
    """The value of each flag that was given, or is needed and asked for.

    Raises:
        click.UsageError: If something is missing and nobody can be asked, or a value cannot be taken.
    """
    texts = {flag: given[_name(flag)] for flag in kind.fields}
    needed = {
        flag: field
        for flag, field in kind.fields.items()
        if texts[flag] is None and field.is_required and field.default is None
    }
    if needed and not _is_terminal():
        missing = "\n".join(f"  {flag}  {field.meaning}" for flag, field in needed.items())
        raise click.UsageError(f"these are missing:\n{missing}")
    answers: dict[str, Any] = {}
    for flag, field in kind.fields.items():
        read = partial(_value, flag, field, atlas)
        text = texts[flag] or (field.default() if field.default else None)
        if text is not None:
            answers[flag] = read(text)
        elif flag in needed:
            answers[flag] = click.prompt(f"{field.meaning} {flag}", value_proc=read)
    return answers


def _value(flag: str, field: scaffold.Field, atlas: Atlas, text: str) -> Any:
    try:
        return field.read(text, atlas)
    except scaffold.RefusedError as error:
        print_findings(error.findings, "text", Path())
        raise click.BadParameter(str(error), param_hint=flag) from None


def _asked_id(kind: scaffold.Kind, record: dict[str, Any], atlas: Atlas) -> str | None:
    """The id that a person at a terminal chooses, with the one proposed to begin with."""
    if not _is_terminal():
        return None
    chosen: str = click.prompt("Its id, which never changes. --id", default=kind.propose(record, atlas) or None)
    return chosen


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _changes(root: Path, texts: dict[str, str]) -> Iterator[str]:
    """What writing these files would change, as a patch."""
    for file, text in texts.items():
        old = (root / file).read_text(encoding="utf-8").splitlines(keepends=True) if (root / file).exists() else []
        yield from difflib.unified_diff(old, text.splitlines(keepends=True), file if old else "/dev/null", file)


for _kind in scaffold.KINDS:
    group.add_command(_command(_kind))
