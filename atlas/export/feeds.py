"""Atom feeds of what changed: one of everything, one for each country and each city.

An entry is about what changed for a project from one list to the next, or what happened to it, or its status by its
newest source, or what was corrected in one place on one day, or what a release of the data brought.

An entry has two days, and neither comes from the clock. ``published`` is the day of what it is about: of a report,
event, status, correction or release. ``updated`` is the day on which the Atlas last changed the entry: when it last
read one of the sources, or corrected what the entry says. The newest change comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from atlas import query
from atlas.export.metadata import DATA_PAGE, LICENCE, NAME, Edition
from atlas.export.templates import templates
from atlas.model.atlas import Atlas
from atlas.model.base import Cited
from atlas.model.cities import City, Country
from atlas.model.labels import label
from atlas.model.projects import Project
from atlas.model.reports import Report
from atlas.model.sources import Source
from atlas.model.words import ENGLISH, date, gettext as _, in_english, language, ngettext, series, unmarked
from atlas.read.pages import site_path

MEDIA_TYPE = "application/atom+xml"
EVERYTHING = "feeds/changes.atom"

#: How many entries the feed of everything has at most. It has room for all that one new list brings in a day: its
#: changes, and every status that rests on it. Who looks in once in between must not miss any.
NEWEST = 250

#: The page of changes, which has a section for each pair of lists; and the pages that show the feed of everything.
CHANGES = "projects/changes/"
SHOWN_ON = {"index.md", "projects/changes.md"}


@dataclass(frozen=True)
class Entry:
    """One piece of news.

    Args:
        key: What it is about, in a form that stays: its id is made from that.
        title, text: Plain text.
        published: The day of what it is about, ``YYYY-MM-DD``.
        updated: The day on which the Atlas last changed it.
        place: The place on the site about it, as a path below the site.
        related: Further such places.
        via: The addresses of the sources it rests on.
        categories: What kinds of news it is: a term for programs, with a word for readers.
    """

    key: str
    title: str
    text: str
    published: str
    updated: str
    place: str
    related: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)
    categories: list[tuple[str, str]] = field(default_factory=list)


def paths(edition: Edition) -> Iterator[str]:
    """Yield the path of every feed; a city that had other ids has one under each."""
    yield EVERYTHING
    for collection in ("countries", "cities"):
        for record in edition.atlas.collection(collection).values():
            yield from (_path(collection, each) for each in _ids(record))


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield every feed as a file."""
    found, below = entries(edition), replace(edition, site="")
    limit = _("Releases of the data are among it, and only the newest %(n)s entries are kept.") % {"n": NEWEST}
    newest = [entry for entry, _city in found[:NEWEST]]
    yield EVERYTHING, written(edition, "changes", EVERYTHING, CHANGES, newest, note=limit)
    here = defaultdict(list)
    for entry, city in found:
        for place_id in (city.id, city.country) if city else ():
            here[place_id].append(entry)
    for collection in ("countries", "cities"):
        for record in edition.atlas.collection(collection).values():
            key, place = f"{collection}/{_ids(record)[0]}", below.page(collection, record.id)
            content = written(edition, key, _path(collection, record.id), place, here[record.id], record.name)
            yield from ((_path(collection, each), content) for each in _ids(record))


def written(
    edition: Edition, key: str, path: str, place: str, kept: list[Entry], where: str = "", note: str = ""
) -> bytes:
    """Return a feed as a file (RFC 4287).

    Where the address of the site is not known, links are relative references: RFC 4287 (2) lets them, and who fetches
    the feed resolves them by the address it was fetched from.

    Args:
        edition: The data.
        key: As that of an entry.
        path, place: Where the feed and the page about the same are below the site.
        kept: The entries, newest first.
        where: The place that it is about, "" for all of them.
        note: What its subtitle says further.
    """
    changed = _("what changed in %(place)s") % {"place": where} if where else _("what changed")
    subtitle = _(
        "What changed for projects of the ASEAN Smart Cities Network from one official list to the next, what happened "
        "to them, and the status of each by its newest source. What the Atlas changed last comes first. Each entry "
        "also has the date of what it is about: of a year or month, the last day."
    )
    feed = {
        "key": key,
        "title": f"{NAME}: {changed}",
        "subtitle": " ".join(filter(None, (subtitle, note))),
        "updated": max((entry.updated for entry in kept), default=edition.date),
        "release": edition.version,
        "path": path,
        "place": place,
        "entries": kept,
    }
    template = templates().get_template("feed.atom")
    about = {"english": ENGLISH, "root": edition.base(path), "name": NAME, "licence": LICENCE, "type": MEDIA_TYPE}
    return unmarked(template.render(feed=feed, language=language(), **about)).encode()


def feed_of(edition: Edition, src: str) -> str | None:
    """Return the path of the feed about the same as a page, if there is one."""
    record = edition.tree.record_of(src, edition.atlas)
    if isinstance(record, City | Country):
        return _path("cities" if isinstance(record, City) else "countries", record.id)
    return EVERYTHING if src in SHOWN_ON else None


