"""What the site calls each word of each vocabulary, and what it means where the method or the model says so."""

from __future__ import annotations

from atlas.model.words import gettext, gettext_noop as _


def label(vocabulary: str, word: str) -> str:
    """Return what the site calls a word of a vocabulary."""
    return gettext(LABELS[vocabulary][word])


def meaning(vocabulary: str, word: str) -> str:
    """Return what a word of a vocabulary means, as a sentence; "" where its label says it all."""
    text = MEANINGS.get(vocabulary, {}).get(word)
    return gettext(text) if text else ""


def _spell(*labels: str) -> dict[str, str]:
    """Return labels by the words that they spell: with spaces for hyphens."""
    return {label.replace(" ", "-"): label for label in labels}


#: What a report says of a project, where there is little room.
_STATES = {
    **_spell(_("proposed"), _("planning"), _("ongoing"), _("completed"), _("ongoing or planning"), _("not listed")),
    "not-a-member": _("city not a member yet"),
}

LABELS: dict[str, dict[str, str]] = {
    "status": _spell(_("planned"), _("in progress"), _("operational"), _("completed"), _("paused"), _("unknown")),
    "stage": {**_STATES, "ongoing-or-planning": _("ongoing or planning, the chart does not say")},
    "stage_column": _STATES,
    "outcome": {
        **_spell(_("completed"), _("ongoing"), _("ongoing or planning"), _("planning"), _("proposed")),
        "listed": _("listed, at any stage"),
        "left-later": _("listed after 2018, not in the newest list"),
        "never-listed": _("never listed again"),
    },
    "besides": {
        "none": _("no other source"),
        "official": _("official"),
        "press": _("press"),
        "other": _("others"),
    },
    "stage_basis": {
        "chart": _("read off the chart"),
        "chart-and-list": _("read off the chart together with the lists"),
        "chart-and-text": _("read off the chart together with the text"),
        "list": _("read off the list"),
        "open": _("left open by the chart"),
    },
    "list": {
        "ongoing-and-planned": _("list of ongoing and planned projects"),
        "completed": _("list of completed projects"),
    },
    "certainty": _spell(_("stated"), _("inferred")),
    "role": _spell(_("funder"), _("government"), _("operator"), _("research"), _("technical"), _("vendor")),
    "partner_group": {
        "company": _("Companies"),
        "government": _("Government"),
        "operator": _("Operators"),
        "vendor": _("Suppliers"),
        "technical": _("Technical partners"),
        "research": _("Research"),
        "funder": _("Funders"),
    },
    "support": _spell(
        *(_("technical expertise"), _("funding"), _("partnership"), _("private sector")),
        *(_("capacity building"), _("technology"), _("data"), _("policy advice")),
    ),
    "project_event_kind": _spell(
        *(_("begun"), _("opened"), _("delayed"), _("disputed"), _("halted"), _("removed"), _("resumed")),
        *(_("renamed"), _("completed in part"), _("completed")),
    ),
    "trouble_in_lists": {"back": _("moved back"), "gone": _("no longer listed")},
    "promise_kind": _spell(_("start"), _("phase"), _("opening"), _("completion"), _("target"), _("vision")),
    "evidence": _spell(_("done"), _("not done"), _("moved"), _("unclear")),
    "promise_result": {
        **_spell(_("kept"), _("late"), _("moved"), _("missed")),
        "unknown": _("not known"),
        "open": _("not due yet"),
        "vision": _("cannot be checked"),
        "overdue": _("overdue: missed or not known"),
    },
    "iso_theme": {
        **_spell(_("economy"), _("education"), _("energy"), _("finance"), _("governance"), _("health"), _("housing")),
        **_spell(_("recreation"), _("safety"), _("solid waste"), _("telecommunication"), _("transportation")),
        **_spell(_("urban planning"), _("wastewater"), _("water")),
        "environment-and-climate-change": _("environment and climate change"),
        "population-and-social-conditions": _("population and social conditions"),
        "sport-and-culture": _("sport and culture"),
        "urban-agriculture-and-food-security": _("urban agriculture and food security"),
    },
    "basis": {
        **_spell(_("census"), _("registration"), _("estimate")),
        "administrative": _("administrative figure"),
        "unknown": _("basis not known"),
    },
    "partner_kind": {
        **_spell(_("company"), _("development agency"), _("development bank"), _("government"), _("trust fund")),
        "un": _("United Nations"),
    },
    "source_kind": {
        "academic": _("Academic"),
        "company": _("Companies"),
        "dataset": _("Data sets"),
        "encyclopedia": _("Encyclopedias"),
        "news": _("News"),
        "ngo": _("Organisations"),
        "official": _("Official"),
    },
    "question_kind": {
        "conflict": _("sources disagree"),
        "unverified": _("not verified"),
    },
    "discrepancy": {
        "total": _("Total"),
        "stage": _("Stage"),
        "area": _("Focus area"),
        "country": _("Country"),
        "city": _("City"),
        "text": _("Text"),
    },
}

