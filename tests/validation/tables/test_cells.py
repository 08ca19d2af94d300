"""The text of cells, by the type and the name of their field."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from datapackage.descriptor import Field
from datapackage.table import Record
from tests.helpers.spoiling import table
from validation.tables.cells import check_cell, check_cells, check_placeholder, checks_of, script_of
from validation.text.characters import Finding, check_composed, check_link_text, check_text
from validation.text.links import check_links
from validation.text.privacy import check_privacy
from validation.text.suggestions import iso_date

LANGUAGES = ("ar", "fr", "en")


def find(cell: str, name: str = "note", type_name: str = "string", **more: str) -> list[Finding]:
    field = Field(name, type_name, {"name": name, "type": type_name, **more})
    return list(check_cell(cell, checks_of(field, LANGUAGES)))


def codes(cell: str, name: str = "note", type_name: str = "string", **more: str) -> list[str]:
    return [finding.code for finding in find(cell, name, type_name, **more)]


@given(st.text() | st.text(st.sampled_from("aZ09 .,;:_()/'&%-=<+")))
@example("٣٨٠٧٨٧ ")
@example("Tétouan, « OGP » : 5 %")
def test_every_cell_is_judged_by_its_characters_first(text: str) -> None:
    of_characters = list(check_text(text))
    assume(of_characters or not [*check_placeholder(text), *check_privacy(text), *check_links(text)])
    assert find(text) == (of_characters or list(check_composed(text)))
    of_link = list(check_link_text(text))
    assert not of_link or find(text, format="uri") == of_link


def test_not_composed_is_a_warning() -> None:
    (finding,) = find(unicodedata.normalize("NFD", "Tétouan"))
    assert (finding.code, finding.severity, finding.corrected) == ("not-nfc", "warning", "Tétouan")


@pytest.mark.parametrize(
    ("cell", "type_name", "corrected"),
    [
        ("NaN", "number", "—"),
        ("Infinity", "number", "—"),
        ("1_000", "integer", "1000"),
        ("+5", "number", "5"),
        ("1e3", "number", "1000"),
    ],
)
def test_numbers_only_python_reads(cell: str, type_name: str, corrected: str) -> None:
    (finding,) = find(cell, type_name=type_name)
    assert (finding.code, finding.corrected) in {("number", corrected), ("formula", "—")}


@given(st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**12), 10**12, places=3))
def test_plain_numbers_pass(number: object) -> None:
    assert codes(f"{number:f}" if not isinstance(number, int) else str(number), type_name="number") == []


@pytest.mark.parametrize(("cell", "corrected"), [("TRUE", "true"), ("1", "true"), ("yes", "—")])
def test_boolean(cell: str, corrected: str) -> None:
    (finding,) = find(cell, type_name="boolean")
    assert (finding.code, finding.corrected) == ("boolean", corrected)


@pytest.mark.parametrize(
    ("cell", "corrected"),
    [
        ("05/05/2021", "2021-05-05"),
        ("2021-5-5", "2021-05-05"),
        ("5 ماي 2021", "2021-05-05"),
        ("1er août 2021", "2021-08-01"),
        ("5 May 2021", "2021-05-05"),
        ("5 nothing 2021", "—"),
        ("44321", "2021-05-05"),
        ("2021-05-05 00:00:00", "2021-05-05"),
        ("2021-02-30", "—"),
        ("2021", "—"),
    ],
)
def test_date(cell: str, corrected: str) -> None:
    (finding,) = find(cell, type_name="date")
    assert (finding.code, finding.corrected) == ("date", corrected)


@given(st.dates(min_value=date(1600, 1, 1)))
def test_iso_dates_pass(day: date) -> None:
    assert codes(str(day), type_name="date") == codes(str(day), display="date") == []


@given(st.text(st.sampled_from("0123456789-/. T:²")))
def test_a_suggested_date_is_a_date(text: str) -> None:
    assert iso_date(text) == "—" or codes(iso_date(text), type_name="date") == []


def test_partial_date() -> None:
    assert codes("2021", display="date") == codes("2021-05", display="date") == []
    assert codes("2021-13", display="date") == codes("05/2021", display="date") == ["partial-date"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("javascript:alert(1)", "script-link"),
        ("data:text/html,x", "script-link"),
        ("ftp://example.org/a", "url"),
        ("www.example.org", "url"),
        ("https://example.org/a b", "url"),
        ("https://[::1", "url"),
        ("https://gov.ma@evil.example", "url-credentials"),
        ("http://localhost/a", "url-host"),
        ("http://127.0.0.1/", "url-host"),
        ("http://10.1.2.3/", "url-host"),
        ("http://[::1]/", "url-host"),
        ("http://2130706433/", "url-host"),
        ("http://0x7f.1/", "url-host"),
        ("http://printer.local/", "url-host"),
    ],
)
def test_url(cell: str, code: str) -> None:
    assert codes(cell, format="uri") == [code]


@pytest.mark.parametrize("cell", ["https://example.org/أخبار?a=1", "http://8.8.8.8/x", "https://example.org:8080/ـا"])
def test_good_url(cell: str) -> None:
    assert codes(cell, format="uri") == []


def test_persian_letters() -> None:
    (finding,) = find("اکادیر", "name_ar")
    assert (finding.code, finding.matched, finding.corrected) == ("persian-letter", "ک", "اكادير")
    assert codes("ݣلميم ڭ گ ڤ پ", "name_ar") == codes("اکادیر") == []


@pytest.mark.parametrize(
    ("cell", "name", "wrong"),
    [
        ("تطوان", "name_fr", True),
        ("تطوان", "name_en", True),
        ("Tétouan", "name_ar", True),
        ("OGP", "name_ar", False),
        ("جهة OGP", "name_fr", False),
        ("2024", "name_ar", False),
        ("تطوان", "publisher", False),
    ],
)
def test_script(cell: str, name: str, wrong: bool) -> None:
    assert codes(cell, name) == (["wrong-script"] if wrong else [])


def test_script_of_a_field() -> None:
    assert [script_of(name, LANGUAGES) for name in ("a_ar", "a_fr", "a_de", "ar")] == ["Arab", "Latn", "", ""]


def test_numbers_that_programs_round() -> None:
    assert codes("1" * 16, type_name="integer") == codes("-" + "1" * 20 + ".5", type_name="number") == ["number-long"]


def test_another_script_is_no_acronym() -> None:
    assert codes("שלום", "name_ar") == codes("透明", "name_ar") == ["wrong-script"]


@pytest.mark.parametrize("letter", "یکھہڪۀەےېۃ")
def test_letters_of_other_keyboards(letter: str) -> None:
    assert codes(f"مد{letter}نة", "name_ar") == ["persian-letter"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Trans\nparency", "line-break"),
        ("Béni  Mellal", "odd-space"),
        ("Trنs", "mixed-script"),
        ("a%D8%A7", "mojibake"),
    ],
)
def test_a_column_of_plain_cells_hides_nothing(cell: str, code: str) -> None:
    of_column = table({"note": {}}, schema={})
    records = [Record(2, ["plain"]), Record(3, [cell]), Record(5, ["more"])]
    assert [(each.code, each.line) for each in check_cells(replace(of_column, records=records), LANGUAGES)] == [
        (code, 3)
    ]


def test_one_cell_one_cause() -> None:
    assert codes("٢٠٢١-٠٥-٠٥", type_name="date") == ["digits"]


_hostile = st.sampled_from(
    [
        "\n",
        "  ",
        "٣",
        "\u200f",
        "ـ",
        "ی",
        "а",
        "<b>",
        "javascript:x",
        "06 61 23 45 67",
        "a@gmail.com",
        "N/A",
        "=1",
        "تطوان",
        "Fès",
        "1",
        "007",
        "http://10.0.0.1",
        "&lt;",
        "--8<--",
        "e\u0301",
    ]
)


@settings(max_examples=300)
@given(
    st.lists(
        st.text(max_size=6) | _hostile | st.builds("".join, st.lists(_hostile, max_size=3)), min_size=1, max_size=4
    ),
    st.sampled_from(["note", "note_ar", "note_fr"]),
    st.sampled_from(["string", "integer", "number", "boolean"]),
)
def test_a_look_at_the_column_misses_nothing(cells: list[str], name: str, type_name: str) -> None:
    """The rules find in a column what they find in its cells one by one."""
    of_column = table({name: {"type": type_name}}, schema={})
    records = [Record(line, [cell]) for line, cell in enumerate(cells, 2)]
    found = check_cells(replace(of_column, records=records), LANGUAGES)
    alone = [each.code for cell in cells for each in find(cell, name, type_name)]
    assert sorted(problem.code for problem in found) == sorted(alone)
