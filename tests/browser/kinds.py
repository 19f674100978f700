"""One page of every kind that the site has."""

KINDS = {
    "home": "",
    "cities": "cities/",
    "small city": "cities/dili/",
    "largest city": "cities/jakarta/",
    "focus areas": "focus-areas/",
    "focus area": "focus-areas/safety-and-security/",
    "register": "projects/",
    "members": "network/members/",
    "timeline": "network/timeline/",
    "workshop": "network/workshop-2018/",
    "sources": "about/sources/",
    "open questions": "about/open-questions/",
    "documents": "about/reports/",
    "statement": "about/accessibility/",
    "404": "no/such/page/",
}
