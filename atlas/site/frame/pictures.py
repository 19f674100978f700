"""The pictures that a shared link shows: one for each city, and one for each other kind of page.

A build draws them if it knows the address of the site, which such a link needs.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import ClassVar

from PIL import Image, ImageDraw, ImageFont

from atlas import query
from atlas.model import words
from atlas.model.cities import City
from atlas.model.labels import label
from atlas.model.projects import Project
from atlas.model.words import gettext, gettext_noop as _, ngettext, strip_marks
from atlas.site.frame import drawing
from atlas.site.frame.drawing import INK, MARGIN, RULE, SOFT, font, font_for, mark, write
from atlas.site.pages.site import Site

#: What is counted on the picture of each kind of page.
KINDS = {
    "home": ("listed", "completed", "ongoing", "planning"),
    "cities": ("cities", "countries", "listed", "known"),
    "countries": ("countries", "cities", "listed", "known"),
    "topics": ("topics", "listed", "completed", "ongoing"),
    "focus-areas": ("areas", "listed", "completed", "ongoing"),
    "projects": ("known", "ever-listed", "listed", "completed"),
    "network": ("cities", "countries", "partners", "events"),
    "about": ("reports", "rows", "sources", "questions"),
    "contributing": ("cities", "known", "reports", "sources"),
}

#: What the picture of each kind of page says.
SENTENCES = {
    "home": _("What each ASEAN smart city planned, and what became of it."),
    "cities": _("The member cities of the network, country by country."),
    "countries": _("What the cities of each country planned, and what became of it."),
    "topics": _("Floods, buses, waste and more: who works on what."),
    "focus-areas": _("The focus areas by which ASEAN sorts the projects."),
    "projects": _("Every project we know, with its status and its source."),
    "network": _("How the ASEAN Smart Cities Network is run, and who belongs to it."),
    "about": _("Where our facts come from, how sure they are, and what is open."),
    "contributing": _("How to change a fact, or to add a project, a city or a report."),
}

#: The stages that are counted.
_STAGES = ("proposed", "planning", "ongoing", "completed")

#: What is counted in the records for a key of :data:`KINDS` that is no stage.
_COUNTED = {
    "known": "projects", "ever-listed": "ever_listed", "areas": "focus_areas", "questions": "open_questions",
    **{what: what for what in ("cities", "countries", "topics", "partners", "events", "reports", "rows", "sources")},
}  # fmt: skip

_COLUMN, _GAP = 220, 40
_SPACE = drawing.WIDTH - 2 * MARGIN  # for a line of the sentence, and for all columns of numbers
_LINES = 3  # of the sentence at most
_TOP, _BOTTOM = 296, 526  # between these a city has the marks of its projects
_DATE = 140  # the width of a date before them
_KEY = 720  # where what the marks mean begins, with how many projects have each
_MOST = 20  # marks that fit before it


@dataclass(frozen=True)
class Picture:
    """The picture of a city or of a kind of page, and what it says to those who cannot see it."""

    name: str
    sentence: str
    city: City | None = None
    width: ClassVar[int] = drawing.WIDTH
    height: ClassVar[int] = drawing.HEIGHT

    @property
    def path(self) -> str:
        """Return where it is in the built site."""
        return f"assets/pictures/{self.name}.png"


def picture_of(site: Site, src: str) -> Picture:
    """Return the picture of a page by its path below ``docs/``; one of no kind has that of the home page."""
    if isinstance(city := site.tree.record_of(src, site.atlas), City):
        return _city_picture(site, city)
    folder = PurePosixPath(src).parts[0]
    return _kind_picture(folder if folder in KINDS else "home")


def pictures(site: Site, name: str) -> Iterator[tuple[str, bytes]]:
    """Draw every picture for a site with a name: (path in the built site, PNG)."""
    for picture in map(_kind_picture, KINDS):
        yield picture.path, _draw(site, name, picture)
    for city in site.atlas.cities.values():
        picture = _city_picture(site, city)
        yield picture.path, _draw(site, name, picture)


def figures(site: Site, kind: str) -> list[tuple[str, str, str]]:
    """Return what the picture of a kind counts: (key, number, label)."""
    count = partial(query.totals.count, site.atlas)
    listed = {stage: count("projects", report=query.reports.NEWEST, stage=stage) for stage in _STAGES}
    numbers = {"listed": count("projects", report=query.reports.NEWEST), **listed}
    numbers |= {key: count(what) for key, what in _COUNTED.items()}
    labels = _labels(numbers, query.reports.report_year(site.atlas, query.reports.newest_report(site.atlas)))
    return [(key, words.number(numbers[key]), labels[key]) for key in KINDS[kind]]


def _labels(n: dict[str, int], year: int) -> dict[str, str]:
    """Return what each number of a picture counts, by its key in :data:`KINDS`."""
    return {
        "cities": ngettext("member city", "member cities", n["cities"]),
        "countries": ngettext("country", "countries", n["countries"]),
        "topics": ngettext("topic", "topics", n["topics"]),
        "areas": ngettext("focus area", "focus areas", n["areas"]),
        "listed": ngettext("project in the {year} list", "projects in the {year} list", n["listed"]).format(year=year),
        "planning": gettext("at planning"),
        "ongoing": gettext("of them ongoing"),
        "completed": gettext("of them completed"),
        "ever-listed": ngettext("project ever listed", "projects ever listed", n["ever-listed"]),
        "known": ngettext("project known", "projects known", n["known"]),
        "partners": ngettext("partner", "partners", n["partners"]),
        "events": ngettext("dated event", "dated events", n["events"]),
        "reports": ngettext("official document", "official documents", n["reports"]),
        "rows": ngettext("printed row", "printed rows", n["rows"]),
        "sources": ngettext("source", "sources", n["sources"]),
        "questions": ngettext("open question", "open questions", n["questions"]),
    }


def _kind_picture(kind: str) -> Picture:
    return Picture(kind, gettext(SENTENCES[kind]))


def _city_picture(site: Site, city: City) -> Picture:
    n = len(query.projects.select_projects(site.atlas, city=city.id))
    sentence = ngettext(
        "{place}, {country}: the stage of its {n} project in each ASEAN report.",
        "{place}, {country}: the stages of its {n} projects in each ASEAN report.",
        n,
    )
    country = site.atlas.countries[city.country].name
    return Picture(f"cities/{city.id}", sentence.format(place=city.name, country=country, n=words.number(n)), city)


def _draw(site: Site, name: str, picture: Picture) -> bytes:
    """Draw the name of the site, what is particular to the picture, and that the Atlas is independent."""
    image = drawing.paper()
    draw = ImageDraw.Draw(image)
    for place, stage in enumerate(_STAGES):
        image.paste(INK, (MARGIN + place % 2 * 28, 52 + place // 2 * 28), mark(stage, 24))
    write(draw, (MARGIN + 72, 78), name, INK, font(38), anchor="lm")
    if picture.city:
        draw_city(site, image, picture.city)
    else:
        _draw_kind(site, image, picture)
    draw.line((MARGIN, 546, picture.width - MARGIN, 546), RULE, 2)
    independent = gettext("The Atlas is independent of ASEAN and speaks for no city, ministry or member state.")
    write(draw, (MARGIN, 590), independent, SOFT, font(24), anchor="ls")
    return drawing.png(image)


def _draw_kind(site: Site, image: Image.Image, picture: Picture) -> None:
    """Draw a sentence, and numbers in a row, each above its label, those of stages with their marks."""
    draw, left = ImageDraw.Draw(image), MARGIN
    lines, letters = _balance_lines(picture.sentence)
    for number, line in enumerate(lines):
        write(draw, (MARGIN, 304 + 38 * (2 * number - len(lines))), line, INK, letters, anchor="ls")
    draw.line((MARGIN, 404, picture.width - MARGIN, 404), RULE, 2)
    shown = figures(site, picture.name)
    small, columns = _columns([counted for _key, _value, counted in shown])
    for (key, value, counted), column in zip(shown, columns, strict=True):
        write(draw, (left, 478), value, INK, font(60), anchor="ls")
        write(draw, (left, 518), counted, SOFT, small, anchor="ls")
        if key in _STAGES:
            image.paste(drawing.STATES[key], (left + int(font(60).getlength(value)) + 16, 440), mark(key, 34))
        left += column


def _balance_lines(sentence: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Split a sentence into as few lines as it needs, all of about one length, in the largest letters that fit."""
    for letters in map(font, range(62, 0, -2)):
        for most in range(1, _LINES + 1):
            for width in range(len(sentence) // most, len(sentence) + 1):
                lines = textwrap.wrap(sentence, width)
                if len(lines) <= most and all(letters.getlength(line) <= _SPACE for line in lines):
                    return lines, letters
    return [], font(2)


def _columns(labels: list[str]) -> tuple[ImageFont.FreeTypeFont, list[int]]:
    """Return the largest letters in which all labels fit beside each other, and the width of each column."""
    for letters in map(font, range(26, 0, -1)):
        columns = [max(_COLUMN, int(letters.getlength(strip_marks(label))) + _GAP) for label in labels]
        if sum(columns) - _GAP <= _SPACE:
            break
    return letters, columns


def draw_city(site: Site, image: Image.Image, city: City) -> None:
    """Draw the names of a city, its country, and a row of marks for each report."""
    draw = ImageDraw.Draw(image)
    write(draw, (MARGIN, 204), city.name, INK, font(76), anchor="ls")
    country = site.atlas.countries[city.country].name
    write(draw, (MARGIN, 256), country, SOFT, font(34), anchor="ls")
    local = next((name.text for name in city.local_names if name.text != city.name), "")
    left = MARGIN + int(font(34).getlength(country)) + _GAP
    if (letters := font_for(local, 34)) and left + letters.getlength(local) <= image.width - MARGIN:
        write(draw, (left, 256), local, SOFT, letters, anchor="ls")
    draw_marks(image, site, query.projects.select_projects(site.atlas, city=city.id))


def draw_marks(image: Image.Image, site: Site, projects: list[Project]) -> None:
    """Draw a row of marks for each report, and beside them how many projects have each mark in the newest."""
    draw, strips = ImageDraw.Draw(image), query.projects.strips(site.atlas, projects)
    if not projects:
        return
    shown = strips.rows[:_MOST]
    down, across = min(48, (_BOTTOM - _TOP) // len(strips.reports)), min(48, (_KEY - MARGIN - _DATE) // len(shown))
    width = min(down, across) * 3 // 4
    for row, report in enumerate(strips.reports):
        top = _TOP + row * down
        date = words.short_date(query.reports.report_date(site.atlas, report))
        write(draw, (MARGIN, top + width // 2), date, SOFT, font(26), anchor="lm")
        for column, (_project, states) in enumerate(shown):
            state = states[row].state
            image.paste(drawing.STATES[state], (MARGIN + _DATE + column * across, top), mark(state, width))
    year = query.reports.report_year(site.atlas, strips.reports[-1])
    write(draw, (_KEY, _TOP + 15), gettext("In the list of {year}").format(year=year), SOFT, font(26), anchor="lm")
    newest = Counter(states[-1].state for _project, states in strips.rows)
    for line, state in enumerate(state for state in query.projects.STATES if newest[state]):
        top = _TOP + 48 + line * 44
        image.paste(drawing.STATES[state], (_KEY, top), mark(state, 30))
        text = f"{words.number(newest[state])} {label('stage_column', state)}"
        write(draw, (_KEY + 46, top + 15), text, INK, font(26), anchor="lm")
