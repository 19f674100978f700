"""Atom feeds (RFC 4287): one of everything, one for each city and each topic.

An entry is about a new ASEAN report, an event of a project, a promised date, or a correction.

An entry has two days, and neither comes from the clock. ``published`` is the day of the report, event or correction.
``updated`` is the day on which the Atlas last read one of its sources. The newest ``updated`` comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from atlas import query
from atlas.export.metadata import LICENCE, NAME, Edition, lasting_id
from atlas.model.atlas import Atlas
from atlas.model.base import Cited
from atlas.model.cities import City
from atlas.model.labels import label
from atlas.model.projects import Project, ProjectEvent
from atlas.model.reports import Report
from atlas.model.sources import Correction
from atlas.model.topics import Topic
from atlas.model.words import ENGLISH, capital, date, gettext as _, in_english, language, strip_marks
from atlas.query.promises import Promised

MEDIA_TYPE = "application/atom+xml"
EVERYTHING = "feeds/changes.atom"

#: The page that the feed of everything is about, and the pages that link to that feed.
CHANGES = "projects/changes/"
SHOWN_ON = {"index.md", "projects/changes.md", "network/timeline.md"}

#: The collections whose records have a feed each.
FOLLOWED = ("cities", "topics")


@dataclass(frozen=True)
class Entry:
    """One piece of news.

    Args:
        key: What it is about, in a form that stays: its id is made from that.
        title, text: Plain text.
        published: The day of what it is about, ``YYYY-MM-DD``.
        updated: The day on which one of its sources was last read.
        place: The place on the site about it, as a path below the site.
        via: The addresses of the sources it rests on.
        kind: What kind of news it is, a term for programs.
        label: The same for readers.
        about: The ids of the cities and topics that it concerns.
    """

    key: str
    title: str
    text: str
    published: str
    updated: str
    place: str
    via: list[str]
    kind: str
    label: str
    about: set[str] = field(default_factory=set)


def paths(edition: Edition) -> Iterator[str]:
    """Yield the path of every feed."""
    yield EVERYTHING
    for collection in FOLLOWED:
        yield from (_path(collection, record_id) for record_id in edition.atlas.collection(collection))


def files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield every feed as a file."""
    news, below = entries(edition), replace(edition, site="")
    yield EVERYTHING, render_feed(edition, "changes", EVERYTHING, CHANGES, news)
    for collection in FOLLOWED:
        for record in edition.atlas.collection(collection).values():
            own = [entry for entry in news if record.id in entry.about]
            path, place = _path(collection, record.id), below.page(collection, record.id)
            yield path, render_feed(edition, f"{collection}/{record.id}", path, place, own, record.name)


def render_feed(edition: Edition, key: str, path: str, place: str, news: list[Entry], subject: str = "") -> bytes:
    """Return a feed as a file.

    Where the address of the site is not known, links are relative references: RFC 4287 (2) lets them, and who fetches
    the feed resolves them by the address it was fetched from.

    Args:
        edition: The data.
        key: As that of an entry.
        path, place: Where the feed and the page about the same are below the site.
        news: The entries, newest first.
        subject: The city or topic that it is about; "" for everything.
    """
    root, title = edition.base(path), _("news about %(subject)s") % {"subject": subject} if subject else _("news")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language()}">',
        _element("id", lasting_id(key, language())),
        _element("title", f"{NAME}: {title}"),
        _element(
            "subtitle",
            _("New reports of ASEAN, events of projects, promised dates, and corrections of the Atlas."),
        ),
        _element("updated", _time(max((entry.updated for entry in news), default=edition.date))),
        f"<author>{_element('name', NAME)}</author>",
        *([_element("generator", NAME, version=edition.version)] if edition.version else []),
        _element("rights", LICENCE["title"]),
        _element("link", rel="license", href=LICENCE["url"]),
        _element("link", rel="self", type=MEDIA_TYPE, href=root + path),
        _element("link", rel="alternate", type="text/html", href=root + place),
        *(line for entry in news for line in _lines(entry, root)),
        "</feed>\n",
    ]
    return strip_marks("\n".join(lines)).encode()


def _lines(entry: Entry, root: str) -> Iterator[str]:
    """Yield the lines of an entry in a feed; `root` leads from there to the root of the site."""
    yield "<entry>"
    yield _element("id", lasting_id(entry.key, language()))
    yield _element("title", entry.title)
    yield _element("published", _time(entry.published))
    yield _element("updated", _time(entry.updated))
    yield _element("link", rel="alternate", type="text/html", href=root + entry.place)
    for address in entry.via:
        yield _element("link", rel="via", href=address)
    yield _element("category", term=entry.kind, label=entry.label)
    english = {"xml:lang": "en"} if entry.text.startswith(ENGLISH) else {}
    yield _element("content", entry.text, type="text", **english)
    yield "</entry>"


def _element(name: str, text: str | None = None, **attributes: str) -> str:
    """Return an XML element, empty without a text."""
    start = name + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{start}/>" if text is None else f"<{start}>{escape(text)}</{name}>"


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def feed_of(edition: Edition, src: str) -> str | None:
    """Return the path of the feed on the subject of a page, if there is one."""
    record = edition.tree.record_of(src, edition.atlas)
    if isinstance(record, City | Topic):
        return _path("cities" if isinstance(record, City) else "topics", record.id)
    return EVERYTHING if src in SHOWN_ON else None


