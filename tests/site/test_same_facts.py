"""The pages say the same of each project as its record; the files of data are compared in tests/data."""

from __future__ import annotations

from atlas.model.atlas import Atlas
from atlas.model.labels import label
from atlas.model.words import date
from tests.site.conftest import Built, text_of


def test_the_pages_say_name_status_and_sources_of_each_record(built: Built, atlas: Atlas) -> None:
    for project in atlas.projects.values():
        page = built.pages[f"cities/{project.city}/"]
        [heading] = page.xpath("//h3[@id=$id]", id=project.id)
        section = heading.getnext()
        [status] = section.xpath("./p[@class='state']/span[contains(@class, 'status')]")
        assert text_of(heading).removesuffix(" ¶") == project.name
        assert text_of(status) == label("status", project.status.value)
        assert f"as of {date(project.status.as_of)}" in text_of(section.find("p"))
        cited = {address.removeprefix("#") for address in section.xpath(".//sup[@class='cite']/a/@href")}
        assert {citation.source for citation in project.sources} <= cited, project.id
