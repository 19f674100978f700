"""What the search looks through: entries of records and of the sections of pages, as a script that a browser runs.

``docs/assets/search.js`` reads the script when a reader turns to the search, and makes its index from the entries.
``docs/assets/register.js`` reads another one, with the texts of projects, when a reader types above a list of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import html

from atlas import query
from atlas.model import words
from atlas.model.atlas import Atlas
from atlas.model.base import LocalName, OtherName
from atlas.model.cities import City
from atlas.model.labels import label
from atlas.model.projects import Project
from atlas.model.sources import OpenQuestion
from atlas.model.synonyms import Synonym
from atlas.model.topics import Topic
from atlas.model.words import gettext as _, number, sentence
from atlas.read.pages import LISTS, PageTree, site_path
from atlas.site.pages.site import Site

#: Where the script with the entries is, and where that with the texts of projects, below the site.
PATH = "search/entries.js"
TEXTS_PATH = "search/projects.js"

#: The words of a question in each language: no entry is found by them, unless one of its own phrases has them.
QUESTION = {
    "en": "a about all an and any are as at be became become by can did do does for from had has have how i in is it "
    "its many me more most much of on or our show tell than that the their there these they this to us was we "
    "were what when where which who whom whose why will with you your",
    "id": "ada adakah adalah agar akan anda apa apakah atas atau bagaimana bagi bahwa banyak berapa beserta bisa boleh "
    "dalam dan dapat dari daripada dengan di dimana hingga ialah ini itu jadi juga kami kapan kapankah karena ke "
    "kenapa kepada kita lagi lebih mana manakah mengapa mereka namun oleh pada para paling per saja sampai saya "
    "sebuah sejak semua seperti serta siapa siapakah soal suatu sudah supaya tapi telah tentang terhadap tersebut "
    "tetapi tolong untuk yaitu yakni yang terjadi menjadi memiliki punya",
}

#: The words that half of the Atlas has in each language: they count little, and not at all beside others.
WEAK = {
    "en": "asean atlas city network plan project smart",
    "id": "asean atlas cerdas jaringan kota proyek rencana",
}

#: The elements within a line. The text of any other element is separated from the text that follows.
_IN_LINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_LEFT_OUT = "data-search-exclude"
_BLANKS = re.compile(r"\s+")


class Entry(NamedTuple):
    """What can be found. All of it is plain text."""

    title: str  # empty for a section, which is shown as its page
    line: str = ""  # what a hit shows beside its page
    names: str = ""  # by which else it is known
    text: str = ""
    topics: str = ""  # their ids, with blanks between them: it is found by all their words
    areas: str = ""  # the names of its focus areas: it is listed when one is typed


#: The entries of one page by their anchors, "" for the page itself.
Entries = dict[str, Entry]


def entries(site: Site | None, src: str, prose: str, content: str, title: str) -> Entries:
    """Return the entries of a page: one for each section, or only that of the page where its records have their own.

    The heading of a section is its line: the search lists a page once, under its own title.

    Args:
        site: The records and pages; None where the data cannot be used.
        src: The path of the page below ``docs/``. Its front matter may leave it out.
        prose: The HTML of its Markdown.
        content: The same with what its macros made.
        title: What it is called if it has no first-level heading.
    """
    page = site and site.tree.pages[src]
    if not site or not page or page.meta.get("search") == {"exclude": "true"}:
        return {}
    lists = LISTS & {site.atlas.COLLECTIONS[collection].pages[0] for collection in _OF}
    if site.tree.record_of(src, site.atlas) or src in lists:
        _anchor, name, text = next(sections(prose))
        return {"": Entry(name or title, text=text)}
    (_anchor, name, text), *others = sections(content)
    return {"": Entry(name or title, text=text)} | {
        anchor: Entry("", heading, text=text) for anchor, heading, text in others
    }


def sections(content: str) -> Iterator[tuple[str, str, str]]:
    """Yield the sections of a page as (id of the heading, title, text).

    The first one is the page itself, with the id "". Markdown writes a heading before its text, not around it; a
    section whose heading is marked as left out is not found, and neither is what is marked so within a section.
    """
    anchor, title, text, left_out = "", "", list[str](), False
    for element in html.fragments_fromstring(f"<p></p>{content}"):
        if element.tag in _HEADINGS and "id" in element.attrib:
            if not left_out and (title or _join_texts(text)):
                yield anchor, title, _join_texts(text)
            anchor = element.attrib["id"] if element.tag != "h1" else ""
            title, text, left_out = _join_texts(_title(element)), [], _LEFT_OUT in element.attrib
        else:
            _read(element, text)
        text.append(element.tail or "")
    if not left_out:
        yield anchor, title, _join_texts(text)


def _join_texts(parts: Iterable[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts)).strip()


def _title(heading: html.HtmlElement) -> Iterator[str]:
    """Yield the texts of a heading, without the sign that links to it."""
    for part in heading.iter():
        if part.get("class") != "headerlink":
            yield part.text or ""
        if part is not heading:
            yield part.tail or ""


def _read(element: html.HtmlElement, text: list[str]) -> None:
    """Add the text of an element, without parts that the search leaves out."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "object"} or _LEFT_OUT in element.attrib:
        return
    text.append(element.text or "")
    for child in element:
        _read(child, text)
        text.append(child.tail or "")
    if element.tag not in _IN_LINE:
        text.append(" ")


