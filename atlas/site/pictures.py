"""The pictures beside a shared link to a page: one for each kind of page, drawn by every build.

They need no network and no file of a font: letters are those that Pillow carries with it.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import PurePosixPath
from typing import ClassVar

from PIL import Image, ImageColor, ImageDraw, ImageFont

from atlas import query
from atlas.model import words
from atlas.model.words import gettext, gettext_noop as _, ngettext
from atlas.read.pages import OVERVIEWS
from atlas.site.site import Site

#: What is counted on the picture of each kind of page.
KINDS = {
    "home": ("listed", "completed", "ongoing", "planning"),
    "cities": ("cities", "countries", "listed", "known"),
    "city": ("cities", "countries", "listed", "known"),
    "focus-areas": ("areas", "listed", "completed", "ongoing"),
    "focus-area": ("areas", "listed", "completed", "ongoing"),
    "projects": ("known", "ever-listed", "listed", "completed"),
    "network": ("cities", "countries", "partners", "events"),
    "about": ("reports", "rows", "sources", "questions"),
    "contributing": ("cities", "known", "reports", "sources"),
}

#: What the picture of each kind of page says.
SENTENCES = {
    "home": _("What each ASEAN smart city set out to do, and what became of it."),
    "cities": _("The member cities of the network, country by country."),
    "city": _("What one smart city set out to do, and what became of it."),
    "focus-areas": _("The focus areas into which the network sorts its projects."),
    "focus-area": _("The projects of this focus area, and what moved in and out of it."),
    "projects": _("Every project that is known, with its status and its source."),
    "network": _("How the ASEAN Smart Cities Network is run, and who belongs to it."),
    "about": _("Where the Atlas has it from, how sure it is, and what is left open."),
    "contributing": _("How to change a fact, or to add a project, a city or a report."),
}

#: What is counted in the records for a key of :data:`KINDS` that is no stage.
_COUNTED = {
    "known": "projects", "ever-listed": "ever_listed", "areas": "focus_areas", "questions": "open_questions",
    **{what: what for what in ("cities", "countries", "partners", "events", "reports", "rows", "sources")},
}  # fmt: skip

#: Folders in which the pages of single records are of a kind of their own.
_SINGLE = {"cities": "city", "focus-areas": "focus-area"}

# The colours of docs/assets/atlas.css on its white page.
_PAPER, _INK, _SOFT, _RULE = "#ffffff", "#1c2733", "#5a6673", "#d9dcdf"
_MARKS = {"proposed": "#5a6673", "planning": "#8a4b08", "ongoing": "#0b5c78", "completed": "#1e6b3c"}

_MARGIN, _COLUMN, _GAP = 72, 220, 40
_LINE_LENGTH = 34  # characters of the sentence that fit beside each other
_FINER = 4  # times larger are marks drawn, then scaled down: Pillow smoothes no edges but those of letters


@dataclass(frozen=True)
class Picture:
    """The picture of a kind of page, and what it says in large letters and to those who cannot see it."""

    kind: str
    sentence: str
    width: ClassVar[int] = 1200
    height: ClassVar[int] = 630

    @property
    def path(self) -> str:
        """Return where it is in the built site."""
        return f"assets/pictures/{self.kind}.png"


def picture_of(src: str) -> Picture:
    """Return the picture of a page by its path below ``docs/``; one of no kind has that of the home page."""
    folder = PurePosixPath(src).parts[0]
    kind = _SINGLE[folder] if folder in _SINGLE and src not in OVERVIEWS else folder
    return _picture(kind if kind in KINDS else "home")


def pictures(site: Site, name: str) -> Iterator[tuple[str, bytes]]:
    """Draw every picture for a site with a name: (path in the built site, PNG)."""
    for picture in map(_picture, KINDS):
        yield picture.path, _draw(site, name, picture)


def figures(site: Site, kind: str) -> list[tuple[str, str, str]]:
    """Return what the picture of a kind counts: (key, number, label)."""
    count = partial(query.totals.count, site.atlas)
    listed = {stage: count("projects", report=query.reports.NEWEST, stage=stage) for stage in _MARKS}
    numbers = {"listed": count("projects", report=query.reports.NEWEST), **listed}
    numbers |= {key: count(what) for key, what in _COUNTED.items()}
    labels = _labels(numbers, query.reports.report_year(site.atlas, query.reports.newest_report(site.atlas)))
    return [(key, words.number(numbers[key]), labels[key]) for key in KINDS[kind]]


def _labels(n: dict[str, int], year: int) -> dict[str, str]:
    """Return what each number of a picture counts, by its key in :data:`KINDS`."""
    return {
        "cities": ngettext("member city", "member cities", n["cities"]),
        "countries": ngettext("country", "countries", n["countries"]),
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


def _picture(kind: str) -> Picture:
    return Picture(kind, gettext(SENTENCES[kind]))


def _draw(site: Site, name: str, picture: Picture) -> bytes:
    """Draw name, sentence, numbers and who is responsible; the same bytes each time."""
    image = Image.new("RGB", (picture.width, picture.height), _PAPER)
    draw = ImageDraw.Draw(image)

    for place, mark in enumerate(_MARKS):
        image.paste(_INK, (_MARGIN + place % 2 * 28, 52 + place // 2 * 28), _mark(mark, 24))
    draw.text((_MARGIN + 72, 78), name, _INK, _font(38), anchor="lm")

    lines = _balanced(picture.sentence)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 304 + 38 * (2 * number - len(lines))), line, _INK, _font(62), anchor="ls")

    for height in (404, 546):
        draw.line((_MARGIN, height, picture.width - _MARGIN, height), _RULE, 2)
    _draw_figures(site, image, picture.kind)
    independent = gettext("The Atlas is independent of ASEAN and speaks for no city, ministry or member state.")
    draw.text((_MARGIN, 590), independent, _SOFT, _font(24), anchor="ls")

    written = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


def _balanced(sentence: str) -> list[str]:
    """Split a sentence into as few lines as it needs, all of about one length."""
    n = len(textwrap.wrap(sentence, _LINE_LENGTH))
    return next(lines for width in range(1, _LINE_LENGTH + 1) if len(lines := textwrap.wrap(sentence, width)) <= n)


def _draw_figures(site: Site, image: Image.Image, kind: str) -> None:
    """Draw numbers in a row, each above its label, those of stages with their marks."""
    draw, left = ImageDraw.Draw(image), _MARGIN
    for key, number, label in figures(site, kind):
        draw.text((left, 478), number, _INK, _font(60), anchor="ls")
        draw.text((left, 518), label, _SOFT, _font(26), anchor="ls")
        if key in _MARKS:
            image.paste(_MARKS[key], (left + int(_font(60).getlength(number)) + 16, 440), _mark(key, 34))
        left += max(_COLUMN, int(_font(26).getlength(label)) + _GAP)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"  # noqa: S101 - narrows a type
    return font


@cache
def _mark(stage: str, size: int) -> Image.Image:
    """Draw the mark of a stage as a mask: a diamond, a ring, half a disc in a ring, a disc."""
    end, line = size * _FINER - 1, size * _FINER // 7
    mask = Image.new("L", (end + 1, end + 1))
    draw = ImageDraw.Draw(mask)
    if stage == "proposed":
        middle, inset = end / 2, line * 0.75
        corners = [(middle, inset), (end - inset, middle), (middle, end - inset), (inset, middle)]
        draw.line([*corners, *corners[:2]], 255, line, "curve")
    else:
        draw.ellipse((0, 0, end, end), 255 if stage == "completed" else None, 255, line)
    if stage == "ongoing":
        draw.pieslice((0, 0, end, end), -90, 90, 255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


@cache
def _palette() -> Image.Image:
    """Return all colours; those of letters and marks in steps down to white, for smooth edges."""
    steps = 16
    ramps = [
        255 - (255 - value) * step // steps
        for colour in dict.fromkeys([_INK, _SOFT, *_MARKS.values()])
        for step in range(1, steps + 1)
        for value in ImageColor.getrgb(colour)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*ImageColor.getrgb(_PAPER), *ImageColor.getrgb(_RULE), *ramps])
    return palette
