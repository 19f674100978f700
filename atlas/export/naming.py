"""What tables, their rows and their columns are called, and in which order tables come."""

from __future__ import annotations

#: The collections in an order in which their records point backwards, and what one record of each is called.
RECORD_OF = {
    "sources": "source",
    "countries": "country",
    "focus_areas": "focus_area",
    "cities": "city",
    "reports": "report",
    "projects": "project",
    "partners": "partner",
    "timeline": "event",
    "glossary": "term",
    "open_questions": "open_question",
    "corrections": "correction",
}

#: The lists of the network that are not called after the fields that lead to them.
LIST_NAMES = {"governance_chairs": "chairs", "governance_shepherds": "shepherds", "membership_counts": "member_counts"}

#: What one row of a table is called where it is not called as the table.
ROW_OF = {
    **RECORD_OF,
    "chairs": "chair",
    "shepherds": "shepherd",
    "member_counts": "member_count",
    "themes": "theme",
    "places": "place",
}

#: The tables that most come for, in the order in which they are asked for.
FIRST = ("projects", "cities", "countries", "reports", "report_rows")

#: The place of a row in the list that it stands in.
POSITION = "position"

#: The table of the words that others hold.
CODES = "codes"

#: How the name of a column begins that no data file holds.
COMPUTED = "computed_"
