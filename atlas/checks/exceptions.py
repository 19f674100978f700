"""Exceptions from rules: where a rule may be broken, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from atlas.checks.context import Files
from atlas.model.base import KeyPath
from atlas.model.sources import RuleException
from atlas.read.findings import Finding, suggest
from atlas.read.loading import EXCEPTIONS_FILE
from atlas.read.yaml_file import YamlFile

#: A file, and the lines of it that are meant.
Place = tuple[str, range]


def without(exceptions: Iterable[RuleException], findings: Iterable[Finding], files: Files) -> list[Finding]:
    """Return the findings that no exception allows."""
    allowed = [(exception, _places(exception.record, files)) for exception in exceptions]
    return [finding for finding in findings if not any(_allows(*each, finding) for each in allowed)]


def stale_exception(
    exceptions: Iterable[RuleException], findings: list[Finding], rule_ids: Iterable[str], files: Files
) -> Iterator[Finding]:
    """An exception allows something that is there."""
    ran = set(rule_ids)
    for index, exception in enumerate(exceptions):
        places = _places(exception.record, files)
        if exception.rule not in ran or any(_allows(exception, places, finding) for finding in findings):
            continue
        if places:
            message, hint = f"'{exception.rule}' is not broken at '{exception.record}'", "remove the exception"
            yield _at(files, index, "rule", "stale-exception", message, hint)
        else:
            message = f"there is no record or page '{exception.record}'"
            yield _at(files, index, "record", "stale-exception", message, "remove the exception, or correct the name")


def unknown_rule(exceptions: Iterable[RuleException], rule_ids: Iterable[str], files: Files) -> Iterator[Finding]:
    """An exception names a rule that exists."""
    valid = list(rule_ids)
    for index, exception in enumerate(exceptions):
        if exception.rule not in valid:
            message = f"there is no rule '{exception.rule}' that may have exceptions"
            yield _at(files, index, "rule", "unknown-rule", message, suggest(exception.rule, valid))


RULES: list[Callable[..., object]] = [unknown_rule, stale_exception]


def _at(files: Files, index: int, key: str, rule: str, message: str, hint: str | None) -> Finding:
    return files.yaml_files[EXCEPTIONS_FILE].finding(("exceptions", index, key), rule, message, hint)


def _allows(exception: RuleException, places: list[Place], finding: Finding) -> bool:
    return finding.rule == exception.rule and any(
        finding.file == file and finding.line in lines for file, lines in places
    )


def _places(record: str, files: Files) -> list[Place]:
    """Return where a record or page is; empty if it does not exist."""
    pages = [page for page in files.tree.pages.values() if page.file == record]
    places = [(page.file, range(page.text.count("\n") + 2)) for page in pages]
    for document in files.yaml_files.values():
        for key, value in document.value.items() if isinstance(document.value, dict) else ():
            listed = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, raw in listed:
                if isinstance(raw, dict) and raw.get("id", key) == record:
                    places.append((document.file, _lines(document, (key,) if index is None else (key, index))))
    return places


def _lines(document: YamlFile, path: KeyPath) -> range:
    _, node = list(document.nodes(path))[-1]
    start, end = node.start_mark, node.end_mark
    # A mapping of several lines ends where the next part of the file begins.
    after_end = end.line if end.column <= start.column else end.line + 1
    return range(start.line + 1, after_end + 1)
