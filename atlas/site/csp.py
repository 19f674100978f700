"""What a page may load and run, written into it as a Content-Security-Policy.

The site is served as plain files, so that the policy cannot come as a header; it is in a ``<meta>`` before the
first script. Scripts within the page are named by their hash: https://www.w3.org/TR/CSP3/#grammardef-hash-source
"""

from __future__ import annotations

import base64
import hashlib
import re

_CHARSET = '<meta charset="utf-8">'
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_NOT_RUN = re.compile(r"\b(src=|type=\"?application/)")

#: Nothing but the site's own files. Pictures may be part of the stylesheet, where the theme keeps its icons.
_POLICY = (
    "default-src 'none'; script-src {own}{hashes}; style-src {own}; img-src {own} data:; connect-src {own}; "
    "worker-src {own}; manifest-src {own}; form-action {own}; base-uri 'none'"
)


def inline_scripts(html: str) -> list[str]:
    """Return the scripts that run from within a page, in order: not those that name a file or hold data."""
    return [found["code"] for found in _SCRIPT.finditer(html) if not _NOT_RUN.search(found["attributes"])]


def with_policy(html: str, *, on_disk: bool = False) -> str:
    """Add the policy to a finished page; on a disk 'self' would name no file."""
    digests = (hashlib.sha256(code.encode()).digest() for code in inline_scripts(html))
    hashes = dict.fromkeys(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = _POLICY.format(own="file:" if on_disk else "'self'", hashes="".join(hashes))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n      {meta}", 1)
