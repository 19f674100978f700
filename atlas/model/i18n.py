"""Every word that code writes on a page, per language, with its numbers and dates.

Templates and macros ask for texts by key; a sentence is one entry, never glued from parts. What a record says is not
here (it stands in ``data/``), nor what a finding says to a contributor (it stands beside its rule).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atlas.model import words
from atlas.model.labels import LABELS, MEANINGS

#: A text, or its singular and plural.
Entry = str | tuple[str, str]

ENGLISH: dict[str, Entry] = {
    # Frame of every page
    "independent": "The Atlas is independent of ASEAN and speaks for no city, ministry or member state.",
    "checked": "Its data were last checked on {date}.",
    "licence": "Texts and data CC BY 4.0, code MIT.",
    "missing": "This page does not exist",
    # Words
    "web-page": "web page",
    "page": "page {page}",
    "document": "document",
    # Corrections
    "corrections.nothing": "nothing",
    # What changed from report to report: the sum of a pair of documents, headings, a sentence for each project
    "change.new": "{project} in {city} enters as {stage}, under {area} ({page}).",
    "change.new-without-area": "{project} in {city} enters as {stage}, under no focus area ({page}).",
    "change.returned": (
        "{project} in {city} is back as {stage} ({page}). "
        "It had been missing since {since}, and was last listed in {last} ({last_page})."
    ),
    "change.renamed": "{project} in {city} ({page}) was printed as “{old_name}” before ({old_page}).",
    "change.renamed.stated": "Stated.",
    "change.renamed.inferred": "Inferred.",
    "change.moved_area": "{project} in {city} moved from {old_area} ({old_page}) to {area} ({page}).",
    "change.forward": "{project} in {city} moved from {old_stage} ({old_page}) to {stage} ({page}).",
    "change.back": "{project} in {city} moved back from {old_stage} ({old_page}) to {stage} ({page}).",
    "change.completed": (
        "{project} in {city} is completed ({page}). The list before has it as {old_stage} ({old_page})."
    ),
    "change.gone": (
        "{project} in {city} is not listed. The list before has it as {old_stage}, under {old_area} ({old_page})."
    ),
    "change.gone-without-area": (
        "{project} in {city} is not listed. The list before has it as {old_stage} ({old_page})."
    ),
    "change.gone.none": "No successor is known in the later list.",
    "change.gone.stated": "It goes on as {project} ({page}), as is stated.",
    "change.gone.inferred": "It may go on as {project} ({page}): inferred.",
    "gone.note": "That a list leaves a project out does not mean that it ended: it may well go on.",
    "staged.note": (
        "The earlier document holds proposals and gives no stages. So this tells of the change from one kind of "
        "document to another rather than of each project."
    ),
    "change.staged": "{project} in {city} ({page})",
    "change.planned": "{project} in {city} was presented as “{old_name}” ({old_page}); the plans print it ({page}).",
    "change.not-planned": "{project} in {city} was presented ({old_page}); the plans do not print it.",
    # Feeds of what changed, and the calendar of the timeline
    "feed.title": "{name}: what changed",
    "feed.title.place": "{name}: what changed in {place}",
    "feed.subtitle": (
        "What changed for projects of the ASEAN Smart Cities Network from one official list to the next, and how each "
        "stands by its newest source. What is known by its year or month alone is dated by the last day of that."
    ),
    "feed.limit": (
        "Releases of the data are among it, and only the newest entry is kept.",
        "Releases of the data are among it, and only the newest {n} entries are kept.",
    ),
    "feed.entry": "{project} ({city}): {what}",
    "feed.kind.new": "new in the list",
    "feed.kind.returned": "back in the list",
    "feed.kind.renamed": "under another name",
    "feed.kind.moved_area": "in another focus area",
    "feed.kind.forward": "moved forward",
    "feed.kind.staged": "listed as {stage}",
    "feed.kind.back": "moved back",
    "feed.kind.completed": "completed",
    "feed.kind.gone": "gone without notice",
    "feed.kind.status": "status",
    "feed.kind.release": "release of the data",
    "feed.pair": "{after}, compared with {before}:",
    "feed.staged": "{project} in {city} is listed as {stage} ({page}).",
    "feed.status": "status {status} as of {date}",
    "feed.status.text": "Status of {project} in {city}: {status} as of {date}.",
    "feed.source": "Source: {title}, {publisher} ({page}).",
    "feed.source.whole": "Source: {title}, {publisher}.",
    "feed.kind.correction": "correction",
    "feed.corrections": ("{place}: {n} correction", "{place}: {n} corrections"),
    "feed.corrected": "{what}: {old} → {new}",
    "feed.release": "Release {number} of the data",
    "calendar.name": "{name}: timeline",
    "calendar.about": "Dated events and documents of the ASEAN Smart Cities Network. Each lasts for whole days.",
    "calendar.left-out": (
        "{n} is left out, since its day is not known: {events}.",
        "{n} are left out, since their days are not known: {events}.",
    ),
    "calendar.terms": "{name}, data of {date}, {licence}: {address}",
    "calendar.undated": "{title} ({date})",
    "calendar.kind.event": "event",
    "calendar.kind.document": "document",
    "calendar.source": "Source: {title}, {address}",
    # The JSON API: what its description says
    "api.about": (
        "Everything on the site as plain files of JSON. Fields of the data files come first in each record; what "
        "follows from other records stands under 'computed'. Every field is always there: what is not known is null "
        "or an empty list. Later versions may add fields, so pass over those that you do not know. Addresses in a "
        "file are relative to its 'base', and that to the address of the file."
    ),
    "api.index": "Lists the collections, with the number of their records and their addresses.",
    "api.all": "All records of the collection: {collection}.",
    "api.one": "One record of the collection: {collection}.",
    "api.network": "The record of the network as a whole.",
    "api.begin": "From here addresses lead to every other file.",
    "api.record": "A record is {what}",
    "api.id": "Present or former id of the record.",
    "api.found": "The file.",
    "api.absent": "The host has no such file.",
    "api.missing": "No record has or had this id.",
    # Tables that are exported
    "tables.position": "Its place in the list, counted from 1.",
    "tables.network": "Always `network`: it is the only one.",
    "tables.belongs": "The `{column}` of the row of `{table}` that it belongs to.",
    "tables.codes": "A word that a column of another table holds, with its label and its meaning.",
    "codes.table": "The table that holds it.",
    "codes.column": "The column of that table.",
    "codes.value": "The word as it stands in the column.",
    "codes.label": "How the site calls it; empty where it shows no word for it.",
    "codes.meaning": "What it means; empty where no more is laid down than the label says.",
    # The record of which a list tells, before what the list holds
    "whose.countries": "For each country",
    "whose.focus_areas": "For each focus area",
    "whose.cities": "For each city",
    "whose.reports": "For each report",
    "whose.report_discrepancies": "For each discrepancy of a report",
    "whose.projects": "For each project",
    "whose.partners": "For each partner",
    "whose.partner_cities_supported": "For each time that a partner supported cities",
    "whose.timeline": "For each event or document of the timeline",
    "whose.glossary": "For each term of the glossary",
    "whose.open_questions": "For each open question",
    "whose.corrections": "For each correction",
    "whose.network": "For the network",
    "whose.framework_strategic_outcomes": "For each strategic outcome of the framework",
    "whose.framework_urban_systems": "For each urban system of the framework",
    "whose.framework_enablers": "For each enabler of the framework",
    "whose.chairs": "For each chair of the network",
    "whose.themes": "For each theme of the workshop",
    "whose.workshop": "For the workshop",
    "whose.places": "For each place visited",
    "package.description": (
        "What each city of the ASEAN Smart Cities Network set out to do, and what became of it, each value with its "
        "source. Independent of ASEAN."
    ),
    "package.geojson": "The member cities as points on a map.",
    "computed.page": "Computed: the address of its place on the site.",
    "computed.collection": "Computed: the collection of the record it is about.",
    "computed.records_citing": "Computed: how many records cite it.",
    "computed.projects": "Computed: how many of its projects the Atlas knows.",
    "computed.projects_listed": "Computed: how many of its projects the newest report lists.",
    "computed.country": "Computed: the country of its city.",
    "computed.country_name": "Computed: the name of its country.",
    "computed.city_name": "Computed: the name of its city.",
    "computed.focus_area": "Computed: the first of its focus areas, that of the newest list; some have several.",
    "computed.focus_area_name": "Computed: the name of that focus area.",
    "computed.last_report": "Computed: the last document that prints it; empty where none does.",
    "computed.last_stage": "Computed: the stage that this document gives it, which is not our status.",
    "computed.rows_counted": "Computed: how many of its rows the document counts as projects.",
    "computed.project": "Computed: the project, where the question is about one.",
    "computed.city": "Computed: the city, where the question is about one.",
    "computed.report": "Computed: the document, where the question is about one.",
    "computed.network": "Computed: the network, where the question is about it as a whole.",
    # What a file of data says of itself, and the first sheet of the Excel file
    "about.attributed": "{name} for {what}, under {licence}",
    "about.title": "Title",
    "about.description": "What it is",
    "about.version": "Version of its form",
    "about.data_version": "Version of the data",
    "about.date": "Date of the data",
    "about.licence": "Licence",
    "about.licence_url": "Terms",
    "about.attribution": "Whom to name",
    "about.site": "Address",
    "excel.read-me": "Read me",
    "excel.sheet": "Sheet",
    "excel.key": "Names a row",
    "excel.rows": "Rows",
    "excel.row": "What a row is",
    "excel.column": "Column",
    "excel.type": "Holds",
    "excel.meaning": "Meaning",
    "excel.italics": "Columns in italics are counted or looked up by the Atlas; all others stand in its data files.",
    # The views of the database, and how to search in it
    "views.projects_overview": "A project with the names of its city, country and focus areas, and how it stands.",
    "views.joined.focus_areas": "The names of its focus areas, between them `; `.",
    "views.history": "What one document prints of a project; those of a project by date.",
    "views.citations": "A source that a project rests on, once for each page.",
    "views.column": "`{origin}`: {meaning}",
    "database.search-help": (
        "`search` finds whole words in names and summaries, whatever their accents and capitals: "
        "SELECT collection, id, name FROM search WHERE search MATCH 'traffic' ORDER BY rank. "
        "Several words may stand in any order. Double quotation marks hold together words in a row, and a word with "
        "a hyphen or another sign: MATCH '\"e-tax\"'. A star finds what begins so: MATCH 'transp*'. The name of a "
        "column searches that alone: MATCH 'name: traffic'. "
        "`search_names` finds any part of a name, three characters or longer, always in double quotation marks, as "
        "languages that write no spaces between words need it: WHERE search_names MATCH '\"กรุงเทพ\"'; names with "
        "accents stand there without them as well."
    ),
    # What catalogues, search engines and programs read about the data and the pages
    "dataset.title": "ASCN Atlas: projects of the ASEAN Smart Cities Network",
    "dataset.description": (
        "What each city of the ASEAN Smart Cities Network set out to do, and what became of it: every project in the "
        "official papers since 2018, with its stage in each of them, how it stands today, and the source of each "
        "statement; with cities, countries, focus areas, partners, events and open questions. Independent of ASEAN."
    ),
    "dataset.keywords": "ASEAN, ASEAN Smart Cities Network, smart cities, urban projects, action plans, monitoring",
    "dataset.part": "ASCN Atlas: {part}",
    "dataset.part.description": (
        "Its records: {what} Part of the ASCN Atlas, which tells what each city of the ASEAN Smart Cities Network set "
        "out to do, and what became of it. Independent of ASEAN."
    ),
    "dataset.form.csv": "A row for each record; the lists in a record stand in tables of their own.",
    "dataset.form.geojson": "A point for each record, WGS 84.",
    "dataset.form.json": "Each record with its lists inside it, and with what the Atlas computes of it.",
    "dataset.form.parquet": "A row for each record with its lists inside it, in typed columns.",
    "dataset.form.sqlite": "All tables as one database, with their keys and a full-text search.",
    "dataset.form.xlsx": "All tables as sheets of one workbook, behind one that explains them.",
    "dataset.form.zip": "All tables as CSV files, with the Data Package that tells their types and keys.",
    "dataset.api": "JSON API",
}

ENGLISH |= {f"{name}.{word}": text for name, table in LABELS.items() for word, text in table.items()}
ENGLISH |= {f"corrected.{word}": text for word, text in LABELS["collection"].items()}
ENGLISH |= {f"meaning.{name}.{word}": text for name, table in MEANINGS.items() for word, text in table.items()}

LANGUAGES: dict[str, dict[str, Entry]] = {"en": ENGLISH}


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Args:
        language: ISO 639 code; one of :data:`LANGUAGES`.
    """

    language: str = "en"

    def __call__(self, key: str, n: float | None = None, **values: Any) -> str:
        """The text of a key with its values filled in; ``n`` picks singular or plural and is filled in as a number.

        Raises:
            KeyError: If there is no such text.
        """
        entry = LANGUAGES[self.language][key]
        if isinstance(entry, tuple):
            entry = entry[0] if n == 1 else entry[1]
        if n is not None:
            values["n"] = self.number(n)
        return entry.format(**values)

    number = staticmethod(words.number)
    date = staticmethod(words.date)
    short_date = staticmethod(words.short_date)
    language_name = staticmethod(words.language_name)
    sentence = staticmethod(words.sentence)
    series = staticmethod(words.series)
