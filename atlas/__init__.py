"""The ASCN Atlas: its records, their rules, the numbers in them and the page fragments made of them.

Data flow one way: model <- read <- query <- (checks, export) <- site <- tools <- (macros.py, hooks.py, __main__).
Nothing here knows MkDocs, reads a clock or asks a network.
"""

#: The newest release of the data in data/CHANGELOG.md.
__version__ = "2.0"
