"""Texts, numbers and dates of a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.export import vocabularies
from atlas.model.i18n import ENGLISH, Texts
from atlas.site import site

T = Texts("en")


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (1, "1 member city in Laos, with its projects."),
        (0, "0 member cities in Laos, with their projects."),
        (1200, "1,200 member cities in Laos, with their projects."),
    ],
)
def test_plural_follows_the_number(n: int, shown: str) -> None:
    assert T("cities.caption", n=n, country="Laos") == shown


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-text"):
        T("no-such-text")


def test_every_text_is_used_somewhere() -> None:
    root = Path(site.__file__).parents[2]
    files = [*root.glob("*.py"), *(root / "atlas").rglob("*.py"), *(root / "atlas").rglob("*.html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    prefix = r"""\("([a-z_.]+)\." ~|labels\("([a-z_.]+)"|\(f["']([a-z_.]+)\.\{|self\("(\w+)\""""
    made_of_parts = {part for match in re.finditer(prefix, code) for part in match.groups() if part}
    made_of_parts |= {f"meaning.{name}" for name in vocabularies.NAMES.values()}
    unused = [
        key
        for key in ENGLISH
        if code.count(f'"{key}"') < 2 and key.rpartition(".")[0] not in made_of_parts and key not in made_of_parts
    ]
    assert unused == []
