"""The command that gives sources the copies that an archive has of their pages.

The archive answers as the Internet Archive documents it: its CDX server says which copy is the newest
(https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), and Save Page Now 2 makes a new one
(https://docs.google.com/document/d/1Nsv52MvSjbLb2PCpHlat0gkzw0EvtSgpKHu4mk0MnrA).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from atlas.model.atlas import FILES, Atlas
from atlas.model.sources import ArchivedCopy, Source
from atlas.read.yaml_file import parse
from atlas.tools import format
from atlas.tools.canonical import inline, node_of
from atlas.tools.terminal import CannotRunError, write

FILE = FILES["sources"].file
#: Shows the key of an account, as ACCESS:SECRET.
KEYS = "https://archive.org/account/s3.php"
#: Seconds to wait for an answer, and for a new copy to be made.
TIMEOUT, SAVING = 60, 180
#: The command ends when the archive failed to answer for this many sources in a row.
MAX_FAILURES = 3
#: The answers of an archive that is busy: it is asked again, after the time that it names.
BUSY = (429, 500, 502, 503, 504)
_UNREADABLE = (requests.RequestException, LookupError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True)
class Archive:
    """An archive of web pages.

    Args:
        address: Where it is.
        key: The key of an account, with which it makes new copies; none are asked for without one.
        pause: Seconds to wait before each request.
    """

    address: str
    key: str
    pause: float
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        retry = Retry(3, connect=1, status_forcelist=BUSY, allowed_methods=None, backoff_factor=self.pause)
        self.session.mount(self.address, HTTPAdapter(max_retries=retry))
        self.session.headers["User-Agent"] = "ascn-atlas"

    def copy_of(self, source: Source) -> ArchivedCopy | None:
        """Return a new copy if they are asked for and one can be made, else the newest; None if there is none."""
        return (self._save(source) if self.key else None) or self._newest(source)

    def _newest(self, source: Source) -> ArchivedCopy | None:
        asked = {"url": source.url, "output": "json", "fl": "timestamp", "filter": "statuscode:200", "limit": "-1"}
        rows = self._ask("GET", "cdx/search/cdx", params=asked)  # after a row with the names of the fields
        copy = self._copy(source, rows[-1][0]) if rows else None
        return copy if copy and copy.date >= (source.date or "") else None  # an older one is of something else

    def _save(self, source: Source) -> ArchivedCopy | None:
        headers = {"Accept": "application/json", "Authorization": f"LOW {self.key}"}
        answer = self._ask("POST", "save", headers=headers, data={"url": source.url})
        end = time.monotonic() + SAVING
        while (status := answer.get("status", "pending")) == "pending" and time.monotonic() < end:
            answer = self._ask("GET", f"save/status/{answer['job_id']}", headers=headers)
        if status == "success":
            return self._copy(source, answer["timestamp"])
        click.echo(f"{source.id}: no new copy: {answer.get('message', f'it is not made after {SAVING} seconds')}")
        return None

    def _ask(self, method: str, path: str, **request: Any) -> Any:
        time.sleep(self.pause)
        response = self.session.request(method, f"{self.address}/{path}", timeout=TIMEOUT, **request)
        if response.status_code == requests.codes.unauthorized:
            raise CannotRunError(f"the archive refuses ARCHIVE_KEY: compare it with {KEYS}")
        response.raise_for_status()
        return response.json()

    def _copy(self, source: Source, time: str) -> ArchivedCopy:
        date = f"{time[:4]}-{time[4:6]}-{time[6:8]}"
        return ArchivedCopy(url=f"{self.address}/web/{time}/{source.url}", date=date)


def select_sources(atlas: Atlas, ids: Sequence[str]) -> list[Source]:
    """Return the sources without a copy: those with the given ids, or all.

    Raises:
        click.UsageError: If there is no source with one of the ids.
    """
    if unknown := [source for source in ids if source not in atlas.sources]:
        raise click.UsageError(f"there is no source '{unknown[0]}'")
    return [atlas.sources[source] for source in ids or atlas.sources if atlas.sources[source].archived is None]


def add_copies(root: Path, atlas: Atlas, archive: Archive, sources: Sequence[Source]) -> None:
    """Write the copy of each source as soon as it is known: whoever stops this loses nothing.

    Raises:
        CannotRunError: If the archive does not answer, or if the file cannot be written.
    """
    text, failures, added = format.read_text(root, FILE), 0, 0
    for source in sources:
        try:
            copy = archive.copy_of(source)
        except _UNREADABLE as error:
            click.echo(f"{source.id}: {_reason(error)}")
            failures += not isinstance(error, requests.HTTPError)  # with these the archive says no to this page
            if failures == MAX_FAILURES:
                message = f"the archive failed to answer {failures} times in a row, so this ends: run it again later"
                raise CannotRunError(f"{message}. Copies added: {added}") from None
            continue
        failures = 0
        click.echo(f"{source.id}: {copy.url if copy else 'the archive has no copy'}")
        if copy:
            if format.read_text(root, FILE) != text:
                raise CannotRunError(f"{FILE} was changed while this ran: run it again")
            text = _add_copy(text, atlas, source, copy)
            write(root, {FILE: text})
            added += 1
    click.echo(f"Copies added: {added}. Sources without one: {len(sources) - added}.")


def _reason(error: Exception) -> str:
    if isinstance(error, requests.HTTPError):
        return f"the archive says no: {str(error).partition(' for url')[0]}"
    if isinstance(error, requests.exceptions.RetryError):
        return "the archive is busy, also after several tries"
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return "the archive cannot be reached, or is too slow"
    return "the archive gives an answer that cannot be read"


def _add_copy(text: str, atlas: Atlas, source: Source, copy: ArchivedCopy) -> str:
    """Return the text of the file with a copy in the record of its source, in standard form."""
    before = parse(FILE, text)
    place = [record["id"] for record in before.value["sources"]].index(source.id)
    key, value = list(before.nodes(("sources", place, "accessed")))[-1]
    lines = text.split("\n")
    indent = " " * key.start_mark.column  # type: ignore[union-attr]
    lines.insert(value.end_mark.line + 1, f"{indent}archived: {inline(node_of(copy.model_dump()), (ArchivedCopy,))}")
    changed = "\n".join(lines)
    after = parse(FILE, changed)
    before.value["sources"][place]["archived"] = copy.model_dump()
    if after.findings or after.value != before.value:
        raise CannotRunError(f"cannot add a copy to '{source.id}': run 'python -m atlas fmt' first")
    return format.format_file(after, changed, atlas)[0]
