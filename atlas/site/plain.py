"""Each page once more as plain Markdown, and ``llms.txt``, which lists them: for programs that read text.

The text is made from the finished HTML of a page, so that both say the same. What only eye or hand needs is left out:
charts, forms, marks, links that edit. What only its look sets apart, small type and groups of rows, is marked by signs.
https://llmstxt.org says what ``llms.txt`` has to contain.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, zip_longest

from atlas.export import dataset
from atlas.export.metadata import NAME, Edition
from atlas.model.words import date, gettext as _
from atlas.read.pages import LLMS, Page, site_path
from atlas.site.site import Site

#: The folders below ``docs/`` in the order in which ``llms.txt`` lists their pages; others come after these.
_FOLDERS = ("cities", "countries", "topics", "projects", "focus-areas", "network", "about")

#: The folder whose pages a program can do without, in the words of llms.txt "Optional".
_OPTIONAL = "contributing"

_TAG = re.compile(r"<(/?)([a-z]\w*)([^>]*)>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANKS = re.compile(r"  +")
_BLANK_LINES = re.compile(r" *\n[ \n]*\n")
_VOID = {"br", "col", "hr", "img", "input"}

#: What Markdown would read as markup: within a text, and at the beginning of a paragraph.
_SPECIAL = re.compile(r"[\\`*<]|_(?!\w)|_(?<!\w_)")
_OPENING = re.compile(r"\d*(?=(?:[-+>]|#+|(?<=\d)[.)])\s)")

_HREF = re.compile(r'\bhref="([^"]*)"')
_COLUMNS = re.compile(r'\bcolspan="(\d+)"')
_GROUP = re.compile(r'\bscope="rowgroup"')
_LEFT_OUT = re.compile(r'\bclass="(?:headerlink|edit|copy|taken|back|legend|map|to-list)"')
_CITATION = re.compile(r"\[(.*)\]\([^)]*\)$")
_SIGNS = ".,;:·("
_TARGET = re.compile(r"\]\([^)]*\)$")
_SAID_TWICE = re.compile(r"^(\*\*.+\*\*)\n\n\1$", re.MULTILINE)
_ITEM_MARK = re.compile(r"^ *(?:- |\d+\. )")

#: What ends a caption, an item, a cell and a row until the element around them closes: no page holds these characters.
_CAPTION, _ITEM, _ROW, _CELL = "\1\2\3\4"


def plain_pages(site: Site, contents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ``llms.txt`` and every page as (path in the built site, Markdown), from the HTML of their contents.

    The page of a former id is written as well: Markdown cannot redirect, as HTML does.
    """
    yield LLMS, llms(site)
    foot = _foot(site)
    pages = {src: f"{markdown(content)}\n\n---\n\n{foot}\n" for src, content in contents.items()}
    for collection, record, _id, former in site.tree.former_pages(site.atlas):
        present, _anchor = site.tree.address(collection, record.id, site.atlas)
        pages[former] = pages[present]  # in the same folder, so that its links lead to the same places
    yield from ((path_of(src), plain) for src, plain in pages.items())


def path_of(src: str) -> str:
    """Return where the Markdown of a page is in the built site: beside its HTML."""
    return f"{site_path(src)}index.md"


def llms(site: Site) -> str:
    """Return the text of ``llms.txt``: what the site is, its pages as Markdown by section, and the data as files."""
    edition = site.edition
    folders: dict[str, list[Page]] = {folder: [] for folder in ("", *_FOLDERS)}
    for src in sorted(edition.tree.pages, key=lambda src: (posixpath.basename(src) != "index.md", src)):
        page = edition.tree.pages[src]
        folders.setdefault(posixpath.dirname(src), []).append(page)
    optional = folders.pop(_OPTIONAL, [])
    listed = {}
    for folder, pages in folders.items():
        section = edition.tree.pages.get(f"{folder}/index.md")
        listed[(section and section.title) or _("Overview")] = [_entry(edition, page) for page in pages]
    files = [(file, file.description) for file in dataset.whole(site.made).distributions]
    files += [(part.distributions[0], part.summary) for part in dataset.parts(site.made)]
    listed[_("Data")] = [f"- [{file.name}]({edition.address(file.path)}): {said}" for file, said in files]
    listed[_("Optional")] = [_entry(edition, page) for page in optional]
    parts = [
        f"# {NAME}",
        "> " + _(dataset.DESCRIPTION),
        " ".join((_foot(site), _("Each page is beside its HTML as plain Markdown, with its list of sources."))),
        *("\n".join([f"## {title}\n", *entries]) for title, entries in listed.items() if entries),
    ]
    return "\n\n".join(parts) + "\n"


