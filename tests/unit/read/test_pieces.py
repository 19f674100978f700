"""How a long file is read in pieces."""

from pathlib import Path

import pytest

from atlas.read import pieces
from atlas.read.yaml_file import YamlFile, parse

SMALL = Path(__file__).parents[2] / "fixtures" / "small" / "data" / "projects.yml"

#: What a list may end with that no piece of it shows rightly.
BROKEN = ["- id: 'a\n", "- id: *a\n", "- id:\n", "other: 1\n", "---\n- id: a\n", "...\n- id: a\n"]


def _read(source: str, longest: int, monkeypatch: pytest.MonkeyPatch) -> YamlFile:
    with monkeypatch.context() as patched:
        patched.setattr(pieces, "MAX_PIECE", longest)
        return parse("data/projects.yml", source, first_line=3)


def test_a_file_in_pieces_has_the_values_and_places_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    source = SMALL.read_text(encoding="utf-8")
    whole, split = (_read(source, longest, monkeypatch) for longest in (len(source), 100))
    assert (len(whole.pieces), len(split.pieces) > 2, split.value) == (1, True, whole.value)
    for _, path, _ in whole.parts:
        assert split.line(path) == whole.line(path)
        assert split.finding((*path, "missing"), "rule", "") == whole.finding((*path, "missing"), "rule", "")


@pytest.mark.parametrize("end", BROKEN)
def test_what_no_piece_shows_rightly_is_read_from_the_whole_file(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "projects:\n" + "- id: a name\n  text: another\n" * 9 + end
    whole, split = (_read(source, longest, monkeypatch) for longest in (len(source), 50))
    assert split == whole
