"""Rules about the fields of records: which there are, and what each may have, as the model says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from atlas.model.atlas import FILES, Atlas
from atlas.model.base import FORMS, URL, KeyPath, Record
from atlas.model.references import field_types, fixed_words, records_in
from atlas.read.findings import Finding, suggest
from atlas.read.syntax import plain_number, quote_hint
from atlas.read.yaml_file import YamlFile


def records(yaml_file: YamlFile, key: str) -> Any:
    """Return the records below the top-level key of a file; None if it has findings, which are added to its own."""
    if yaml_file.source is None or yaml_file.records is not None:
        return yaml_file.records
    # A value that cannot be read has most often wrong fields too: one finding is enough.
    unreadable = {finding.line for finding in yaml_file.findings}
    made, findings = None, list(top_key(yaml_file, key))
    if not findings:
        try:
            made = _adapter(key).validate_python(yaml_file.value[key])
        except ValidationError as error:
            findings = list(_findings(yaml_file, key, error))
    yaml_file.findings += [finding for finding in findings if finding.line not in unreadable]
    if not yaml_file.findings:
        yaml_file.records = made
    return yaml_file.records


@cache
def _adapter(key: str) -> TypeAdapter[Any]:
    """Return what turns plain values into records; making it takes longer than reading most files."""
    return TypeAdapter(FILES[key].content)


def top_key(yaml_file: YamlFile, key: str) -> Iterator[Finding]:
    """A data file has one top-level key, which says what its records are."""
    if not isinstance(yaml_file.value, dict) or list(yaml_file.value) != [key]:
        keys = ", ".join(f"'{name}'" for name in yaml_file.value) if isinstance(yaml_file.value, dict) else "none"
        message = f"the one top-level key of this file is '{key}'; found: {keys}"
        yield yaml_file.finding((), "top-key", message, f"let the file begin with '{key}:'")


def _findings(yaml_file: YamlFile, key: str, error: ValidationError) -> Iterator[Finding]:
    """Yield each error of pydantic as a finding in our words, none twice for one place."""
    seen = set()
    for problem in map(_move_to_its_field, error.errors(include_url=False)):
        rule = rule_of(problem)
        location = (key, *problem["loc"])
        path: KeyPath = ()
        for step in location[:-1] if rule is missing_key else location:
            # pydantic adds the names of union members, which are no part of the file.
            if len(list(yaml_file.nodes((*path, step)))) > len(path) + 1:
                path = (*path, step)
        message, hint = rule(problem, path)
        rule_id = rule.__name__.replace("_", "-")
        finding = yaml_file.finding(path, rule_id, message, hint, at_key=rule is unknown_key)
        if (finding.line, finding.column, rule_id) not in seen:
            seen.add((finding.line, finding.column, rule_id))
            yield finding


def _move_to_its_field(problem: ErrorDetails) -> ErrorDetails:
    """Return an error about which of several kinds a record is as one about the field that names its kind."""
    if not problem["type"].startswith("union_tag"):
        return problem
    name = problem["ctx"]["discriminator"].strip("'")
    place: ErrorDetails = {**problem, "loc": (*problem["loc"], name)}
    if problem["type"] == "union_tag_not_found":
        return {**place, "type": "missing"}
    given, valid = problem["input"][name], problem["ctx"]["expected_tags"]
    if not isinstance(given, str):
        return {**place, "type": "string_type", "input": given}
    return {**place, "type": "literal_error", "input": given, "ctx": {"expected": valid}}


def rule_of(problem: ErrorDetails) -> Rule:
    """Return the rule that an error of pydantic breaks."""
    fitting = (rule for kind, rule in RULES_BY_ERROR.items() if re.fullmatch(kind, problem["type"]))
    return next(fitting, wrong_otherwise)


#: A rule about fields returns message and hint for an error of pydantic and the path to it.
Words = tuple[str, str | None]
Rule = Callable[[ErrorDetails, KeyPath], Words]

_REFERENCE = "the data reference shows which fields there are, and what each takes"


def unknown_key(problem: ErrorDetails, path: KeyPath) -> Words:
    """A record has no field but those of its type."""
    name = str(problem["loc"][-1])
    fields = [field for kind in _kinds_at((path[0], *problem["loc"][:-1]))[:1] for field in kind.model_fields]
    return f"there is no field '{name}' here", _hint_at_indentation(name, path) or suggest(name, fields) or _REFERENCE


def missing_key(problem: ErrorDetails, _: KeyPath) -> Words:
    """A record has every field that its type requires."""
    name = str(problem["loc"][-1])
    return f"the field '{name}' is missing", f"add '{name}' to this record"


def wrong_value(problem: ErrorDetails, _: KeyPath) -> Words:
    """A field that takes one of a few words takes no other."""
    given = problem["input"]
    valid = re.findall(r"'([^']+)'", problem["ctx"]["expected"])
    return f"'{given}' is not one of the values of this field", suggest(str(given), valid)


#: What is said of an address in place of the id of a source; loading adds the id where a source has that address.
ADDRESS_FOR_ID = "'{}' is an address, not the id of a source"


def wrong_form(problem: ErrorDetails, _: KeyPath) -> Words:
    """Ids, dates, codes and addresses have their form."""
    given, form = str(problem["input"]), FORMS.get(problem["ctx"]["pattern"])
    hint = f"write {form}" if form else f"its form is {problem['ctx']['pattern']}"
    if re.match(URL, given) and {"source", "also"} & {*problem["loc"][-2:]}:
        return ADDRESS_FOR_ID.format(given), "write the id of its record in data/sources.yml, such as 's-asean-2025-me'"
    if given.startswith("-") or " -" in given:
        hint = _dash(given)
    elif _QUOTES.search(given):
        hint = f"write {_QUOTES.sub('', given)}"
    return f"'{given}' has not the form of this field", hint


#: Quotation marks, also those that a word processor types.
_QUOTES = re.compile("['\"‘’“”„«»]")


def _dash(given: str) -> str:
    """Return the hint at an entry of a list whose dash YAML takes for a part of the text."""
    word = re.split(r"(?:^| )-", given)[1].partition(" ")[0]
    return f"put a space after the dash: '- {word}'; between brackets write no dash"


def wrong_type(problem: ErrorDetails, _: KeyPath) -> Words:
    """Where text is meant is text, where a number is meant a number, where a list is meant a list."""
    given, kind = problem["input"], problem["type"].removesuffix("_type")
    if problem["loc"][-1:] == ("int",):  # a field that takes whole numbers and others
        kind = "float"
    is_word = isinstance(given, str) and kind in ("int", "float", "bool")
    written = f"'{given}'" if is_word else _FOUND.get(type(given), f"the number {given}")
    return f"{_MEANT.get(kind, kind)} is meant here, not {written}", _hint_at_type(given, kind)


def _hint_at_type(given: Any, kind: str) -> str:
    """Return what to type instead of a value of the wrong type."""
    if kind == "string" and isinstance(given, dict) and len(given) == 1:
        [(key, value)] = given.items()
        return quote_hint(f"{key}: {value}")
    if kind == "list" and isinstance(given, str) and given.startswith("-"):
        return _dash(given)
    is_number = kind in ("int", "float")
    hints = {
        "begin each entry with '- ' on a line of its own": kind == "list",
        "write true or false": kind == "bool",
        "write one of them": is_number and isinstance(given, list),
        _hint_at_number(given, kind): is_number,
    }
    return next((hint for hint, fits in hints.items() if fits), _REFERENCE)


def _hint_at_number(given: Any, kind: str) -> str:
    """Return what to type instead of a text where a number is meant."""
    number = plain_number(str(given))
    if number and (kind == "float" or "." not in number):
        return f"write {number}"
    return f"write it in digits, such as 12{' or 0.5' if kind == 'float' else ''}"


def empty_text(problem: ErrorDetails, _: KeyPath) -> Words:
    """No text and no list that is needed is empty."""
    what = "list" if problem["type"] == "too_short" else "text"
    return f"this {what} is empty", "fill it in, or leave the field out if it may be left out"


def too_long(problem: ErrorDetails, _: KeyPath) -> Words:
    """No text is longer than its field has room for."""
    limit = problem["ctx"]["max_length"]
    return f"this has {len(problem['input'])} characters, the field has room for {limit}", "say it shorter"


def out_of_range(problem: ErrorDetails, _: KeyPath) -> Words:
    """Years, pages, counts, percentages and degrees lie where they can lie."""
    return f"{problem['input']} is out of range", problem["msg"].removeprefix("Input ")


def link_direction(problem: ErrorDetails, _: KeyPath) -> Words:
    """A link between two projects has one direction."""
    return problem["msg"], "keep one of them, and give the other on the other project"


def wrong_otherwise(problem: ErrorDetails, _: KeyPath) -> Words:
    """A value is one that its field can take."""
    return problem["msg"][0].lower() + problem["msg"][1:], _REFERENCE


#: The rule behind each kind of error that pydantic reports for these types.
RULES_BY_ERROR: dict[str, Rule] = {
    "extra_forbidden": unknown_key,
    "missing": missing_key,
    "literal_error": wrong_value,
    "string_pattern_mismatch": wrong_form,
    ".*_type": wrong_type,
    "string_too_short|too_short": empty_text,
    "string_too_long": too_long,
    "greater_than.*|less_than.*": out_of_range,
    "link_direction": link_direction,
}

RULES: list[Callable[..., object]] = [top_key, *dict.fromkeys(RULES_BY_ERROR.values()), wrong_otherwise]

_MEANT = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "model": "a record with fields",
    "model_attributes": "a record with fields",
}
_FOUND = {dict: "a record with fields", list: "a list", str: "text", bool: "a truth value"}


def _kinds_at(path: KeyPath) -> list[type[Record]]:
    """Return the record types at a path, in which pydantic may name one of several kinds by its fixed word."""
    kinds = records_in(Atlas.record_type(str(path[0])))
    for step in path[1:]:
        if isinstance(step, str) and kinds:
            named = [kind for kind in kinds if step in fixed_words(kind).values()] if len(kinds) > 1 else []
            kinds = named or records_in(field_types(kinds[0]).get(step))
    return kinds


def _hint_at_indentation(name: str, path: KeyPath) -> str | None:
    """Return the hint at a field that belongs to a record around this one or inside it; None where none has it."""
    if any(name in kind.model_fields for end in range(2, len(path) - 1) for kind in _kinds_at(path[:end])[:1]):
        inner = next(step for step in reversed(path[:-1]) if isinstance(step, str))
        return f"'{name}' is a field of the record around '{inner}': fix the indentation"
    fields = [pair for kind in _kinds_at(path[:-1])[:1] for pair in field_types(kind).items()]
    having = [f"'{field}'" for field, hint in fields for kind in records_in(hint)[:1] if name in kind.model_fields]
    return f"indent it below the field it belongs to: {' or '.join(having)}" if having else None
