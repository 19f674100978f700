"""What is kept of one build for the next."""

from pathlib import Path

from atlas.checks import examine
from atlas.read.cache import Cache
from atlas.site.build import Build


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
