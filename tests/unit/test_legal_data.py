"""What the model allows breaks nothing: every change of the small made-up atlas passes, or is found where it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas import export
from atlas.site.macros import MACROS
from tests import legal

#: The macros that show nothing of a record.
OF_NO_RECORD = {"data_reference", "macro_list", "rule_list"}
#: How many changes are tried at once; where they fail they are tried one by one.
AT_ONCE = 400


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> legal.Small:
    return legal.small(tmp_path_factory.mktemp("legal") / "small")


@pytest.fixture(scope="module")
def changes(small: legal.Small) -> list[legal.Change]:
    return list(legal.changes(small))


def failures(small: legal.Small, found: list[legal.Change]) -> list[str]:
    return [failure for batch in legal.batches(found, AT_ONCE) for failure in small.failures(batch)]


def test_every_macro_is_called_on_a_page_of_the_small_atlas(small: legal.Small) -> None:
    assert set(MACROS) - legal.called(small.tree) == OF_NO_RECORD


def test_what_is_optional_may_be_absent_and_a_list_empty(small: legal.Small, changes: list[legal.Change]) -> None:
    found = [change for change in changes if change.value is legal.GONE or change.value == []]
    assert failures(small, found) == []


def test_every_word_of_a_vocabulary_may_be_used_and_every_optional_field_given(
    small: legal.Small, changes: list[legal.Change]
) -> None:
    found = [
        change for change in changes if change.value is not legal.GONE and change.value != [] and not change.hostile
    ]
    assert failures(small, found) == []


def test_every_text_may_be_in_any_writing_and_look_like_markup(small: legal.Small, changes: list[legal.Change]) -> None:
    whole = replace(small, extent=export.Extent.ALL)
    assert failures(whole, [change for change in changes if change.hostile]) == []


def test_an_atlas_needs_nothing_that_is_optional(small: legal.Small, changes: list[legal.Change]) -> None:
    """Everything that can be dropped is dropped at once, but what makes a rule about two fields speak."""
    found = [change for change in changes if change.value is legal.GONE]
    whole = replace(small, extent=export.Extent.ALL)
    wrong, made = whole.outcome(*(change for change in legal.outermost(found) if change.path[-1] != "date"))
    assert (wrong, made) == ([], True)
