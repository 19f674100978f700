"""The little Jinja that a page may use: macro calls, short loops, conditions. Everything else is refused.

A page is written by anyone who sends a pull request, so it must not run code, read a file or stop the build. The rule
is a list of what is allowed, checked on the parsed page before anything runs: no attribute but those of `page.meta`
and `loop`, no import, include or assignment, a few filters, and loops that are short and not deep. Without
assignment no value can grow, so that the size of a result is bounded by the length of the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.lexer import TokenStream
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from atlas.export.templates import bytecode_cache
from atlas.site import jinja_positions

MAX_RANGE = 100
MAX_LOOP_DEPTH = 2
MAX_DEPTH = 40

FILTERS = {"default", "first", "indent", "last", "length", "lower", "trim", "upper"}

_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Call, nodes.Keyword, nodes.List,
    nodes.Tuple, nodes.Dict, nodes.Pair, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Test, nodes.Concat, nodes.For, nodes.Filter, nodes.Getattr, nodes.Getitem,
)  # fmt: skip

#: What a contributor calls a part of Jinja that a page may not use.
_WORDS = {
    nodes.Import: "import", nodes.FromImport: "import", nodes.Include: "include", nodes.Extends: "extends",
    nodes.Assign: "set", nodes.AssignBlock: "set", nodes.With: "with", nodes.Macro: "macro", nodes.CallBlock: "call",
    nodes.FilterBlock: "filter", nodes.Block: "block", nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%",
    nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Slice: "[a:b]",
}  # fmt: skip


class PageEnvironment(ImmutableSandboxedEnvironment):
    """The Jinja of pages: every macro by its name, and the Markdown of every page by its path."""

    def __init__(self, macros: dict[str, Callable[..., str]], pages: dict[str, str]) -> None:
        # A page that was compiled was allowed: under other rules than these it has to be looked at again.
        code = Path(__file__).read_bytes() + Path(jinja_positions.__file__).read_bytes()
        rules = hashlib.sha256(code).hexdigest()[:12]
        super().__init__(
            undefined=StrictUndefined,
            autoescape=False,
            loader=DictLoader(pages),
            auto_reload=False,
            bytecode_cache=bytecode_cache(f"page-{rules}"),
        )
        self.globals.clear()
        self.globals.update(macros, range=_range)
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.calling = 1  #: The place of the name that is being called.

    def _tokenize(self, source: str, name: str | None, filename: str | None = None, _state: Any = None) -> TokenStream:
        return TokenStream(self.lexer.wrap(jinja_positions.tokens(self, source), name, filename), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        refused = next(_refused(template, 0, 0), None)
        if refused is not None:
            raise RefusedError(*refused)
        for called in template.find_all(nodes.Call):
            called.args.insert(0, nodes.Const(called.node.lineno))
        return template

    def call(__self, __context: Context, __obj: Any, __place: int, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call something from a page and note its place, which each call has as its first argument."""
        __self.calling = __place
        return super().call(__context, __obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse attributes of Python objects: a second lock behind the list."""
        return isinstance(obj, dict | LoopContext) and super().is_safe_attribute(obj, attr, value)


class RefusedError(SecurityError):
    """A page uses what no page may use: what it is, and its place in the page body."""

    def __init__(self, what: str, place: int) -> None:
        super().__init__(f"a page may not use {what}")
        self.place = place


def _refused(node: nodes.Node, depth: int, loops: int) -> Iterator[tuple[str, int]]:
    """Yield every part of a parsed page that is not allowed, as (what it is, its place)."""
    if depth > MAX_DEPTH:
        yield f"more than {MAX_DEPTH} levels inside each other", node.lineno
        return
    if not isinstance(node, _PLAIN):
        yield f"'{_WORDS.get(type(node), type(node).__name__.lower())}'", node.lineno
        return
    if isinstance(node, nodes.For):
        loops += 1
        if loops > MAX_LOOP_DEPTH or node.recursive:
            yield f"loops more than {MAX_LOOP_DEPTH} deep", node.lineno
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield f"the filter '{node.name}'", node.lineno
    if isinstance(node, nodes.Getattr | nodes.Getitem) and not _is_open(node):
        yield "attributes, except those of 'page.meta' and 'loop'", node.lineno
    if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
        yield "calls of anything but a macro", node.lineno
    for child in node.iter_child_nodes():
        yield from _refused(child, depth + 1, loops)


def _is_open(node: nodes.Getattr | nodes.Getitem) -> bool:
    """Return whether an attribute is one of `loop`, or `page.meta` or below it."""
    names = []
    inner: nodes.Node = node
    while isinstance(inner, nodes.Getattr | nodes.Getitem):
        names.append(inner.attr if isinstance(inner, nodes.Getattr) else _constant(inner.arg))
        inner = inner.node
    root = inner.name if isinstance(inner, nodes.Name) else ""
    plain = all(isinstance(name, int) or (isinstance(name, str) and not name.startswith("_")) for name in names)
    if root == "loop":
        return plain and names in (["index"], ["index0"], ["first"], ["last"], ["length"])
    return root == "page" and plain and names[-1] == "meta"


def _constant(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None


def _range(*bounds: int) -> range:
    """Return a short range."""
    steps = range(*bounds)
    if len(steps) > MAX_RANGE:
        raise SecurityError(f"a page may not count further than {MAX_RANGE}")
    return steps
