"""The titles of the tests: sentences that can be read at a glance."""

import re

from tests.conftest import ROOT

LONGEST = 80


def test_the_title_of_each_test_is_a_sentence_of_at_most_80_characters() -> None:
    wrong = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        titles = re.findall(r"^def test_(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        wrong += [f"{file.relative_to(ROOT)}: {title}" for title in titles if len(title) > LONGEST or "_" not in title]
    assert not wrong, "\n".join(wrong)
