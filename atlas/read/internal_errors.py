"""Errors in the code of the Atlas, in words: no contributor is blamed for them, and none sees a traceback."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any

from atlas.model.base import Record
from atlas.read.findings import Finding

#: The rule that such a finding names, as a sentence, and what to do about it.
RULE = "atlas-mistake"
SENTENCE = "No macro, template, query or exporter of the Atlas stops in the middle."
HINT = "this is a mistake in the Atlas, please report it"

_ROOT = Path(__file__).resolve().parent.parent.parent


def describe(what: str, error: Exception) -> str:
    """Say what stopped, at which record if that is known, by which error, and at which line of the code."""
    frames = list(walk_tb(error.__traceback__))[::-1]
    record = next(filter(None, (_record_id(frame) for frame, _ in frames)), None)
    files = ((Path(frame.f_code.co_filename), line) for frame, line in frames)
    own = (
        f" ({file.relative_to(_ROOT).as_posix()}:{line})"
        for file, line in files
        if file.is_relative_to(_ROOT / "atlas")
    )
    at = f" at '{record}'" if record else ""
    return f"{what} stopped{at}: {type(error).__name__}: {error}{next(own, '')}"


def finding(what: str, error: Exception, file: str, line: int = 0, column: int = 0, width: int = 1) -> Finding:
    """Return a finding about an error in our code."""
    return Finding(file, line, column, RULE, describe(what, error), HINT, width)


def _record_id(frame: FrameType) -> str | None:
    """Return the id of the last record among the variables of a call; None where it had none."""
    values: list[Any] = [value for value in frame.f_locals.values() if isinstance(value, Record)]
    return next((str(value.id) for value in reversed(values) if getattr(value, "id", None)), None)
