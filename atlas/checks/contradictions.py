"""Rules about what is said in two places: neither may deny the other."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations

from atlas.checks.context import RECORDS, Context, Mistakes, rule, rule_for_each
from atlas.model.projects import Project
from atlas.model.sources import OpenQuestion

#: A number of at least five digits, with commas or without.
_LARGE_NUMBER = re.compile(r"\b(?:\d{1,3}(?:,\d{3})+|\d{5,})(?:\.\d+)?")
#: Says of one project that it came after another.
_SUCCESSION = re.compile(r"\b(?:in|takes?|took) (?:its|their|the) place\b|\breplaces? (?:it|them)\b", re.IGNORECASE)


@rule(RECORDS)
def partner_cities(context: Context) -> Mistakes:
    """Look at the cities that a partner supported: without any, a page says that none is known.

    city-only-in-text: Each member city that the text of a partner names is among the cities it supported.
    city-only-in-project: The city of each project that names a partner is among the cities this partner supported.
    """
    for partner in context.atlas.partners.values():
        hint = f"add it to 'cities_supported' of '{partner.id}', with its source"
        supported = {city for support in partner.cities_supported for city in support.cities}
        for city in context.atlas.cities.values():
            if city.id in supported or city.name not in partner.what:
                continue
            if re.search(rf"(?<!\w){re.escape(city.name)}(?!\w)", partner.what):
                message = f"this names {city.name}, which is not among the cities that the partner supported"
                yield "city-only-in-text", ("partners", partner.id, "what"), message, hint
        names = set(re.split(r" \(|\)", partner.name)) - {""}  # "Asian Development Bank (ADB)" has two
        for project in context.atlas.projects.values():
            for index, helper in enumerate(project.partners):
                if helper.name in names and project.city not in supported:
                    message = f"the partner '{partner.id}' is not known to have supported '{project.city}'"
                    yield "city-only-in-project", ("projects", project.id, "partners", index, "name"), message, hint


@rule_for_each(RECORDS, "open_questions")
def not_what_is_shown(context: Context, question: OpenQuestion) -> Mistakes:
    """A large number that an open question about a city says is shown is the population or land area of its record."""
    city = context.atlas.cities.get(question.about[0]) if len(question.about) == 1 else None
    if city is None or question.answer:
        return
    shown = {float(city.population.value), city.land_area_km2.value if city.land_area_km2 else None}
    for number in _LARGE_NUMBER.findall(question.shown):
        if float(number.replace(",", "")) not in shown:
            message = f"{number} is neither the population nor the land area of '{city.id}'"
            yield ("shown",), message, "say here what the record of the city has"


@rule(RECORDS)
def same_request(context: Context) -> Mistakes:
    """Projects of two cities that ask for support in the same words are together in an open question."""
    asking: dict[tuple[str, ...], list[Project]] = defaultdict(list)
    for project in context.atlas.projects.values():
        asking[tuple(project.support_required.text) if project.support_required else ()].append(project)
    together = defaultdict(set)
    for question in context.atlas.open_questions.values():
        for record in question.about:
            together[record].add(question.id)
    for words, projects in asking.items():
        for first, second in combinations(projects if words else [], 2):
            if first.city != second.city and not together[first.id] & together[second.id]:
                message = f"'{first.id}' of another city asks for the same in the same words"
                hint = "check the plan; if it repeats itself, add an open question about both projects"
                yield ("projects", second.id, "support_required", "text"), message, hint


@rule_for_each(RECORDS, "projects")
def inferred_as_fact(_: Context, project: Project) -> Mistakes:
    """Where we infer that a project continues another, neither its summary nor the note says so as a fact."""
    inferred = [(index, link) for index, link in enumerate(project.links) if link.certainty == "inferred"]
    texts = [(("links", index, "note"), link.note) for index, link in inferred]
    for path, text in [(("summary",), project.summary), *texts] if inferred else []:
        if match := _SUCCESSION.search(text or ""):
            message = f"'{match[0]}' says as a fact what the link says is inferred"
            yield path, message, "say what the lists show: which project left, which one joined, and when"
