"""The lists for contributors: fields, rules, macros."""

from __future__ import annotations

from atlas.model.words import gettext as _
from atlas.read import internal_errors
from atlas.site import contributing
from atlas.site.macros.registry import MACROS, RULES, macro
from atlas.site.page_view import PageView


@macro
def data_reference(view: PageView) -> str:
    """Every record type with its fields, drawn from the model."""
    return view.fill("guide/data_reference.html", types=contributing.record_types())


@macro
def rule_list(view: PageView) -> str:
    """All rules that the check holds data and pages to, drawn from their docstrings."""
    described = {**RULES, internal_errors.RULE: internal_errors.SENTENCE}
    of_macros = [(rule, sentence, False) for rule, sentence in described.items()]
    groups = [*contributing.rules(), (_("Rules about the macros that a page calls."), of_macros)]
    return view.fill("guide/rule_list.html", groups=groups)


@macro
def macro_list(view: PageView) -> str:
    """All macros that a page can call, drawn from their docstrings."""
    macros = [contributing.macro(name, function) for name, function in MACROS.items()]
    return view.fill("guide/macro_list.html", macros=macros)
