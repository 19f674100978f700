"""What is kept of one build for the next."""

from pathlib import Path

from atlas.checks import examine
from atlas.read.cache import Cache
from atlas.site.pages.build import Build


def test_what_is_kept_changes_no_finding_and_no_page(project: Path) -> None:
    kept = Cache()
    page, other, data = project / "docs/cities/alfa.md", project / "docs/about/method.md", project / "data/cities.yml"
    with (project / "docs/about/sources.md").open("a", encoding="utf-8") as sources:
        sources.write("\n{{ source_list() }}\n")  # shows the pages that cite a source
    sound, records = page.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")
    for step in (
        lambda: None,
        lambda: page.write_text(sound.replace("# ", "# Another ", 1), encoding="utf-8"),
        lambda: data.write_text(records.replace("id: ", "wrong: 1\n    id: ", 1), encoding="utf-8"),
        lambda: data.write_text(records.replace("country: ", "country: X", 1), encoding="utf-8"),
        lambda: data.write_text(records, encoding="utf-8"),
        lambda: page.write_text(sound + "\n{{ cite(1) }}\n", encoding="utf-8"),
        lambda: None,
        lambda: other.write_text('# Method\n\nA claim.{{ cite("s-plan") }}\n\n{{ sources() }}\n', encoding="utf-8"),
        lambda: (project / "docs/cities/new.md").write_text("# New\n", encoding="utf-8"),
        lambda: page.write_text(sound, encoding="utf-8"),
    ):
        step()
        anew = Build(examine(project))
        again = Build(examine(project, kept), cache=kept)
        pages = list(anew.examined.tree.pages)
        assert [again.render(src) for src in pages] == [anew.render(src) for src in pages]
        assert again.findings == anew.findings
        kept.end()


def test_an_edit_of_prose_makes_that_page_again_and_the_one_that_counts_translations(project: Path) -> None:
    kept, edited, counting = Cache(), "cities/alfa.md", "about/help-wanted.md"
    (project / "docs" / counting).write_text("# Help wanted\n\n{{ help_wanted() }}\n\n{{ sources() }}\n", "utf-8")
    (project / "docs/contributing").mkdir()
    (project / "docs/contributing/translate.md").write_text("# Translate\n", encoding="utf-8")
    (project / "locale").mkdir()
    (project / "locale/id.po").write_text('msgid "Sources"\nmsgstr "Sumber"\n', encoding="utf-8")
    drafts = []
    for text in ("", "\nA sentence more.\n"):
        with (project / "docs" / edited).open("a", encoding="utf-8") as page:
            page.write(text)
        build = Build(examine(project, kept), cache=kept)
        drafts.append({src: build.draft(src) for src in build.examined.tree.pages})
        assert len(build.findings) == len(build.examined.findings), "a page with a mistake is not kept"
        kept.end()
    before, after = drafts
    assert {src for src in after if after[src] is not before[src]} == {edited, counting}