def _project(atlas: Atlas, project: Project) -> Entry:
    names, summary, asked, partners = _texts_of(atlas, project)
    happened = [event.text for event in project.events] + [promise.what for promise in project.promises]
    return Entry(
        project.name,
        label("status", project.status.value),
        _names(names),
        _sentences([*summary, *partners, *asked, *happened]),
        " ".join(project.topics),
        _names(atlas.focus_areas[area].name for area in project.focus_areas),
    )


def _texts_of(atlas: Atlas, project: Project) -> tuple[list[str], ...]:
    """Return the searchable texts of a project besides its name: other names, summary, requests, partners."""
    return (
        [*_texts(project.local_names), *query.projects.other_names(atlas, project)],
        [project.summary] if project.summary else [],
        project.support_required.text if project.support_required else [],
        [partner.name for partner in project.partners],
    )


def _city(atlas: Atlas, city: City) -> Entry:
    statements = [city.vision, *city.challenges, *city.notes]
    population = _("Population") + f": {number(city.population.value)}"
    targets = city.strategic_targets_2018.items if city.strategic_targets_2018 else []
    return Entry(
        city.name,
        atlas.countries[city.country].name,
        _names([*_texts(city.local_names), *_texts(city.also_known_as)]),
        _sentences([population, *(statement.text for statement in statements if statement), *targets]),
    )


def _texts(names: Iterable[LocalName | OtherName]) -> list[str]:
    return [name.text for name in names]


def _sentences(texts: Iterable[str | None]) -> str:
    return " ".join(sentence(text) for text in texts if text)


def _question(_: Atlas, question: OpenQuestion) -> Entry:
    answer = [question.answer.text] if question.answer else []
    return Entry(question.topic, text=" ".join([*answer, question.why, question.shown]))


def _names(names: Iterable[str | None]) -> str:
    return " · ".join(filter(None, names))


#: The entry of a record, by the collections of which each record has one.
_OF: dict[str, Callable[[Atlas, Any], Entry]] = {
    "cities": _city,
    "focus_areas": lambda _, area: Entry(area.name, names=_names(area.also_printed), text=area.definition),
    "topics": lambda _, topic: Entry(topic.name, names=_names([topic.name_id, *topic.words]), text=topic.definition),
    "countries": lambda _, country: Entry(country.name, names=country.name_id),
    "projects": _project,
    "partners": lambda _, partner: Entry(partner.name, text=partner.what),
    "timeline": lambda _, event: Entry(event.title, text=event.summary),
    "glossary": lambda _, term: Entry(term.term, names=_names([term.full, term.id_term]), text=term.meaning),
    "open_questions": _question,
}


