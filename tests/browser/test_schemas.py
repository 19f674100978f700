"""The patterns of the JSON Schemas in JavaScript, whose regular expressions the standard means."""

from typing import Annotated, Any

from playwright.sync_api import Browser
from pydantic import StringConstraints, TypeAdapter, ValidationError

from atlas.model.base import FORMS

#: Digits that a Thai, a Lao, a Burmese and a Khmer keyboard write.
FOREIGN_DIGITS = "๒๐๑๘ ໒໐໑໘ ၂၀၁၈ ២០១៨"
TEXTS = ["smart-e-tax", "s-asean-2025-me", "s-A b", "q-", "ID", "id", "2018", "2018-07-08", *FOREIGN_DIGITS.split()]
TEXTS += ["https://example.org/a?b=c", 'https://example.org/"']


def fits(pattern: str, text: str) -> bool:
    """Whether a text has the form of a pattern, as the model reads it."""
    kind: TypeAdapter[Any] = TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)])
    try:
        return bool(kind.validate_python(text))
    except ValidationError:
        return False


def test_a_browser_reads_every_pattern_as_the_model_does(browser: Browser) -> None:
    page = browser.new_page()
    # An editor and a validator make a pattern with "u", as the standard asks; then an escape without need is an error.
    read = page.evaluate(
        "([patterns, texts]) => patterns.map(pattern => texts.filter(text => new RegExp(pattern, 'u').test(text)))",
        [list(FORMS), TEXTS],
    )
    assert dict(zip(FORMS, read, strict=True)) == {
        pattern: [text for text in TEXTS if fits(pattern, text)] for pattern in FORMS
    }
