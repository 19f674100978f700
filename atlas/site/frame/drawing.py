"""How a picture for a shared link is drawn: paper, letters, marks of stages, and the PNG it becomes.

The letters are Pillow's own. Those of local names are Noto Sans, where the system has it (Debian: fonts-noto-core).
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFont, features

from atlas.model.words import strip_marks

# The colours of docs/assets/atlas.css on its white page.
PAPER, INK, SOFT, RULE = "#ffffff", "#1c2733", "#5a6673", "#d9dcdf"

#: The colour of each state of a project in a report.
STATES = {
    "proposed": SOFT,
    "planning": "#8a4b08",
    "ongoing-or-planning": "#8a4b08",
    "ongoing": "#0b5c78",
    "completed": "#1e6b3c",
    "not-listed": SOFT,
    "not-a-member": SOFT,
}

WIDTH, HEIGHT = 1200, 630
MARGIN = 72

_FINER = 4  # times larger are marks drawn, then scaled down: Pillow smoothes no edges but those of letters


def paper() -> Image.Image:
    """Return an empty picture."""
    return Image.new("RGB", (WIDTH, HEIGHT), PAPER)


def png(image: Image.Image) -> bytes:
    """Return a picture as a file; the same bytes each time."""
    written = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return Pillow's own font, which has Latin letters without Vietnamese accents."""
    letters = ImageFont.load_default(size)
    assert isinstance(letters, ImageFont.FreeTypeFont), "Pillow was built without FreeType"  # noqa: S101 - narrows a type
    return letters


def write(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    colour: str,
    letters: ImageFont.FreeTypeFont,
    anchor: str,
) -> None:
    """Write a text to the right of a place, smaller if it would not end before the margin.

    A picture cannot say which words are in English.
    """
    text, room = strip_marks(text), WIDTH - MARGIN - place[0]
    while letters.getlength(text) > room:
        letters = letters.font_variant(size=letters.size - 1)
    draw.text(place, text, colour, letters, anchor=anchor)


@cache
def font_for(text: str, size: int) -> ImageFont.FreeTypeFont | None:
    """Return a font for the script of a text; None if the system has none, or cannot join its letters."""
    script = next((unicodedata.name(letter, "").split()[0].title() for letter in text if letter.isalpha()), "Latin")
    try:
        letters = ImageFont.truetype(f"NotoSans{script.replace('Latin', '')}-Regular.ttf", size)
    except OSError:
        return None
    return letters if features.check("raqm") else None


@cache
def mark(state: str, size: int) -> Image.Image:
    """Draw the mark of a state as a mask: a diamond, rings, half a disc in a ring, a disc, a line, a dot."""
    end, line = size * _FINER - 1, size * _FINER // 7
    mask = Image.new("L", (end + 1, end + 1))
    draw, middle = ImageDraw.Draw(mask), end / 2
    if state == "proposed":
        inset = line * 0.75
        corners = [(middle, inset), (end - inset, middle), (middle, end - inset), (inset, middle)]
        draw.line([*corners, *corners[:2]], 255, line, "curve")
    elif state == "not-listed":
        draw.line((end / 5, middle, end - end / 5, middle), 255, line)
    elif state == "not-a-member":
        draw.circle((middle, middle), line, 255)
    elif state == "ongoing-or-planning":
        for start in range(0, 360, 45):
            draw.arc((0, 0, end, end), start, start + 27, 255, line)
    else:
        draw.ellipse((0, 0, end, end), 255 if state == "completed" else None, 255, line)
    if state == "ongoing":
        draw.pieslice((0, 0, end, end), -90, 90, 255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


@cache
def _palette() -> Image.Image:
    """Return all colours; those of letters and marks also in steps to white, for smooth edges."""
    steps = 16
    ramps = [
        255 - (255 - value) * step // steps
        for colour in dict.fromkeys([INK, SOFT, *STATES.values()])
        for step in range(1, steps + 1)
        for value in ImageColor.getrgb(colour)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*ImageColor.getrgb(PAPER), *ImageColor.getrgb(RULE), *ramps])
    return palette
