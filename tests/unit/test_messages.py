"""The messages that are found in code, templates, settings, pages and records, and how templates fill them."""

import re

import pytest
from markupsafe import Markup

from atlas.checks import examine
from atlas.checks.language import COUNTED_BY_HAND
from atlas.site.pages.page_templates import templates
from atlas.tools.messages import template
from tests.conftest import ROOT

#: The year of the plans, which are called after it.
PLAN_YEAR = "2018"


@pytest.fixture(scope="module")
def contexts() -> dict[str, set[str]]:
    """Every message in English by its context, "" for a word of the site."""
    found: dict[str, set[str]] = {}
    for message in template(examine(ROOT)):
        those = message.id if isinstance(message.id, tuple) else (message.id,)
        found.setdefault(message.context or "", set()).update(those)
    return found


@pytest.fixture(scope="module")
def messages(contexts: dict[str, set[str]]) -> set[str]:
    """Every word of the site in English."""
    return contexts[""]


def test_every_message_is_found_where_it_is_shown(messages: set[str]) -> None:
    assert messages >= {
        "in progress",  # in the table of labels
        "language not certain",  # in code
        "Land area",  # in an expression of a template
        "Continued by %(project)s, as a source states.",  # in a block of a template
        "Report a mistake on this page",  # in the theme
        "%(n)s project known",
        "%(n)s projects known",
    }


def test_no_message_counts_by_hand_or_names_another_year_than_the_plans(messages: set[str]) -> None:
    assert {text for text in messages if COUNTED_BY_HAND.findall(text)} == set()
    assert {year for text in messages for year in re.findall(r"\b(?:19|20)\d\d\b", text)} <= {PLAN_YEAR}


def filled(source: str, **values: object) -> str:
    """What a template with this source shows."""
    return templates().from_string(source).render(**values)


def test_what_is_filled_into_a_message_is_escaped_unless_it_is_markup() -> None:
    values = {"name": '<b>"a" & 100 %(b)s</b>', "link": Markup("<a href='x'>x</a>")}
    shown = "To &lt;b&gt;&#34;a&#34; &amp; 100 %(b)s&lt;/b&gt;, by <a href='x'>x</a> (5 %)"
    assert filled("{% trans name, link %}To {{ name }}, by {{ link }} (5 %){% endtrans %}", **values) == shown
    assert filled('{{ _("To %(name)s, by %(link)s (5 %%)", name=name, link=link) }}', **values) == shown
    assert filled("{{ [name, link] | series }}", **values) == shown[3:-6].replace(", by", " and")


def test_no_word_is_compiled_into_a_template_which_is_kept_for_all_languages() -> None:
    constants = (
        '{{ "unknown" | label("basis") }}{{ "unknown" | meaning("status") }}{{ 1234 | number }}{{ "2018-07" | date }}'
    )
    compiled = str(templates().compile(constants, raw=True))
    assert [said for said in ("not known", "source", "1,234", "July") if said in compiled] == []
    assert filled(constants).startswith("basis not known")
