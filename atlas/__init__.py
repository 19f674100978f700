"""The ASCN Atlas: its records, their rules, the numbers in them and the page fragments made of them.

Data flows one way: model <- load <- (checks, query) <- render <- (macros.py, __main__). Nothing here knows MkDocs,
reads a clock or asks a network.
"""
