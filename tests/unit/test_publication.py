"""What is published beside the pages, and what settings it takes."""

import pytest

from atlas.checks import Examined
from atlas.model.base import LocalName, OtherName
from atlas.site.build import Build
from atlas.site.publication import Publication, Settings, StopError, redirects
from tests.breaks import SMALL
from tests.unit.conftest import changed


def test_what_is_no_address_of_a_repository_is_refused() -> None:
    wrong = [
        "http://github.com/o/n", "https://github.com/o/n ", " https://github.com/o/n", "https://github.com/o/n\n",
        "https://github.com/o/n.git", "https://github.com/o/n?x=1", "https://github.com/o/n#x", "o/n",
        "https://user:secret@github.com/o/n", 'https://github.com/o/n"onclick=x', "https://github.com",
        "git@github.com:o/n", "javascript:alert(1)",
    ]  # fmt: skip
    for address in wrong:
        with pytest.raises(StopError, match="is not the address of a repository"):
            Publication(SMALL, Settings("Atlas", repository=address))


def test_the_page_of_a_former_id_leads_to_a_file(examined: Examined) -> None:
    [(path, content)] = redirects(Build(examined).site, Settings("Atlas", offline=True))
    page = content.decode()
    assert path == "cities/old-alfa/index.html"
    assert page.count('"../alfa/index.html"') == 2
    assert 'content="0; url=../alfa/index.html"' in page
    assert "script-src file: 'sha256-" in page


def test_cities_and_projects_are_tagged_with_their_other_names(examined: Examined) -> None:
    names = {
        "local_names": [LocalName(text="Álfa", lang="und")],
        "also_known_as": [OtherName(text="Alpha", source="s-press")],
    }
    publication = Publication(SMALL, Settings("Atlas"))
    publication.build = Build(changed(examined, "cities", "alfa", **names))
    entries = [
        {"location": "cities/alfa/", "title": "Alfa"},
        {"location": "cities/alfa/#clean-river", "title": "Clean River"},
        {"location": "about/", "title": "About"},
    ]
    publication.add_names(entries)
    assert [entry.get("tags") for entry in entries] == [["Álfa", "Alpha"], ["River Plan"], None]
