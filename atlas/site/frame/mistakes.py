"""Where a reader reports a mistake: a form or mailbox, the form on GitHub, or a page that names neither."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from atlas import query
from atlas.model.atlas import Atlas
from atlas.model.base import Record
from atlas.model.cities import City, Country
from atlas.model.labels import label
from atlas.model.projects import Project
from atlas.model.words import date, gettext as _, number

#: The page that says how to report a mistake, and all corrections so far.
PAGE = "about/corrections.md"

#: The form of the repository; `.github/ISSUE_TEMPLATE/` has it, with a question for each field of a report.
TEMPLATE = "correct-a-fact.yml"

#: How much of a value fits into an address.
_LONGEST = 600


@dataclass(frozen=True)
class Mistakes:
    """The place to which readers report mistakes.

    Args:
        repository: The address of the repository; "" where there is none.
        address: A form or ``mailto:`` that needs no account and comes before the repository; "" where there is none.
    """

    repository: str = ""
    address: str = ""

    @property
    def needs_account(self) -> bool:
        """Whether a report goes to GitHub, which only takes it from those who have an account."""
        return bool(self.repository and not self.address)

    @property
    def hint(self) -> str:
        """Return what a reader should know before following the link to a report."""
        if self.address.startswith("mailto:"):
            return _("This opens an e-mail. Write what is right and where that is published. You need no account.")
        if self.address:
            return _("The form asks what is right and where that is published. You need no GitHub account.")
        if self.repository:
            return _(
                "The form asks what is right and where that is published. It is on GitHub: you need an account there."
            )
        return _("This copy of the Atlas has no address for corrections. Please ask its publisher.")

    def report(self, page: str, record: str = "", value: str = "", source: str = "") -> str | None:
        """Return the address of an empty report, with what is known filled in; None where no report can be sent.

        Args:
            page: The address of the place on the site.
            record: The record, as ``collection/id``.
            value, source: What the page says, and the address of the source it names.
        """
        value = textwrap.shorten(value, _LONGEST, placeholder=" …")
        fields = {"page": page, "record": record, "value": value, "source": source}
        known = {name: text for name, text in fields.items() if text}
        if self.address.startswith("mailto:"):
            body = "\r\n".join([*(f"{name}: {text}" for name, text in known.items()), "", _("What is right:"), ""])
            return _add_query(self.address, {"subject": _("A mistake in the ASCN Atlas"), "body": body})
        if self.address:
            return _add_query(self.address, known)
        if self.repository:
            return _add_query(f"{self.repository}/issues/new", {"template": TEMPLATE, **known})
        return None


def _add_query(address: str, values: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values, quote_via=quote)}"


def describe_record(atlas: Atlas, record: Record) -> tuple[str, str]:
    """Return the first facts of a page about a record, and the address of their source; "" if unknown."""
    said, source, page = [query.common.name_of(record)], None, None
    if isinstance(record, Project):
        status = record.status
        said.append(f"{label('status', status.value)}, {date(status.as_of)}")
        source, page = status.source, status.page
    elif isinstance(record, City):
        said.append(
            _("population {n}, {year}").format(
                n=number(record.population.value), year=record.population.year or _("undated")
            )
        )
        source, page = record.population.source, record.population.page
    elif isinstance(record, Country):
        said.append(record.national_entity.name)
        source, page = record.national_entity.source, record.national_entity.page
    elif cited := getattr(record, "sources", None):
        source = cited[0].source
    return ": ".join(said), atlas.sources[source].at(page) if source else ""
