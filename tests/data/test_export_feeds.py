"""The feeds of the real records."""

from atlas import query
from atlas.export import feeds
from tests.data.real import ATLAS, EDITION


def test_each_report_each_event_and_each_promised_date_has_one_entry_and_none_lies_ahead_of_the_data() -> None:
    news = feeds.entries(EDITION)
    keys = [entry.key for entry in news]
    assert len(set(keys)) == len(keys)
    events = sum(len(project.events) for project in ATLAS.projects.values())
    dates = len(query.promises.promises(ATLAS))
    assert sum(not key.startswith("corrections/") for key in keys) == len(ATLAS.reports) + events + dates
    assert [entry.key for entry in news if entry.updated > EDITION.date] == []
