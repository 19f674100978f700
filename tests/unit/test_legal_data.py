"""What the model allows breaks nothing: every change of the small made-up atlas passes, or is found where it was made.

The changes follow from the types of the model, so that a new field is covered by itself. Pages call the macros of those
of the real site, as readers meet them.
"""

import copy
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
import yaml

from atlas import export
from atlas.checks import Examined, examine, examine_loaded
from atlas.export import Extent
from atlas.export.metadata import Edition
from atlas.model.atlas import FILES, Atlas
from atlas.model.base import DATE_OR_PERIOD, DAY, ID, LANGUAGE_TAG, PARTIAL_DATE, URL, KeyPath, Record, Ref
from atlas.model.references import field_types, kind_of, mark_in, records_in
from atlas.read import loading
from atlas.read.findings import Finding
from atlas.read.pages import FORM, PageTree
from atlas.read.yaml_file import YamlFile, parse, read
from atlas.site.macros import MACROS
from atlas.site.pages.build import check
from tests.breaks import SMALL
from tests.conftest import ROOT

#: Rules about a record and another one or a page: a change of one may be found at the other, which the message names.
OF_TWO_RECORDS = {
    *("link-pair", "listed-without-row", "promise-not-english", "stage-page", "title-differs", "topic-unused"),
    "word-twice",
}

#: Legal texts that something might trip over.
HOSTILE = (
    "العاصمة \u202bالجديدة\u202c abc",
    "กรุงเทพมหานคร อมรรัตนโกสินทร์ มหินทรายุธยา",
    "ភ្នំពេញ និង សៀមរាប",
    "ရန်ကုန်မြို့တော်",
    "x" * 390,
    "<script>alert(1)</script> <b>&amp; &lt;",
    "{{ city_page() }} {% raw %} {# x #}",
    "a | b || c\\|d",
    "\"double\" 'single' “curly” `tick` *star* _under_ [link](x) ![y](z)",
    "Sum =1+1 and {: .x } \\ %s {0} $HOME",
    "# no heading - no list 1. no number > no quote",
)
#: Texts by the form that they need.
TEXTS: dict[str | None, tuple[str, ...]] = {
    None: HOSTILE,
    LANGUAGE_TAG: ("pt", "fr", "zh", "tet", "und"),
    ID: ("made-up",),
    URL: ("https://example.org/a_b?c=d&e=(f)",),
    PARTIAL_DATE: ("2024",),
    DATE_OR_PERIOD: ("2024-Q3", "2030/2031"),
    DAY: ("2025-01-31",),
}