def all_entries(atlas: Atlas, tree: PageTree, pages: Mapping[str, Entries]) -> dict[str, Entries]:
    """Return the entries of all pages by path below ``docs/``: of their sections, and of the records on them.

    A record is found by its untranslated name as well.
    """
    entries = {src: dict(own) for src, own in pages.items() if own}
    for collection, entry_of in _OF.items():
        written = atlas.as_written.collection(collection)
        for record_id, record in atlas.collection(collection).items():
            src, anchor = tree.address(collection, record_id, atlas)
            if src in entries:
                entry = entry_of(atlas, record)
                original = entry_of(atlas.as_written, written[record_id]).title
                if original != entry.title:
                    entry = entry._replace(names=_names([entry.names, original]))
                prose = entries[src][anchor].text if anchor in entries[src] and not anchor else ""
                entries[src][anchor] = entry._replace(text=f"{prose} {entry.text}".strip())
    return entries


def script(site: Site, pages: Mapping[str, Entries], synonyms: Iterable[Synonym], *, on_disk: bool) -> str:
    """Return the script with all entries, the words of topics, what leads to a page, and what the list of hits says."""
    entries = all_entries(site.atlas, site.tree, pages)
    languages = dict.fromkeys([words.SOURCE_LANGUAGE, words.language()])
    leads = [
        (typed, _address(*synonym.page.partition("#")[::2], on_disk=on_disk))
        for synonym in synonyms
        for typed in synonym.words
    ]
    whole = {
        "pages": [_pack_page(src, own, on_disk=on_disk) for src, own in entries.items()],
        "topics": {topic.id: [topic.name, _search_words(site, topic)] for topic in site.atlas.topics.values()},
        "leads": leads,
        # Names are in English in every language.
        "question": " ".join(QUESTION.get(language, "") for language in languages),
        "weak": " ".join(WEAK.get(language, "") for language in languages),
        "words": {
            "none": _("Nothing found. Try fewer words, or another one."),
            "count": _("Results: {n}"),
            "first": _("Results: first {shown} of {n}"),
            "all": _("Show all results"),
        },
    }
    return f"atlasSearch({json.dumps(whole, ensure_ascii=False, separators=(',', ':'))})"


def _other_names(site: Site, topic: Topic) -> list[str]:
    """Return the other names of a topic: in Indonesian, in readers' words, and in English."""
    names = [topic.name_id, *topic.words, site.atlas.as_written.topics[topic.id].name]
    return [name for name in dict.fromkeys(names) if name != topic.name]


def _search_words(site: Site, topic: Topic) -> str:
    """Return the words that readers type for a topic.

    Two words count only together, so they are written as one: the search looks for neighbours in one word as well.
    """
    return " ".join(re.sub("[ -]", "", name) for name in [topic.name, *_other_names(site, topic)])


def _address(src: str, anchor: str = "", *, on_disk: bool) -> str:
    path = site_path(src)
    return (f"{path}index.html" if on_disk else path) + (f"#{anchor}" if anchor else "")


def _pack_page(src: str, entries: Entries, *, on_disk: bool) -> list[Any]:
    """Return a page as [address, its own entry, [anchor, entry] of each section], without trailing empty fields."""

    def fields(entry: Entry) -> list[str]:
        values = [*entry]
        while not values[-1]:
            values.pop()
        return values

    of_page = entries.get("", Entry(src))
    inner = [[anchor, *fields(entry)] for anchor, entry in entries.items() if anchor]
    return [_address(src, on_disk=on_disk), fields(of_page), *inner]


def text_script(site: Site) -> str:
    """Return the script with the texts of projects.

    The texts are by the id of the project, then by kind: other names, summary, requests, partners. The other names of
    topics are by filter of the list.
    """
    topics = {f"topic={topic.id}": [_other_names(site, topic)] for topic in site.atlas.topics.values()}
    projects = {project.id: _texts_of(site.atlas, project) for project in query.projects.projects_in_order(site.atlas)}
    return f"atlasTexts({json.dumps(topics | projects, ensure_ascii=False, separators=(',', ':'))})"
