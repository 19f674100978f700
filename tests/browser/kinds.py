"""One page of every kind that the site has."""

KINDS = {
    "home": "",
    "cities": "cities/",
    "small city": "cities/dili/",
    "largest city": "cities/jakarta/",
    "focus area": "focus-areas/safety-and-security/",
    "register": "projects/",
    "outcomes": "projects/outcomes/",
    "changes": "projects/changes/",
    "support": "projects/support/",
    "comparison": "cities/compare/",
    "timeline": "network/timeline/",
    "workshop": "network/workshop-2018/",
    "sources": "about/sources/",
    "open questions": "about/open-questions/",
    "help wanted": "about/help-wanted/",
    "404": "no/such/page/",
}

#: Pages that differ from those only in what they show: the matrix, charts, large tables, a comparison, plain prose.
FURTHER = {
    "focus areas": "focus-areas/",
    "members": "network/members/",
    "documents": "about/reports/",
    "side by side": "cities/compare/?with=jakarta&with=VN",
    "statement": "about/accessibility/",
    "data": "about/data/",
    "guide": "contributing/add-a-report/",
}