def entries(edition: Edition) -> list[tuple[Entry, City | None]]:
    """Return all entries, each with the city it is about: the newest change first, then the newest date.

    Of one date, changes come before events, and events before statuses.
    """
    below, found = replace(edition, site=""), list[tuple[Entry, City | None]]()
    for number, day, text in edition.releases:
        place, title = site_path(DATA_PAGE), _("Release %(number)s of the data") % {"number": number}
        kind = ("release", label("news", "release"))
        release = Entry(f"releases/{number}", title, in_english(text), day, day, place, categories=[kind])
        found.append((release, None))
    found += _corrections(below)
    of_projects = (*_changes(below), *_events(below), *_statuses(below))
    found += [(entry, edition.atlas.cities[project.city]) for entry, project in of_projects]
    return sorted(found, key=lambda of: (of[0].updated, of[0].published), reverse=True)


def _path(collection: str, record_id: str) -> str:
    return f"feeds/{collection}/{record_id.lower()}.atom"


def _ids(record: Any) -> list[str]:
    """All ids of a record, the oldest first, which its news keep: a new one makes no old news new."""
    return [*getattr(record, "former_ids", []), record.id]


def _day(edition: Edition, day: str) -> str:
    """The day that a date counts as, which is never later than the data are."""
    return min(query.common.last_day(day), edition.date)


def _updated(edition: Edition, published: str, sources: Iterable[str], corrected: dict[str, tuple[str, ...]]) -> str:
    """Return the day on which the Atlas last changed an entry.

    It is the newest of three days: when the entry was published, when one of its sources was last read, and when
    something that the entry says was corrected.

    Args:
        edition: The data.
        published: The day of what the entry is about.
        sources: The ids of its sources.
        corrected: The fields that the entry repeats, by record: the words with which a correction names each.
    """
    atlas = edition.atlas
    corrections = query.upkeep.corrections_about(atlas)
    days = [
        correction.date
        for record_id, fields in corrected.items()
        for correction in corrections.get(record_id, [])
        if correction.field.startswith(fields)
    ]
    return max([published, *(atlas.sources[source].accessed for source in sources), *days])


# What changed from list to list


def _changes(edition: Edition) -> Iterator[tuple[Entry, Project]]:
    """For each pair of lists an entry for each project that changed, in the order of the page of changes."""
    atlas = edition.atlas
    for before, after in pairwise(query.reports.lists(atlas)):
        found = query.changes.changes(atlas, before, after)
        kinds: dict[str, list[str]] = {}
        for kind in query.changes.TOLD:
            for change in found[kind]:
                kinds.setdefault(change.project.id, []).append(kind)
        for change in query.changes.compared(atlas, before, after):
            if change.project.id in kinds:
                yield _change(edition, change, kinds[change.project.id], before, after), change.project


def _change(
    edition: Edition, change: query.changes.ProjectChange, kinds: list[str], before: Report, after: Report
) -> Entry:
    atlas, project, row = edition.atlas, change.project, change.after
    staged = _("listed as %(stage)s") % {"stage": label("stage_column", row.stage)} if row else ""
    # A step forward is none if the document before gave no stages.
    told_as = ["listed" if it == "forward" and query.changes.only_proposes(atlas, before) else it for it in kinds]
    words = [staged if kind == "listed" else label("news", kind) for kind in told_as]
    told = [sentence for kind in told_as for sentence in sentences(atlas, kind, change, before, after)]
    rows, titles = [(after, change.after), (before, change.before)], {"after": after.title, "before": before.title}
    published = _day(edition, query.reports.report_date(atlas, after))
    corrected = {project.id: ("name", "change of name"), **{report.id: (f"row “{project.id}”",) for report, _ in rows}}
    return Entry(
        key=f"changes/{after.id}/{_ids(project)[0]}",
        title=f"{change.name} ({_city_name(atlas, project)}): {series(words)}",
        text="\n".join([_("%(after)s, compared with %(before)s:") % titles, *told]),
        published=published,
        updated=_updated(edition, published, [report.source for report, _ in rows], corrected),
        place=edition.page("projects", project.id),
        related=[f"{CHANGES}#{query.common.slug(f'{after.id}-{kind}')}" for kind in kinds],
        via=[atlas.sources[report.source].at(row.page) for report, row in rows if row],
        categories=list(zip(kinds, words, strict=True)),
    )


