"""Translations of the small project: kept up to date, counted, and shown only while their English text is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas import query
from atlas.__main__ import main
from atlas.checks import TRANSLATIONS, examine, run
from atlas.checks.context import Translation
from atlas.model import words
from atlas.read import catalogue
from atlas.site.build import Build
from atlas.site.publication import Publication, Settings, StopError
from tests.breaks import SMALL
from tests.conftest import replace_once

PO = "locale/id.po"
SUMMARY = 'msgctxt "projects/clean-river/summary"\nmsgid "The city cleans its river."\nmsgstr "'


@pytest.fixture
def translated(project: Path) -> Iterator[Path]:
    """A copy whose texts are all translated: each is itself in brackets."""
    (project / "mkdocs.yml").write_text("theme: {}\n", encoding="utf-8")
    assert messages(project).output == f"wrote {PO}\n"
    text = (project / PO).read_text(encoding="utf-8")
    text = re.sub(r'(?<=\n)msgid ("(?!").*|""(?:\n".+")+)\nmsgstr ""', _bracketed, text)
    (project / PO).write_text(text, encoding="utf-8")
    yield project
    words.use("en")


def _bracketed(entry: re.Match[str]) -> str:
    lines = entry[1].split("\n")
    lines[-1] = f'{lines[-1][:-1]} ]"'
    return f"msgid {entry[1]}\nmsgstr {lines[0]}" + "".join(f"\n{line}" for line in lines[1:])


def messages(project: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["messages", "--root", str(project), *options])


def rendered(project: Path) -> list[str]:
    """The lines of a page in Indonesian."""
    words.use("id", catalogue.read(project, "id").messages)
    return Build(examine(project)).render("cities/alfa.md").splitlines()


def test_a_correction_turns_one_paragraph_into_english_until_it_is_translated(translated: Path) -> None:
    assert messages(translated, "--check").exit_code == 0
    before = rendered(translated)
    replace_once(translated, "data/projects.yml", "The city cleans its river.", "The city cleaned its river.")
    changed = [line for line in ndiff(before, rendered(translated)) if line[0] in "+-"]
    now = f'<p class="summary">{words.ENGLISH}The city cleaned its river.{words.END}</p>'
    assert changed == ['- <p class="summary">The city cleans its river. ]</p>', f"+ {now}"]
    behind = messages(translated, "--check")
    assert (behind.exit_code, behind.output) == (1, f"{PO} is behind: run 'python -m atlas messages'\n")
    messages(translated)
    assert messages(translated).output == "Every file for translators is up to date.\n"
    text = (translated / PO).read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "The city cleans its river."\n' in text
    assert 'msgid "The city cleaned its river."\nmsgstr "The city cleans its river. ]"' in text
    assert now in rendered(translated)
    [progress] = query.upkeep.progress(catalogue.read_all(translated))
    assert (progress.unconfirmed, progress.missing, progress.translated) == (1, 0, progress.texts - 1)
    stats = CliRunner().invoke(main, ["stats", "--root", str(translated)]).output
    n = progress.texts
    assert f"Translated into Bahasa Indonesia: {n - 1} of {n} texts; 1 to confirm, 0 missing." in stats


def test_a_mistake_in_a_translation_stops_a_build_of_its_language_alone(translated: Path) -> None:
    replace_once(translated, PO, f"{SUMMARY}The city cleans", f"{SUMMARY}The 2 cities clean")
    assert "translated-number  '2' is not" in Publication(translated, Settings("Atlas", language="id")).report
    assert Publication(translated, Settings("Atlas")).report == ""
    assert "translated-number" in CliRunner().invoke(main, ["check", "--root", str(translated)]).output


def test_a_file_that_cannot_be_read_keeps_its_translations(translated: Path) -> None:
    replace_once(translated, PO, f'{SUMMARY}The city cleans its river. ]"', f"{SUMMARY}The city cleans its river. ]")
    before = (translated / PO).read_bytes()
    assert (messages(translated).exit_code, (translated / PO).read_bytes()) == (2, before)
    with pytest.raises(StopError, match="po-syntax"):
        Publication(translated, Settings("Atlas", language="id"))


def test_a_translation_has_every_plural_form_and_the_last_has_all_placeholders(tmp_path: Path) -> None:
    (tmp_path / "locale").mkdir()
    entry = 'msgid "one city"\nmsgid_plural "{n} cities"\nmsgstr[0] "uma"\nmsgstr[1] "{n} de"\nmsgstr[2] '
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=0;"\n\n'

    small = examine(SMALL)
    rules = [rule for rule in TRANSLATIONS if rule.__name__ in {"plural_forms", "same_parts"}]

    def found(last: str) -> list[tuple[str, int]]:
        (tmp_path / "locale/pt.po").write_text(f'{header}{entry}"{last}"\n', encoding="utf-8")
        assert small.atlas is not None
        translation = Translation("pt", catalogue.read(tmp_path, "pt"), small.atlas, small.tree)
        return [(finding.rule, finding.line) for finding in run(rules, translation)]

    assert [found(last) for last in ("{n} cidades", "", "cidades")] == [
        [],
        [("plural-forms", 8)],
        [("translated-placeholder", 8)],
    ]
