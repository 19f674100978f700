"""Words that readers type into the search and that the Atlas does not use."""

from pydantic import Field

from atlas.model.base import Record, Text


class Synonym(Record):
    """What readers type, and what the search finds for it: a word of the Atlas, or a page."""

    words: list[Text] = Field(min_length=1, description="What readers type.", examples=[["garbage", "sampah"]])
    means: Text | None = Field(None, description="The word that the Atlas uses for it.", examples=["waste"])
    page: Text | None = Field(
        None,
        description="Or the page that answers it, below `docs/`, with the id of a section where it is one.",
        examples=["network/governance.md#chairs"],
    )
