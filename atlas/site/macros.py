"""The macros that pages call, one method each; the name says what the reader sees.

A macro selects records and fills a template; it holds no markup and counts nothing itself. What a contributor can get
wrong in a call ends in :class:`MacroError`, never in a traceback on the page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache, partial
from itertools import groupby, pairwise
from typing import Any, TypeVar, get_args

from markupsafe import Markup

from atlas import query
from atlas.checks.references import suggest_id
from atlas.export import csv_files, dataset
from atlas.export.checksums import checksum
from atlas.export.tables import TABLES
from atlas.model.atlas import Atlas
from atlas.model.cities import City, FocusArea
from atlas.model.i18n import Texts
from atlas.model.reports import Report
from atlas.model.vocabularies import Stage, StatusValue, SupportKind
from atlas.read import mistakes
from atlas.read.findings import suggest
from atlas.read.pages import DOCS_DIR, MissingPageError
from atlas.site import captions, charts, reference
from atlas.site.city_map import SIZES, city_map
from atlas.site.escape import inline
from atlas.site.geography import HEIGHT, WIDTH
from atlas.site.view import View

#: What records are put together by.
Key = TypeVar("Key")

#: The rules that a page breaks by the macros it calls, each as a sentence.
RULES = {
    "template-syntax": "What stands in braces on a page can be read: a macro, a condition or a loop.",
    "template-undefined": "A page calls only macros that exist.",
    "page-code": "A page does nothing but call macros, in short loops and conditions.",
    "macro-argument": "A macro is given the arguments it takes, and values that it can answer to.",
    "no-record": "A macro about the record of a page stands on a page that has one.",
    "missing-page": "What a macro links to has a page.",
    "sources-missing": "A page that cites ends with the list of its sources.",
}


#: The stages from the top of a stacked column down, the furthest first.
STACKED = tuple(state for state in query.plans.FURTHEST if state in query.common.STAGES)

#: How many cities or countries can stand side by side.
COMPARED = 4

#: Up to how many projects of a kind of change are named.
FEW = 8

#: The records that filters of plans name.
_NAMED = {"area": "focus_areas", "city": "cities", "country": "countries"}


class MacroError(Exception):
    """A macro was called in a way that cannot be answered: which rule is broken, what is wrong, how to fix it.

    Args:
        value: The argument that is meant, by its value.
        argument: The argument that is meant, if it should not be there at all: its keyword or its number.
    """

    def __init__(
        self,
        rule: str,
        message: str,
        hint: str | None = None,
        value: object = None,
        argument: int | str | None = None,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.value = value
        self.argument = argument


class Macros:
    """All macros, for one page while it is rendered; each public method is one.

    Args:
        view: The page.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._site = view.site
        self._atlas = view.atlas

    # In prose

    def cite(self, source: str, page: int | None = None) -> str:
        """The number of a source, as a link to the list of sources at the end of the page.

        Stands right after the claim. The page must call `sources()` after its last citation.

        Args:
            source: Id of the source.
            page: Page of the PDF, counted from its first page.

        Errors: an unknown source; a page number on a source that is no PDF, or beyond the end of one whose length is
        known; a page that is no number from 1.
        """
        record = self._known("sources", source)
        if page is not None and not record.is_pdf:
            raise MacroError(
                "macro-argument", f"cite: '{source}' is no PDF, so it has no page {page}", "leave 'page' out", page
            )
        if page is not None and not (isinstance(page, int) and page > 0):
            raise MacroError("macro-argument", f"cite: {page!r} is no page", "pages are numbers from 1", page)
        length = query.reports.lengths(self._atlas).get(source)
        if page is not None and length is not None and page > length:
            message = f"cite: '{source}' has {length} pages, so there is no page {page}"
            raise MacroError("macro-argument", message, "look at the document again", page)
        return self._view.cite(source, page=page)

    def city(self, city: str, text: str | None = None) -> str:
        """The name of a city, as a link to its page.

        Args:
            city: Id of the city.
            text: Other words for the link.

        Errors: an unknown city.
        """
        return self._prose_link("cities", city, text)

    def project(self, project: str, text: str | None = None) -> str:
        """The latest name of a project, as a link to its section on the page of its city.

        Args:
            project: Id of the project.
            text: Other words for the link.

        Errors: an unknown project.
        """
        return self._prose_link("projects", project, text)

    def focus_area(self, area: str, text: str | None = None) -> str:
        """The name of a focus area, as a link to its page.

        Args:
            area: Id of the focus area.
            text: Other words for the link.

        Errors: an unknown focus area.
        """
        return self._prose_link("focus_areas", area, text)

    def term(self, term: str, text: str | None = None) -> str:
        """A term, as a link to its entry in the glossary.

        Args:
            term: Id of the term.
            text: Other words for the link.

        Errors: an unknown term.
        """
        return self._prose_link("glossary", term, text)

    def count(self, what: str, **filters: Any) -> str:
        """How many records there are, as a number.

        Args:
            what: `projects`, `cities`, `countries`, `focus_areas`, `reports`, `rows`, `ever_listed` (projects in any
                document), `partners`, `events`, `terms`, `sources`, `open_questions`, `corrections`, `plans` (projects
                of the action plans) or `requests` (what these ask for).
            filters: For projects `city`, `country`, `area`, `status`, `report` (an id, or `"newest"`) and, with a
                report, `stage`; for cities `country` and `joined`.

        Errors: an unknown kind, filter or id; a stage without a report.
        """
        return self._site.texts.number(query.totals.count(self._atlas, what, **filters))

    def last_checked(self) -> str:
        """The day on which the data were last checked."""
        return self._site.texts.date(query.common.last_checked(self._atlas))

    def newest_year(self) -> str:
        """The year of the newest document."""
        return str(query.reports.report_year(self._atlas, query.reports.newest_report(self._atlas)))

    def sources(self) -> str:
        """The numbered list of all sources cited on the page so far. Comes last."""
        return self._fill("prose/sources.html", citations=self._view.list_citations())

    def download(self, path: str, text: str | None = None) -> str:
        """A link to a file of data, by its name unless other words are given.

        Where a build leaves the file out, its name stands there with a note that says so.

        Args:
            path: Where the file lies below the site, such as `data/projects.csv`.
            text: Other words for the link.

        Errors: a file that is not made.
        """
        if path not in self._site.data_files:
            hint = suggest(path, self._site.data_files)
            raise MacroError("macro-argument", f"download: no file '{path}' is made", hint, path)
        link = self._view.file_link(path, inline(text or path.rpartition("/")[2]))
        return link if self._site.is_made(path) else f"{link} ({self._site.texts('data.not-made')})"

    # On the page of a city

    def city_lead(self) -> str:
        """One line that places the city of the page: country, year of joining, how many projects. Opens the page.

        Errors: the page stands for no city.
        """
        city = self._record(City)
        return self._fill(
            "city/city_lead.html",
            city=city,
            known=query.totals.count(self._atlas, "projects", city=city.id),
            listed=query.totals.count(self._atlas, "projects", city=city.id, report=query.reports.NEWEST),
        )

    def city_history(self) -> str:
        """The projects of the city of the page under each other: the stage in each document, and how each stands today.

        Errors: the page stands for no city.
        """
        city = self._record(City)
        strips = query.projects.strips(self._atlas, query.projects.select_projects(self._atlas, city=city.id))
        return self._fill("city/city_history.html", city=city, strips=strips)

    def city_facts(self) -> str:
        """The fact box of the city of the page: local name, population, area, official site, coordinates, sources.

        Errors: the page stands for no city.
        """
        return self._fill("city/city_facts.html", city=self._record(City))

    def city_plan(self) -> str:
        """What the city of the page set out to do: vision, problems, targets and focus areas of its plan of 2018.

        Errors: the page stands for no city.
        """
        return self._fill("city/city_plan.html", city=self._record(City))

    def project_details(self) -> str:
        """A section for each project of the city of the page, with every field of its record; or that none is known.

        Errors: the page stands for no city.
        """
        city = self._record(City)
        return self._fill(
            "city/project_details.html",
            city=city,
            projects=query.projects.select_projects(self._atlas, city=city.id),
            checked=query.common.last_checked(self._atlas),
        )

    def history(self, project: str) -> str:
        """What the documents print of a project: stage, name, focus area, number, page.

        Args:
            project: Id of the project.

        Errors: an unknown project.
        """
        return self._fill("city/history.html", project=self._known("projects", project))

    # Projects

    def projects_table(
        self,
        *,
        city: str | None = None,
        country: str | None = None,
        area: str | None = None,
        status: str | None = None,
        report: str | None = None,
        stage: str | None = None,
    ) -> str:
        """A table of projects by country and city: name, focus area, status, stage in the newest list.

        Without filters: on the page of a city its projects, on that of a focus area those that the newest document
        files under it, elsewhere all.

        Args:
            city: Id of a city.
            country: Id of a country.
            area: Id of a focus area: as printed in `report` if that is given, else any area of the record.
            status: What we know of them.
            report: Id of a document that lists them, or `"newest"`.
            stage: The stage that `report` prints.

        Errors: an unknown id or value; a stage without a report.
        """
        filters = {"city": city, "country": country, "area": area, "status": status, "report": report, "stage": stage}
        record = self._view.record
        if not any(filters.values()) and isinstance(record, City):
            filters["city"] = record.id
        if not any(filters.values()) and isinstance(record, FocusArea):
            filters |= {"area": record.id, "report": "newest"}
        projects = query.projects.select_projects(self._atlas, **filters)
        caption, empty = self._projects_texts(len(projects), filters)
        return self._fill(
            "projects/projects_table.html",
            groups=_grouped(projects, lambda project: self._atlas.cities[project.city].country),
            with_city=filters["city"] is None,
            caption=caption,
            empty=empty,
        )

    def register(self) -> str:
        """All projects in one table by country and city, which a script lets the reader filter, sort and download."""
        projects = query.projects.select_projects(self._atlas)
        return self._fill(
            "projects/register.html",
            groups=_grouped(projects, lambda project: self._atlas.cities[project.city].country),
            filters=self._filters("country", "city", "area", "status", "listed", "stage", "support"),
            total=len(projects),
        )

    def _filters(self, *names: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Filters of a register by name, each with its values and what they are called, in their order."""
        texts, atlas = self._site.texts, self._atlas

        def by_name(collection: str) -> list[tuple[str, str]]:
            named = [
                (record_id, self._site.name_of(collection, record_id)) for record_id in atlas.collection(collection)
            ]
            return sorted(named, key=lambda option: query.common.sort_key(option[1]))

        def words(vocabulary: str, kind: Any) -> list[tuple[str, str]]:
            return [(value, texts(f"{vocabulary}.{value}")) for value in get_args(kind)]

        def documents() -> list[tuple[str, str]]:
            return [
                (report.id, texts.date(query.reports.report_date(atlas, report)))
                for report in reversed(atlas.reports.values())
            ]

        options: dict[str, Callable[[], list[tuple[str, str]]]] = {
            "country": lambda: by_name("countries"),
            "city": lambda: by_name("cities"),
            "area": lambda: by_name("focus_areas"),
            "status": lambda: words("status", StatusValue),
            "listed": lambda: [(query.projects.ANY, texts("register.any")), *documents()],
            "stage": lambda: words("stage_column", Stage),
            "support": lambda: words("support", SupportKind),
        }
        return [(name, options[name]()) for name in names]

    def _plan_filters(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The filters of a register of plans: only cities and countries that have one, and what has occurred."""
        texts, found = self._site.texts, query.plans.plans(self._atlas)
        facts = {fact for plan in found for fact in query.plans.plan_facts(self._atlas, plan)}
        none = (query.plans.NONE, texts("register.none"))
        filters = dict(self._filters("country", "city", "area", "support"))
        filters["outcome"] = [(value, texts(f"outcome.{value}")) for value in query.plans.OUTCOME_CHOICES]
        return [
            (name, [(value, text) for value, text in [*options, none] if f"{name}={value}" in facts])
            for name, options in filters.items()
        ]

    def _projects_texts(self, n: int, filters: dict[str, str | None]) -> tuple[str, str]:
        """The caption of a table of projects, and what stands there if it is empty."""
        texts, given = self._site.texts, {name for name, value in filters.items() if value}
        if given == {"city"}:
            place = self._site.name_of("cities", str(filters["city"]))
            return texts("projects.caption", n=n, place=place), texts("projects.none", place=place)
        if given == {"area", "report"}:
            report = query.reports.find_report(self._atlas, str(filters["report"]))
            area = self._site.name_of("focus_areas", str(filters["area"]))
            year = query.reports.report_year(self._atlas, report)
            return texts("projects.caption.area", n=n, area=area, year=year), texts("projects.none.selection")
        return texts("projects.caption.all", n=n), texts("projects.none.selection")

    # What became of the plans

    def plans_lead(self) -> str:
        """How many projects the action plans count, and how many stand where in the newest list, in a few sentences."""
        return self._fill(
            "plans/plans_lead.html",
            plans=query.reports.plan_report(self._atlas),
            total=len(query.plans.plans(self._atlas)),
            counts=query.plans.plan_outcomes(self._atlas),
            uncounted=query.plans.uncounted_plans(self._atlas),
        )

    def plan_flows(self) -> str:
        """The way of the plans from list to list: as a picture, by stage in each document, and step by step."""
        texts, flows, states = self._site.texts, query.plans.flows(self._atlas), query.plans.plan_states(self._atlas)
        order = {state: series for series, state in enumerate(query.plans.FURTHEST)}
        labels = self._plan_labels()
        chart = charts.flow(
            [[counts.get(state, 0) for state in order] for counts in states.values()],
            [
                {(order[flow.old], order[flow.new]): flow.n for flow in flows if flow.after.id == after}
                for after in [*labels][1:]
            ],
        )
        occurring = [state for state in order if state in self._plan_states()]
        # The name of the open stage is too long to stand beside a column on a phone.
        beside = [state for state in occurring if order[state] in chart.names and state != query.common.OPEN_STAGE]
        return self._fill(
            "plans/plan_flows.html",
            kept=[group for group in query.plans.kept(self._atlas) if group.stage in query.agreement.STATED_STAGES],
            chart=chart,
            feet=[
                [*label.split(), texts("shares.of", n=column.total)]
                for label, column in zip(labels.values(), chart.columns, strict=True)
            ],
            classes=list(order),
            names=[texts(f"stage.{state}") if state in beside else "" for state in order],
            keys=[state for state in occurring if state not in beside],
            labels=labels,
            words={state: self._state_word(state) for state in occurring},
            states=states,
            occurring=occurring,
            total=len(query.plans.plans(self._atlas)),
            steps=_grouped(flows, lambda flow: str(flow.after.id)),
        )

    def plans_named(self, outcome: str) -> str:
        """The plans that came to one end, by name: what lists and plan print, a successor, what is known.

        Args:
            outcome: The stage that the newest document gives them, or `"left-later"` or `"never-listed"`.

        Errors: an end that does not exist.
        """
        return self._fill(
            "plans/plans_named.html",
            outcome=outcome,
            plans=query.plans.plans_with(self._atlas, outcome),
            source=query.reports.plan_report(self._atlas).source,
            labels=self._plan_labels(),
        )

    def plans_by(self, what: str) -> str:
        """A table of what became of the plans, by one thing that tells them apart; each number a link to its rows.

        Args:
            what: `"city"`, `"area"` or `"support"`.

        Errors: anything else.
        """
        return self._plan_table(what, "outcome", lambda _, texts: texts(f"plans.by.{what}", newest=self.newest_year()))

    def plans_register(self) -> str:
        """The plans in one table by country, each with its stage in every document, which a script lets one filter."""
        plans = query.plans.plans(self._atlas)
        return self._fill(
            "plans/plans_register.html",
            groups=_grouped(plans, lambda plan: self._atlas.cities[plan.project.city].country),
            filters=[*self._plan_filters(), *self._path_filters()],
            total=len(plans),
            reports=query.reports.lists(self._atlas),
            states=[state for state in query.projects.STATES if state in self._plan_states()],
        )

    def _path_filters(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The filters of a register of plans by how they stand in a document, and by how they came there."""
        texts, labels = self._site.texts, self._plan_labels()

        states = [
            (
                f"{report}.{state}",
                texts("register.state.option", document=labels[report], state=self._state_word(state)),
            )
            for report, counts in query.plans.plan_states(self._atlas).items()
            for state in counts
        ]
        steps = [
            (
                f"{flow.after.id}.{flow.old}.{flow.new}",
                texts(
                    "register.step.option",
                    before=labels[flow.before.id],
                    after=labels[flow.after.id],
                    old=self._state_word(flow.old),
                    new=self._state_word(flow.new),
                ),
            )
            for flow in query.plans.flows(self._atlas)
        ]
        return [("state", states), ("step", steps)]

    def _state_word(self, state: query.projects.State) -> str:
        """What a state is called where there is little room."""
        return self._site.texts(f"stage_column.{state}" if state in query.common.STAGES else f"stage.{state}")

    def _plan_states(self) -> set[query.projects.State]:
        """The states in which plans stand in any document."""
        return {state for counts in query.plans.plan_states(self._atlas).values() for state in counts}

    def _plan_labels(self) -> dict[str, str]:
        """What the documents from that of the plans on are called, by their ids."""
        return {
            report.id: captions.report_label(self._atlas, self._site.texts, report)
            for report in query.reports.lists(self._atlas)
        }

    # What changed from report to report

    def report_changes(self) -> str:
        """A section for each list of projects but the first, newest first: what changed since the list before it.

        Each begins with a sum; then every project that is new, back, renamed, moved or gone has a sentence of its own.
        """
        pairs = reversed(list(pairwise(query.reports.lists(self._atlas))))
        return self._fill("reports/report_changes.html", pairs=[self._pair(before, after) for before, after in pairs])

    def _pair(self, before: Report, after: Report) -> dict[str, Any]:
        """Two documents, what changed from one to the other by kind, and what their sum is made of."""
        found = query.changes.changes(self._atlas, before, after)
        kinds = {kind: changes for kind in query.changes.TOLD if (changes := getattr(found, kind))}

        def steps(*names: str) -> list[Markup]:
            return [
                self._view.page_link(
                    self._view.src, f"{after.id}-{kind}", self._site.texts(f"pair.{kind}", n=len(kinds[kind]))
                )
                for kind in names
                if kind in kinds
            ]

        less, plus = steps("gone"), steps("new", "returned")
        return {
            "before": before,
            "after": after,
            "counts": [query.reports.report_counts(self._atlas, report).total for report in (before, after)],
            "less": less,
            "plus": plus,
            "parts": "-".join(name for name, part in (("less", less), ("plus", plus)) if part) or "same",
            "kinds": kinds,
            "proposals": query.changes.only_proposes(self._atlas, before),
        }

    def workshop_changes(self) -> str:
        """Which projects of the workshop of 2018 stand in the plans that followed it, a sentence for each."""
        workshop, plans = self._atlas.reports[self._atlas.network.workshop.id], query.reports.plan_report(self._atlas)
        presented = [change for change in query.changes.compared(self._atlas, workshop, plans) if change.before]
        return self._fill("network/workshop_changes.html", workshop=workshop, plans=plans, presented=presented)

    # Support: what the plans ask for, and what partners offer

    def support_lead(self) -> str:
        """How much the plans ask for, and which plans ask for nothing of the kind or are not counted."""
        other, silent = query.plans.plans_without_kind(self._atlas)
        return self._fill(
            "plans/support_lead.html",
            report=query.reports.plan_report(self._atlas),
            every=query.plans.count_plans(self._atlas),
            requests=query.plans.requests(query.plans.plans(self._atlas)),
            without=query.plans.count_plans(self._atlas, support=query.plans.NONE),
            other=other,
            silent=silent,
            uncounted=query.plans.uncounted_plans(self._atlas),
        )

    def support_by_outcome(self) -> str:
        """A table of the kinds of support by where the plans that ask for them stand now."""
        return self._plan_table("support", "outcome", captions.asked_by_outcome)

    def support_by_area(self) -> str:
        """A table of the focus areas by the kinds of support that their plans ask for."""
        return self._plan_table("area", "support", captions.asked_by_area)

    def support_by_country(self) -> str:
        """A table of the countries by the kinds of support that their plans ask for."""
        return self._plan_table("country", "support", captions.asked_by_country)

    def _plan_table(self, rows: str, columns: str, caption: Callable[[Atlas, Texts], str]) -> str:
        """A table of plans by two of their filters, each number a link to the plans behind it."""
        texts, table = self._site.texts, query.plans.plan_table(self._atlas, rows, columns)
        return self._fill(
            "plans/plan_table.html",
            caption=caption(self._atlas, texts),
            heads=[
                texts(f"asked.col.{rows}"),
                *(self._plan_value(columns, value) for value in table.columns),
                texts("asked.col.plans"),
            ],
            rows=[(self._plan_value_link(rows, value), counts) for value, counts in table.rows.items()],
            totals=table.totals,
            largest=max((count.n for counts in table.rows.values() for count in counts[:-1]), default=0),
            shade=charts.shade,
        )

    def _plan_value(self, name: str, value: str) -> str:
        """What a value of a filter of plans is called in a table."""
        if name in _NAMED and value != query.plans.NONE:
            return self._site.name_of(_NAMED[name], value)
        if value == query.plans.LISTED:
            return self._site.texts("asked.listed", year=self.newest_year())
        return self._site.texts(f"asked.none.{name}" if value == query.plans.NONE else f"{name}.{value}")

    def _plan_value_link(self, name: str, value: str) -> str:
        """The same, as a link where there is something to lead to: a record, or the offers of a kind of support."""
        text = self._plan_value(name, value)
        if value == query.plans.NONE:
            return text
        if name in _NAMED:
            return self._view.record_link(_NAMED[name], value)
        return self._view.page_link("projects/support.md", value, text)

    def support_matches(self) -> str:
        """A table of the kinds of support: how many plans ask for each, and which partners offer it."""
        return self._fill("plans/support_matches.html", matches=query.plans.matches(self._atlas))

    def support_partners(self) -> str:
        """A table of the partners: since when, what each offers by which words, and which cities it supported."""
        return self._fill("plans/support_partners.html")

    def support_plans(self) -> str:
        """The plans by country and city, with what each asks for, in a table that a script lets the reader filter."""
        plans = query.plans.plans(self._atlas)
        return self._fill(
            "plans/support_plans.html",
            groups=_grouped(plans, lambda plan: self._atlas.cities[plan.project.city].country),
            filters=self._plan_filters(),
            total=len(plans),
            source=self._atlas.sources[query.reports.plan_report(self._atlas).source],
        )

    # On the page of a focus area

    def area_facts(self) -> str:
        """The definition of the focus area of the page and its parts.

        Errors: the page stands for no focus area.
        """
        return self._fill("areas/area_facts.html", area=self._record(FocusArea))

    def area_years(self) -> str:
        """How many projects each document files under the focus area of the page, as a chart and a table.

        Errors: the page stands for no focus area.
        """
        area = self._record(FocusArea)
        counts = self._monitored()
        return self._fill(
            "areas/area_years.html",
            area=area,
            finding=captions.area_years(self._atlas, self._site.texts, area),
            chart=charts.columns([[count.areas[area.id]] for count in counts.values()]),
            feet=self._feet(counts),
        )

    def area_moves(self) -> str:
        """A table of the projects that moved to another focus area from one document to the next, with their pages.

        On the page of a focus area: those that moved into or out of it.
        """
        texts, moves, area = self._site.texts, query.totals.area_moves(self._atlas), self._view.record
        if isinstance(area, FocusArea):
            moves = [move for move in moves if area.id in {move.old_area, move.new_area}]
            caption, none = texts("area.moves", area=area.name), texts("area.moves.none")
        else:
            caption, none = texts("area.moves.all", len(moves)), texts("area.moves.none-at-all")
        return self._fill("areas/area_moves.html", moves=moves, caption=caption, none=none)

    def area_others(self) -> str:
        """A table of the projects formerly or elsewhere filed under the focus area of the page, with the reason.

        Errors: the page stands for no focus area.
        """
        area = self._record(FocusArea)
        return self._fill("areas/area_others.html", area=area, filings=query.totals.filed_otherwise(self._atlas, area))

    # Lists across pages

    def search_field(self) -> str:
        """A field to search the site with; without script it leads to the list of cities."""
        return self._fill("network/search_field.html", action=self._view.page_address("cities/index.md"))

    def key_numbers(self) -> str:
        """The numbers of the whole register, each with the set it counts and a link to the list behind it."""
        texts, newest, link = self._site.texts, query.reports.newest_report(self._atlas), self._view.register_link
        year = self.newest_year()
        numbers: list[tuple[Callable[[str], Markup], int, str]] = [
            (partial(link, listed=newest.id), self._listed(newest), texts("numbers.listed", year=year)),
            *(
                (partial(link, listed=newest.id, stage=stage), self._listed(newest, stage), texts(f"numbers.{stage}"))
                for stage in query.agreement.STATED_STAGES
            ),
            (link, query.totals.count(self._atlas, "projects"), texts("numbers.known")),
            (
                partial(link, listed=query.projects.ANY),
                query.totals.count(self._atlas, "ever_listed"),
                texts("numbers.ever-listed"),
            ),
            *(
                (
                    partial(self._view.page_link, "cities/index.md", ""),
                    query.totals.count(self._atlas, what),
                    texts(label),
                )
                for what, label in (("cities", "numbers.cities"), ("countries", "numbers.countries"))
            ),
        ]
        return self._fill(
            "network/key_numbers.html", numbers=[(link_to(texts.number(n)), label) for link_to, n, label in numbers]
        )

    def _listed(self, report: Report, stage: str | None = None) -> int:
        return query.totals.count(self._atlas, "projects", report=report.id, stage=stage)

    def city_map(self) -> str:
        """A map of all member cities, each a link, and under it the same facts as a list by country.

        The dot of a city is sized by its projects in the newest document.
        """
        newest, cities = query.reports.newest_report(self._atlas), query.projects.select_cities(self._atlas)
        listed = {
            city.id: query.totals.count(self._atlas, "projects", city=city.id, report=newest.id) for city in cities
        }
        return self._fill(
            "network/city_map.html",
            map=city_map(cities, listed),
            width=WIDTH,
            height=HEIGHT,
            year=self.newest_year(),
            key=self._map_key(),
            sources=[
                self._view.record_link("sources", source)
                for source in sorted({city.coordinates.source for city in cities})
            ],
            groups=query.projects.cities_by_country(self._atlas),
            listed=listed,
        )

    def _map_key(self) -> list[tuple[str, str]]:
        """Each size of dots, with the numbers of projects that have it in words."""
        texts, sizes = self._site.texts, list(SIZES.items())
        spans = [
            texts("map.key", first=least, last=above - 1) if least else texts("map.key.none")
            for (least, _), (above, _) in pairwise(sizes)
        ]
        return [
            (size, span) for (_, size), span in zip(sizes, [*spans, texts("map.key.more", sizes[-1][0])], strict=True)
        ]

    def changes(self) -> str:
        """What changed in the newest document since the one before: how many projects, and which if they are few."""
        after = query.reports.newest_report(self._atlas)
        before = query.reports.report_before(self._atlas, after)
        found = query.changes.changes(self._atlas, before, after)
        kinds = [(kind.name, getattr(found, kind.name)) for kind in fields(found)]
        return self._fill(
            "reports/changes.html",
            documents=[(report, self._listed(report)) for report in (before, after)],
            kinds=[(kind, changes) for kind, changes in kinds if changes],
            few=FEW,
        )

    def cities_table(self) -> str:
        """Links to the countries, and a section for each: its national entity, a table of its cities and projects."""
        return self._fill("network/cities_table.html", groups=query.projects.cities_by_country(self._atlas))

    def city_list(self) -> str:
        """All cities in the order of the alphabet, each a link to its page, with other names where they say more."""
        cities = sorted(self._atlas.cities.values(), key=lambda city: query.common.sort_key(city.name))
        return self._fill("network/city_list.html", cities=cities)

    # Areas and shares

    def focus_areas_table(self) -> str:
        """A table of the focus areas: definition, and how many projects the newest document files under each."""
        counts = query.reports.report_counts(self._atlas, query.reports.newest_report(self._atlas))
        return self._fill("areas/focus_areas_table.html", counts=counts)

    def areas_matrix(self) -> str:
        """A table of the cities by focus areas: how many projects the newest document lists, each a link to these."""
        matrix = query.totals.area_matrix(self._atlas)
        return self._fill(
            "areas/areas_matrix.html",
            caption=captions.matrix(self._atlas, self._site.texts),
            matrix=matrix,
            groups=query.projects.cities_by_country(self._atlas),
            totals=query.reports.report_counts(self._atlas, query.reports.newest_report(self._atlas)),
            largest=max((n for areas in matrix.values() for n in areas.values()), default=0),
            shade=charts.shade,
        )

    def area_shares(self) -> str:
        """How the projects of each monitoring report are shared out among the focus areas, as a chart and a table."""
        counts = self._monitored()
        return self._fill(
            "areas/area_shares.html",
            finding=captions.area_shares(self._atlas, self._site.texts),
            chart=charts.shares([list(count.areas.values()) for count in counts.values()]),
            feet=self._feet(counts),
            counts=counts,
        )

    def stage_shares(self) -> str:
        """How the projects of each document are shared out among the stages, as a chart and a table."""
        counts = self._counted(self._atlas.reports.values())
        chart = charts.shares([[count.stages.get(stage, 0) for stage in STACKED] for count in counts.values()])
        return self._fill(
            "reports/stage_shares.html",
            finding=captions.stage_shares(self._atlas, self._site.texts),
            chart=chart,
            feet=self._feet(counts),
            counts=counts,
            stages=STACKED,
            unnamed=[stage for series, stage in enumerate(STACKED) if series not in chart.names],
        )

    def _feet(self, counts: dict[str, query.reports.ReportCounts]) -> list[list[str]]:
        """What stands under the column of each document: its date on short lines, and how many projects it counts."""
        return [[*label.split(), self._site.texts("shares.of", n=count.total)] for label, count in counts.items()]

    def _monitored(self) -> dict[str, query.reports.ReportCounts]:
        return self._counted(query.reports.monitoring_reports(self._atlas))

    def _counted(self, reports: Iterable[Report]) -> dict[str, query.reports.ReportCounts]:
        """The counts of documents by what their columns are called."""
        return {
            captions.report_label(self._atlas, self._site.texts, report): query.reports.report_counts(
                self._atlas, report
            )
            for report in reports
        }

    # Cities and countries compared

    def comparison(self) -> str:
        """A table of all cities by country in numbers, from which a script puts two to four places side by side.

        Each number leads to its projects in the register. The choice stands in the address, once for each place, as the
        id of a city or country: `?with=jakarta&with=VN`.
        """
        return self._fill(
            "network/comparison.html",
            groups=query.totals.comparison(self._atlas),
            plans=query.reports.plan_report(self._atlas),
            choices=range(1, COMPARED + 1),
            places=dict(self._filters("city", "country")),
        )

    # The network

    def framework(self) -> str:
        """The framework of 2018: status, definition of a smart city, aims, outcomes, systems, enablers."""
        return self._fill("network/framework.html", framework=self._atlas.network.framework)

    def governance(self) -> str:
        """Who does what in the network."""
        return self._fill("network/governance.html", governance=self._atlas.network.governance)

    def chairs(self) -> str:
        """A table of the countries that chaired the network."""
        return self._fill("network/chairs.html", governance=self._atlas.network.governance)

    def shepherds(self) -> str:
        """A table of the countries that served as shepherd."""
        return self._fill("network/shepherds.html", governance=self._atlas.network.governance)

    def admission(self) -> str:
        """How a city becomes a member."""
        return self._fill("network/admission.html", admission=self._atlas.network.admission)

    def members(self) -> str:
        """How the network grew, as a chart and a table by year, and a table of how many members the documents count."""
        texts, years = self._site.texts, query.projects.members_each_year(self._atlas)
        return self._fill(
            "network/members.html",
            membership=self._atlas.network.membership,
            finding=captions.growth(self._atlas, texts),
            chart=charts.columns([[joined, total - joined] for _, joined, total in years]),
            feet=[[str(year)] + ([texts("growth.joined", n=joined)] if joined else []) for year, joined, _ in years],
        )

    def partners(self) -> str:
        """A section for each partner: since when, with what, and which cities it is known to have supported."""
        return self._fill("network/partners.html")

    def timeline(self) -> str:
        """The dated events and documents, a section for each year."""
        events = sorted(self._atlas.timeline.values(), key=lambda event: event.date)
        return self._fill("network/timeline.html", years=_grouped(events, lambda event: event.date[:4]))

    def glossary(self) -> str:
        """The terms and abbreviations, by name."""
        return self._fill("network/glossary.html", terms=query.projects.terms_in_order(self._atlas))

    # The workshop of 2018

    def workshop_facts(self) -> str:
        """The workshop of 2018: when, what for, who attended, the Indonesian delegation by institution."""
        return self._fill("network/workshop_facts.html", workshop=self._atlas.network.workshop)

    def workshop_projects(self) -> str:
        """A table of the projects presented at the workshop: printed name and area, and what became of each."""
        report = self._atlas.reports[self._atlas.network.workshop.id]
        return self._fill("network/workshop_projects.html", report=report)

    def themes(self) -> str:
        """A section for each theme of the workshop, with what stands behind it."""
        themes = [self._atlas.themes[theme] for theme in self._atlas.network.workshop.themes]
        return self._fill("network/themes.html", themes=themes)

    def site_visits(self) -> str:
        """A section for each place visited during the workshop."""
        return self._fill("network/site_visits.html", **self._workshop())

    def follow_up(self) -> str:
        """What was agreed at the workshop, and what is known of it."""
        return self._fill("network/follow_up.html", **self._workshop())

    def _workshop(self) -> dict[str, Any]:
        workshop = self._atlas.network.workshop
        return {"workshop": workshop, "source": self._atlas.reports[workshop.id].source}

    # The documents

    def reports_table(self) -> str:
        """A table of the documents side by side: what each states, and what its own rows add up to."""
        return self._fill("reports/reports_table.html", stages=query.common.STAGES)

    def report_details(self) -> str:
        """A section for each document: stated against counted, its contradictions, and every row as printed."""
        return self._fill("reports/report_details.html", stages=query.common.STAGES)

    def source_list(self) -> str:
        """All sources by kind, with where each is cited."""
        return self._fill("reports/source_list.html", groups=query.upkeep.sources_by_kind(self._atlas))

    def stage_marks(self) -> str:
        """The mark of each stage, and of what is none, as the strips of the cities show them; and what each means."""
        return self._fill("reports/stage_marks.html", states=query.projects.STATES)

    def status_meanings(self) -> str:
        """Each status that a project can have, and what it means."""
        return self._fill("reports/status_meanings.html", statuses=get_args(StatusValue))

    # Where documents contradict themselves or each other

    def agreements(self) -> str:
        """How many numbers each document gives of itself fit its rows, and a table of those that do not."""
        return self._fill("reports/agreements.html", agreements=query.agreement.agreements(self._atlas))

    def earlier_totals(self) -> str:
        """What documents state as the total of the year before, beside what the document of that year counts."""
        return self._fill("reports/earlier_totals.html", totals=query.agreement.earlier_totals(self._atlas))

    def setbacks(self) -> str:
        """A table of the projects to which a document gives an earlier stage than the one before, with their pages."""
        return self._fill("reports/setbacks.html", setbacks=query.agreement.setbacks(self._atlas))

    # Open questions and help wanted

    def open_questions(self) -> str:
        """What could not be verified, or where sources disagree: what is shown, and why.

        On the page of a city: about it and its projects. Elsewhere: all, by city, the network and the documents first.
        """
        record = self._view.record
        if isinstance(record, City):
            ids = [record.id, *(project.id for project in query.projects.select_projects(self._atlas, city=record.id))]
            return self._fill("city/city_questions.html", questions=query.upkeep.open_questions_about(self._atlas, ids))
        return self._fill("guide/open_questions.html", **self._questions())

    def questions_overview(self) -> str:
        """How many questions are open, by city and country and by kind, each number a link to its section."""
        found = query.upkeep.count_questions(self._atlas.open_questions.values())
        return self._fill("guide/questions_overview.html", total=found, **self._questions())

    def _questions(self) -> dict[str, Any]:
        """The open questions: about the network and the documents with their headings, then by country and city."""
        grouped, texts = query.upkeep.questions_by_place(self._atlas), self._site.texts
        headings = {None: texts("questions.network"), "reports": texts("questions.reports")}
        return {
            "general": [(heading, grouped[place]) for place, heading in headings.items() if place in grouped],
            "countries": query.upkeep.questions_by_country(self._atlas),
        }

    def help_wanted(self) -> str:
        """What is left to do, a section for each kind of work: why it matters, what helps, and each place by city."""
        found = [work for work in query.upkeep.work(self._atlas) if work.tasks]
        return self._fill(
            "guide/help_wanted.html",
            kinds=[(work.kind, len(work.tasks), self._tasks_by_city(work)) for work in found],
            year=self.newest_year(),
        )

    def _tasks_by_city(self, work: query.upkeep.Work) -> list[tuple[str, list[tuple[tuple[str, str], list[Any]]]]]:
        """The tasks of a kind by city and by record, each with what it is about inside that."""

        def told(task: query.upkeep.Task) -> tuple[query.upkeep.Task, str]:
            return task, captions.task(self._atlas, self._site.texts, task)

        return [
            (city, [(record, list(map(told, tasks))) for record, tasks in _grouped(found, _record_of)])
            for city, found in _grouped(work.tasks, lambda task: task.city)
        ]

    def corrections(self) -> str:
        """What the Atlas has corrected, by day and place: what it said, what it says now, the source and the reason."""
        return self._fill("guide/corrections.html", days=query.upkeep.corrections_by_day(self._atlas))

    # The data as files

    def data_releases(self) -> str:
        """The releases of the data, newest first, each with what its changelog says first."""
        return self._fill("data/data_releases.html", releases=self._site.edition.releases)

    def data_tables(self) -> str:
        """A table of the CSV files: what each holds, how many rows, its size and checksum, and its columns."""
        files = [
            (table, len(table.rows(self._site.edition)), path, self._measured(path))
            for table in TABLES
            for path in [csv_files.path_of(table)]
        ]
        return self._fill("data/data_tables.html", tables=files)

    def data_files(self) -> str:
        """A table of the files that hold a whole collection, all of the data or what describes them, but no CSV files.

        Each with its size and checksum.
        """
        paths = sorted(
            path for path in self._site.data_files if dataset.is_whole(path) and not path.endswith(csv_files.SUFFIX)
        )
        return self._fill("data/data_files.html", files=[(path, self._measured(path)) for path in paths])

    # For contributors

    def data_reference(self) -> str:
        """Every record type with its fields, drawn from the model."""
        return self._fill("guide/data_reference.html", types=reference.record_types(self._site.texts))

    def rule_list(self) -> str:
        """All rules that the check holds data and pages to, drawn from their docstrings."""
        sentences = {**RULES, mistakes.RULE: mistakes.SENTENCE}
        of_macros = [(rule, sentence, False) for rule, sentence in sentences.items()]
        return self._fill(
            "guide/rule_list.html", groups=[*reference.rules(), (self._site.texts("rules.macros"), of_macros)]
        )

    def macro_list(self) -> str:
        """All macros that a page can call, drawn from their docstrings."""
        macros = [reference.macro(name, getattr(Macros, name)) for name in macro_names()]
        return self._fill("guide/macro_list.html", macros=macros)

    # How macros find things

    def _measured(self, path: str) -> tuple[int, str] | None:
        """The size in bytes and the checksum of a file of data; None where this build does not make it."""
        content = self._site.made.get(path)
        return None if content is None else (len(content), checksum(content))

    def _fill(self, template: str, **values: Any) -> str:
        return self._site.fill(template, m=self._view, **values)

    def _known(self, collection: str, record_id: str) -> Any:
        records = self._atlas.collection(collection)
        if record_id not in records:
            what = collection.replace("_", " ")
            raise MacroError(
                "unknown-reference",
                f"'{record_id}' is none of the {what}",
                suggest_id(self._atlas, str(record_id), records),
                record_id,
            )
        return records[record_id]

    def _record(self, kind: type[Any]) -> Any:
        if not isinstance(self._view.record, kind):
            raise MacroError(
                "no-record",
                f"this macro needs a page that stands for a {kind.__name__}",
                "name the record in the front matter: 'record: <id>'",
            )
        return self._view.record

    def _prose_link(self, collection: str, record_id: str, text: str | None) -> Markup:
        self._known(collection, record_id)
        words = inline(text or self._site.name_of(collection, record_id))
        return self._view.record_link(collection, record_id, words)


def _record_of(task: query.upkeep.Task) -> tuple[str, str]:
    return task.collection, task.record


def macro_names() -> list[str]:
    """The names by which pages call the macros."""
    return [name for name in vars(Macros) if not name.startswith("_")]


def call(macros: Macros, name: str, arguments: tuple[Any, ...], filters: dict[str, Any]) -> str:
    """Call a macro as a page does.

    Raises:
        MacroError: For a wrong argument, an unknown id, a filter that does not exist, a page that is missing.
    """
    macro: Callable[..., str] = getattr(macros, name)
    signature = _signature(name)
    try:
        signature.bind(*arguments, **filters)
    except TypeError as error:
        unknown = next((argument for argument in filters if argument not in signature.parameters), "")
        places = sum(parameter.kind is parameter.POSITIONAL_OR_KEYWORD for parameter in signature.parameters.values())
        superfluous = unknown or (places if len(arguments) > places else None)
        form = f"{name}({', '.join(signature.parameters)})"
        hint = suggest(unknown, signature.parameters) if unknown else None
        raise MacroError(
            "macro-argument", f"{name}: {error}", hint or f"call it as {form}", None, superfluous
        ) from None
    for value in (*arguments, *filters.values()):
        if not isinstance(value, str | int | float | None):
            message, hint = f"{name}: {value!r} is no text and no number", "write a text in quotation marks"
            raise MacroError("macro-argument", message, hint, value)
    try:
        return macro(*arguments, **filters)
    except query.common.QueryError as error:
        hint = suggest_id(macros._atlas, error.wrong, error.valid)
        keyword = error.wrong if error.wrong in filters else None
        raise MacroError("macro-argument", f"{name}: {error}", hint, error.wrong, keyword) from None
    except MissingPageError as error:
        raise MacroError("missing-page", f"{name}: {error}", f"add {DOCS_DIR}/{error.src}") from None


@cache
def _signature(name: str) -> inspect.Signature:
    """How a page calls a macro."""
    whole = inspect.signature(getattr(Macros, name))
    return whole.replace(parameters=list(whole.parameters.values())[1:])


def _grouped(records: Iterable[Any], key: Callable[[Any], Key]) -> list[tuple[Key, list[Any]]]:
    """Records that follow each other with the same key, together."""
    return [(name, list(group)) for name, group in groupby(records, key)]
