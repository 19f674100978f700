"""Records to page fragments: the macros that pages call, the templates they fill, and the one place that escapes."""
