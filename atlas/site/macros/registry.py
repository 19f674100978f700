"""How a macro is registered and called, and what a wrong call ends in."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from atlas import query
from atlas.checks.references import unknown_id
from atlas.model.base import Record, noun_of
from atlas.read.findings import suggest
from atlas.read.pages import DOCS_DIR, MissingPageError
from atlas.site.pages.page_view import PageView

Macro = Callable[..., str]
MacroT = TypeVar("MacroT", bound=Macro)
AnyRecord = TypeVar("AnyRecord", bound=Record)

#: Every macro by the name by which pages call it, in the order in which the guide lists them.
MACROS: dict[str, Macro] = {}

#: The macros that end a page with the list of its sources.
LISTING_SOURCES = ("sources", "city_page", "country_page", "topic_page", "area_page")

#: The rules that a page breaks by the macros it calls, each as a sentence.
RULES = {
    "macro-syntax": "What is between two braces on a page is the call of a macro, with texts and numbers.",
    "unknown-macro": "A page calls only macros that exist.",
    "macro-argument": "A page calls a macro with the arguments that it takes, and with values that it knows.",
    "no-record": "A macro about the record of a page is called on a page that has one.",
    "missing-page": "Each record that a macro links to has a page.",
    "sources-missing": "A page that cites ends with the list of its sources.",
}


@dataclass(eq=False)
class MacroError(Exception):
    """A macro was called in a way that cannot be answered."""

    rule: str
    message: str
    hint: str | None = None
    value: object = None  #: The argument that is meant, by its value.
    argument: int | str | None = None  #: The argument that should not be there at all: its keyword or its number.


def macro(function: MacroT) -> MacroT:
    """Register a function as a macro: it takes the page first, then what the page passes."""
    MACROS[function.__name__] = function
    return function


def template_macros(folder: str, kind: type[Record] | None = None, /, **sentences: str) -> None:
    """Register macros that only fill the templates of their names in a folder, each with what the guide says of it.

    Those with a kind work only on the page of such a record.
    """
    for name, sentence in sentences.items():
        function = _template_macro(f"{folder}/{name}.html", kind)
        function.__name__, function.__doc__ = name, sentence
        if kind:
            function.__doc__ += f"\n\nErrors: the page is not that of a {noun_of(kind)}."
        macro(function)


def own_record(view: PageView, kind: type[AnyRecord]) -> AnyRecord:
    """Return the record that a page is about; MacroError if it is not about one of this kind."""
    if not isinstance(view.record, kind):
        message = f"this macro works only on the page of a {noun_of(kind)}"
        raise MacroError("no-record", message, "name the record in the front matter: 'record: <id>'")
    return view.record


def _template_macro(template: str, kind: type[Record] | None) -> Callable[[PageView], str]:
    def fill(view: PageView) -> str:
        if kind:
            own_record(view, kind)
        return view.fill(template)

    return fill


def find_record(view: PageView, collection: str, record_id: str) -> Any:
    """Return the record with an id; MacroError if there is none."""
    records = view.atlas.collection(collection)
    if record_id not in records:
        message, hint = unknown_id(view.atlas, str(record_id), [collection])
        raise MacroError("unknown-reference", message, hint, record_id)
    return records[record_id]


def call(view: PageView, name: str, arguments: Sequence[Any], filters: dict[str, Any]) -> str:
    """Call a macro as a page does; MacroError for a wrong argument, id or filter, and for a page that is missing."""
    bound = _check_arguments(name, arguments, filters)
    try:
        return MACROS[name](view, *bound.args, **bound.kwargs)
    except query.common.QueryError as error:
        hint = suggest(error.wrong, error.valid)
        keyword = error.wrong if error.wrong in filters else None
        raise MacroError("macro-argument", f"{name}: {error}", hint, error.wrong, keyword) from None
    except MissingPageError as error:
        raise MacroError("missing-page", f"{name}: {error}", f"add {DOCS_DIR}/{error.src}") from None


def _check_arguments(name: str, arguments: Sequence[Any], filters: dict[str, Any]) -> inspect.BoundArguments:
    """Bind the arguments of a call; MacroError for one that the macro does not take."""
    signature = _signature(name)
    try:
        bound = signature.bind(*arguments, **filters)
    except TypeError as error:
        unknown = next((argument for argument in filters if argument not in signature.parameters), "")
        places = sum(parameter.kind is parameter.POSITIONAL_OR_KEYWORD for parameter in signature.parameters.values())
        superfluous = unknown or (places if len(arguments) > places else None)
        form = f"{name}({', '.join(signature.parameters)})"
        hint = suggest(unknown, signature.parameters) if unknown else f"call it as {form}"
        raise MacroError("macro-argument", f"{name}: {error}", hint, None, superfluous) from None
    return bound


@cache
def _signature(name: str) -> inspect.Signature:
    """Return the signature of a macro without the page."""
    whole = inspect.signature(MACROS[name])
    return whole.replace(parameters=list(whole.parameters.values())[1:])
