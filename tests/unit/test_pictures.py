"""The pictures beside shared links: which page has which, what each counts, and that all of it fits."""

import io

import pytest
from PIL import Image, ImageChops

from atlas.checks import Examined
from atlas.site.build import Build
from atlas.site.pictures import KINDS, Picture, figures, picture_of, pictures
from atlas.site.site import Site


@pytest.fixture(scope="module")
def site(examined: Examined) -> Site:
    return Build(examined).site


def test_the_kind_of_a_page_follows_from_its_path() -> None:
    kinds = {
        "index.md": "home", "cities/index.md": "cities", "cities/makassar.md": "city", "focus-areas/index.md": "focus-areas",
        "focus-areas/civic-and-social.md": "focus-area", "projects/support.md": "projects", "somewhere/else.md": "home",
    }  # fmt: skip
    assert {src: picture_of(src).kind for src in kinds} == kinds


def test_a_picture_says_its_sentence_and_counts_what_the_data_hold(site: Site) -> None:
    home = picture_of("index.md")
    assert home.sentence == "What each ASEAN smart city set out to do, and what became of it."
    assert home.path == "assets/pictures/home.png"
    assert figures(site, "home") == [
        ("listed", "3", "projects in the 2024 list"),
        ("completed", "1", "of them completed"),
        ("ongoing", "2", "of them ongoing"),
        ("planning", "0", "at planning"),
    ]
    assert figures(site, "network")[:2] == [("cities", "2", "member cities"), ("countries", "2", "countries")]


def test_each_kind_has_a_picture_that_is_light_and_keeps_its_margins(site: Site) -> None:
    drawn = dict(pictures(site, "ASCN Atlas"))
    assert list(drawn) == [f"assets/pictures/{kind}.png" for kind in KINDS]
    assert len(set(drawn.values())) == len(KINDS)
    assert dict(pictures(site, "ASCN Atlas")) == drawn, "the same each time"
    for path, png in drawn.items():
        image = Image.open(io.BytesIO(png)).convert("RGB")
        assert image.size == (Picture.width, Picture.height) == (1200, 630), path
        assert len(png) < 30_000, path
        left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, "#fff")).getbbox()
        assert (left >= 71, top >= 48, right <= 1130, bottom <= 600) == (True, True, True, True), path
        for above, below in ((108, 130), (385, 402)):
            assert image.convert("L").crop((0, above, 1200, below)).getextrema() == (255, 255), path
