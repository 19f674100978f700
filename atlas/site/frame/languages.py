"""The same site in several languages: where each edition is, and which files of data they share.

The edition in the language of the texts is at the root of the site, and each other one in a folder named after its
language. Files of data are made once, with the first; only feeds are in the language of an edition.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from babel.core import get_global

from atlas.model import words
from atlas.read.pages import folder_of, site_path
from atlas.read.translation import GUIDES

#: A link to a guide, up to its folder: relative, or from the root of the host as on the page for what is missing.
_GUIDE = re.compile(rf'(?<= href=")(?P<way>(?:\.\./)*|\./|/[^":]*/)(?={GUIDES})')


class Alternate(NamedTuple):
    """A page in one of the languages of the site.

    Args:
        lang: The ISO 639 code of the language.
        name: What the language calls itself.
        link: The relative address of the page.
        address: Its address with a host; "" where that is not known.
        locale: The language as Open Graph names it.
    """

    lang: str
    name: str
    link: str
    address: str
    locale: str


def folder(language: str) -> str:
    """Return the folder of an edition below the site, with a slash at its end; "" for the root."""
    return "" if language == words.SOURCE_LANGUAGE else f"{language}/"


def locale(language: str) -> str:
    """Return a language with a territory, as Open Graph asks for it: https://ogp.me/#optional.

    English is spelled as in Britain; any other language as where most people use it, by CLDR.
    """
    territory = get_global("likely_subtags")[language].rpartition("_")[2]
    return f"{language}_{'GB' if language == words.SOURCE_LANGUAGE else territory}"


def alternates(src: str, editions: Iterable[str], address: str) -> Iterator[Alternate]:
    """Yield a page in each language in which the site is published, its own among them.

    Args:
        src: The path of the page below ``docs/``.
        editions: The languages.
        address: The address of the edition that the page belongs to; "" where it is not known.
    """
    root, here = address.removesuffix(folder(words.language())), f"/{folder(words.language())}{site_path(src)}"
    for language in editions:
        path = f"{folder(language)}{site_path(src)}"
        link = posixpath.relpath(f"/{path}", here) + "/"
        yield Alternate(language, words.LANGUAGES[language], link, f"{root}{path}" if root else "", locale(language))


def file_address(src: str, path: str, shared: Iterable[str]) -> str:
    """Return the relative address of a file of data from a page.

    Args:
        src: The path of the page below ``docs/``.
        path: The path of the file below its edition.
        shared: The files that are made with the edition at the root.
    """
    own = folder(words.language())
    return posixpath.relpath(f"/{'' if path in shared else own}{path}", f"/{own}{folder_of(src)[1:]}")


def link_to_english_guides(html: str) -> str:
    """Return a page of another language whose links to guides lead to those in English."""
    own = folder(words.language())
    return _GUIDE.sub(lambda link: link[0].removesuffix(own) if link[0].startswith("/") else f"{link[0]}../", html)
