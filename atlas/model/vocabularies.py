"""The words that a field may take, where it takes only some."""

from typing import Literal

StatusValue = Literal["planned", "in-progress", "operational", "completed", "paused", "unknown"]
Stage = Literal["proposed", "planning", "ongoing", "completed", "ongoing-or-planning"]
Certainty = Literal["stated", "inferred"]
FocusAreaBasis = Literal["listed", "inferred"]
StageBasis = Literal["chart", "chart-and-list", "chart-and-text", "list", "open"]
RowList = Literal["ongoing-and-planned", "completed"]
Role = Literal["funder", "government", "operator", "research", "technical", "vendor"]
PopulationBasis = Literal["census", "registration", "estimate", "administrative", "unknown"]
PartnerKind = Literal["company", "development-agency", "development-bank", "government", "trust-fund", "un"]
SourceKind = Literal["academic", "company", "dataset", "encyclopedia", "news", "ngo", "official"]
ReadAs = Literal["archived copy"]
EventKind = Literal["event", "document"]
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
