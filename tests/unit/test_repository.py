"""The address of the repository."""

from __future__ import annotations

import pytest

from atlas.site.repository import Repository


@pytest.mark.parametrize("address", ["https://github.com/o/n", "https://github.com/o/n/"])
def test_a_file_is_edited_on_the_main_branch_at_a_line(address: str) -> None:
    repository = Repository(address)
    assert repository.edit_address("data/a.yml", 7) == "https://github.com/o/n/edit/main/data/a.yml#L7"
    assert repository.edit_address("docs/a.md") == "https://github.com/o/n/edit/main/docs/a.md"
    assert Repository().edit_address("data/a.yml", 7) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://github.com/o/n",
        "https://github.com/o/n ",
        " https://github.com/o/n",
        "https://github.com/o/n\n",
        "https://github.com/o/n.git",
        "https://github.com/o/n?x=1",
        "https://github.com/o/n#x",
        "https://user:secret@github.com/o/n",
        'https://github.com/o/n"onclick=x',
        "https://github.com",
        "git@github.com:o/n",
        "javascript:alert(1)",
        "o/n",
    ],
)
def test_what_is_no_address_of_a_repository_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a repository"):
        Repository(address)
