"""What is published beside the pages, and what settings it takes."""

import pytest

from atlas.site.publication import Publication, Settings, StopError
from tests.breaks import SMALL


def test_what_is_no_address_of_a_repository_is_refused() -> None:
    wrong = [
        "http://github.com/o/n", "https://github.com/o/n\n", "https://github.com/o/n.git", "https://github.com/o/n?x=1",
        "https://user:secret@github.com/o/n", 'https://github.com/o/n"onclick=x', "javascript:alert(1)",
    ]  # fmt: skip
    for address in wrong:
        with pytest.raises(StopError, match="is not the address of a repository"):
            Publication(SMALL, Settings("Atlas", repository=address))


def test_what_is_neither_a_web_nor_a_mail_address_for_corrections_is_refused() -> None:
    for address in ("example.org", "javascript:alert(1)", "javascript:x@y", "mailto:nobody", "https://a b"):
        with pytest.raises(StopError, match="is neither a web nor a mail address"):
            Publication(SMALL, Settings("Atlas", corrections=address))


def test_corrections_go_to_a_mail_address_with_or_without_its_scheme() -> None:
    for address in ("mailto:atlas@example.org", "atlas@example.org"):
        made = Publication(SMALL, Settings("Atlas", corrections=address))
        assert made.frame["report"].startswith("mailto:atlas@example.org?subject=")
