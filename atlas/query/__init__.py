"""Selections, counts, histories and comparisons: every number on the site, as pure functions of the loaded records.

Whoever asks needs none of the modules: ``from atlas import query``, then ``query.count(...)``. Each of them answers the
questions about one subject, and imports only from those above it:

- ``common``: what the others share, such as the order of names, the age of a date, a share in per cent, the error
- ``documents``: which documents there are, which rows list a project, what do the rows of a document add up to?
- ``selections``: which projects and cities are there, in which order, and which of them meet some filters?
- ``histories``: how did a project stand in each document, and under which names? Who was a member when?
- ``statements``: does a document's text or chart fit its own rows?
- ``differences``: what changed from one document to a later one, and how is that told?
- ``contradictions``: how far do documents agree with themselves and each other, and where did a stage go back?
- ``action_plans``: what became of the plans, in the end and from list to list?
- ``support``: what do the plans ask for, what do partners offer, and where do the two meet?
- ``areas``: how do the focus areas divide the projects, and which projects changed theirs?
- ``places``: how do cities and countries compare, and where do they lie?
- ``sources``: what rests on a source, and on what does a record rest?
- ``questions``: what is still open about a record, a city or a country?
- ``corrections``: what has the Atlas corrected, on which day and in which place?
- ``upkeep``: how complete and how old are the data, and what can contributors do?
- ``counts``: how many records of a kind are there, with or without filters?
"""

from atlas.query.action_plans import (
    FURTHEST as FURTHEST,
    LISTED as LISTED,
    NONE as NONE,
    OUTCOME_CHOICES as OUTCOME_CHOICES,
    OUTCOMES as OUTCOMES,
    Flow as Flow,
    Kept as Kept,
    Outcome as Outcome,
    Plan as Plan,
    continuations as continuations,
    flows as flows,
    kept as kept,
    last_listed as last_listed,
    path_facts as path_facts,
    plan_facts as plan_facts,
    plan_history as plan_history,
    plan_outcomes as plan_outcomes,
    plan_states as plan_states,
    plans as plans,
    plans_with as plans_with,
    state_since as state_since,
    uncounted_plans as uncounted_plans,
)
from atlas.query.areas import (
    AreaMove as AreaMove,
    AreaYear as AreaYear,
    Filing as Filing,
    area_matrix as area_matrix,
    area_moves as area_moves,
    area_years as area_years,
    filed_otherwise as filed_otherwise,
    share_changes as share_changes,
)
from atlas.query.common import (
    OLD_AFTER_YEARS as OLD_AFTER_YEARS,
    OPEN_STAGE as OPEN_STAGE,
    STAGES as STAGES,
    QueryError as QueryError,
    age as age,
    is_before as is_before,
    is_old as is_old,
    last_checked as last_checked,
    last_day as last_day,
    most as most,
    name_of as name_of,
    percent as percent,
    slug as slug,
    sort_key as sort_key,
)
from atlas.query.contradictions import (
    Agreement as Agreement,
    EarlierTotal as EarlierTotal,
    Setback as Setback,
    agreements as agreements,
    earlier_totals as earlier_totals,
    setbacks as setbacks,
)
from atlas.query.corrections import (
    Corrected as Corrected,
    collection_of as collection_of,
    corrected_city as corrected_city,
    corrections_by_day as corrections_by_day,
)
from atlas.query.counts import (
    count as count,
)
from atlas.query.differences import (
    TOLD as TOLD,
    Absence as Absence,
    Change as Change,
    Changes as Changes,
    absence as absence,
    changes as changes,
    compared as compared,
    only_proposes as only_proposes,
    renaming as renaming,
    successors as successors,
    told_as as told_as,
)
from atlas.query.documents import (
    NEWEST as NEWEST,
    ReportCounts as ReportCounts,
    find_report as find_report,
    first_date as first_date,
    lengths as lengths,
    lists as lists,
    monitoring_reports as monitoring_reports,
    newest_report as newest_report,
    plan_report as plan_report,
    report_before as report_before,
    report_counts as report_counts,
    report_date as report_date,
    report_year as report_year,
    row_of as row_of,
    rows_by_project as rows_by_project,
)
from atlas.query.histories import (
    STATES as STATES,
    Appearance as Appearance,
    State as State,
    Strips as Strips,
    ever_listed as ever_listed,
    history as history,
    is_member_in as is_member_in,
    language_of as language_of,
    members_by_year as members_by_year,
    members_each_year as members_each_year,
    other_names as other_names,
    printings as printings,
    strips as strips,
    unprinted_names as unprinted_names,
)
from atlas.query.places import (
    Box as Box,
    Place as Place,
    box as box,
    comparison as comparison,
)
from atlas.query.questions import (
    QuestionCount as QuestionCount,
    count_questions as count_questions,
    count_questions_of as count_questions_of,
    open_questions_about as open_questions_about,
    questions_by_country as questions_by_country,
    questions_by_place as questions_by_place,
)
from atlas.query.selections import (
    ANY as ANY,
    cities_by_country as cities_by_country,
    cities_in_order as cities_in_order,
    countries_in_order as countries_in_order,
    filter_facts as filter_facts,
    name_ranks as name_ranks,
    projects_in_order as projects_in_order,
    rows_behind as rows_behind,
    select_cities as select_cities,
    select_projects as select_projects,
    terms_in_order as terms_in_order,
)
from atlas.query.sources import (
    city_of as city_of,
    further_sources as further_sources,
    is_official as is_official,
    needlessly_plain as needlessly_plain,
    records_citing as records_citing,
    sources_by_kind as sources_by_kind,
    values_with_sources as values_with_sources,
)
from atlas.query.statements import (
    STATED_STAGES as STATED_STAGES,
    About as About,
    Claim as Claim,
    Comparison as Comparison,
    Dispute as Dispute,
    Unit as Unit,
    claims as claims,
    comparisons as comparisons,
    disputes as disputes,
    recorded as recorded,
    uncompared as uncompared,
)
from atlas.query.support import (
    SUPPORT_KINDS as SUPPORT_KINDS,
    Match as Match,
    Offering as Offering,
    PlanCount as PlanCount,
    PlanTable as PlanTable,
    count_plans as count_plans,
    matches as matches,
    plan_table as plan_table,
    plan_values as plan_values,
    plans_without_kind as plans_without_kind,
    requests as requests,
    supported_cities as supported_cities,
    supporters as supporters,
)
from atlas.query.upkeep import (
    Share as Share,
    Task as Task,
    Work as Work,
    completeness as completeness,
    newer_report as newer_report,
    status_years as status_years,
    work as work,
)