def entries(edition: Edition) -> list[Entry]:
    """Return all entries, the last updated first, then the newest."""
    below, atlas = replace(edition, site=""), edition.atlas
    news = [_report(below, report) for report in atlas.reports.values()]
    news += [_event(below, project, event) for project in atlas.projects.values() for event in project.events]
    news += [_promise(below, promised) for promised in query.promises.promises(atlas)]
    news += [_correction(below, correction) for correction in atlas.corrections.values()]
    return sorted(news, key=lambda entry: (entry.updated, entry.published, entry.key), reverse=True)


def _path(collection: str, record_id: str) -> str:
    return f"feeds/{collection}/{record_id}.atom"


def _day(edition: Edition, day: str) -> str:
    """Return the last day of a date, but never a day after the last reading of the data."""
    return min(query.common.last_day(day), edition.date)


def _about(project: Project) -> set[str]:
    """Return the ids of the city and the topics of a project."""
    return {project.city, *project.topics}


def _name(atlas: Atlas, project: Project) -> str:
    """Return the name of a project with its city."""
    return f"{project.name} ({atlas.cities[project.city].name})"


def _report(edition: Edition, report: Report) -> Entry:
    atlas = edition.atlas
    source, published = atlas.sources[report.source], _day(edition, query.reports.report_date(atlas, report))
    return Entry(
        key=f"reports/{report.id}",
        title=report.title,
        text=report.summary,
        published=published,
        updated=max(published, source.accessed),
        place=edition.page("reports", report.id),
        via=[source.at(None)],
        kind="report",
        label=_("report"),
        about=set().union(*(_about(atlas.projects[row.project]) for row in report.rows)),
    )


def _event(edition: Edition, project: Project, event: ProjectEvent) -> Entry:
    atlas, kind = edition.atlas, label("project_event_kind", event.kind)
    sources = [event, *(Cited(source=source) for source in event.also)]
    cited = [*sources, *([event.answer] if event.answer else [])]
    answer = [" ".join((_("Answer:"), event.answer.text))] if event.answer else []
    published = _day(edition, event.date)
    return Entry(
        key=f"events/{project.id}/{event.date}/{event.kind}/{event.source}",
        title=f"{_name(atlas, project)}: {kind}, {date(event.date)}",
        text="\n".join([event.text, *answer, *(_source_line(atlas, source) for source in sources)]),
        published=published,
        updated=max([published, *(atlas.sources[statement.source].accessed for statement in cited)]),
        place=edition.page("projects", project.id),
        via=list(dict.fromkeys(atlas.sources[statement.source].at(statement.page) for statement in cited)),
        kind=event.kind,
        label=kind,
        about=_about(project),
    )


def _promise(edition: Edition, promised: Promised) -> Entry:
    """Return the entry of a promised date; it is news again when a document shows what became of it."""
    atlas, promise, project = edition.atlas, promised.promise, promised.project
    cited = [cited for cited in (promise, promise.evidence) if cited]
    last_read = max(atlas.sources[statement.source].accessed for statement in cited)
    name = _name(atlas, project) if project else atlas.cities[promised.city].name
    result = label("promise_result", promised.result)
    return Entry(
        key=f"promises/{promised.record_id}/{promise.due}/{promise.source}/{query.common.slug(promise.what)}",
        title=_("%(name)s: promised for %(date)s (%(result)s)")
        % {"name": name, "date": date(promise.due), "result": result},
        text="\n".join([capital(promise.what) + ".", *(_source_line(atlas, statement) for statement in cited)]),
        published=_day(edition, promised.made) if promised.made else last_read,
        updated=last_read,
        place=edition.page("projects" if project else "cities", promised.record_id),
        via=list(dict.fromkeys(atlas.sources[statement.source].at(statement.page) for statement in cited)),
        kind="promise",
        label=_("promised date"),
        about=_about(project) if project else {promised.city},
    )


def _source_line(atlas: Atlas, cited: Cited) -> str:
    """Return the source of a statement and its page as a line of text."""
    source = atlas.sources[cited.source]
    page = [_("page %(page)s") % {"page": cited.page}] if cited.page else []
    return " ".join((_("Source:"), ", ".join([source.title, source.publisher, *page]))) + "."


def _correction(edition: Edition, correction: Correction) -> Entry:
    """Return the entry of a correction; the old and the new value are in English in each language."""
    atlas, collection = edition.atlas, query.questions.collection_of(edition.atlas, correction.about)
    record = atlas.collection(collection)[correction.about]
    if isinstance(record, Project):
        name, about = _name(atlas, record), _about(record)
    else:
        name = query.common.name_of(record) or _("The network")
        about = {correction.about} if isinstance(record, City) else set()
    day = _day(edition, correction.date)
    return Entry(
        key=f"corrections/{correction.id}",
        title=_("%(name)s: %(field)s (correction)") % {"name": name, "field": correction.field},
        text=in_english(f"{correction.old or 'nothing'} → {correction.new or 'nothing'}"),
        published=day,
        updated=day,
        place=edition.page("corrections", correction.id),
        via=[atlas.sources[correction.source].at(correction.page)] if correction.source else [],
        kind="correction",
        label=_("correction"),
        about=about,
    )
