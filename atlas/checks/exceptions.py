"""Exceptions from rules: where one may be broken, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from atlas.checks.context import Files
from atlas.document import Document
from atlas.findings import Finding, suggest
from atlas.load import EXCEPTIONS_FILE
from atlas.model import KeyPath, RuleException


def apply(
    exceptions: Iterable[RuleException], findings: Iterable[Finding], rule_ids: Iterable[str], files: Files
) -> Iterator[Finding]:
    """Findings without those that an exception allows, and one for each exception that allows none.

    Args:
        exceptions: All of data/exceptions.yml, in its order.
        findings: What these rules found.
        rule_ids: The rules that ran: an exception from another is not looked at.
        files: Where records and pages stand.
    """
    left = list(findings)
    ran = set(rule_ids)
    for index, exception in enumerate(exceptions):
        if exception.rule in ran:
            places = list(_places(exception.record, files))
            kept = [f for f in left if f.rule != exception.rule or not any(_lies_in(f, place) for place in places)]
            if len(kept) == len(left):
                yield from stale_exception(files, index, exception, is_there=bool(places))
            left = kept
    yield from left


def stale_exception(files: Files, index: int, exception: RuleException, *, is_there: bool) -> Iterator[Finding]:
    """An exception allows something that is there."""
    if is_there:
        message = f"'{exception.rule}' is not broken at '{exception.record}'"
        yield _at(files, index, "rule", "stale-exception", message, "take the exception out")
    else:
        message = f"there is no record or page '{exception.record}'"
        yield _at(files, index, "record", "stale-exception", message, "take the exception out, or mend the name")


def unknown_rule(exceptions: Iterable[RuleException], rule_ids: Iterable[str], files: Files) -> Iterator[Finding]:
    """An exception names a rule that exists."""
    valid = list(rule_ids)
    for index, exception in enumerate(exceptions):
        if exception.rule not in valid:
            message = f"there is no rule '{exception.rule}' that may have exceptions"
            yield _at(files, index, "rule", "unknown-rule", message, suggest(exception.rule, valid))


def _at(files: Files, index: int, key: str, rule: str, message: str, hint: str | None) -> Finding:
    return files.documents[EXCEPTIONS_FILE].finding(("exceptions", index, key), rule, message, hint)


#: A file, and the lines of it that are meant.
Place = tuple[str, range]


def _lies_in(finding: Finding, place: Place) -> bool:
    file, lines = place
    return finding.file == file and finding.line in lines


def _places(record: str, files: Files) -> Iterator[Place]:
    """Where a record or page stands."""
    for page in files.tree.pages.values():
        if page.file == record:
            yield page.file, range(page.text.count("\n") + 2)
    for document in files.documents.values():
        for key, value in document.value.items():
            records = value if isinstance(value, list) else [value]
            for index, raw in enumerate(records):
                if raw.get("id", key) == record:
                    yield document.file, _lines(document, (key, index) if isinstance(value, list) else (key,))


def _lines(document: Document, path: KeyPath) -> range:
    _, node = list(document.nodes(path))[-1]
    start, end = node.start_mark, node.end_mark
    # A mapping that is written in lines ends where the next part of the file begins.
    after_end = end.line if end.column <= start.column else end.line + 1
    return range(start.line + 1, after_end + 1)


RULES: list[Callable[..., object]] = [unknown_rule, stale_exception]
