"""All records of the Atlas together, and the one entry for each of their collections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

from atlas.model.base import Record
from atlas.model.cities import City, Country, FocusArea
from atlas.model.collections import Collection
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

    projects: Annotated[
        dict[str, Project],
        Collection(
            pages=("projects/index.md", "projects/outcomes.md", "projects/support.md"),
            within="city",
            order=("city.country.name", "city.name", "name"),
            summary=("summary",),
        ),
    ]
    cities: Annotated[
        dict[str, City],
        Collection(
            pages=("cities/index.md", "cities/compare.md"),
            folder="cities",
            order=("country.name", "name"),
            summary=("vision", "challenges", "notes"),
        ),
    ]
    countries: Annotated[
        dict[str, Country], Collection(pages=("countries/index.md",), folder="countries", order=("name",))
    ]
    focus_areas: Annotated[
        dict[str, FocusArea],
        Collection(pages=("focus-areas/index.md",), folder="focus-areas", summary=("definition",)),
    ]
    topics: Annotated[
        dict[str, Topic], Collection(pages=("topics/index.md",), folder="topics", summary=("definition",))
    ]
    reports: Annotated[dict[str, Report], Collection(pages=("about/reports.md",), summary=("summary",), kept="files")]
    sources: Annotated[dict[str, Source], Collection(pages=("about/sources.md",), order=("id",), summary=("note",))]
    partners: Annotated[dict[str, Partner], Collection(pages=("network/partners.md",), summary=("what",))]
    timeline: Annotated[dict[str, Event], Collection(pages=("network/timeline.md",), summary=("summary",))]
    glossary: Annotated[
        dict[str, Term], Collection(pages=("network/glossary.md",), order=("term",), summary=("meaning",))
    ]
    open_questions: Annotated[
        dict[str, OpenQuestion],
        Collection(pages=("about/open-questions.md",), summary=("shown", "why", "answer")),
    ]
    corrections: Annotated[
        dict[str, Correction],
        Collection(pages=("about/corrections.md",), order=("id",), summary=("old", "new", "note")),
    ]
    network: Annotated[
        Network,
        Collection(
            pages=(
                *("network/index.md", "network/framework.md", "network/governance.md"),
                *("network/members.md", "network/workshop-2018.md"),
            ),
            kept="single",
        ),
    ]
    original: "Atlas | None" = None  # the records as they are written, if these are translated

    #: Each collection by its name.
    COLLECTIONS: ClassVar[dict[str, Collection]]

    @classmethod
    def record_type(cls, top_key: str) -> type[Record] | None:
        """Return the type of the records in a file with this top-level key; None if no file has it."""
        return FILES[top_key].type if top_key in FILES else None

    @classmethod
    def file_of(cls, collection: str) -> str:
        """Return where the records are kept that a :class:`Ref` points at; themes and places are in the network."""
        return cls.COLLECTIONS.get(collection, cls.COLLECTIONS["network"]).file

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
        records = getattr(self, name)
        return records if isinstance(records, dict) else {name: records}

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Yield every record as (collection, id, record), in the order of :data:`FILES`."""
        for part in FILES.values():
            for record_id, record in self.collection(part.name).items() if part.pages else ():
                yield part.name, record_id, record


def _collections() -> Iterator[Collection]:
    """Yield each collection that the fields of :class:`Atlas` declare."""
    for name, hint in get_type_hints(Atlas, include_extras=True).items():
        for entry in getattr(hint, "__metadata__", ()):
            [kind] = get_args(hint.__origin__)[1:] or [hint.__origin__]
            yield replace(entry, name=name, type=kind)


Atlas.COLLECTIONS = {collection.name: collection for collection in _collections()}

#: What the data files have, by their top-level key: collections in one file, others, and what the site does not show.
FILES: dict[str, Collection] = {
    part.key: part
    for part in (
        *sorted(Atlas.COLLECTIONS.values(), key=lambda collection: collection.kept != "list"),
        Collection(name="exceptions", type=RuleException),
        Collection(name="synonyms", type=Synonym),
    )
}
