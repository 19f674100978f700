"""Rules about ids that point elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context, Rule
from atlas.findings import Finding, suggest
from atlas.load import REPORTS_DIR, collection_file
from atlas.model import Atlas, all_references


def unknown_reference(context: Context) -> Iterator[Finding]:
    """Every id that points at another record points at one that exists."""
    for collection, record_id, path, ref, target in all_references(context.atlas):
        if not any(target in context.atlas.collection(wanted) for wanted in ref.collections):
            valid = [name for wanted in ref.collections for name in context.atlas.collection(wanted)]
            files = " or ".join(_kept_in(wanted) for wanted in ref.collections if wanted != "network")
            message = f"'{target}' names no record in {files}"
            hint = suggest(target, valid, f"add it to {files} first if it is new.")
            yield context.at(collection, record_id, path, "unknown-reference", message, hint)


def _kept_in(collection: str) -> str:
    if collection == "reports":
        return f"{REPORTS_DIR}/"
    return collection_file(collection if collection in Atlas.COLLECTIONS else "network")


RULES: list[Rule] = [unknown_reference]
