"""Former ids in data and pages, and the address of a repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.checks import examine
from atlas.site.build import check
from atlas.site.repository import Repository

Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/partners.yml", "- alfa\n", "- old-alfa\n"),
        ("docs/cities/alfa.md", "{{ sources() }}", '{{ city("old-alfa") }} {{ sources() }}'),
        ("docs/cities/alfa.md", "{{ sources() }}", '{{ count("projects", city="old-alfa") }} {{ sources() }}'),
    ],
)
def test_a_former_id_in_data_or_pages_is_a_finding_that_names_the_present_one(
    project: Path, edit: Edit, file: str, old: str, new: str
) -> None:
    edit(file, old, new)
    [finding] = check(examine(project))
    assert (finding.file, finding.hint) == (file, "'old-alfa' is a former id of 'alfa': write 'alfa'")


def test_a_page_in_a_folder_may_not_stand_at_the_address_of_a_former_id(project: Path) -> None:
    (project / "docs/cities/old-alfa").mkdir()
    description = "The page of a city that once had another name, and has it no more."
    (project / "docs/cities/old-alfa/index.md").write_text(
        f"---\ndescription: {description}\n---\n# Old\n", encoding="utf-8"
    )
    [finding] = check(examine(project))
    assert (finding.file, finding.rule) == ("data/cities.yml", "former-address")
    assert finding.message == "docs/cities/old-alfa/index.md has the address of the page of the former id 'old-alfa'"
    assert finding.hint == "remove the former id, or rename the page"


@pytest.mark.parametrize("address", ["https://github.com/o/n", "https://github.com/o/n/"])
def test_a_file_of_a_repository_is_edited_on_its_main_branch_at_a_line(address: str) -> None:
    repository = Repository(address)
    assert repository.edit_address("data/a.yml", 7) == "https://github.com/o/n/edit/main/data/a.yml#L7"
    assert repository.edit_address("docs/a.md") == "https://github.com/o/n/edit/main/docs/a.md"


def test_without_an_address_nothing_can_be_edited() -> None:
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