def _entry(edition: Edition, page: Page) -> str:
    return f"- [{page.title or page.src}]({edition.address(path_of(page.src))}): {page.meta.get('description', '')}"


def _foot(site: Site) -> str:
    """Return who is responsible, how recent the data are, and the licence: the foot of every page."""
    independent = _("The Atlas is independent of ASEAN and speaks for no city, ministry or member state.")
    checked = _("Its data were last checked on {date}.").format(date=date(site.edition.date))
    return " ".join((independent, checked, _("Texts and data CC BY 4.0, code MIT.")))


def markdown(page: str) -> str:
    """Turn the content of a page into Markdown: each element when it closes, from what is in it.

    Each element has to be closed, as templates and Python-Markdown close it; of other HTML at least the text is kept.
    """
    parts = _TAG.split(_COMMENT.sub("", page.replace("<wbr>", "")))
    # A page has thousands of texts: what happens to each of them happens to all at once.
    verbatim = html.unescape("\0".join(parts[::4]))
    escaped = _SPECIAL.sub(r"\\\g<0>", _BLANKS.sub(" ", verbatim.replace("\n", " ")))
    texts = zip(escaped.split("\0")[1:], verbatim.split("\0")[1:], strict=True)
    written: list[str] = []
    outer: list[tuple[str, list[str]]] = []
    in_code = 0
    for closes, name, attributes, (text, code) in zip(parts[1::4], parts[2::4], parts[3::4], texts, strict=True):
        if closes and outer:
            content = "".join(written)
            opened, written = outer.pop()
            if name in _JOINERS:
                written.append(_JOINERS[name](content, "".join(written[-3:])))
            else:
                written.append(_WRITERS[name](content, opened) if name in _WRITERS else content)
            in_code -= name in _CODE
        elif name == "br":
            written.append(" · ")
        elif not closes and name not in _VOID and not attributes.endswith("/"):
            outer.append((attributes, written))
            written = []
            in_code += name in _CODE
        if code:
            written.append(code if in_code else text.lstrip() if written and written[-1].endswith("\n") else text)
    unclosed = [piece for _, pieces in outer for piece in pieces]
    text = _BLANK_LINES.sub("\n\n", "".join([*unclosed, *written])).strip()
    return _SAID_TWICE.sub(r"\1", text)  # the summary of details, and the caption of the table in it


#: What becomes of an element: from the Markdown of its content, and the attributes of its tag or the text before it.
_Writer = Callable[[str, str], str]


def _block(content: str, attributes: str) -> str:
    return "" if _LEFT_OUT.search(attributes) else f"\n\n{content.strip()}\n\n"


def _paragraph(content: str, attributes: str) -> str:
    """Write a paragraph unless only hand or eye needs it; escape a first sign that would make it a list or heading."""
    if _LEFT_OUT.search(attributes):
        return ""
    content = content.strip()
    opening = _OPENING.match(content)
    return _block(f"{opening[0]}\\{content[opening.end() :]}" if opening else content, "")


def _link(content: str, attributes: str) -> str:
    """Write a link; a place on the same page is reached through the folder, since only the HTML has such places."""
    if not content or ("class=" in attributes and _LEFT_OUT.search(attributes)):
        return ""
    href = _HREF.search(attributes)
    if href is None:
        return content
    address = html.unescape(href[1]).replace("(", "%28").replace(")", "%29")
    return f"[{content}]({'./' if address.startswith('#') else ''}{address})"


def _code(content: str, _: str) -> str:
    if "\n" in content:  # within <pre>
        return content
    return f"`` {content} ``" if "`" in content else f"`{content}`"


def _quote(content: str, _: str) -> str:
    return _block("> " + _BLANK_LINES.sub("\n\n", content.strip()).replace("\n", "\n> "), "")


def _definition(content: str, _: str) -> str:
    content = content.strip()
    return ("\n\n" if _ITEM_MARK.match(content) else "") + content + _CELL


