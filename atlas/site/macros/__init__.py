"""The macros that pages call, one function each; the name says what the reader sees.

A macro takes the page first, selects records and fills a template; it holds no markup and counts nothing itself. What
a contributor can get wrong in a call ends in :class:`MacroError`, never in a traceback on the page.
"""

# In the order in which the guide lists the macros, which importing a module registers.
from atlas.site.macros import prose, records, plans, promises, network, reports, guide  # noqa: F401, I001
from atlas.site.macros.registry import LISTING_SOURCES, MACROS, RULES, MacroError, call

__all__ = ["LISTING_SOURCES", "MACROS", "RULES", "MacroError", "call"]
