"""Every word that code writes on a page, per language, with its numbers and dates.

Templates and macros ask for texts by key; a sentence is one entry, never glued from parts. What a record says is not
here (it stands in ``data/``), nor what a finding says to a contributor (it stands beside its rule).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

#: A text, or its singular and plural.
Entry = str | tuple[str, str]

#: The texts that the templates of the theme in overrides/ show.
FRAME = (
    "independent",
    "licence",
    "about-link",
    "corrections-link",
    "all-cities",
    "missing",
    "missing-why",
    "missing-home",
    "missing-register",
)

ENGLISH: dict[str, Entry] = {
    # Frame of every page
    "independent": "The Atlas is independent of ASEAN and speaks for no city, ministry or member state.",
    "checked": "Its data were last checked on {date}.",
    "licence": "Texts and data CC BY 4.0, code MIT.",
    "about-link": "About the Atlas",
    "corrections-link": "Ask for a correction",
    "all-cities": "All cities",
    "missing": "This page does not exist",
    "missing-why": "The link that led here is old or mistyped. Search above, or choose a city.",
    "missing-home": "Home",
    "missing-register": "All projects",
    "edit": "Edit this record",
    "edit.named": "Edit this record: {name}",
    "redirect.title": "{name}: this page has moved",
    "redirect.link": "Go to the page of {name}",
    "macro-error": "This part of the page cannot be shown",
    # Words
    "status.planned": "planned",
    "status.in-progress": "in progress",
    "status.operational": "operational",
    "status.completed": "completed",
    "status.paused": "paused",
    "status.unknown": "unknown",
    "stage.proposed": "proposed",
    "stage.planning": "planning",
    "stage.ongoing": "ongoing",
    "stage.completed": "completed",
    "stage.ongoing-or-planning": "ongoing or planning, the chart does not say",
    "stage.not-listed": "not listed",
    "stage.not-a-member": "city not a member yet",
    "outcome.completed": "completed",
    "outcome.ongoing": "ongoing",
    "outcome.ongoing-or-planning": "ongoing or planning",
    "outcome.planning": "planning",
    "outcome.proposed": "proposed",
    "outcome.listed": "listed, at any stage",
    "outcome.left-later": "listed later, now no more",
    "outcome.never-listed": "never listed again",
    "stage_column.proposed": "proposed",
    "stage_column.planning": "planning",
    "stage_column.ongoing": "ongoing",
    "stage_column.completed": "completed",
    "stage_column.ongoing-or-planning": "ongoing or planning",
    "stage_basis.chart": "read off the chart",
    "stage_basis.chart-and-list": "read off the chart together with the lists",
    "stage_basis.chart-and-text": "read off the chart together with the text",
    "stage_basis.list": "read off the list",
    "stage_basis.open": "left open by the chart",
    "list.ongoing-and-planned": "list of ongoing and planned projects",
    "list.completed": "list of completed projects",
    "certainty.stated": "stated",
    "certainty.inferred": "inferred",
    "role.funder": "funder",
    "role.government": "government",
    "role.operator": "operator",
    "role.research": "research",
    "role.technical": "technical",
    "role.vendor": "vendor",
    "support.technical-expertise": "technical expertise",
    "support.funding": "funding",
    "support.partnership": "partnership",
    "support.private-sector": "private sector",
    "support.capacity-building": "capacity building",
    "support.technology": "technology",
    "support.data": "data",
    "support.policy-advice": "policy advice",
    "basis.census": "census",
    "basis.registration": "registration",
    "basis.estimate": "estimate",
    "basis.administrative": "administrative figure",
    "basis.unknown": "basis not known",
    "population.official": "official source, {basis}",
    "population.unofficial": "unofficial source, {basis}",
    "partner_kind.company": "company",
    "partner_kind.development-agency": "development agency",
    "partner_kind.development-bank": "development bank",
    "partner_kind.government": "government",
    "partner_kind.trust-fund": "trust fund",
    "partner_kind.un": "United Nations",
    "source_kind.academic": "Academic",
    "source_kind.company": "Companies",
    "source_kind.dataset": "Data sets",
    "source_kind.encyclopedia": "Encyclopedias",
    "source_kind.news": "News",
    "source_kind.ngo": "Organisations",
    "source_kind.official": "Official",
    "question_kind.conflict": "sources disagree",
    "question_kind.unverified": "not verified",
    "discrepancy.total": "Total",
    "discrepancy.stage": "Stage",
    "discrepancy.area": "Focus area",
    "discrepancy.country": "Country",
    "discrepancy.city": "City",
    "discrepancy.text": "Text",
    "language.und": "language not certain",
    "not-known": "not known",
    "none-printed": "none printed",
    "our-reading": "our reading: {area}",
    "no-date": "undated",
    "age": ("· {n} year old", "· {n} years old"),
    "web-page": "web page",
    "page": "page {page}",
    "document": "document",
    "and": "{first} and {last}",
    # Citations and sources
    "cite.page": "{number}, p. {page}",
    "sources.pages": ("Page cited here:", "Pages cited here:"),
    "sources.accessed": "read on {date}",
    "sources.archived": "read in an archived copy on {date}",
    "sources.cited-by": "Cited by:",
    "sources.kind": "{kind}: {n}",
    "sources.none": "This page cites no source of its own.",
    # Fact box of a city
    "facts.local": "Local name",
    "facts.also": "Also known as",
    "facts.population": "Population",
    "facts.population.area": "area counted: {area}",
    "facts.land": "Land area",
    "facts.land.value": "{value} km²",
    "facts.land.undated": "year not given",
    "facts.website": "Official site",
    "facts.coordinates": "Coordinates",
    "facts.coordinates.geonames": "GeoNames {id}, {name}",
    "facts.former": "Former ids",
    "facts.sources": "Sources of this record",
    # Head of the page of a city: its line, the strips of its projects
    "lead.country": "{country}, member since {year}",
    "lead.listed": ("{n} project in the list of {year}", "{n} projects in the list of {year}"),
    "lead.known": ("{n} project known", "{n} projects known"),
    "lead.none": "no project known",
    "strips.caption": (
        "The project of {place}: its stage in each document, and how it stands today.",
        "The {n} projects of {place}: the stage of each in each document, and how it stands today.",
    ),
    "strips.project": "Project",
    "strips.today": "Today",
    "strips.mark": "{stage}: {name}",
    "strips.mark.page": "{stage}: {name}, page {page}",
    "strips.marks": "What the marks mean",
    # Citing: looks of sources, links and citations to copy
    "standing.official": "official",
    "standing.reported": "reported",
    "standing.legend": "[1] official source, (1) reported: see {method}.",
    "standing.method": "kinds of statement",
    "copy.how": "How to cite",
    "copy.link": "Copy link",
    "copy.plain": "Copy citation",
    "copy.bibtex": "Copy BibTeX",
    "copy.done": "Copied",
    "copy.citation": "{project}, {city}. ASCN Atlas, data of {date}. {address}",
    "copy.note": "{city}. Data of {date}",
    # What a city set out to do
    "plan.vision": "Vision",
    "plan.notes": "Note",
    "plan.challenges": "Problems (from the plan and later sources)",
    "plan.targets": "Targets of the action plan of 2018",
    "plan.areas": "Focus areas of the action plan of 2018",
    "plan.other": "Other headings in the plan",
    "plan.plan": "Action plan of 2018",
    "plan.none": "No action plan of the city was published in the sources read.",
    # Tables of projects
    "projects.caption": ("The {n} project known of {place}.", "The {n} projects known of {place}."),
    "projects.caption.all": ("{n} project.", "{n} projects."),
    "projects.caption.area": (
        "The {n} project that the list of {year} files under {area}.",
        "The {n} projects that the list of {year} files under {area}.",
    ),
    "projects.col.project": "Project",
    "projects.col.city": "City",
    "projects.col.area": "Focus area",
    "projects.col.status": "Status",
    "projects.col.newest": "In the {year} list",
    "projects.none": "No project is recorded for {place} yet: no document read names one.",
    "projects.none.selection": "No project meets these conditions.",
    "projects.as-of": "as of {date}",
    "projects.inferred-area": "our reading",
    # The register of all projects; its script fills in what stands in doubled braces
    "register.caption": "The projects known to the Atlas, with their other names.",
    "register.filters": "Filter the projects",
    "register.text": "Name of project or city",
    "register.country": "Country",
    "register.city": "City",
    "register.area": "Focus area",
    "register.status": "Status",
    "register.listed": "In the list of",
    "register.stage": "Stage in that list",
    "register.support": "Support asked for in 2018",
    "register.all": "all",
    "register.any": "any date",
    "register.none": "none",
    "register.outcome": "In the newest list",
    "register.hint": "Accents and capitals do not matter. Where no list is chosen, the stage is that of {year}.",
    "register.show-all": "Show all",
    "register.download": "Download these as CSV",
    "register.shown": ("{{shown}} of {n} project", "{{shown}} of {n} projects"),
    "register.empty": "No project meets all of this. Leave one out:",
    "register.stuck": "No project meets all of this, nor with any one condition left out: leave out two, or show all.",
    "register.loosen": "{{filter}}: {{value}} – without it {{shown}}",
    "register.columns": "id,name,city,country,areas,status,status as of,stage in newest list,listed in,support,address",
    "register.file": "ascn-projects-{date}.csv",
    # Section of a project
    "project.no-summary": "No document describes this project.",
    "project.matched.inferred": "Inferred: this description was matched to the project by us.",
    "project.matched.stated": "This description comes from a page that does not mention the network.",
    "project.started": "begun in {year}",
    "project.local": "Local name",
    "project.also": "Also known as",
    "project.history": "In the documents",
    "project.figures": "Figures",
    "project.former": "Former ids",
    "project.history.never": "No official list names this project.",
    "project.history.stage": "Stage",
    "project.history.area": "Printed focus area",
    "project.history.number": "no. {number}",
    "project.history.not-counted": "printed, not counted by the document",
    "project.partners": "Partners",
    "project.support": "Support asked for in 2018",
    "project.support.kinds": "Kinds of support: {kinds}.",
    "project.support.no-kinds": "None of the kinds of support that the Atlas tells apart.",
    "project.names": "How the names hang together",
    "project.names.change": "{old} became {new}, first seen in {report}",
    "project.links": "Before and after",
    "project.links.continues": "Continues {project}.",
    "project.links.continued-by": "Continued by {project}.",
    "project.questions": "Open questions",
    "project.sources": "Further sources",
    # Corrections
    "corrections.none": "No correction is recorded.",
    "corrections.day": ("{date}: {n} correction", "{date}: {n} corrections"),
    "corrections.place": "{place}: {n}",
    "corrections.old": "Before:",
    "corrections.new": "Now:",
    "corrections.note": "Why:",
    "corrections.nothing": "nothing",
    # What a reader calls a field; other fields are called as in the data, without the underscores
    "field.introduction": "introduction",
    "field.page-of-the-site": "page “{name}”",
    "field.as_of": "date",
    "field.summary": "description",
    "field.summary_basis": "basis of the description",
    "field.summary_note": "how the description was matched",
    "field.figures": "figure",
    "field.partners": "partner",
    "field.support_required": "support requested in 2018",
    "field.name_changes": "change of name",
    "field.strategic_targets_2018": "targets of 2018",
    "field.focus_areas_2018": "focus areas of the plan of 2018",
    "field.challenges": "problem",
    "field.area_meant": "area counted",
    "field.discrepancies": "discrepancy",
    "field.rows": "row",
    "field.what": "what was done or counted",
    "field.started": "year it began",
    "field.land_area_km2": "land area",
    "field.notes": "note",
    "field.why": "why it is open",
    "field.shown": "what the Atlas shows",
    "corrected.projects": "Projects",
    "corrected.cities": "Cities",
    "corrected.reports": "The documents",
    "corrected.network": "The network",
    "corrected.countries": "Countries",
    "corrected.focus_areas": "Focus areas",
    "corrected.partners": "Partners",
    "corrected.timeline": "Timeline",
    "corrected.glossary": "Glossary",
    "corrected.open_questions": "Open questions",
    "corrected.sources": "Sources",
    "questions.none": "No open question is recorded here.",
    "questions.shown": "What the Atlas shows",
    "questions.why": "Why",
    "questions.about": "About",
    "questions.network": "The network",
    "questions.reports": "The documents",
    "questions.overview": (
        "The open questions by what they are about and by kind. One about several cities stands with the network."
    ),
    "questions.place": "About",
    "questions.all": "Open questions",
    "questions.cities": "Of these by city",
    "questions.city": "{city}: {count}",
    # Key numbers
    "numbers.listed": "projects in the {year} list",
    "numbers.ongoing": "of them ongoing",
    "numbers.planning": "of them at planning",
    "numbers.completed": "of them completed",
    # Pictures beside shared links
    "picture.home": "What each ASEAN smart city set out to do, and what became of it.",
    "picture.cities": "The member cities of the network, country by country.",
    "picture.city": "What one smart city set out to do, and what became of it.",
    "picture.focus-areas": "The focus areas into which the network sorts its projects.",
    "picture.focus-area": "The projects of this focus area, and what moved in and out of it.",
    "picture.projects": "Every project that is known, with its status and its source.",
    "picture.network": "How the ASEAN Smart Cities Network is run, and who belongs to it.",
    "picture.about": "Where the Atlas has it from, how sure it is, and what is left open.",
    "picture.contributing": "How to change a fact, or to add a project, a city or a report.",
    "picture.number.cities": ("member city", "member cities"),
    "picture.number.countries": ("country", "countries"),
    "picture.number.areas": ("focus area", "focus areas"),
    "picture.number.listed": ("project in the {year} list", "projects in the {year} list"),
    "picture.number.planning": "at planning",
    "picture.number.ongoing": "of them ongoing",
    "picture.number.completed": "of them completed",
    "picture.number.ever-listed": ("project ever listed", "projects ever listed"),
    "picture.number.known": ("project known", "projects known"),
    "picture.number.partners": ("partner", "partners"),
    "picture.number.events": ("dated event", "dated events"),
    "picture.number.reports": ("official document", "official documents"),
    "picture.number.rows": ("printed row", "printed rows"),
    "picture.number.sources": ("source", "sources"),
    "picture.number.questions": ("open question", "open questions"),
    "numbers.known": "projects known to the Atlas",
    "numbers.ever-listed": "of them ever in an official list",
    "numbers.cities": "member cities",
    "numbers.countries": "countries with member cities",
    # Home: search, map, what changed
    "find.label": "Find a city, a project or a topic",
    "find.button": "Search",
    "map.to-list": "List of cities",
    "map.caption": (
        "The {n} member city of the network, with its projects in the {year} list. A line leads to where it lies.",
        "The {n} member cities, each dot sized by the projects of the city in the {year} list. "
        "Where cities lie close together, dots stand aside, and a line leads to the place.",
    ),
    "map.key": "{first} to {last} projects",
    "map.key.none": "no project in this list",
    "map.key.more": "{n} projects or more",
    "map.credit": "Outline: Natural Earth, 1:50 million. Coordinates: {sources}.",
    "map.list": "All cities by country",
    "map.list.caption": "With each city the year in which it joined, and its projects in the {year} list.",
    "map.list.city": ("{year}, {n} project", "{year}, {n} projects"),
    "changes.total": ("{document} counts {n} project.", "{document} counts {n} projects."),
    "changes.new": ("{n} project is new.", "{n} projects are new."),
    "changes.returned": ("{n} project of an earlier list is back.", "{n} projects of an earlier list are back."),
    "changes.gone": ("{n} project is no longer listed.", "{n} projects are no longer listed."),
    "changes.completed": ("{n} project has been completed since.", "{n} projects have been completed since."),
    "changes.forward": ("{n} project moved to a later stage.", "{n} projects moved to a later stage."),
    "changes.back": ("{n} project moved back to an earlier stage.", "{n} projects moved back to an earlier stage."),
    "changes.moved_area": (
        "{n} project stands under another focus area.",
        "{n} projects stand under another focus area.",
    ),
    "changes.renamed": ("{n} project is printed under another name.", "{n} projects are printed under another name."),
    "changes.project": "{project} ({city})",
    "changes.register": "All projects of the {year} list in the register",
    # What changed from report to report: the sum of a pair of documents, headings, a sentence for each project
    "pair.heading": "{before} to {after}",
    "pair.counted": ("{n} project in {document}", "{n} projects in {document}"),
    "pair.gone": ("{n} that is gone", "{n} that are gone"),
    "pair.new": "{n} new",
    "pair.returned": "{n} back",
    "pair.makes": "{n} in {document}",
    "pair.sum.same": (
        "{counted}, none of them gone and none new, makes {makes}.",
        "{counted}, none of them gone and none new, make {makes}.",
    ),
    "pair.sum.less": ("{counted}, less {less}, makes {makes}.", "{counted}, less {less}, make {makes}."),
    "pair.sum.plus": ("{counted}, plus {plus}, makes {makes}.", "{counted}, plus {plus}, make {makes}."),
    "pair.sum.less-plus": (
        "{counted}, less {less}, plus {plus}, makes {makes}.",
        "{counted}, less {less}, plus {plus}, make {makes}.",
    ),
    "kind.new": ("{n} new project", "{n} new projects"),
    "kind.returned": ("{n} project back", "{n} projects back"),
    "kind.renamed": ("{n} project under another name", "{n} projects under another name"),
    "kind.moved_area": ("{n} project in another focus area", "{n} projects in another focus area"),
    "kind.forward": ("{n} project moved forward", "{n} projects moved forward"),
    "kind.back": ("{n} project moved back", "{n} projects moved back"),
    "kind.completed": ("{n} project completed", "{n} projects completed"),
    "kind.gone": ("{n} project gone without notice", "{n} projects gone without notice"),
    "change.new": "{project} in {city} enters as {stage}, under {area} ({page}).",
    "change.new-without-area": "{project} in {city} enters as {stage}, under no focus area ({page}).",
    "change.returned": (
        "{project} in {city} is back as {stage} ({page}). "
        "It had been missing since {since}, and was last listed in {last} ({last_page})."
    ),
    "change.renamed": "{project} in {city} ({page}) was printed as “{old_name}” before ({old_page}).",
    "change.renamed.stated": "Stated.",
    "change.renamed.inferred": "Inferred.",
    "change.moved_area": "{project} in {city} moved from {old_area} ({old_page}) to {area} ({page}).",
    "change.forward": "{project} in {city} moved from {old_stage} ({old_page}) to {stage} ({page}).",
    "change.back": "{project} in {city} moved back from {old_stage} ({old_page}) to {stage} ({page}).",
    "change.completed": (
        "{project} in {city} is completed ({page}). The list before has it as {old_stage} ({old_page})."
    ),
    "change.gone": (
        "{project} in {city} is not listed. The list before has it as {old_stage}, under {old_area} ({old_page})."
    ),
    "change.gone-without-area": (
        "{project} in {city} is not listed. The list before has it as {old_stage} ({old_page})."
    ),
    "change.gone.none": "No successor is known in the later list.",
    "change.gone.stated": "It goes on as {project} ({page}), as is stated.",
    "change.gone.inferred": "It may go on as {project} ({page}): inferred.",
    "gone.note": "That a list leaves a project out does not mean that it ended: it may well go on.",
    "staged.note": (
        "The earlier document holds proposals and gives no stages. So this tells of the change from one kind of "
        "document to another rather than of each project."
    ),
    "staged.stage": ("{n} is listed as {stage}:", "{n} are listed as {stage}:"),
    "change.staged": "{project} in {city} ({page})",
    "presented.heading": "Before the lists: the workshop of {date}",
    "presented.projects": ("{n} project", "{n} projects"),
    "presented.in-plans": "{n} of them",
    "presented.sum": (
        "{projects} was presented at the workshop; the plans print {in_plans}. "
        "The workshop was no list of the network, so this is told and not added up.",
        "{projects} were presented at the workshop; the plans print {in_plans}. "
        "The workshop was no list of the network, so this is told and not added up.",
    ),
    "change.planned": "{project} in {city} was presented as “{old_name}” ({old_page}); the plans print it ({page}).",
    "change.not-planned": "{project} in {city} was presented ({old_page}); the plans do not print it.",
    # Lists of cities, areas, countries
    "cities.caption": (
        "{n} member city in {country}, with its projects.",
        "{n} member cities in {country}, with their projects.",
    ),
    "cities.cities": ("{n} city", "{n} cities"),
    "cities.joined": "joined in {year}",
    "cities.projects": ("{n} project", "{n} projects"),
    "cities.no-projects": "no project recorded yet",
    "cities.all": "All cities by name",
    "cities.countries": "Countries",
    "cities.entity": "National entity, as of {date}:",
    "cities.joined-asean": "{country} joined ASEAN on {date}.",
    "country.indonesian": "Indonesian name: {name}.",
    # Cities and countries compared; the script fills in what stands in doubled braces
    "compare.caption": "Cities and countries in numbers. A country is the sum of its member cities.",
    "compare.place": "Country and city",
    "compare.joined": "Member since",
    "compare.population.country": "not added up",
    "compare.known": "Projects known",
    "compare.areas": "{year} list, by focus area",
    "compare.stages": "{year} list, by stage",
    "compare.plans": "Plans of {year}, by support asked for",
    "compare.form": "Choose what to compare",
    "compare.choice": "Place {n}",
    "compare.hint": (
        "Choose cities or countries, {most} at most, to see them side by side. The address keeps the choice."
    ),
    "compare.shown.all": "All cities and countries are shown.",
    "compare.shown.one": "Chosen: {{names}}. Choose one more to see both side by side.",
    "compare.shown.some": "Side by side: {{names}}.",
    "compare.city": "Comparison",
    "compare.city.link": "With other cities",
    "areas.caption": "The focus areas of the network, with the projects that the list of {year} files under each.",
    "areas.col.area": "Focus area",
    "areas.col.definition": "What belongs to it",
    "areas.col.listed": "Projects in the {year} list",
    "areas.also-printed": "Also printed: {names}",
    "area.framework": "Parts by the framework of 2018",
    "area.reports": "Parts by the monitoring reports",
    "area.years": "How many projects each document files under {area}, by its own rows.",
    "area.years.document": "Document",
    "area.years.printed": "Printed under this area",
    "area.years.implied": "Our reading, where no area is printed",
    "area.years.total": "Rows counted in all",
    "area.moves": "Projects that moved into or out of {area} from one document to the next.",
    "area.moves.all": (
        "The {n} project that a later document files under another focus area.",
        "The {n} projects that a later document files under another focus area.",
    ),
    "area.moves.none": "No project moved into or out of this area from one document to the next.",
    "area.moves.from": "From",
    "area.moves.to": "To",
    "area.moves.place": "{area}, {year}",
    "area.moves.none-at-all": "No document files a project under another focus area than the one before.",
    "area.otherwise": "Projects formerly or elsewhere filed under {area}.",
    "area.otherwise.none": "Every project that belongs to this area stands in the list above.",
    "area.otherwise.why": "Why it stands here",
    "area.otherwise.elsewhere": "The list of {year} files it under {area}.",
    "area.otherwise.left": "Last listed in {year}, under {area}.",
    "area.otherwise.plan": "Listed only in {year}, without a printed area.",
    "area.otherwise.never": "In no official list.",
    # The network
    "framework.status": "Status",
    "framework.pages": "Length",
    "framework.pages.value": ("{n} page", "{n} pages"),
    "framework.definition": "What it calls a smart city",
    "framework.goal": "Primary goal",
    "framework.aims": "Aims of the network",
    "framework.outcomes": "Strategic outcomes",
    "framework.systems": "Urban systems",
    "framework.enablers": "Enablers",
    "framework.areas": "Focus areas",
    "framework.indonesian": "In Indonesian:",
    "governance.representatives": "National representatives",
    "governance.officers": "Chief smart city officers",
    "governance.chair": "The chair",
    "governance.chairs": "The countries that chaired the network, by year.",
    "governance.shepherd": "The shepherd",
    "governance.shepherds": "The countries that served as shepherd, by term.",
    "governance.secretariat": "The secretariat",
    "governance.decisions": "Decisions",
    "governance.reporting": "Reporting",
    "governance.year": "Year",
    "governance.term": "Term",
    "governance.years": "{first} to {last}",
    "governance.country": "Country",
    "governance.source": "Source",
    "admission.way": "The way in",
    "admission.example": "An example",
    "members.caption": "When the member cities joined, and how many there were then.",
    "members.year": "Year",
    "members.joined": "Cities that joined",
    "members.total": "Members then",
    "members.counts": "How many members the documents count.",
    "members.as-of": "As of",
    "members.cities": "Cities",
    "members.countries": "Countries",
    "partners.since": "with the network since {year}",
    "partners.since-unknown": "since when is not known",
    "partners.outside": "not a programme of the network",
    "partners.offers": "Support it offers or has given, in the words of this record",
    "partners.offer": "{kind}: “{words}”",
    "partners.offers.unknown": "What support it offers is not known.",
    "partners.cities": "Cities known to have been supported",
    "partners.cities.unknown": "Which cities it supported is not known.",
    "timeline.document": "document",
    "timeline.range": "{first} to {last}",
    "glossary.indonesian": "Indonesian:",
    "workshop.when": "When and where",
    "workshop.when.value": "{first} to {last}, {place}",
    "workshop.name": "Name",
    "workshop.organisers": "Organisers",
    "workshop.purpose": "Purpose",
    "workshop.attended": "Who attended",
    "workshop.delegation": "The Indonesian delegation",
    "workshop.led-by": "Led by",
    "workshop.cities": "Cities",
    "workshop.headline": "What the press text announced",
    "workshop.source-line": "Its own source",
    "workshop.projects": "The projects presented at the workshop, and what became of each.",
    "workshop.projects.presented": "Presented as",
    "workshop.projects.area": "Filed under",
    "workshop.projects.today": "What became of it",
    "workshop.outcome": "What is known of it",
    "workshop.themes-end": "Source of the list of themes:",
    # The documents
    "reports.caption": "The documents side by side: what each states, and what its own rows add up to.",
    "reports.document": "Document",
    "reports.date": "Date",
    "reports.stated": "Projects stated",
    "reports.counted": "Projects counted",
    "reports.printed": "Rows printed",
    "reports.cities-stated": "Cities stated",
    "reports.cities-counted": "Cities counted",
    "reports.pages": ("Length: {n} page.", "Length: {n} pages."),
    "reports.list-pages": "List of projects: {pages}.",
    "reports.completed-pages": "List of completed projects: {pages}.",
    "reports.chart-page": "Chart of stages: {pages}.",
    "reports.stated-note": "It states: {note}.",
    "reports.previous": "Total of the year before, as stated: {n}.",
    # Where documents contradict themselves or each other
    "agreement.caption": "How many numbers each document gives of itself, and how many of them do not fit its rows.",
    "agreement.stated": "Numbers stated",
    "agreement.fitting": "of them fit its rows",
    "agreement.unfitting": "do not",
    "agreement.charted": "Counts of icons in the chart",
    "gaps.caption": "Every number that does not fit, by document: as stated, as drawn, and by the rows as printed.",
    "gaps.subject": "What it is about",
    "gaps.text": "As stated",
    "gaps.chart": "Icons in the chart",
    "gaps.rows": "Rows as printed",
    "gaps.what": "What does not fit the rows",
    "gaps.about.total": "All projects",
    "gaps.about.city": "Cities",
    "gaps.about.stage": "{subject}, {stage}",
    "gaps.part": "{n} ({share}\N{NO-BREAK SPACE}%)",
    "gaps.open": "{least} to {most}",
    "gap.text": "the stated number",
    "gap.chart": "the icons",
    "gap.both": "the stated number and the icons",
    "gap.apart": "both fit, but differ from each other",
    "gaps.recorded": "see the note",
    "gaps.notes": "see the notes",
    "gaps.not-recorded": "not explained yet",
    "gaps.none": "All numbers that the documents give of themselves fit their rows.",
    "earlier.same": ("{document} states {stated} projects for {year}; {before} counts as many."),
    "earlier.other": "{document} states {stated} projects for {year}, but {before} counts {counted}.",
    "earlier.unknown": (
        "{document} states {stated} projects for {year}. The Atlas knows no document of that year; "
        "the last one before it, {before}, counts {counted}."
    ),
    "earlier.none": "No document states a total for the year before it.",
    "setbacks.caption": (
        "The project to which a document gives an earlier stage than the one before.",
        "The {n} projects to which a document gives an earlier stage than the one before.",
    ),
    "setbacks.none": "No document gives a project an earlier stage than the one before.",
    "setbacks.place": "{stage}, {year}",
    "reports.stages": "Stages in {title}: stated, by its chart, and by its rows.",
    "reports.areas": "Focus areas in {title}: stated, by its chart, and by its rows.",
    "reports.countries": "Countries in {title}: stated, and by its rows.",
    "reports.col.stage": "Stage",
    "reports.col.area": "Focus area",
    "reports.col.country": "Country",
    "reports.col.stated": "Stated",
    "reports.col.share": "Stated share",
    "reports.col.chart": "Icons in the chart",
    "reports.col.rows": "Rows",
    "reports.col.row-share": "Share of the rows",
    "reports.discrepancies": "Where it contradicts itself or another",
    "reports.discrepancies.none": "No contradiction is recorded.",
    "reports.value.percent": "{subject}: stated {stated} %, counted {counted} %.",
    "reports.value.projects": "{subject}: stated {stated}, counted {counted}.",
    "reports.value.cities": "{subject}: stated {stated}, counted {counted}.",
    "reports.value.subject": "Concerns {subject}.",
    "reports.percent": "{n} %",
    "reports.notes": "Notes",
    "reports.rows": "Every row of {title}, as printed.",
    "reports.rows.number": "No.",
    "reports.rows.name": "Name as printed",
    "reports.rows.project": "Our record",
    "reports.rows.page": "Page",
    "reports.not-stated": "not stated",
    # Charts, the matrix, shares
    "growth.finding": (
        "The number of member cities grew from {before} in {first} to {after} in {last}, most in {years}: by {joined}.",
        "The number of member cities grew from {before} in {first} to {after} in {last}, "
        "most in {years}: by {joined} each.",
    ),
    "growth.none": (
        "The network has had {n} member city since {first}.",
        "The network has had {n} member cities since {first}.",
    ),
    "growth.joined": "+{n}",
    "matrix.caption": (
        "Projects in the list of {year} by city and focus area. "
        "Cities with any: {listed} of {cities}; with one in every area: {all}."
    ),
    "matrix.total": "All",
    "matrix.city": "City",
    "shares.areas.finding": (
        "The largest focus area in the list of {year} is {areas}: {count} of {total} projects, {share} %.",
        "The largest focus areas in the list of {year} are {areas}: {count} of {total} projects each, {share} %.",
    ),
    "shares.areas.change": (
        "Since {first} the share of {areas} has grown most, from {before} % to {after} %.",
        "Since {first} the shares of {areas} have grown most, each by as much.",
    ),
    "shares.areas.caption": "Projects by focus area in the monitoring reports, as their rows add up, with the share.",
    "shares.all": "All",
    "shares.of": "of {n}",
    "shares.percent": "{n} %",
    "shares.stages.finding": (
        "In the list of {year}, {ongoing} % of the projects are ongoing, {planning} % at planning and "
        "{completed} % completed."
    ),
    "shares.stages.first": (
        "In that of {year}, the first to tell stages apart, it was {ongoing} %, {planning} % and {completed} %."
    ),
    "shares.stages.open": (
        "Where a chart does not say whether a project is ongoing or at planning, it is counted as neither."
    ),
    "shares.stages.caption": "Projects by stage in the documents, as their rows add up, with the share.",
    "shares.stages.count": "{n} in {year}",
    "area.years.finding": (
        "{area} holds {share} % of the list of {year} ({count} of {total}), "
        "and held {share_before} % of that of {first} ({before} of {total_before})."
    ),
    "area.years.finding.one": "{area} holds {share} % of the list of {year} ({count} of {total}).",
    # Support: what the plans ask for, and what partners offer
    "asked.lead": (
        "The action plans of {year} count {plans} project. Its plan makes {requests} requests for support, "
        "and may ask for several kinds at once.",
        "The action plans of {year} count {plans} projects. Between them they make {requests} requests for support, "
        "and a plan may ask for several kinds at once.",
    ),
    "asked.without": (
        "{plans} project asks for none of the kinds of support that the Atlas tells apart:",
        "{plans} projects ask for none of the kinds of support that the Atlas tells apart:",
    ),
    "asked.other": "{project} ({city}) asks only for {requests}.",
    "asked.silent": "{project} ({city}) has no request printed.",
    "asked.uncounted": (
        "Printed in the plans but not counted by them is {project} ({city}), which adds {n} request: {requests}.",
        "Printed in the plans but not counted by them is {project} ({city}), which adds {n} requests: {requests}.",
    ),
    "asked.by.outcome": (
        "More plans ask for {kinds} than for anything else: {count} of {total}, {listed} of them in the list of "
        "{year}. A plan that asks for several kinds counts in each of their rows.",
        "More plans ask for {kinds} than for anything else: {count} of {total} for each. "
        "A plan that asks for several kinds counts in each of their rows.",
    ),
    "asked.by.area": (
        "Plans by focus area and kind of support, the area as printed or as they imply it by our reading. "
        "Under {n} of {total} areas no kind is asked for by more plans than {kind}."
    ),
    "asked.by.country": (
        "Plans by country and kind of support. "
        "In {n} of {total} countries with plans no kind is asked for by more plans than {kind}."
    ),
    "asked.col.support": "Kind of support",
    "asked.col.area": "Focus area",
    "asked.col.city": "City",
    "asked.col.country": "Country",
    "asked.col.plans": "Plans",
    "asked.listed": "listed in {year}",
    "asked.none.support": "none of these kinds",
    "asked.none.area": "no area printed or implied",
    "asked.all": "All plans",
    "match.inferred": (
        "Our inference: no document names these plans and partners as a match. Both speak of the same kind of support, "
        "which says nothing of sums, conditions or dates."
    ),
    "match.caption": "What plans ask for, how many of these plans stand in the list of {year}, and who offers it.",
    "match.col.asking": "Plans that ask for it",
    "match.col.listed": "Of these listed in {year}",
    "match.col.offering": "Partners that offer it or have given it",
    "match.known": "known to have supported {cities}, where a plan asks for it",
    "match.nobody": "No text of a partner says so.",
    "match.partners": "The partners of the network, and what their records say that they offer or have given.",
    "match.col.partner": "Partner",
    "match.col.institution": "Institution",
    "match.col.since": "Since",
    "match.col.offers": "Support",
    "match.col.cities": "Cities known to have been supported",
    "match.no-offer": "what it offers is not known",
    "match.no-cities": "no city recorded",
    "match.plans": "The counted plans, what each asks for, and where it stands now.",
    "match.col.plan": "Plan",
    "match.col.asks": "Asks for",
    "match.supporters": "Known to have supported the city:",
    "match.text": "Words of a request, a name or a city",
    "match.hint": "A plan that asks for several kinds of support is found by each. Accents and capitals do not matter.",
    # What became of the plans
    "plans.total": (
        "The action plans of {year} count {link} project.",
        "The action plans of {year} count {link} projects.",
    ),
    "plans.listed": (
        "{link} of them stands in the list of {newest}: {stages}.",
        "{link} of them stand in the list of {newest}: {stages}.",
    ),
    "plans.listed.none": "None of them stands in the list of {newest}.",
    "plans.part.completed": "{link} completed",
    "plans.part.ongoing": "{link} ongoing",
    "plans.part.ongoing-or-planning": "{link} ongoing or at planning",
    "plans.part.planning": "{link} at planning",
    "plans.part.proposed": "{link} proposed",
    "plans.left-later": (
        "{link} stood in a later list, but does not stand in the newest.",
        "{link} stood in a later list, but do not stand in the newest.",
    ),
    "plans.never-listed": ("{link} was never listed again.", "{link} were never listed again."),
    "plans.uncounted": (
        "The plans also print {projects}, but do not count it, so it is in none of these numbers.",
        "The plans also print {projects}, but do not count them, so they are in none of these numbers.",
    ),
    "plans.kept.completed": (
        "Of the plans completed in the list of {first} ({before}), {link} stands in that of {newest}.",
        "Of the plans completed in the list of {first} ({before}), {link} stand in that of {newest}.",
    ),
    "plans.kept.ongoing": (
        "Of the plans ongoing in the list of {first} ({before}), {link} stands in that of {newest}.",
        "Of the plans ongoing in the list of {first} ({before}), {link} stand in that of {newest}.",
    ),
    "plans.kept.planning": (
        "Of the plans at planning in the list of {first} ({before}), {link} stands in that of {newest}.",
        "Of the plans at planning in the list of {first} ({before}), {link} stand in that of {newest}.",
    ),
    "plans.states": "How the plans stand in each document.",
    "plans.states.state": "Stage",
    "plans.steps": "How the plans moved from each document to the next.",
    "plans.steps.from": "From",
    "plans.steps.to": "To",
    "plans.steps.n": "Projects",
    "plans.steps.pair": "{before} to {after}",
    "plans.by.city": "Plans by city, and where they stand in the list of {newest}.",
    "plans.by.area": "Plans by the focus area of the plan, and where they stand in the list of {newest}.",
    "plans.by.support": (
        "Plans by the kind of support asked for, and where they stand in the list of {newest}. "
        "A plan may ask for several kinds, so the rows do not add up."
    ),
    "plans.all": "All",
    "plans.in-plan": "in the plan: {name}",
    "plans.named.none": "No plan has come to this end.",
    "plans.named.since": "Since the list of {document}: {stage}",
    "plans.named.left": "Last in the list of {document}: {stage}",
    "plans.named.never": "In no list after the plans",
    "plans.named.status": "Status: {status} as of {date}",
    "plans.named.successor.inferred": "Likely successor, inferred by us: {project}.",
    "plans.named.successor.stated": "Continued by {project}, as a source states.",
    "plans.named.no-successor": "No successor is known.",
    "plans.register": "The plans with their stage in each document. Each mark leads to the page that prints it.",
    "plans.register.outcome": "In the list of {newest}",
    "plans.hint": "Accents and capitals do not matter. A plan may ask for several kinds of support.",
    "register.state": "Stage in a document",
    "register.state.option": "{document}: {state}",
    "register.step": "From one document to the next",
    "register.step.option": "{before} to {after}: {old}, then {new}",
    # How complete the data are
    "stats.description": "projects with a description",
    "stats.figures": "projects with figures",
    "stats.partners": "projects with partners",
    "stats.started": "projects with a year of beginning",
    "stats.sources": "projects with more than one source",
    "stats.status": "projects whose status is known",
    "stats.dated-figures": "figures with a date",
    "stats.pages": "values from a PDF with a page",
    "stats.website": "cities with an official site",
    "stats.vision": "cities with a vision",
    "stats.land-area": "cities with a land area",
    # Help wanted: the kinds of work, why each matters, and what would settle it
    "work.caption": "What is left to do, by kind of work.",
    "work.kind": "Kind of work",
    "work.left": "Left",
    "work.nothing": "Nothing is left to do that the data show.",
    "work.edit": "edit",
    "work.edit.named": "edit: {name}",
    "work.elsewhere": "Of no single city",
    "work.questions": "All open questions, by city",
    "work.value.status": "status of {date}",
    "work.value.figure": "{what} ({date})",
    "work.value.population": "{n} in {year}",
    "work_kind.description": "Projects without a description",
    "work_kind.status": "Projects whose status is unknown",
    "work_kind.old-status": "Statuses older than the newest document",
    "work_kind.single-source": "Projects that rest on a single source",
    "work_kind.vision": "Cities without a vision",
    "work_kind.website": "Cities without an official site",
    "work_kind.land-area": "Cities without a land area",
    "work_kind.old-population": "Numbers of inhabitants past their age",
    "work_kind.dated-figures": "Figures without a date",
    "work_kind.old-figures": "Figures past their age",
    "work_kind.pages": "Values from a PDF without its page",
    "work_kind.partner-cities": "Partners whose cities are not known",
    "work_kind.plain-http": "Sources still named by plain http",
    "work_kind.open-questions": "Open questions",
    "work_why.description": "No document that was read says what these projects are, so their sections say little.",
    "work_why.status": "No source that was read tells how these projects stand. They may well go on.",
    "work_why.old-status": (
        "No source as young as the list of {year} tells how these projects stand, so it may no longer hold. "
        "Those that are completed or unknown are left out."
    ),
    "work_why.single-source": "What only one source says, no other confirms or corrects.",
    "work_why.vision": "Their pages cannot say what the city wanted to become.",
    "work_why.website": "A reader who looks for the city itself is led nowhere.",
    "work_why.land-area": "Without it a city cannot be compared with others by its size.",
    "work_why.old-population": "Cities grow: these numbers are {age} years old or older, and readers see their age.",
    "work_why.dated-figures": "Without a date nobody can tell when a figure held, or whether another is younger.",
    "work_why.old-figures": "These figures are {age} years old or older, and readers see their age.",
    "work_why.pages": "Who wants to check such a value has to read the whole PDF.",
    "work_why.partner-cities": "Cities that look for support cannot tell whom these partners have worked with.",
    "work_why.plain-http": "Another source of the same host is read by https, which nobody can alter on the way.",
    "work_why.open-questions": "No source was read that settles these points, or sources disagree.",
    "work_source.description": "What helps: a page of the city, or a report that describes the project by its name.",
    "work_source.status": "What helps: a dated page of the city, the operator or the press on how it stands.",
    "work_source.old-status": "What helps: a page of the city, the operator or the press with a younger date.",
    "work_source.single-source": "What helps: any second source, best one of another publisher.",
    "work_source.vision": "What helps: an action plan, master plan or development plan that the city has published.",
    "work_source.website": "What helps: the address that the city itself or its national government gives.",
    "work_source.land-area": "What helps: a statistical yearbook or a gazette that says which boundaries it means.",
    "work_source.old-population": "What helps: the newest census, register or estimate of the statistical office.",
    "work_source.dated-figures": "What helps: the source itself, or another one that gives the number with its date.",
    "work_source.old-figures": "What helps: a younger report of the same office, operator or city.",
    "work_source.pages": "What helps: open the PDF and note the page, counted from its first page.",
    "work_source.partner-cities": "What helps: a page of the partner or of a city that names both.",
    "work_source.plain-http": "What helps: open the address with https. If the same page appears, change the record.",
    "work_source.open-questions": "What helps: a source that nobody has found yet. Each entry says why it is open.",
    # Reference for contributors
    "new.city": "{name} in the ASEAN Smart Cities Network: its projects, how each stands, and every source.",
    "rules.macros": "Rules about the macros that a page calls.",
    "rules.rule": "Rule",
    "rules.sentence": "What holds",
    "rules.level": "Level",
    "rules.error": "error",
    "rules.warning": "warning",
    "reference.field": "Field",
    "reference.type": "Type",
    "reference.required": "Needed",
    "reference.meaning": "Meaning",
    "reference.yes": "yes",
    "reference.no": "no",
    "reference.example": "Example:",
    "reference.caption": "The fields of {name}.",
    "reference.file": "Kept in",
    "reference.text": "text",
    "reference.number": "number",
    "reference.whole": "whole number",
    "reference.truth": "true or false",
    "reference.list": "list of {item}",
    "reference.ref": "id of a record in {files}",
    "reference.one-of": "one of: {values}",
    "reference.record": "fields of {name}",
    "reference.records": "fields of one of: {names}",
    # Tables that are exported
    "data.release": "Release {number}",
    "data.tables": "The tables, each a CSV file.",
    "data.file": "File",
    "data.holds": "What it holds",
    "data.rows": "Rows",
    "data.bytes": "Bytes",
    "data.columns": "The columns of each table",
    "data.key": "key: {columns}",
    "data.checksum": "SHA-256 of the file:",
    "data.files": "The other files that hold a whole collection, all of the data, or what describes them.",
    "data.sum": "SHA-256",
    "data.not-made": "not made in this build",
    # What words of a vocabulary mean, where that is laid down: by the page on the method, else by the model
    "meaning.stage.proposed": "The action plans of 2018 and the workshop before them hold proposals.",
    "meaning.stage.planning": (
        "A proposal is being worked out, or studied to see if it is feasible. Much work may have been done already."
    ),
    "meaning.stage.ongoing": (
        "The project is being carried out, usually after a study of whether it is feasible. "
        "The word also covers existing work that is being extended or improved."
    ),
    "meaning.stage.completed": "The project was concluded successfully.",
    "meaning.stage.ongoing-or-planning": (
        "The chart does not say which of several projects of a city is meant. "
        "It is a state of its own, and is counted as neither."
    ),
    "meaning.stage.not-listed": (
        "The city was a member, and the document does not name the project. The project may well go on."
    ),
    "meaning.stage.not-a-member": "The city had not joined the network, so the document could not name the project.",
    "meaning.certainty.stated": "A document says so.",
    "meaning.certainty.inferred": "We conclude it, and give the reason.",
    "meaning.focus_area_basis.listed": "An official list names the area.",
    "meaning.focus_area_basis.inferred": "It is our reading.",
    "meaning.status.planned": "It has been announced or studied. Nothing has been built, and nothing is running yet.",
    "meaning.status.in-progress": (
        "It is being built, carried out or tried out, or a chart shows it as ongoing and no source says more."
    ),
    "meaning.status.operational": "A source says that it serves people.",
    "meaning.status.completed": "A source or an official list says that it ended as intended.",
    "meaning.status.paused": "A source says that work has stopped and may resume.",
    "meaning.status.unknown": "No source that we read gives its status. The project may well go on.",
    "meaning.source_kind.official": "It speaks for a public body; what any other says counts as reported.",
    "meaning.event_kind.event": "Something happened.",
    "meaning.event_kind.document": "Something was published.",
    "meaning.question_kind.unverified": "No source was found.",
    "meaning.read_as.archived copy": "An archived copy was read in place of the page.",
    "meaning.unit.projects": "The numbers count projects.",
    "meaning.unit.cities": "The numbers count cities.",
    "meaning.unit.percent": "The numbers are per cent of the projects.",
    # What catalogues, search engines and programs read about the data and the pages
    "llms.plain": "Each page stands beside its HTML as plain Markdown, with its list of sources.",
    "llms.overview": "Overview",
    "llms.data": "Data",
    "llms.optional": "Optional",  # a word of the format: what a program may leave out
}

LANGUAGES: dict[str, dict[str, Entry]] = {"en": ENGLISH}

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SEPARATORS = {"en": (",", ".")}


#: The ISO 639 code for a language that is not certain.
UNCERTAIN = "und"


@cache
def language_names(language: str = "en") -> Mapping[str, str]:
    """What the languages are called in one of them, by their ISO 639 codes: as CLDR has it."""
    names: Mapping[str, str] = Locale.parse(language).languages
    return names


@dataclass(frozen=True)
class Texts:
    """The texts of one language.

    Args:
        language: ISO 639 code; one of :data:`LANGUAGES`.
    """

    language: str = "en"

    def __call__(self, key: str, n: float | None = None, **values: Any) -> str:
        """The text of a key with its values filled in; ``n`` picks singular or plural and is filled in as a number.

        Raises:
            KeyError: If there is no such text.
        """
        entry = LANGUAGES[self.language][key]
        if isinstance(entry, tuple):
            entry = entry[0] if n == 1 else entry[1]
        if n is not None:
            values["n"] = self.number(n)
        return entry.format(**values)

    def number(self, value: float) -> str:
        """A number by the language's own rule: 1,234.5 in English; a whole one without decimal places."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        thousands, point = _SEPARATORS[self.language]
        whole, _, fraction = f"{value:,}".partition(".")
        return whole.replace(",", thousands) + (point + fraction if fraction else "")

    def date(self, date: str) -> str:
        """An ISO date, month or year in words, as precise as it is: 8 July 2018, July 2018, 2018."""
        year, *rest = date.split("-")
        if not rest:
            return year
        month = _MONTHS[self.language][int(rest[0]) - 1]
        return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"

    def short_date(self, date: str) -> str:
        """An ISO date or month as its month in three letters and its year, a year as it is: Jul 2018, 2018."""
        month, _, year = self.date(date[:7]).rpartition(" ")
        return f"{month[:3]} {year}".lstrip()

    def language_name(self, tag: str) -> str:
        """What a language is called, by its ISO 639 code; the code itself where its name is not known."""
        if tag == UNCERTAIN:
            return self("language.und")
        return language_names(self.language).get(tag, tag)

    def sentence(self, note: str) -> str:
        """A note as a sentence of its own: with a capital at the beginning, and a full stop at the end."""
        return note[:1].upper() + note[1:] + ("" if note.endswith((".", "!", "?")) else ".")

    def series(self, parts: list[str]) -> str:
        """Words in a row: a, b and c."""
        if len(parts) < 2:
            return "".join(parts)
        return self("and", first=", ".join(parts[:-1]), last=parts[-1])
