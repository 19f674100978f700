"""Every field of every record reaches the reader: a walk through the model, each value looked for on its page."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.base import DATE_OR_PERIOD, Citation, Record
from atlas.model.labels import LABELS, label
from atlas.model.reports import Row
from tests.site.conftest import Built, section, text_of

Elements = list[lxml.html.HtmlElement]

#: Fields that no page shows as a text, by why. A new field is shown, or it is added here.
NOT_SHOWN = {
    "the address or the anchor of what is shown": {"id", "Project.city", "OpenQuestion.about", "Correction.about"},
    "a mark of citation, which `uncited` looks for": {"source", "page", "pages", "also", "name_id_source", "visited_at"},
    "one of its words says nothing": {
        "Project.focus_area_basis", "Partner.network_programme", "Event.kind", "Row.counted", "Evidence.certainty",
    },
    "shown in another form": {
        "City.map_label", "Source.url", "Source.kind", "Correction.date", "Workshop.themes", "SiteVisit.place", "City.website",
        "Project.summary_basis", "DisputedArea.unit", "DisputedCountry.unit", "DisputedStage.unit",
        "Evidence.shows",
    },
}  # fmt: skip
LEFT_OUT = {field for fields in NOT_SHOWN.values() for field in fields}

#: The page of each list whose entries have their ids as anchors.
LISTS = {
    "timeline": "network/timeline/",
    "glossary": "network/glossary/",
    "open_questions": "about/open-questions/",
    "corrections": "about/corrections/",
    "sources": "about/sources/",
}
#: The page below network/ of each part of the network.
NETWORK = {
    "framework": "framework", "governance": "governance", "admission": "governance", "membership": "members",
    "workshop": "workshop-2018", "themes": "workshop-2018", "places": "workshop-2018",
}  # fmt: skip


def place(built: Built, collection: str, record: Any) -> tuple[lxml.html.HtmlElement, Elements]:
    """The page on which a record is shown, and the elements of it that show the record."""
    if collection in LISTS:
        page = built.pages[LISTS[collection]]
        return page, page.xpath("//*[@id=$id]", id=record.id)
    if collection in {"cities", "countries", "focus_areas", "topics"}:
        page = built.pages[f"{collection.replace('_', '-')}/{record.id}/"]
        return page, page.xpath("//article")
    if collection == "reports":
        page = built.pages["about/reports/"]
        heads = page.xpath("//table[contains(@class, 'reports')]/thead/tr/th[a/@href=$link]", link=f"#{record.id}")
        column = [
            cell
            for head in heads
            for cell in head.xpath("../../../tbody/tr/*[$n]", n=len(head.xpath("preceding-sibling::*")) + 1)
        ]
        gaps = page.xpath("//tbody[@id=$id]", id=f"{record.id}-gaps")
        return page, [*column, *gaps, *section(page, record.id)]
    page = built.pages["network/partners/" if collection == "partners" else f"cities/{record.city}/"]
    box = page.xpath("//dl[@class='box']") if collection == "projects" else []
    return page, [*section(page, record.id.lower()), *box]


#: What a page says in place of a word that has no label of its own there.
SAID = {
    "stated": "From a page that does not mention the network.",
    "inferred": "Inferred: the description is our match.",
    **dict.fromkeys(
        ("chart", "list", "ongoing-and-planned"), ""
    ),  # the method says once that this is meant where nothing is
}

#: What it says of two names of a project.
SAID_OF_NAMES = {"stated": "A source says that", "inferred": "We infer that"}


#: What it says of what is marked as true; of what is not, it says nothing.
MARKS = {"planned": "planned", "no_answer_found": "We found no answer"}


def labels(word: str) -> set[str]:
    """The labels of a word in all vocabularies that have it, and what a page says in its place."""
    return {words[word] for words in [*LABELS.values(), SAID, SAID_OF_NAMES] if word in words}


def forms(atlas: Atlas, value: Any) -> set[str]:
    """The forms in which a page may show a value: as it is, as a number or date, as a label or the name of a record."""
    if not isinstance(value, str):
        return {str(value), f"{value:g}", words.number(value)}
    text = " ".join(value.split())
    found = {text, words.capital(text), words.sentence(text), words.language_name(value), *labels(value)}
    if re.fullmatch(DATE_OR_PERIOD, value):
        found.add(words.date(value))
    for collection in ("cities", "countries", "focus_areas", "topics", "projects", "reports"):
        if record := atlas.collection(collection).get(value):
            found.add(record.title if collection == "reports" else record.name)
    return found | {form.capitalize() for form in labels(value)}


def values(record: Record) -> Iterator[tuple[str, Any]]:
    """Every value that a page shows of a record and of the records inside it, with its field; rows aside."""
    kind = type(record).__name__
    for name in type(record).model_fields:
        found = getattr(record, name)
        for value in found if isinstance(found, list) else [found]:
            if isinstance(value, Record) and not isinstance(value, Row):
                yield from values(value)
            elif value is None or value is False or isinstance(value, Row) or {name, f"{kind}.{name}"} & LEFT_OUT:
                continue
            else:
                yield f"{kind}.{name}", MARKS[name] if value is True else value


def missing(atlas: Atlas, record: Record, elements: Elements) -> list[str]:
    """The fields of a record that elements do not show, each with its value."""
    shown = text_of(*elements)
    return [
        f"{field}: {value}" for field, value in values(record) if not any(form in shown for form in forms(atlas, value))
    ]


def cited(record: Record) -> Iterator[tuple[str, int | None]]:
    """Every source that a record or a record inside it names, with each of its pages."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in {"source", "name_id_source"} and value:
            yield value, getattr(record, "page", None)
        if isinstance(record, Citation) and name == "pages":
            yield from ((record.source, page) for page in value)
        if name == "also":
            yield from ((source, None) for source in value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Record) and not isinstance(part, Row):
                yield from cited(part)


