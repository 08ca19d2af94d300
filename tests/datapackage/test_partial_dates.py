from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datapackage.partial_dates import PartialDate


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_date_is_read_as_it_is_written(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    parsed = PartialDate.parse(text)
    assert str(parsed) == text
    assert parsed.first <= day <= parsed.last
    assert parsed.first <= parsed.middle <= parsed.last
    assert (parsed.is_year, parsed.is_day) == (length == 4, length == 10)


@pytest.mark.parametrize("text", ["", "23", "2023-13", "2023-00", "2023-02-29", "2023-1", "2023/01", "0000"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day|is not YYYY|year"):
        PartialDate.parse(text)
    assert PartialDate.of(text) is None


def test_the_last_day_of_a_month() -> None:
    assert PartialDate.parse("2024-02").last == date(2024, 2, 29)
    assert PartialDate.parse("2023-12").last == date(2023, 12, 31)
    assert PartialDate.parse("9999").last == date(9999, 12, 31)