class _Plain:
    """Replaces the links of a page by plain text, for the template of sentences."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    def record_link(self, collection: str, record_id: str, text: str | None = None) -> str:
        """Return what a reader calls a record."""
        return text or query.common.name_of(self.atlas.collection(collection)[record_id])

    def printed(self, _project: Project, name: str) -> str:
        """Return a printed name as it is."""
        return name

    def page(self, source: Source, number: int | None) -> str:
        """Return the page of a source, or what kind of source it is if no page is known."""
        if number:
            return _("page %(page)s") % {"page": number}
        return _("document") if source.is_pdf else _("web page")


def sentences(
    atlas: Atlas, kind: str, change: query.changes.ProjectChange, before: Report, after: Report
) -> Iterator[str]:
    """Yield what the page of changes says of one kind of change of a project, and of that kind, as plain text.

    Args:
        atlas: The records.
        kind: One of :data:`atlas.query.changes.TOLD`, or ``listed``.
        change: The project with its rows in the two documents.
        before, after: The documents.
    """
    template, plain = _sentences(atlas), _Plain(atlas)
    said = (template.told(plain, plain, kind, change, before, after), template.note(kind))
    yield from filter(None, (Markup(each).striptags() for each in said))  # noqa: S704 - of a template that escapes


@lru_cache(maxsize=1)
def _sentences(atlas: Atlas) -> Any:
    return templates().get_template("changes.html").make_module({"atlas": atlas, "q": query.public()})


def _city_name(atlas: Atlas, project: Project) -> str:
    return atlas.cities[project.city].name


# Events and statuses of projects, and corrections


def _events(edition: Edition) -> Iterator[tuple[Entry, Project]]:
    """For each event of a project an entry, published on the day, month or year of the event."""
    atlas = edition.atlas
    for project in query.projects.projects_in_order(atlas):
        for event in project.events:
            kind, answers = label("project_event_kind", event.kind), [event.answer] if event.answer else []
            sources = [event, *(Cited(source=source) for source in event.also)]
            said = [event.text, *(" ".join((_("Answer:"), answer.text)) for answer in answers)]
            said += [_source_line(atlas, source) for source in sources]
            cited = [*sources, *answers]
            published = _day(edition, event.date)
            entry = Entry(
                key=f"events/{_ids(project)[0]}/{event.date}/{event.kind}/{event.source}",
                title=f"{project.name} ({_city_name(atlas, project)}): {kind}, {date(event.date)}",
                text="\n".join(said),
                published=published,
                updated=_updated(edition, published, [each.source for each in cited], {project.id: ("event",)}),
                place=edition.page("projects", project.id),
                via=list(dict.fromkeys(atlas.sources[each.source].at(each.page) for each in cited)),
                categories=[(event.kind, kind)],
            )
            yield entry, project


def _statuses(edition: Edition) -> Iterator[tuple[Entry, Project]]:
    """For each project its status, published on the day, month or year that it is about."""
    atlas = edition.atlas
    for project in query.projects.projects_in_order(atlas):
        status, source = project.status, atlas.sources[project.status.source]
        city, value = _city_name(atlas, project), label("status", status.value)
        known = {"project": project.name, "city": city, "status": value, "date": date(status.as_of)}
        said = [
            _("Status of %(project)s in %(city)s: %(status)s as of %(date)s.") % known,
            status.note,
            _source_line(atlas, status),
        ]
        published = _day(edition, status.as_of)
        entry = Entry(
            key=f"status/{_ids(project)[0]}/{status.as_of}/{status.value}",
            title=_("%(project)s (%(city)s): status %(status)s as of %(date)s") % known,
            text="\n".join(filter(None, said)),
            published=published,
            updated=_updated(edition, published, [source.id], {project.id: ("status",)}),
            place=edition.page("projects", project.id),
            via=[source.at(status.page)],
            categories=[("status", label("news", "status"))],
        )
        yield entry, project


def _source_line(atlas: Atlas, cited: Cited) -> str:
    """Return the source of a statement and its page as a line of text."""
    source = atlas.sources[cited.source]
    place = f" ({_Plain(atlas).page(source, cited.page)})" if cited.page or not source.is_pdf else ""
    return _("Source:") + f" {source.title}, {source.publisher}{place}."


def _corrections(edition: Edition) -> Iterator[tuple[Entry, City | None]]:
    """For each day and place what was corrected there, with the city if it is one."""
    atlas = edition.atlas
    for day, places in query.upkeep.corrections_by_day(atlas):
        for of in places:
            place = of.city.name if of.city else label("collection", of.collection)
            n, lines, nothing = len(of.corrections), [], _("nothing")
            for each in of.corrections:
                record = atlas.collection(query.upkeep.collection_of(atlas, each.about))[each.about]
                what = ": ".join(filter(None, (query.common.name_of(record), each.field)))
                lines.append(f"{what}: {each.old or nothing} → {each.new or nothing}")
            named = {each.source: atlas.sources[each.source].at(each.page) for each in of.corrections if each.source}
            entry = Entry(
                key=f"corrections/{day}/{_ids(of.city)[0] if of.city else of.collection}",
                title=f"{place}: " + ngettext("%(n)s correction", "%(n)s corrections", n) % {"n": n},
                text="\n".join(lines),
                published=_day(edition, day),
                updated=_day(edition, day),
                place=edition.page("corrections", of.corrections[0].id),
                via=list(named.values()),
                categories=[("correction", label("news", "correction"))],
            )
            yield entry, of.city
