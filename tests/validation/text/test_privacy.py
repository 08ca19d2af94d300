"""Personal data in several spellings, and what only looks like it."""

import pytest

from validation.text.privacy import check_privacy


def codes(text: str) -> list[str]:
    return [finding.code for finding in check_privacy(text)]


@pytest.mark.parametrize(
    "text",
    ["0661234567", "06 61 23 45 67", "06-61-23-45-67", "06.61.23.45.67", "+212661234567", "+212 6 61 23 45 67",
     "00212 661-234567", "00 212 6 61 23 45 67", "212661234567", "06–61–23–45–67", "06_61_23_45_67",
     "0 6 6 1 2 3 4 5 6 7",
     "06 . 61 . 23 . 45 . 67", "wa.me/212661234567", "+212 (0) 6 61 23 45 67", "الهاتف: 0712345678"],
)  # fmt: skip
def test_mobile_numbers(text: str) -> None:
    assert codes(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "05 37 12 34 56",
        "0800001234",
        "2024-2025",
        "06.461.01.15",
        "12 000 000",
        "061",
        "/2014-06-14-06-20-11",
        "6 612 345 678",
        "du 06/07/2024 au 12/07/2024",
    ],
)
def test_numbers_that_are_no_mobile(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "CIN AB123456",
        "بطاقة رقم K123456",
        "BE 654321",
        "C.I.N AB-123456",
        "cin ab123456",
        "CIN AB.123.456",
        "التعريف: ab 123456",
    ],
)
def test_identity_cards(text: str) -> None:
    assert codes(text) == ["identity-card"]


@pytest.mark.parametrize(
    "text",
    [
        "PAGOF2",
        "MA-01",
        "A4",
        "CO2",
        "BK12",
        "REF-AB123456",
        "ISO 26000",
        "BP 12345",
        "MA 20000",
        "CP 20250",
        "RN 12345",
        "DH 500000",
        "cinq 12345",
    ],
)
def test_what_is_no_card(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "007780000123456789012396",
        "007 780 0001234567890123 96",
        "MA64 0077 8000 0123 4567 8901 2396",
        "007.780.0001234567890123.96",
        "ma64-0077-8000-0123-4567-8901-2396",
        "IBAN : MA64 007 780 0001234567890123 96 (BMCE)",
        "MA64 0077 8000 0123 4567 8901 2396 est le compte",
        "FR14 2004 1010 0505 0001 3M02 606",
        "DE89370400440532013000",
        "4111 1111 1111 1111",
        "1111 2222 3333 4444, 4111-1111-1111-1111",
    ],
)
def test_bank_accounts(text: str) -> None:
    assert codes(text) == ["bank-account"]


@pytest.mark.parametrize(
    "text",
    [
        "007780000123456789012345",  # the key of the RIB is 96
        "007 780 0001234567890123 45",
        "MA64 0077 8000 0123 4567 8901 2345",
        "FR14 2004 1010 0505 0001 3M02 607",
        "2014 2015 2016 2017 2018 2019",
        "012345678901234567890123",
        "AB12 3456 7890 1234 5678 9012",
        "4111 1111 1111 1112",
        "3812 4417 3120 5524",
    ],
)
def test_numbers_whose_check_digits_are_those_of_no_account(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a.b@gmail.com",
        "a(at)gmail(dot)com",
        "a [at] hotmail.fr",
        "A@YAHOO.FR",
        "a@me.com",
        "a@iam.net.ma",
        "a＠gmail．com",
        "a%40gmail.com",
        "a arobase gmail point com",
        "a@gmail,com",
        "a@wanadoo.fr",
        "a@yandex.com",
    ],
)
def test_private_mail(text: str) -> None:
    assert codes(text) == ["personal-email"]


def test_mail_of_an_office() -> None:
    assert codes("contact@rabat.ma") == codes("bureau.ordre@rabat.ma") == codes("suivez @InfitahMa") == []
    (finding,) = check_privacy("fatima.alaoui@rabat.ma")
    assert (finding.code, finding.severity) == ("personal-email", "warning")
