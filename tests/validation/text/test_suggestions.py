"""The number or the date that was meant."""

import pytest

from validation.text.suggestions import is_certain, iso_date, plain_number


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("380,787", "380787"),
        ("1 200 300", "1200300"),
        ("12,5", "12.5"),
        ("12 كلم", "12"),
        ("3.8E+05", "380000"),
        ("+7", "7"),
        ("many", "—"),
        ("1e999999", "—"),
    ],
)
def test_number_meant(cell: str, meant: str) -> None:
    assert plain_number(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("380787.0", "380787"), ("380.787", "380787"), ("12.5", "—"), ("3.8E+05", "380000"), ("007", "7")],
)
def test_whole_number_meant(cell: str, meant: str) -> None:
    assert plain_number(cell, whole=True) == meant


def test_share_meant() -> None:
    assert (plain_number("45%", share=True), plain_number("45,5 %"), plain_number("45٪")) == ("0.45", "45.5", "45")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("4’030’222", "4030222"),
        ("4،030،222", "4030222"),
        ("'4030222", "4030222"),
        ("MAD 4030222", "4030222"),
        ("4030222 درهم", "4030222"),
        ("$12", "12"),
        ("12€", "12"),
        ("4030222*", "4030222"),
        ("4030222 (1)", "4030222"),
        ("0,604", "0.604"),
        ("(4030222)", "—"),
        ("4 à 5", "4"),
    ],
)
def test_signs_around_a_number(cell: str, meant: str) -> None:
    assert plain_number(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("20240517", "2024-05-17"),
        ("2024-05-17T10:30:00+01:00", "2024-05-17"),
        ("2024–05–17", "2024-05-17"),
        ("2024 - 05 - 17", "2024-05-17"),
        ("17-mai-2024", "2024-05-17"),
        ("17 مايو 2024", "2024-05-17"),
        ("5 شباط 2024", "2024-02-05"),
        ("الجمعة 17 ماي 2024", "2024-05-17"),
        ("May 17, 2024", "2024-05-17"),
        ("17th May 2024", "2024-05-17"),
        ("17 ju 2024", "—"),
        ("17 jui 2024", "—"),
        ("17 juil. 2024", "2024-07-17"),
        ("mai 2024", "—"),
        ("17/05/24", "—"),
        ("20241317", "—"),
    ],
)
def test_whole_date_meant(cell: str, meant: str) -> None:
    assert iso_date(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2024/05", "2024-05"),
        ("2024-5", "2024-05"),
        ("05/2024", "2024-05"),
        ("ماي 2024", "2024-05"),
        ("janv. 2024", "2024-01"),
        ("2024-2025", "—"),
        ("2024-13", "—"),
        ("quelque 2024", "—"),
        ("17 mai 2024", "2024-05-17"),
    ],
)
def test_partial_date_meant(cell: str, meant: str) -> None:
    assert iso_date(cell, partial=True) == meant


def test_certain() -> None:
    assert [is_certain(cell) for cell in ("2021-5-5", "17/05/2021", "05/05/2021", "May 17, 2024")] == [
        True, True, False, False
    ]  # fmt: skip