_CALL = re.compile(r"\{\{ *(\w+)\((?:[^(){}]|\"[^\"]*\")*\) *\}\}")
#: Calls of the macros that pages make only with ids of their own records.
_OWN_CALLS = (
    'city("alfa")', 'project("clean-river")', 'focus_area("civic")', 'cite("s-press")', 'count("projects")',
    'term("board")', 'download("data/projects.csv")', 'plans_by("city")',
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One legal change of a data file: at a path in it a value is put, or with :data:`GONE` nothing."""

    file: str
    path: KeyPath
    value: Any

    @property
    def kind(self) -> str:
        """Whether something is absent, a text that something might trip over is put in, or any other value."""
        if self.value is GONE or self.value == []:
            return "absent"
        value = self.value[0] if isinstance(self.value, list) else self.value
        return "hostile" if value in HOSTILE else "plain"

    def __str__(self) -> str:
        return f"{self.file} {'.'.join(map(str, self.path))}: {'dropped' if self.value is GONE else repr(self.value)}"


#: The collections that no record and no page of the small atlas points at, so that they may be empty.
NEVER_POINTED_AT = ("partners", "timeline", "open_questions")

GONE = object()

#: The macros that show nothing of a record.
OF_NO_RECORD = {"data_reference", "macro_list", "rule_list"}
#: How many changes are tried at once; where they fail they are tried by halves.
AT_ONCE = 400


@dataclass
class Small:
    """The small atlas with pages that call every macro, and which files of data are made of it after a change."""

    root: Path
    yaml_files: dict[str, YamlFile]
    tree: PageTree
    extent: Extent = Extent.BUILD

    @cached_property
    def ids(self) -> dict[str, str]:
        """An id of each collection: that of its last record."""
        atlas = loading.assemble(self.yaml_files.values()).atlas
        assert atlas is not None
        names = [*Atlas.COLLECTIONS, "themes", "places"]
        return {name: list(atlas.collection(name))[-1] for name in names if atlas.collection(name)}

    def changed(self, *changes: Change) -> dict[str, YamlFile]:
        """The files after some changes."""
        yaml_files = dict(self.yaml_files)
        for file in {change.file for change in changes}:
            value = copy.deepcopy(self.yaml_files[file].value)
            for change in (change for change in changes if change.file == file):
                around = value
                for step in change.path[:-1]:
                    around = around[step]
                if change.value is GONE:
                    around.pop(change.path[-1], None)
                else:
                    around[change.path[-1]] = copy.deepcopy(change.value)
            text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
            yaml_files[file] = parse(file, text)
        return yaml_files

    def examined(self, yaml_files: dict[str, YamlFile]) -> Examined:
        """The project with these files."""
        return examine_loaded(self.root, loading.assemble(yaml_files.values()), self.tree)

    def outcome(self, *changes: Change) -> tuple[list[str], bool]:
        """What is wrong with some changes, and whether the pages were made at all.

        Wrong is each finding at another place than a changed record, and each exporter that stops.
        """
        yaml_files = self.changed(*changes)
        examined = self.examined(yaml_files)
        found = check(examined)
        allowed = [_lines(yaml_files[change.file], change) for change in changes]
        wrong = [str(finding) for finding in found if not _is_allowed(finding, changes, allowed)]
        if examined.atlas is not None:
            try:
                export.files(Edition(examined.atlas, self.tree, "https://example.org/"), self.extent)
            except export.ExportError as error:
                wrong.append(str(error))
        return wrong, examined.atlas is not None

    def failures(self, batch: Sequence[Change]) -> Iterator[str]:
        """What is wrong with some changes; those that fail, or that keep the pages from being made, one by one."""
        wrong, made = self.outcome(*batch)
        if len(batch) == 1 or (made and not wrong):
            yield from (f"{', '.join(map(str, batch))}: {each}" for each in wrong)
            return
        middle = len(batch) // 2
        apart = [*self.failures(batch[:middle]), *self.failures(batch[middle:])]
        yield from apart or (f"{', '.join(map(str, batch))}: {each}" for each in wrong)


def batches(found: Iterable[Change], size: int) -> list[list[Change]]:
    """Changes in groups that can be made together: none is inside another one."""
    groups: list[list[Change]] = []
    for change in found:
        fitting = (group for group in groups if len(group) < size and not any(_meet(change, other) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append(group := [])
        group.append(change)
    return groups


def _meet(one: Change, other: Change) -> bool:
    shorter, longer = sorted((one.path, other.path), key=len)
    return one.file == other.file and longer[: len(shorter)] == shorter


def _lines(yaml_file: YamlFile, change: Change) -> range:
    """The lines of the record that a change is in."""
    path = tuple(step for step in change.path[:2] if step == change.path[0] or isinstance(step, int))
    _, node = list(yaml_file.nodes(path))[-1]
    return range(node.start_mark.line + 1, node.end_mark.line + 2)


def _is_allowed(finding: Finding, changes: tuple[Change, ...], allowed: list[range]) -> bool:
    return finding.rule in OF_TWO_RECORDS or any(
        finding.file == change.file and finding.line in lines for change, lines in zip(changes, allowed, strict=True)
    )


# The pages


#: The records of the small atlas whose pages are like that of a real one.
_LIKE = {
    "cities/makassar.md": ("alfa", "beta"),
    "focus-areas/civic-and-social.md": ("civic", "environment"),
}


def small_in(folder: Path) -> Small:
    """The small atlas in a folder of its own, with pages that call the macros of each real one."""
    shutil.copytree(SMALL, folder)
    own = set(MACROS) - {made.partition("(")[0] for made in _OWN_CALLS} | {"count", "plans_by"}
    for page in (ROOT / "docs").rglob("*.md"):
        body, src = page.read_text(encoding="utf-8"), page.relative_to(ROOT / "docs")
        found = [match for match in _CALL.finditer(body) if match[1] in own]
        calls = [match[0] for match in found if not re.search("(city|country|area)=", match[0])]
        for record in _LIKE.get(src.as_posix(), ()):
            there = folder / "docs" / src.with_stem(record)
            title = there.read_text(encoding="utf-8").partition("\n# ")[2].partition("\n")[0]
            _write(there, calls, f"record: {record}\n", title)
        if src.name == FORM:
            _write(folder / "docs" / src, calls, "record: $id\n", "$name")
        if "\nrecord: " not in body and src.parent.name != "contributing":
            _write(folder / "docs" / src, calls)
    _write(folder / "docs/own.md", [f"{{{{ {call} }}}}" for call in (*_OWN_CALLS, "sources()")])
    examined = examine(folder)
    assert examined.atlas is not None, examined.findings
    assert check(examined) == []
    yaml_files = {file: read(folder, file) for file in loading.data_files(folder)}
    return Small(folder, yaml_files, examined.tree)


def _write(path: Path, calls: list[str], about: str = "", title: str = "") -> None:
    front = f"---\n{about}description: The macros of a real page without any of its prose.\n---\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join([f"{front}# {title or path.stem.capitalize()}", *calls, ""]), encoding="utf-8")


# The changes


def changes_of(small: Small) -> Iterator[Change]:
    """Every change at one place that the model allows."""
    for file, yaml_file in small.yaml_files.items():
        if file == FILES["exceptions"].file:
            continue
        [(key, value)] = yaml_file.value.items()
        kind = Atlas.record_type(key)
        assert kind is not None
        if isinstance(value, list):
            if key in NEVER_POINTED_AT:
                yield Change(file, (key,), [])
            for index, record in enumerate(value):
                yield from _in_record(small, file, (key, index), record, kind)
        else:
            yield from _in_record(small, file, (key,), value, kind)


def _in_record(small: Small, file: str, path: KeyPath, record: dict[str, Any], kind: type[Record]) -> Iterator[Change]:
    for name, info in kind.model_fields.items():
        place, annotation, present = (*path, name), field_types(kind)[name], record.get(name)
        if name in record and not info.is_required():
            yield Change(file, place, GONE)
        # What is needed and names a record, a year or a number is what other records rest on.
        if not info.is_required() or _is_free(annotation):
            values = _values(small, annotation, info.metadata)
            yield from (Change(file, place, value) for value in values if value != record.get(name, GONE))
        inner = records_in(annotation)
        for step, item in enumerate(present) if isinstance(present, list) and inner else [(None, present)]:
            if isinstance(item, dict) and (found := kind_of(inner, item)):
                yield from _in_record(small, file, place if step is None else (*place, step), item, found)


def _is_free(annotation: Any) -> bool:
    """Whether a field takes a word of a vocabulary, a list, a code of a language or any text."""
    bare = _bare(annotation)
    is_text = bare is str and not isinstance(mark_in(annotation), Ref)
    return (
        get_origin(bare) in (Literal, list)
        or (is_text and _pattern(annotation) in (None, LANGUAGE_TAG))
        or bare is bool
    )


def _values(small: Small, annotation: Any, metadata: Sequence[Any] = ()) -> Iterator[Any]:
    """Values that a field may have: each word of a vocabulary, hostile texts, an empty list, and one of any other."""
    bare, mark = _bare(annotation), mark_in(annotation)
    if get_origin(bare) is list:
        if not any(getattr(each, "min_length", 0) for each in metadata):
            yield []
        yield from ([value] for value in _values(small, get_args(bare)[0]))
    elif kinds := records_in(annotation):
        yield from (value for kind in kinds for value in _records(small, kind))
    elif get_origin(bare) is Literal:
        yield from get_args(bare)
    elif bare is str:
        # Of an id that points somewhere one that is there.
        there = [small.ids[mark.collections[0]]] if isinstance(mark, Ref) else None
        yield from there or TEXTS.get(_pattern(annotation), ("",))
    elif bare is bool:
        yield from (True, False)
    else:
        yield 2020 if "ge=1900" in str(annotation) else 1


def _bare(annotation: Any) -> Any:
    """A type without its marks and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return _bare(kinds[0]) if NoneType in get_args(annotation) and len(kinds) == 1 else annotation


def _pattern(annotation: Any) -> str | None:
    """The last pattern of a type of text."""
    own = [meta.pattern for meta in getattr(annotation, "__metadata__", ()) if getattr(meta, "pattern", None)]
    inner = [found for found in map(_pattern, get_args(annotation)) if found]
    return next(reversed(own), None) or next(iter(inner), None)


def _records(small: Small, kind: type[Record]) -> Iterator[dict[str, Any]]:
    """A record of a type with nothing that is optional, and one with everything."""
    fields = kind.model_fields.items()
    one = {name: [*_values(small, field_types(kind)[name], info.metadata)][-1] for name, info in fields}
    needed = {name: one[name] for name, info in fields if info.is_required()}
    yield needed
    if needed != one:
        yield one


# The tests


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small_in(tmp_path_factory.mktemp("legal") / "small")


@pytest.fixture(scope="module")
def changes(small: Small) -> list[Change]:
    return list(changes_of(small))


def test_every_macro_is_called_on_a_page_of_the_small_atlas(small: Small) -> None:
    called = {match[1] for page in small.tree.pages.values() for match in _CALL.finditer(page.body)}
    assert set(MACROS) - called == OF_NO_RECORD


@pytest.mark.parametrize(
    ("kind", "extent"), [("absent", Extent.BUILD), ("plain", Extent.BUILD), ("hostile", Extent.ALL)]
)
def test_each_change_that_the_model_allows_breaks_nothing(
    small: Small, changes: list[Change], kind: str, extent: Extent
) -> None:
    tried = batches([change for change in changes if change.kind == kind], AT_ONCE)
    assert [failure for batch in tried for failure in replace(small, extent=extent).failures(batch)] == []


def test_an_atlas_needs_nothing_that_is_optional(small: Small, changes: list[Change]) -> None:
    """Everything that can be dropped is dropped at once, but what makes a rule about two fields speak."""
    found = [change for change in changes if change.value is GONE and change.path[-1] != "date"]
    inner_first = sorted(found, key=lambda change: -len(change.path))
    assert replace(small, extent=Extent.ALL).outcome(*inner_first) == ([], True)
