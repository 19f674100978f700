"""Exceptions from rules: where a rule may be broken, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from atlas.checks.context import Files
from atlas.model.atlas import FILES
from atlas.model.base import KeyPath
from atlas.model.sources import RuleException
from atlas.read.findings import Finding, suggest
from atlas.read.yaml_file import YamlFile


def apply(
    exceptions: Iterable[RuleException], findings: list[Finding], rule_ids: Collection[str], files: Files
) -> list[Finding]:
    """Return the findings that no exception allows, and one for each exception that allows nothing.

    stale-exception: An exception allows something that is there.
    """
    left = findings
    for index, exception in enumerate(exceptions):
        places = _places(exception.record, files)
        of_rule = [finding for finding in findings if finding.rule == exception.rule]
        allowed = [f for f in of_rule if any(f.file == file and f.line in lines for file, lines in places)]
        left = [finding for finding in left if finding not in allowed]
        if allowed or exception.rule not in rule_ids:
            continue
        key, message, hint = "rule", f"'{exception.rule}' is not broken at '{exception.record}'", "remove the exception"
        if not places:
            key, message = "record", f"there is no record or page '{exception.record}'"
            hint = "remove the exception, or correct the name"
        left.append(_at(files, index, key, "stale-exception", message, hint))
    return left


def unknown_rule(exceptions: Iterable[RuleException], rule_ids: Collection[str], files: Files) -> Iterator[Finding]:
    """An exception names a rule that exists."""
    for index, exception in enumerate(exceptions):
        if exception.rule not in rule_ids:
            message = f"there is no rule '{exception.rule}' that may have exceptions"
            yield _at(files, index, "rule", "unknown-rule", message, suggest(exception.rule, rule_ids))


RULES: list[Callable[..., object]] = [unknown_rule, apply]


def _at(files: Files, index: int, key: str, rule: str, message: str, hint: str | None) -> Finding:
    return files.yaml_files[FILES["exceptions"].file].finding(("exceptions", index, key), rule, message, hint)


def _places(record: str, files: Files) -> list[tuple[str, range]]:
    """Return where a record or page is, as files and lines; empty if it does not exist."""
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
