"""Dates to come, and dates in the wrong order."""

from datetime import timedelta

import pytest

from datapackage.descriptor import ForeignKey
from tests.helpers.spoiling import places, table
from validation.tables.dates import check_dates, latest_day


@pytest.mark.parametrize(
    ("text", "to_come"), [("2999", True), ("2999-01", True), ("2019-05-05", False), ("", False), ("soon", False)]
)
def test_past(text: str, to_come: bool) -> None:
    found = check_dates(table({"id": {}, "on": {"past": True}}, f"a,{text}"), {})
    assert [each.code for each in found] == (["date-future"] if to_come else [])


def test_the_year_and_month_of_today_have_begun() -> None:
    for text in (str(latest_day()), str(latest_day())[:7], str(latest_day())[:4]):
        assert list(check_dates(table({"on": {"past": True}}, text), {})) == []
    assert list(check_dates(table({"on": {"past": True}}, str(latest_day() + timedelta(days=1))), {}))


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2023-05", "2023", False),
        ("2023-05-17", "2023-05", False),
        ("2023-06", "2023-05-17", True),
        ("2024", "2023", True),
        ("", "2023", False),
        ("2023", "", False),
    ],
)
def test_order_is_wrong_only_where_every_day_is(start: str, end: str, wrong: bool) -> None:
    of_rows = table({"start": {}, "end": {}}, f"{start},{end}", order=[{"earlier": "start", "later": "end"}])
    assert places(check_dates(of_rows, {})) == ([("date-order", 2, "end", end)] if wrong else [])


def test_an_event_before_its_host_joined() -> None:
    hosts = table({"id": {}}, "rabat", "fes", name="places")
    members = table(
        {"place": {}, "joined": {}}, "rabat,2023", "fes,", name="members", links=(ForeignKey("place", "places", "id"),)
    )
    order = [{"earlier": "host.members.joined", "later": "on", "where": {"kind": "network"}}]
    events = table(
        {"host": {}, "on": {}, "kind": {}},
        "rabat,2022-05,network",
        "rabat,2022-05,other",
        "fes,2022,network",
        ",2022,network",
        name="events",
        links=(ForeignKey("host", "places", "id"),),
        order=order,
    )
    found = list(check_dates(events, {"places": hosts, "members": members, "events": events}))
    assert places(found) == [("date-order", 2, "on", "2022-05")]
    assert found[0].details == {"earlier": "host.members.joined", "other": "2023"}
