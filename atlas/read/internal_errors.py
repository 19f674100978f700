"""Errors in the code of the Atlas, in words: no contributor is blamed for them, and none sees a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from atlas.model.base import Record
from atlas.read.findings import Finding

#: The rule that such a finding names, as a sentence, and what to do about it.
RULE = "atlas-mistake"
SENTENCE = "No macro, template, query or exporter of the Atlas stops in the middle."
HINT = "this is a mistake in the Atlas, please report it"

_ROOT = Path(__file__).resolve().parent.parent.parent


def described(what: str, error: Exception) -> str:
    """Say what stopped, at which record if that is known, by which error, and at which line of the code."""
    frames = list(_frames(error))
    record = next(filter(None, map(_record_id, reversed([frame for frame, _ in frames]))), None)
    at = f" at '{record}'" if record else ""
    code = next((place for frame, line in reversed(frames) if (place := _place(frame, line))), "")
    return f"{what} stopped{at}: {type(error).__name__}: {error}{f' ({code})' if code else ''}"


def finding(what: str, error: Exception, file: str, line: int = 0, column: int = 0, width: int = 1) -> Finding:
    """Return a finding about an error in our code."""
    return Finding(file, line, column, RULE, described(what, error), HINT, width)


def _frames(error: Exception) -> Iterator[tuple[FrameType, int]]:
    """Yield the calls that led to an error, the innermost last, each with its line."""
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _record_id(frame: FrameType) -> str | None:
    """Return the id of the last record among the variables of a call; None where it had none."""
    values: list[Any] = [value for value in frame.f_locals.values() if isinstance(value, Record)]
    return next((str(value.id) for value in reversed(values) if getattr(value, "id", None)), None)


def _place(frame: FrameType, line: int) -> str | None:
    """Return a line of our own code; None for one of a library."""
    path = Path(frame.f_code.co_filename)
    return f"{path.relative_to(_ROOT).as_posix()}:{line}" if path.is_relative_to(_ROOT / "atlas") else None
