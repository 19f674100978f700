"""Turn the data files into records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from atlas.model.atlas import FILES, Atlas
from atlas.model.collections import Collection
from atlas.model.sources import RuleException, Source
from atlas.model.synonyms import Synonym
from atlas.read.cache import NO_CACHE, Cache, digest
from atlas.read.findings import Finding
from atlas.read.validation import ADDRESS_FOR_ID, records
from atlas.read.yaml_file import YamlFile, read


@dataclass
class Loaded:
    """The data files as they were read, and the records if every file is valid."""

    yaml_files: dict[str, YamlFile]  # by the path from the project's root
    findings: list[Finding]  # what is wrong with their YAML and their fields
    atlas: Atlas | None  # the records; None if there is a finding
    exceptions: list[RuleException]  # empty if their own file has a finding
    synonyms: list[Synonym]  # empty if any file has a finding
    digest: str = ""  # of all files together


def load(root: Path, cache: Cache = NO_CACHE) -> Loaded:
    """Read every data file below ``root``, the folder of the project.

    Never raises for what is in the files: ``findings`` holds every mistake, and ``atlas`` is None if there is one.
    What the cache has of files that did not change is not read again.
    """
    contents = {file: _content(root, file) for file in data_files(root)}
    whole = digest([part for file, content in contents.items() for part in (file.encode(), content)])
    loaded: Loaded | None = cache.find("data", whole)
    if loaded is None:
        files = {file: cache.find(("data", file), content) or read(root, file) for file, content in contents.items()}
        loaded = assemble(files.values())
        loaded.digest = whole
        for file, content in contents.items():
            if not files[file].findings:
                cache.keep(("data", file), content, files[file])
    return cache.keep("data", whole, loaded)


def _content(root: Path, file: str) -> bytes:
    path = root / file
    return path.read_bytes() if path.is_file() else b""


def data_files(root: Path) -> list[str]:
    """Return the path of every data file that is there or has to be, from the project's root."""
    return [file for part in FILES.values() for file in _files_of(root, part)]


def _files_of(root: Path, part: Collection) -> list[str]:
    folder = root / part.file
    if part.kept != "files":
        return [part.file]
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [f"{part.file}{name}" for name in names if name.endswith(".yml")]


def assemble(yaml_files: Iterable[YamlFile]) -> Loaded:
    """Turn the data files, read in any order, into records."""
    by_file = {yaml_file.file: yaml_file for yaml_file in yaml_files}
    contents = {key: [records(by_file[file], key) for file in by_file if part.has(file)] for key, part in FILES.items()}
    [exceptions], [synonyms], [sources] = contents["exceptions"], contents["synonyms"], contents["sources"]
    if findings := [finding for yaml_file in by_file.values() for finding in yaml_file.findings]:
        return Loaded(by_file, _naming_sources(findings, sources), None, exceptions or [], [])
    dates = {source.id: source.date or "" for source in sources}
    contents["report"].sort(key=lambda report: (dates.get(report.source, ""), report.id))
    by_id = {name: _by_id(part, contents[part.key]) for name, part in Atlas.COLLECTIONS.items()}
    return Loaded(by_file, [], Atlas(**by_id), exceptions, synonyms)


def _by_id(collection: Collection, contents: list[Any]) -> Any:
    """Return the records of a collection by id, or its only record, from what its files have."""
    if collection.kept == "single":
        return contents[0]
    return {record.id: record for record in (contents[0] if collection.kept == "list" else contents)}


def _naming_sources(findings: list[Finding], sources: list[Source] | None) -> list[Finding]:
    """Return findings in which an address in place of the id of a source has that id as its hint."""
    ids = {ADDRESS_FOR_ID.format(source.url): source.id for source in sources or []}
    return [
        replace(finding, hint=f"write its id: '{ids[finding.message]}'") if finding.message in ids else finding
        for finding in findings
    ]
