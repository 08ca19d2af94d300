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


def test_rows_are_sorted_by_a_path_and_the_unknown_come_last(tables: rows.Tables) -> None:
    def keys(name: str, sort: str) -> list[str]:
        return [row.key for row in rows.in_order(tables.all(name), sort)]

    assert keys("gardens", "planted") == ["palm", "fig", "olive"]
    assert keys("gardens", "-planted") == ["fig", "palm", "olive"]
    assert keys("harvests", "-garden.planted")[0] == "fig-2023"
    assert keys("harvests", "garden") == ["fig-2023", "palm-2022", "palm-2023", "palm-2023-b"]  # by label; ties stay


def test_rows_are_grouped_by_year_and_the_undated_come_last(tables: rows.Tables) -> None:
    groups = rows.by_year(tables.all("gardens"), "planted")
    assert [(year, [row.key for row in group]) for year, group in groups] == [
        ("2021", ["fig"]), ("2019", ["palm"]), ("", ["olive"]),
    ]  # fmt: skip
    assert rows.by_year([], "planted") == []


def test_what_a_row_lies_within_is_followed_to_the_top(real: descriptor.Package) -> None:
    tables = rows.Tables(real, "fr")
    settat, region = tables.find("territories", "slug", "settat"), tables.find("territories", "id", "06")
    assert settat
    assert region
    assert [row.key for row in rows.above(settat, "parent")] == ["06.461", "06"]
    assert rows.above(region, "parent") == []
    region.cells["parent"] = settat.key  # a circle ends where it closes
    assert [row.key for row in rows.above(settat, "parent")] == ["06.461", "06"]


def test_rows_elsewhere_name_another(tables: rows.Tables) -> None:
    palm = tables.all("gardens")[0]
    assert [row.key for row in rows.elsewhere(tables.all("harvests"), "garden", palm)] == ["fig-2023"]


def test_the_rank_of_a_code_is_that_of_the_descriptor(tables: rows.Tables) -> None:
    gardens = tables.all("gardens")
    assert [rows.category_rank(row, "kind") for row in gardens] == [0, 1, 0]
    gardens[0].cells["kind"] = None
    assert rows.category_rank(gardens[0], "kind") == 2