def _terms(content: str, _: str) -> str:
    """Write a list of terms, each followed by all that is said of it."""
    items = ([part.strip(" ") for part in item.split(_CELL)[:-1]] for item in content.split(_ITEM)[1:])
    return _block("\n".join(f"- {term} {_indented('; '.join(said), 2)}" for term, *said in items), "")


def _list(content: str, mark: str, indent: int) -> str:
    items = enumerate(content.split(_ITEM)[:-1], 1)
    return _block("\n".join(mark.format(n) + _indented(item.strip(), indent) for n, item in items), "")


def _indented(content: str, width: int) -> str:
    return content.replace("\n", "\n" + " " * width)


def _cell(content: str, attributes: str) -> str:
    """Write a cell in one line, followed by empty ones if it spans several columns; the name of a group in bold."""
    columns = _COLUMNS.search(attributes)
    lines = [_ITEM_MARK.sub("", line).strip() for line in content.split("\n")] if "\n" in content else [content.strip()]
    text = "; ".join(line for line in lines if line).replace("|", "\\|")
    if text and _GROUP.search(attributes):
        text = f"**{text}**"
    return text + _CELL * (int(columns[1]) if columns else 1)


def _head(content: str, _: str) -> str:
    """Write the head as one row, since Markdown knows no other: a column's name follows that of its group."""
    first, *others = _rows(content)
    for row in others:
        groups: Iterator[str] = accumulate(first, lambda before, name: name or before)
        first = [": ".join(part for part in parts if part) for parts in zip_longest(groups, row, fillvalue="")]
    return "".join(cell + _CELL for cell in first) + _ROW


def _rows(content: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split(_CELL)[:-1]] for row in content.split(_ROW)[:-1]]


def _table(content: str, _: str) -> str:
    """Write a table with its caption above; a row that spans all columns stays one of its rows."""
    caption, _, body = content.rpartition(_CAPTION)
    rows = _rows(body)
    width = max(map(len, rows), default=0)
    lines = ["| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |" for cells in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n\n" + (f"**{caption.strip()}**\n\n" if caption else "") + "\n".join(lines) + "\n\n"


def _raised(content: str, before: str) -> str:
    """Write the number of a source without its link; a blank keeps two in a row from being a link."""
    cited = _CITATION.match(content)
    return f"{'' if before.endswith(' ') else ' '}{cited[1]}" if cited else content


def _small(content: str, before: str) -> str:
    """Write small type in brackets, unless it begins something or other signs set it apart already."""
    content = content.strip()
    blank = "" if before.endswith((" ", "\n")) or not before else " "
    last = "" if before.endswith("\n") else _TARGET.sub("", before.rstrip()).rstrip("*`")[-1:]
    apart = last in _SIGNS or content[:1] in _SIGNS
    return blank + (content if apart else f"({content})")


def _heading(level: int) -> _Writer:
    return lambda content, _: f"\n\n{'#' * level} {content.strip()}\n\n"


def _marked(mark: str) -> _Writer:
    def marked(content: str, _: object) -> str:
        text = content.strip()
        return f"{mark}{text}{mark}" if text and mark not in text else text  # marks within marks mean nothing

    return marked


_CODE = {"code", "pre"}
_WRITERS: dict[str, _Writer] = {
    **dict.fromkeys(("button", "form", "select", "svg", "template"), lambda *_: ""),
    **dict.fromkeys(("details", "div", "figcaption", "figure", "section"), _block),
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    **dict.fromkeys(("b", "strong", "summary"), _marked("**")),
    **dict.fromkeys(("em", "i"), _marked("*")),
    **dict.fromkeys(("td", "th"), _cell),
    "a": _link,
    "blockquote": _quote,
    "caption": lambda content, _: content + _CAPTION,
    "code": _code,
    "dd": _definition,
    "dl": _terms,
    "dt": lambda content, _: f"{_ITEM}**{content.strip()}:**{_CELL}",
    "li": lambda content, _: content.strip() + _ITEM,
    "ol": lambda content, _: _list(content, "{}. ", 4),
    "p": _paragraph,
    "pre": lambda content, _: f"\n\n```\n{content.rstrip()}\n```\n\n",
    "table": _table,
    "thead": _head,
    "tr": lambda content, _: content + _ROW,
    "ul": lambda content, _: _list(content, "- ", 2),
}
_JOINERS: dict[str, _Writer] = {"small": _small, "sup": _raised}
