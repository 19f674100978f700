"""The page of data: what it offers is there, as large and with the checksum that it says."""

import hashlib
from urllib.parse import urljoin

from atlas import export
from atlas.export.metadata import SCHEMA_VERSION, Edition
from atlas.export.tables import TABLES
from atlas.model import words
from tests.site.conftest import Built, text_of

PATH = "about/data/"


def test_each_table_is_offered_with_its_rows_size_and_checksum(built: Built, edition: Edition) -> None:
    shown, _ = built.pages[PATH].xpath("//table[contains(@class, 'files')]")
    checksums = [text_of(code) for code in built.pages[PATH].xpath("//div[@class='columns']//details/p//code")]
    for row, checksum, table in zip(shown.iterfind("tbody/tr"), checksums, TABLES, strict=True):
        [address] = row.xpath("./th/a/@href")
        content = (built.folder / urljoin(f"/{PATH}", address).lstrip("/")).read_bytes()
        n, size = (int(text_of(cell).replace(",", "")) for cell in row.findall("td")[1:])
        measured = (len(table.rows(edition)), len(content), hashlib.sha256(content).hexdigest())
        assert (n, size, checksum) == measured, table.name


def test_every_other_file_of_more_than_one_record_is_listed_with_its_size_and_checksum(
    built: Built, edition: Edition
) -> None:
    table = built.pages[PATH].xpath("//table[contains(@class, 'files')]")[-1]
    found = {
        text_of(row.find("th")): [text_of(cell) for cell in row.findall("td")] for row in table.iterfind("tbody/tr")
    }
    made = [path for folder in ("api/v1", "data", "feeds") for path in sorted((built.folder / folder).glob("*.*"))]
    on_demand = [path for path in export.paths(edition, export.ON_DEMAND) if export.is_whole(path)]
    assert [found.pop(path) for path in on_demand] == [["not made in this build", "–"]] * len(on_demand)
    contents = {path: path.read_bytes() for path in [*made, built.folder / "data/SHA256SUMS"] if path.suffix != ".csv"}
    assert found == {
        path.relative_to(built.folder).as_posix(): [f"{len(content):,}", hashlib.sha256(content).hexdigest()]
        for path, content in contents.items()
    }


def test_each_column_of_each_table_is_described(built: Built) -> None:
    page = built.pages[PATH]
    shown = [
        [text_of(name) for name in part.xpath(".//dt/code")]
        for part in page.xpath("//div[@class='columns']//details[dl]")
    ]
    assert shown == [[column.name for column in table.columns] for table in TABLES]
    assert not [term for term in page.xpath("//div[@class='columns']//dd") if not text_of(term)]


def test_each_release_of_the_data_stands_there_and_each_version_of_the_form(built: Built, edition: Edition) -> None:
    [releases] = built.pages[PATH].xpath("//dl[@class='timeline']")
    assert [(text_of(each.find("dt")), each.find("dd").text_content()) for each in releases] == [
        (f"Release {release.number} {words.date(release.date)}", release.text.replace("`", ""))
        for release in edition.releases
    ]
    [versions] = built.pages[PATH].xpath("//h2[@id='promise']/following-sibling::ul[1]")
    assert text_of(versions.find("li").find("code")) == SCHEMA_VERSION