def uncited(atlas: Atlas, record: Record, page: lxml.html.HtmlElement, elements: Elements) -> list[str]:
    """The sources and pages of a record that its elements do not cite, or the page does not list."""
    marks: dict[str, str] = {}
    for link in (link for element in elements for link in element.xpath(".//sup[@class='cite']/a")):
        source = link.get("href").removeprefix("#")
        marks[source] = marks.get(source, "") + text_of(link)
    listed = {item.get("id"): item.xpath("./a/@href") for item in page.xpath("//ol[contains(@class, 'sources')]/li")}
    return [
        f"source {source}, page {number}"
        for source, number in cited(record)
        if str(number or "") not in marks.get(source, "-")
        or atlas.sources[source].url + (f"#page={number}" if number else "") not in listed.get(source, [])
        or source not in marks
    ]


def test_each_record_shows_every_field_and_cites_its_sources(built: Built, atlas: Atlas) -> None:
    wrong = []
    for collection, record_id, record in atlas.records():
        if collection != "network":
            page, elements = place(built, collection, record)
            found = missing(atlas, record, elements)
            found += uncited(atlas, record, page, elements) if collection != "sources" else []
            wrong += [f"{collection}/{record_id}: {each}" for each in found]
    for part in type(atlas.network).model_fields:
        page = built.pages[f"network/{NETWORK[part]}/"]
        article, value = page.xpath("//article"), getattr(atlas.network, part)
        for record in value if isinstance(value, list) else [value]:
            found = missing(atlas, record, article) + uncited(atlas, record, page, article)
            wrong += [f"network/{part}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)


def test_each_row_of_a_report_is_shown_as_printed_there_and_in_its_project(built: Built, atlas: Atlas) -> None:
    wrong = []
    for report in atlas.reports.values():
        elements = section(built.pages["about/reports/"], report.id)
        lines = [line for e in elements for line in e.xpath(".//table[contains(@class, 'rows')]/tbody/tr")]
        for line, row in zip(lines, report.rows, strict=True):
            printed = section(built.pages[f"cities/{row.city}/"], row.project)
            found = missing(atlas, row, [line, *printed])
            name, stage = " ".join(row.name.split()), label("stage", row.stage)
            found += [text for text in (name, stage) if text not in text_of(line)]
            wrong += [f"{report.id}, {row.project}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)
