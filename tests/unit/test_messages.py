"""The messages that are found in code, templates, settings, pages and records, and how templates fill them."""

import re

import pytest
from markupsafe import Markup

from atlas.checks import examine
from atlas.checks.language import COUNTED_BY_HAND
from atlas.read.translation import SETTINGS
from atlas.site.page_templates import templates
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


def test_titles_pages_and_records_have_a_context(contexts: dict[str, set[str]]) -> None:
    assert "About" in contexts[SETTINGS]
    assert "Help wanted" in contexts["docs/about/help-wanted.md"]
    assert {context.partition("/")[0] for context in contexts} >= {"docs", "projects", "cities", "network"}


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


def test_the_form_of_a_message_follows_its_number() -> None:
    block = "{% trans count=n, n=n | number %}{{ n }} city{% pluralize %}{{ n }} cities{% endtrans %}"
    for n, shown in ((0, "0 cities"), (1, "1 city"), (1200, "1,200 cities")):
        assert filled(block, n=n) == shown
        assert filled('{{ ngettext("%(n)s city", "%(n)s cities", n, n=n | number) }}', n=n) == shown


def test_no_word_is_compiled_into_a_template_which_is_kept_for_all_languages() -> None:
    constants = (
        '{{ "unknown" | label("basis") }}{{ "unknown" | meaning("status") }}{{ 1234 | number }}{{ "2018-07" | date }}'
    )
    compiled = str(templates().compile(constants, raw=True))
    assert [said for said in ("not known", "source", "1,234", "July") if said in compiled] == []
    assert filled(constants).startswith("basis not known")


def test_no_line_of_a_template_is_longer_than_160_characters() -> None:
    files = [*(ROOT / "atlas/site/templates").rglob("*.*"), *(ROOT / "overrides").rglob("*.html")]
    lines = [(str(file), line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(file, line) for file, line in lines if len(line) > 160] == []
