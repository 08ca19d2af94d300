from decimal import Decimal

import pytest

from datapackage import descriptor, rows


@pytest.fixture
def tables(tiny: descriptor.Package) -> rows.Tables:
    return rows.Tables(tiny, "en")


def test_cells_have_their_type_and_an_empty_one_is_unknown(tables: rows.Tables) -> None:
    first = tables.all("harvests")[1]
    assert first.cells == {
        "id": "palm-2023",
        "garden": "palm",
        "year": 2023,
        "kilograms": Decimal("140.5"),
        "preferred": True,
        "source": "survey-2024",
    }
    assert tables.all("gardens")[2].planted is None


def test_a_link_leads_to_the_row_and_a_family_to_the_language(tiny: descriptor.Package) -> None:
    english, arabic = (rows.Tables(tiny, language).all("harvests")[0] for language in ("en", "ar"))
    assert rows.follow(english, "garden.name") == "Palm court"
    assert rows.follow(arabic, "garden.name") == "ساحة النخيل"
    assert rows.follow(arabic, "garden.source.title") == "Garden survey 2024"


def test_an_unknown_name_is_an_error_and_an_unknown_step_is_none(tables: rows.Tables) -> None:
    row = tables.all("gardens")[2]
    with pytest.raises(AttributeError, match="no field 'nothing'"):
        _ = row.nothing
    assert rows.follow(row, "planted.year") is None


def test_select_compares_cells_lists_and_paths(tables: rows.Tables) -> None:
    def keys(where: rows.Where) -> list[str]:
        return [row.key for row in tables.select("harvests", where)]

    assert keys({"year": 2022}) == ["palm-2022"]
    assert keys({"year": [2022, 2023], "preferred": False}) == ["palm-2023-b"]
    assert keys({"garden.kind": "private"}) == ["fig-2023"]
    assert keys({"garden": "fig"}) == ["fig-2023"]


def test_words_of_a_code(tiny: descriptor.Package) -> None:
    garden = rows.Tables(tiny, "ar").all("gardens")[0]
    assert garden.category("kind") == "عمومي"


def test_the_label_of_a_link_is_that_of_its_row(real: descriptor.Package) -> None:
    tables = rows.Tables(real, "fr")
    member = tables.find("members", "id", "commune-settat")
    assert member
    assert member.label == "Settat"
    source = tables.find("sources", "id", "benguerir-1")
    assert source
    assert source.label.startswith("جماعة")
