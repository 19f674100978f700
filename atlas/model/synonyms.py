"""Words that readers type into the search, and the pages that answer them."""

from pydantic import Field

from atlas.model.base import Record, Text


class Synonym(Record):
    """What readers type, and the page that answers it; words for a topic are in the topic."""

    words: list[Text] = Field(min_length=1, description="What readers type.", examples=[["chair", "presidency"]])
    page: Text = Field(
        description="The page that answers it, below `docs/`, with the id of a section where it is one.",
        examples=["network/governance.md#chairs"],
    )
