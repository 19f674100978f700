"""The last thing that happens to what a site generator wrote: small, with its policy, or made to open from a disk.

What a page may load and run is in a ``<meta>`` before the first script, since plain files come without headers. Scripts
within the page are named by their hash: https://www.w3.org/TR/CSP3/#grammardef-hash-source
"""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import zip_longest
from pathlib import Path

from atlas.model.words import END, ENGLISH, SOURCE_LANGUAGE, strip_marks
from atlas.site.frame import stylesheet

#: What Markdown makes, and citations: code, tables and sources are read, not looked for.
_LEFT_OUT = re.compile(r'<(?=h2 id="sources"|div class="highlight"|table>|sup class="cite")(\w+)')

#: Between two citations without a word between them, which a stylesheet could not tell from others.
_BETWEEN = re.compile(r'(?<=</sup>)(?=<sup class="cite")')

#: The element of a block of code that scrolls.
_CODE = re.compile(r"(?<=<pre>)(<span></span>)?<code(?=>)")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_END_COMMENT = re.compile(r"\s+//[^'\"`\n]*$", re.MULTILINE)
_INDENTATION = re.compile(r"^\s+", re.MULTILINE)
#: What has no elements in it: tags, scripts, titles, choices.
_WITHOUT_ELEMENTS = re.compile(r"(<(script|style|title|textarea|option)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_LINK = re.compile(r'(?P<before><(?:a|form|link)\b[^>]*?\s(?:href|action)=")(?P<address>[^"]*)')
_FOLDER = re.compile(r"(?![a-z]+:|/)([^?#]*/|(?:\.\./)*\.{1,2})(?=[?#]|$)")
_CHARSET = '<meta charset="utf-8">'
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_NOT_RUN = re.compile(r"\b(src=|type=\"?application/)")

#: Nothing but the site's own files. Pictures may be part of the stylesheet, where the theme keeps its icons.
_POLICY = (
    "default-src 'none'; script-src {own}{hashes}; style-src {own}; img-src {own} data:; connect-src {own}; "
    "manifest-src {own}; form-action {own}; base-uri 'none'"
)


def mark(html: str) -> str:
    """Mark what the search leaves out and where citations meet; let a keyboard scroll code."""
    html = _BETWEEN.sub("<wbr>", _CODE.sub(r'\1<code tabindex="0"', html))
    return _LEFT_OUT.sub(r'<\1 data-search-exclude="yes"', html)


def finish_page(html: str, *, serving: bool, offline: bool) -> str:
    """Finish a page and add its policy; a preview has none, since generators add scripts to it."""
    html = add_language_tags(html)
    if offline:
        html = link_to_files(html)
    return html if serving else add_policy(html, on_disk=offline)


def finish_site(folder: Path, *, offline: bool) -> None:
    """Minify stylesheets and scripts; remove from a copy for a disk what only a server uses."""
    for ending, minify in (("css", minify_css), ("js", minify_js)):
        for path in (folder / "assets").glob(f"*.{ending}"):
            path.write_text(minify(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (folder / "assets/javascripts").glob("bundle.*.js"):
        # The theme would ask for a site map at each alternate of a page, to see whether that exists.
        bundle = path.read_text(encoding="utf-8").replace("link[rel=alternate]", "link[rel=none]")
        path.write_text(bundle, encoding="utf-8")
    scripts = [_text(path) for path in (folder / "assets").rglob("*.js")]
    names = stylesheet.names(map(_text, folder.rglob("*.html")), scripts)
    ours = "".join(_text(path) for path in (folder / "assets").glob("*.css"))
    for path in (folder / "assets/stylesheets").glob("*.css"):
        path.write_text(stylesheet.remove_unused(_text(path), names, ours), encoding="utf-8")
    if offline:
        for name in ("404.html", "sitemap.xml", "sitemap.xml.gz"):
            (folder / name).unlink()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def minify_css(css: str) -> str:
    """Remove comments, and blanks beside braces, semicolons and commas and after colons."""
    return re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", _COMMENT.sub("", css)).strip()


def minify_js(js: str) -> str:
    """Remove comments and indentation of our scripts, of which no text has two slashes after a blank and no end."""
    return _INDENTATION.sub("", _END_COMMENT.sub("", _LINE_COMMENT.sub("", js)))


def add_policy(html: str, *, on_disk: bool = False) -> str:
    """Add the content security policy to a finished page; on a disk 'self' would match no file."""
    scripts = [script["code"] for script in _SCRIPT.finditer(html) if not _NOT_RUN.search(script["attributes"])]
    digests = (hashlib.sha256(code.encode()).digest() for code in scripts)
    hashes = dict.fromkeys(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = _POLICY.format(own="file:" if on_disk else "'self'", hashes="".join(hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n      {meta}", 1)


def add_language_tags(html: str) -> str:
    """Turn the marks around English texts into elements with `lang`; remove them where no element is allowed."""
    if ENGLISH not in html:
        return html
    parts, made, element = _WITHOUT_ELEMENTS.split(html), list[str](), "span"
    for text, tag in zip_longest(parts[::3], parts[1::3], fillvalue=""):
        made.append(text.replace(ENGLISH, f'<{element} lang="{SOURCE_LANGUAGE}">').replace(END, f"</{element}>"))
        made.append(strip_marks(tag))
        if tag.startswith(("<svg", "</svg")):  # a drawing has elements of its own for text
            element = "tspan" if tag.startswith("<svg") else "span"
    return "".join(made)


def file_address(address: str) -> str:
    """Return the address of the file of a page instead of its folder; return any other address unchanged."""
    folder = _FOLDER.match(address)
    return f"{folder[0].removesuffix('/')}/index.html{address[folder.end() :]}" if folder else address


def link_to_files(html: str) -> str:
    """Point the links and forms of a page at files."""
    return _LINK.sub(lambda link: link["before"] + file_address(link["address"]), html)
