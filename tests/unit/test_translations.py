"""Translations of the small project: kept up to date, counted, and shown only while their English text is the same."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path

import pytest
from babel.messages import Catalog
from click.testing import CliRunner, Result

from atlas.__main__ import main
from atlas.checks import TRANSLATIONS, examine, run
from atlas.checks.context import Translation
from atlas.model import words
from atlas.read import catalogue
from atlas.site.pages.build import Build
from atlas.site.publication import Publication, Settings, StopError
from atlas.tools.messages import merge_catalogue, to_po
from tests.breaks import SMALL
from tests.conftest import replace_once

#: The languages that the site is translated into, and the one that these tests look at.
OTHERS = words.OTHER_LANGUAGES
LANGUAGE = OTHERS[0]
FILES = [f"locale/{language}.po" for language in OTHERS]
PO = FILES[0]
SUMMARY = 'msgctxt "projects/clean-river/summary"\nmsgid "The city cleans its river."\nmsgstr "'


@pytest.fixture
def translated(project: Path) -> Iterator[Path]:
    """A copy whose texts are all translated: each is itself in brackets."""
    (project / "mkdocs.yml").write_text("theme: {}\n", encoding="utf-8")
    assert messages(project).output == "".join(f"wrote {file}\n" for file in FILES)
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
    """The lines of a page in another language."""
    words.use(LANGUAGE, catalogue.read(project, LANGUAGE).messages)
    return Build(examine(project)).render("cities/alfa.md").splitlines()


def states(project: Path) -> tuple[int, int]:
    """How many texts are to be confirmed and missing; all others are translated."""
    stats = CliRunner().invoke(main, ["stats", "--root", str(project)]).output
    said = rf"Translated into {words.LANGUAGES[LANGUAGE]}: (\d+) of (\d+) texts; (\d+) to confirm, (\d+) missing\."
    [counts] = re.findall(said, stats)
    translated, texts, unconfirmed, missing = map(int, counts)
    assert translated + unconfirmed + missing == texts
    return unconfirmed, missing


def test_a_correction_turns_one_paragraph_into_english_until_it_is_translated(translated: Path) -> None:
    assert messages(translated, "--check").exit_code == 0
    before = rendered(translated)
    replace_once(translated, "data/projects.yml", "The city cleans its river.", "The city cleaned its river.")
    changed = [line for line in ndiff(before, rendered(translated)) if line[0] in "+-"]
    now = f'<p class="summary">{words.ENGLISH}The city cleaned its river.{words.END}</p>'
    assert changed == ['- <p class="summary">The city cleans its river. ]</p>', f"+ {now}"]
    behind = messages(translated, "--check")
    said = "".join(f"{file} is behind: run 'python -m atlas messages'\n" for file in FILES)
    assert (behind.exit_code, behind.output) == (1, said)
    assert states(translated) == (0, 1)
    strict = CliRunner().invoke(main, ["check", "--strict", "--root", str(translated)]).output
    assert "untranslated (warning)  'The city cleaned its river.' of projects/clean-river/summary is not in" in strict
    messages(translated)
    assert messages(translated).output == "Every file for translators is up to date.\n"
    text = (translated / PO).read_text(encoding="utf-8")
    assert '#, fuzzy, no-wrap\n#| msgid "The city cleans its river."\n' in text
    assert 'msgid "The city cleaned its river."\nmsgstr "The city cleans its river. ]"' in text
    assert now in rendered(translated)
    assert states(translated) == (1, 0)


def test_a_language_has_its_own_names_of_cities_and_of_unlisted_projects(translated: Path) -> None:
    text = (translated / PO).read_text(encoding="utf-8")
    named = set(re.findall(r'msgctxt "((?:cities|projects)/[a-z-]*)/name"', text))
    assert named == {"cities/alfa", "cities/beta", "projects/school-network"}
    words.use(LANGUAGE, {("cities/alfa/name", "Alfa"): ("Alfa ]",)})
    cities = Build(examine(translated)).site.atlas.cities
    assert (cities["alfa"].name, cities["beta"].name) == ("Alfa ]", "Beta")


def test_a_mistake_in_a_translation_stops_a_build_of_its_language_alone(translated: Path) -> None:
    replace_once(translated, PO, f"{SUMMARY}The city cleans", f"{SUMMARY}The 2 cities clean")
    assert "translated-number  '2' is not" in Publication(translated, Settings("Atlas", language=LANGUAGE)).report
    assert Publication(translated, Settings("Atlas")).report == ""
    assert "translated-number" in CliRunner().invoke(main, ["check", "--root", str(translated)]).output


def test_every_edition_names_a_broken_anchor_at_the_place_that_the_check_names(translated: Path) -> None:
    page = translated / "docs/cities/alfa.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\nSee [there](beta.md#nowhere).\n", encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "--root", str(translated)]).stdout
    finding = "docs/cities/alfa.md:11:13  missing-anchor  nothing on docs/cities/beta.md has the id 'nowhere'\n"
    assert finding in checked
    for language in ("en", LANGUAGE):
        publication = Publication(translated, Settings("Atlas", language=language))
        for src in publication.build.examined.tree.pages:
            publication.build.draft(src)
        assert finding in publication.report


def test_a_file_that_cannot_be_read_keeps_its_translations(translated: Path) -> None:
    replace_once(translated, PO, f'{SUMMARY}The city cleans its river. ]"', f"{SUMMARY}The city cleans its river. ]")
    before = (translated / PO).read_bytes()
    assert (messages(translated).exit_code, (translated / PO).read_bytes()) == (2, before)
    with pytest.raises(StopError, match="po-syntax"):
        Publication(translated, Settings("Atlas", language=LANGUAGE))


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


def catalog_of(texts: dict[tuple[str | None, str], str]) -> Catalog:
    found = Catalog(LANGUAGE)
    for (context, text), translation in texts.items():
        found.add(text, translation, context=context)
    return found


def merged_again(new: Catalog, old: Catalog, folder: Path) -> Catalog:
    """What becomes of translations, as it is read from a file that gettext can read as well."""
    path = folder / PO
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_po(merge_catalogue(new, old, LANGUAGE), LANGUAGE), encoding="utf-8")
    if shutil.which("msgcat"):
        subprocess.run(["msgfmt", "-c", "-o", "-", path], check=True, capture_output=True)
        saved = subprocess.run(["msgcat", path], check=True, capture_output=True).stdout
        assert saved == path.read_bytes()
    found = catalogue.read(folder, LANGUAGE)
    assert found.findings == []
    return found.catalog


def test_a_percent_sign_is_a_placeholder_in_words_of_the_site_alone(tmp_path: Path) -> None:
    new = catalog_of({("projects/a/summary", "50 % of {all}"): "", (None, "%(n)s % d"): ""})
    merged_again(new, catalog_of({("projects/a/summary", "50 % of {all}"): "50 % air"}), tmp_path)
    flags = re.findall(r"#, (.*)\nmsg.*", (tmp_path / PO).read_text(encoding="utf-8"))
    assert flags == ["no-wrap", "python-format, no-wrap"]


def test_a_translation_goes_with_its_text_or_its_place_before_a_guess(tmp_path: Path) -> None:
    old = {
        ("projects/a/summary", "Flood gates"): "moved",
        ("projects/b/summary", "Traffic lights"): "replaced",
        ("docs/c.md", "A park by the sea"): "park",
        ("docs/c.md", "A bus to the port"): "bus",
        (None, "Report a mistake"): "guessed",
        (None, "Gone"): "lost",
    }
    new = [
        ("projects/a-new/summary", "Flood gates"),
        ("projects/b/summary", "Water"),
        ("docs/c.md", "One bus to the port"),
        ("docs/c.md", "One park by the sea"),
        (None, "Report mistakes"),
        (None, "Quite another text"),
    ]
    catalog = merged_again(catalog_of(dict.fromkeys(new, "")), catalog_of(old), tmp_path)
    found = [(message.string, message.fuzzy) for message in catalog if message.id]
    fuzzy = [(text, True) for text in ("replaced", "bus", "park", "guessed")]
    assert found == [("moved", False), *fuzzy, ("", False)]
