"""Topics, as data/topics.yml has them."""

from pydantic import Field

from atlas.model.base import Citation, Id, Phrase, Prose, Record, Text
from atlas.model.vocabularies import IsoTheme


class Topic(Record):
    """A subject that readers look for, in whichever focus area a list has it; the choice of topics is ours."""

    id: Id = Field(description="Permanent; also the name of its page.", examples=["flood"])
    name: Phrase = Field(description="What readers call it.", examples=["Floods"])
    name_id: Text = Field(description="Its name in Indonesian.", examples=["Banjir"])
    definition: Prose = Field(description="Which projects belong to it, in our words.")
    theme: IsoTheme = Field(
        description="The theme of ISO 37122 that it belongs to, by our reading.", examples=["safety"]
    )
    words: list[Text] = Field(
        min_length=1, description="Other words for it, which the search understands.", examples=[["banjir", "rob"]]
    )
    sources: list[Citation] = Field([], description="Where the theme was read; none if the standard was not read.")
