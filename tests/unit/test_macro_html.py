"""The HTML of macros beside the Markdown of their page."""

import markdown

from atlas.site.pages.macro_html import Parts

BLOCK = '\n<div id="a">\n\n*one* & two</div>\n\n## A heading {: #b }\n\n<ul><li>three</li></ul>\n'


def as_html(text: str) -> str:
    return markdown.markdown(text, extensions=["attr_list", "pymdownx.superfences"])


def test_a_page_comes_out_as_if_markdown_had_read_its_parts() -> None:
    pages = {
        "alone": "{}",
        "between paragraphs": "One.\n\n{}\n\nTwo.",
        "after a line": "One. {} Two.",
        "in a comment of someone else": "<!--part 7-->\n\n{}",
    }
    for name, page in pages.items():
        parts = Parts()
        short = page.format(parts.take(BLOCK))
        assert "<div" not in short, name
        assert "## A heading" in short, name
        assert as_html(parts.put_back(short)) == parts.put_back(as_html(short)), name


def test_in_code_a_part_is_shown_as_it_is_written() -> None:
    parts = Parts()
    part = parts.take("\n<p>&amp;</p>\n")
    page = as_html(f"```\n{part}\n```")
    assert "&lt;p&gt;&amp;amp;&lt;/p&gt;" in parts.put_back(page)


def test_the_ids_of_parts_are_known() -> None:
    parts = Parts()
    parts.take(BLOCK)
    assert parts.ids == {"a"}


def test_a_sentence_stays_in_its_paragraph_or_item() -> None:
    for sentence in ("\n1 of 2\nis open.\n", '\n<a href="#a">1</a> of 2 is open.\n'):
        parts = Parts()
        page = parts.put_back(as_html(f"- One. {parts.take(sentence)} Two.\n- Three."))
        assert page.count("<li>") == 2
        assert page.startswith(f"<ul>\n<li>One. {' '.join(sentence.split())} Two.</li>")
