"""What is left out of the theme's stylesheet, and what stays."""

import pytest

from atlas.site.frame.stylesheet import names, remove_unused


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".shown,.gone{color:red}.gone{color:blue}", ".shown{color:red}"),
        (".shown .gone>a,a:not(.gone){top:0}", "a:not(.gone){top:0}"),
        (":is(.shown,.gone) a,.gone:is(p){top:0}", ":is(.shown,.gone) a{top:0}"),
        ("@media print{.gone{top:0}}@media(width){.shown{top:0}}", "@media(width){.shown{top:0}}"),
        ("@keyframes turn{to{top:0}}@charset \"UTF-8\";.opened{top:0}", "@keyframes turn{to{top:0}}@charset \"UTF-8\";.opened{top:0}"),
        (".shown:before{content:\"}.gone{\"}.gone{top:0}", ".shown:before{content:\"}.gone{\"}"),
        (".md\\:wide{top:0}.shown{top:0}", ".shown{top:0}"),
        (":root{--kept:1;--icon:url('data:;};');--last:2}.shown{top:var(--kept)}", ":root{--kept:1;}.shown{top:var(--kept)}"),
        (":root{--ours:1;--theirs:2}", ":root{--ours:1;}"),
        (".shown--wide:not([a]){top:0}", ".shown--wide:not([a]){top:0}"),
    ],
)  # fmt: skip
def test_a_rule_stays_if_all_its_classes_and_a_variable_if_it_is_read(css: str, left: str) -> None:
    found = names(['<p class="shown shown--wide other">', "<p class=bare><script>open('opened')</script>"], ["close()"])
    assert found >= {"shown", "other", "bare", "opened", "close"}
    assert remove_unused(css, found, "a{top:var(--ours)}") == left
