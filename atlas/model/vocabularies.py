"""The fixed words of fields.

Five words for how far a project is, one meaning each:

- a *stage* is what a report prints in a row;
- a *status* is our reading of all sources, with its date;
- a *state* is what one report says of a project: a stage, or why it has no row (not listed, not a member yet);
- an *outcome* is what became of a plan of 2018: its stage in the newest report, or that it left the lists later, or
  that no list ever had it;
- a *presence* is only whether a report lists a project.
"""

from typing import Literal

StatusValue = Literal["planned", "in-progress", "operational", "completed", "paused", "unknown"]
Stage = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning"]
Certainty = Literal["stated", "inferred"]
FocusAreaBasis = Literal["listed", "inferred"]
StageBasis = Literal["chart", "chart-and-list", "chart-and-text", "list", "open"]
RowList = Literal["ongoing-and-planned", "completed"]
Role = Literal["funder", "government", "operator", "research", "technical", "vendor"]
MapSide = Literal["left", "right", "above", "below"]
PopulationBasis = Literal["census", "registration", "estimate", "administrative", "unknown"]
PartnerKind = Literal["company", "development-agency", "development-bank", "government", "trust-fund", "un"]
SourceKind = Literal["academic", "company", "dataset", "encyclopedia", "news", "ngo", "official"]
ReadAs = Literal["archived copy", "only copy"]
EventKind = Literal["event", "document"]
ProjectEventKind = Literal[
    "begun",
    "opened",
    "delayed",
    "disputed",
    "halted",
    "removed",
    "resumed",
    "renamed",
    "completed-in-part",
    "completed",
]
#: The themes of ISO 37122 as we expect them: its table of contents could not be read, so compare them with it.
IsoTheme = Literal[
    "economy",
    "education",
    "energy",
    "environment-and-climate-change",
    "finance",
    "governance",
    "health",
    "housing",
    "population-and-social-conditions",
    "recreation",
    "safety",
    "solid-waste",
    "sport-and-culture",
    "telecommunication",
    "transportation",
    "urban-agriculture-and-food-security",
    "urban-planning",
    "wastewater",
    "water",
]
PromiseKind = Literal["start", "phase", "opening", "completion", "target", "vision"]
EvidenceKind = Literal["done", "not-done", "moved", "unclear"]
QuestionKind = Literal["conflict", "unverified"]
DiscrepancyUnit = Literal["projects", "percent"]
SupportKind = Literal[
    "technical-expertise",
    "funding",
    "partnership",
    "private-sector",
    "capacity-building",
    "technology",
    "data",
    "policy-advice",
]
