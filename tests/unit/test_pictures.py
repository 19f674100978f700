"""The pictures beside shared links: which page has which, and that all of it fits."""

import io
from typing import Any

import pytest
from PIL import Image, ImageChops

from atlas.checks import Examined
from atlas.model import words
from atlas.site.frame.pictures import KINDS, Picture, picture_of, pictures
from atlas.site.pages.build import Build
from atlas.site.pages.site import Site


@pytest.fixture(scope="module")
def site(examined: Examined) -> Site:
    return Build(examined).site


def test_a_city_has_its_own_picture_and_any_other_page_that_of_its_kind(site: Site) -> None:
    names = {
        "index.md": "home", "cities/index.md": "cities", "cities/alfa.md": "cities/alfa", "countries/AX.md": "countries", "focus-areas/index.md": "focus-areas",
        "focus-areas/civic-and-social.md": "focus-areas", "projects/support.md": "projects", "somewhere/else.md": "home",
    }  # fmt: skip
    assert {src: picture_of(site, src).name for src in names} == names
    assert (
        picture_of(site, "cities/alfa.md").sentence == "Alfa, Aland: the stages of its 3 projects in each ASEAN report."
    )


def test_each_picture_is_light_and_keeps_its_margins(site: Site) -> None:
    drawn = dict(pictures(site, "ASCN Atlas"))
    assert list(drawn) == [
        f"assets/pictures/{name}.png" for name in [*KINDS, *(f"cities/{city}" for city in site.atlas.cities)]
    ]
    assert len(set(drawn.values())) == len(drawn)
    assert dict(pictures(site, "ASCN Atlas")) == drawn, "the same each time"
    for path, png in drawn.items():
        assert len(png) < 30_000, path
        keeps_margins(path, png)


def keeps_margins(path: str, png: bytes) -> None:
    """Assert that nothing is cut at an edge, and that no line of letters runs into another."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.size == (Picture.width, Picture.height) == (1200, 630), path
    left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, "#fff")).getbbox()
    assert (left >= 71, top >= 48, right <= 1130, bottom <= 600) == (True, True, True, True), path
    for above, below in [(108, 130), *([] if "cities/" in path else [(385, 402)])]:
        assert image.convert("L").crop((0, above, 1200, below)).getextrema() == (255, 255), path


class Twice(dict[tuple[str, str], tuple[str, ...]]):
    """Translations that say each text twice, so that all are longer than in any real language."""

    def get(self, key: Any, _default: Any = None) -> tuple[str, ...]:
        return (f"{key[1]} {key[1]}",)


def test_each_picture_keeps_its_margins_where_texts_are_twice_as_long(examined: Examined) -> None:
    words.use(words.OTHER_LANGUAGES[0], Twice())
    try:
        drawn = dict(pictures(Build(examined).site, "ASCN Atlas " * 4))
    finally:
        words.use("en")
    for path, png in drawn.items():
        keeps_margins(path, png)
