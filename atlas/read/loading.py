"""Turn the data files into records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.model.atlas import Atlas
from atlas.model.reports import Report
from atlas.model.sources import RuleException, Source
from atlas.model.synonyms import Synonym
from atlas.read.cache import NO_CACHE, Cache, digest
from atlas.read.findings import Finding
from atlas.read.validation import ADDRESS_FOR_ID, records
from atlas.read.yaml_file import YamlFile, read

DATA_DIR = "data"
REPORTS_DIR = "data/reports"
NETWORK_FILE = f"{DATA_DIR}/network.yml"
EXCEPTIONS_FILE = f"{DATA_DIR}/exceptions.yml"
SYNONYMS_FILE = f"{DATA_DIR}/synonyms.yml"


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
        found = {file: cache.find(("data", file), content) or read(root, file) for file, content in contents.items()}
        loaded = assemble(found.values())
        loaded.digest = whole
        for file, content in contents.items():
            if not found[file].findings:
                cache.keep(("data", file), content, found[file])
    return cache.keep("data", whole, loaded)


def _content(root: Path, file: str) -> bytes:
    path = root / file
    return path.read_bytes() if path.is_file() else b""


def data_files(root: Path) -> list[str]:
    """Return the path of every data file that is there or has to be, from the project's root."""
    files = [*map(collection_file, Atlas.COLLECTIONS), NETWORK_FILE, EXCEPTIONS_FILE, SYNONYMS_FILE]
    reports = root / REPORTS_DIR
    names = sorted(path.name for path in reports.iterdir()) if reports.is_dir() else []
    return [*files, *(f"{REPORTS_DIR}/{name}" for name in names if name.endswith(".yml"))]


def assemble(yaml_files: Iterable[YamlFile]) -> Loaded:
    """Turn the data files, read in any order, into records."""
    by_file = {yaml_file.file: yaml_file for yaml_file in yaml_files}
    collections = {name: records(by_file[collection_file(name)], name) for name in Atlas.COLLECTIONS}
    network, exceptions = records(by_file[NETWORK_FILE], "network"), records(by_file[EXCEPTIONS_FILE], "exceptions")
    synonyms = records(by_file[SYNONYMS_FILE], "synonyms")
    reports: list[Report] = [records(by_file[file], "report") for file in by_file if file.startswith(REPORTS_DIR)]
    if findings := [finding for yaml_file in by_file.values() for finding in yaml_file.findings]:
        return Loaded(by_file, _naming_sources(findings, collections["sources"]), None, exceptions or [], [])
    by_id = {name: {record.id: record for record in loaded} for name, loaded in collections.items()}
    sources = by_id["sources"]
    reports.sort(key=lambda report: (getattr(sources.get(report.source), "date", None) or "", report.id))
    atlas = Atlas(**by_id, network=network, original=None, reports={report.id: report for report in reports})
    return Loaded(by_file, [], atlas, exceptions, synonyms)


def _naming_sources(findings: list[Finding], sources: list[Source] | None) -> list[Finding]:
    """Return findings in which an address in place of the id of a source has that id as its hint."""
    ids = {ADDRESS_FOR_ID.format(source.url): source.id for source in sources or []}
    return [
        replace(finding, hint=f"write its id: '{ids[finding.message]}'") if finding.message in ids else finding
        for finding in findings
    ]


def collection_file(name: str) -> str:
    """Return the data file of a collection, from the project's root."""
    return f"{DATA_DIR}/{name.replace('_', '-')}.yml"


def kept_in(collection: str) -> str:
    """Return the data file of a collection, or the folder of the reports."""
    if collection == "reports":
        return f"{REPORTS_DIR}/"
    return collection_file(collection) if collection in Atlas.COLLECTIONS else NETWORK_FILE