MEANINGS: dict[str, dict[str, str]] = {
    "status": {
        "planned": _("It has been announced or studied. Nothing has been built, and nothing is running yet."),
        "in-progress": _(
            "It is being built, carried out or tried out, or a chart shows it as ongoing and no source says more."
        ),
        "operational": _("A source shows that people already use it."),
        "completed": _("A source or an official list says that it ended as intended."),
        "paused": _("A source says that work has stopped and may resume."),
        "unknown": _("No source that we read gives its status. The project may well go on."),
    },
    "stage": {
        "proposed": _("The action plans of 2018 and the workshop before them hold proposals."),
        "planning": _(
            "A proposal is being worked out, or studied to see if it is feasible. Much work may have been done already."
        ),
        "ongoing": _(
            "The project is being carried out, usually after a study of whether it is feasible. "
            "The word also covers existing work that is being extended or improved."
        ),
        "completed": _("The project was concluded successfully."),
        "ongoing-or-planning": _(
            "The chart does not say which of several projects of a city is meant. "
            "It is a state of its own, and is counted as neither."
        ),
        "not-listed": _(
            "The city was a member, and the document does not name the project. The project may well go on."
        ),
        "not-a-member": _("The city had not joined the network, so the document could not name the project."),
    },
    "project_event_kind": {
        "begun": _("Work started. Money approved, an agreement signed or a place chosen is no beginning."),
        "opened": _("People can use it, or a part of it, if only in a trial."),
        "removed": _("Something that was there was taken away."),
        "completed-in-part": _("A part of it was finished; work on the rest goes on."),
        "completed": _("All of it was finished."),
    },
    "promise_kind": {"vision": _("An aim that nothing measures.")},
    "evidence": {"unclear": _("The document speaks of it, but does not say whether it was done.")},
    "promise_result": {
        "kept": _("It was done by the date promised."),
        "late": _("It was done after the date promised."),
        "moved": _("A document gives a later date."),
        "missed": _("A document from after the date shows that it was not done."),
        "unknown": _("The date is past, and no document that we read says whether it was done."),
        "open": _("The date is after the day on which the data were last checked."),
        "vision": _("It is an aim of which no document could show that it was reached."),
    },
    "certainty": {
        "stated": _("A document says so."),
        "inferred": _("We conclude it, and give the reason."),
    },
    "focus_area_basis": {
        "listed": _("An official list names the area."),
        "inferred": _("It is our reading."),
    },
    "source_kind": {"official": _("It speaks for a public body; what any other says counts as reported.")},
    "event_kind": {"event": _("Something happened."), "document": _("Something was published.")},
    "question_kind": {"unverified": _("No source was found.")},
    "read_as": {
        "archived copy": _("An archived copy was read in place of the page."),
        "only copy": _("The page is gone, and only an archived copy is left."),
    },
    "unit": {
        "projects": _("The numbers count projects."),
        "cities": _("The numbers count cities."),
        "percent": _("The numbers are per cent of the projects."),
    },
}
