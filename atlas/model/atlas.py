"""All records of the Atlas together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from atlas.model.base import Record
from atlas.model.cities import City, Country, FocusArea
from atlas.model.network import Event, Network, Partner, Place, Term, Theme
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Correction, OpenQuestion, RuleException, Source
from atlas.model.synonyms import Synonym
from atlas.model.topics import Topic


@dataclass(frozen=True, eq=False)
class Atlas:
    """All records by id, in the order of the files; reports are in order of date.

    Two objects are equal only if they are the same, so that answers about one can be cached.
    """

    projects: dict[str, Project]
    cities: dict[str, City]
    countries: dict[str, Country]
    focus_areas: dict[str, FocusArea]
    topics: dict[str, Topic]
    reports: dict[str, Report]
    partners: dict[str, Partner]
    timeline: dict[str, Event]
    glossary: dict[str, Term]
    open_questions: dict[str, OpenQuestion]
    corrections: dict[str, Correction]
    sources: dict[str, Source]
    network: Network
    original: "Atlas | None" = None  # the records as they are written, if these are translated

    #: The record type of each collection kept in a file of its own, by the name of the collection.
    COLLECTIONS: ClassVar[dict[str, type[Record]]]

    @classmethod
    def record_type(cls, top_key: str) -> type[Record] | None:
        """Return the type of the records in a file with this top-level key; None if no file has it."""
        others: dict[str, type[Record]] = {
            "network": Network,
            "report": Report,
            "exceptions": RuleException,
            "synonyms": Synonym,
        }
        return (cls.COLLECTIONS | others).get(top_key)

    @property
    def as_written(self) -> "Atlas":
        """The records in the language they are written in, for what is read from words or must not depend on them."""
        return self.original or self

    @property
    def themes(self) -> dict[str, Theme]:
        """The themes of the workshop by id."""
        return {theme.id: theme for theme in self.network.themes}

    @property
    def places(self) -> dict[str, Place]:
        """The places visited by id."""
        return {place.id: place for place in self.network.places}

    def collection(self, name: str) -> dict[str, Any]:
        """Return the records that a :class:`Ref` to ``name`` can point at; the network is a collection of its own."""
        if name == "network":
            return {"network": self.network}
        records: dict[str, Any] = getattr(self, name)
        return records

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Yield every record, with the reports and the network."""
        for collection in [*self.COLLECTIONS, "reports", "network"]:
            for record_id, record in self.collection(collection).items():
                yield collection, record_id, record


Atlas.COLLECTIONS = {
    name: get_args(kind)[1]
    for name, kind in get_type_hints(Atlas).items()
    if get_origin(kind) is dict and name != "reports"
}
