"""No page can run code, read a file or stop the build: each attack is refused with a finding that names page and line."""

from atlas.checks import Examined
from atlas.read.findings import Finding
from tests.unit.conftest import build_with

SRC = "about/method.md"

ATTACKS = {
    "subclasses of object": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals of cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "globals of joiner": "{{ joiner.__init__.__globals__ }}",
    "globals of lipsum": "{{ lipsum.__globals__['os'].system('id') }}",
    "namespace": "{{ namespace(a=1) }}",
    "globals of a macro": "{{ cite.func.__self__ }}",
    "the function behind a macro": "{{ cite.func }}",
    "arguments of a macro": "{{ cite.args }}",
    "an item of a macro": "{{ cite['func'] }}",
    "configuration": "{{ config }}",
    "an environment out of the configuration": "{{ config.theme.get_env().from_string('x').render() }}",
    "environment variables": "{{ environment }}",
    "the list of files": "{{ files }}",
    "the plugin": "{{ plugin }}",
    "the context": "{{ context() }}",
    "the file of the page": "{{ page.file.abs_src_path }}",
    "private parts of the front matter": "{{ page.meta['__class__'] }}",
    "self": "{{ self._TemplateReference__context }}",
    "a method of text": "{{ 'a'.format }}",
    "format with attributes": "{{ '{0.__class__}'.format(1) }}",
    "the format filter": "{{ '%s' | format(1) }}",
    "the attr filter": "{{ () | attr('__class__') }}",
    "the map filter": "{{ [()] | map(attribute='__class__') | list }}",
    "include of a page": "{% include 'index.md' %}",
    "include of a file": "{% include '/etc/passwd' %}",
    "import": "{% import 'x' as x %}",
    "import of a name": "{% from 'x' import y %}",
    "extends": "{% extends 'x' %}",
    "assignment": "{% set x = 1 %}",
    "block assignment": "{% set x %}a{% endset %}",
    "with": "{% with x = 1 %}{% endwith %}",
    "a macro of its own": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "a call block": "{% call cite('x') %}{% endcall %}",
    "a block": "{% block x %}{% endblock %}",
    "a long text": "{{ 'a' * 10000000000 }}",
    "a large power": "{{ 9 ** 9 ** 9 }}",
    "padding": "{{ '%1000000000d' % 1 }}",
    "the center filter": "{{ 'a' | center(10000000000) }}",
    "a long range": "{{ range(10000000000) }}",
    "a range beyond all numbers": "{{ range(10 , 1" + "0" * 40 + ") }}",
    "a long loop": "{% for i in range(101) %}x{% endfor %}",
    "loops in loops in loops": "{% for a in [1] %}{% for b in [1] %}{% for c in [1] %}{% endfor %}{% endfor %}{% endfor %}",
    "a loop of itself": "{% for a in [[1]] recursive %}{{ loop(a) }}{% endfor %}",
    "deep nesting": "{{ " + "[" * 60 + "]" * 60 + " }}",
    "division by zero": "{{ 1 // 0 }}",
    "comparison of what cannot be compared": "{{ 1 < 'a' }}",
    "a method of the front matter": "{{ page.meta.update({'a': 1}) }}",
    "a call of a method of the front matter": "{{ page.meta.items() }}",
    "debug": "{% debug %}",
}


def rendered(examined: Examined, text: str) -> tuple[str, list[Finding]]:
    """What the plugin makes of a page with a text, given its variables; and what was found."""
    build = build_with(examined, f"---\ntitle: x\n---\n\n# Method\n\nfirst\n{text}\nlast\n", SRC)
    build.open(SRC)
    shown = build.environment.from_string(build.examined.tree.pages[SRC].body).render(
        config=build, environment=build, files=[build]
    )
    return shown, build.findings


def test_each_attack_is_refused_at_its_line(examined: Examined) -> None:
    for attack, text in ATTACKS.items():
        shown, [finding] = rendered(examined, text)
        assert (finding.file, finding.line) == ("docs/about/method.md", 8), attack
        assert finding.rule in {"page-code", "template-syntax", "template-undefined"}, attack
        assert "uid=" not in shown, attack
        assert "root:" not in shown, attack
        assert '<div class="problem"' in shown, attack


NEEDED = {
    '{{ city("alfa") }}': '<a href="../../cities/alfa/">Alfa</a>',
    '{%- if page.meta.title == "x" -%}yes{%- else -%}no{%- endif -%}': "yes",
    "{% for i in range(3) %}{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}": "1,2,3",
    '{% for c in ["alfa"] %}{{ count("projects", city=c) }}{% endfor %}': "3",
    "{% raw %}{{ config }}{% endraw %}{# {{ config }} #}": "{{ config }}",
    "{{ 'A' | lower }}": "a",
    "{{ page.meta.nothing | default('none') }}": "none",
}


def test_what_pages_need_is_allowed(examined: Examined) -> None:
    for text, expected in NEEDED.items():
        shown, findings = rendered(examined, text)
        assert (expected in shown, findings) == (True, []), text
