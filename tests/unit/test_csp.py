"""The Content-Security-Policy of a page."""

from __future__ import annotations

from atlas.site.csp import inline_scripts, with_policy

PAGE = """<head>
<meta charset="utf-8">
<script>let a = 1</script>
<script type="application/json">{}</script>
<script type="application/ld+json">{"@context":"https://schema.org"}</script>
<script src="a.js"></script>
</head><body><script>
let b
</script></body>"""


def test_inline_scripts_are_those_that_run_from_within_the_page_and_data_are_none() -> None:
    assert inline_scripts(PAGE) == ["let a = 1", "\nlet b\n"]


def test_the_policy_names_each_of_them_by_its_hash_and_stands_before_them() -> None:
    page = with_policy(PAGE)
    # each: printf of the code, | openssl dgst -sha256 -binary | base64
    hashes = (
        "'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ=' 'sha256-0sbn1EjKBw5DpaRv5zGA4F50hoM4NvD0lMc3IJSQXes='"
    )
    assert f"script-src 'self' {hashes}; " in page
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert "unsafe" not in page


def test_a_page_without_scripts_may_run_its_own_files_only() -> None:
    assert "script-src 'self'; " in with_policy('<meta charset="utf-8">')


def test_on_a_disk_the_policy_names_files_which_have_no_origin_in_common() -> None:
    page = with_policy('<meta charset="utf-8">', on_disk=True)
    assert "script-src file:; style-src file:; " in page
    assert "'self'" not in page
