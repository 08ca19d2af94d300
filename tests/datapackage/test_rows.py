from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from datapackage import descriptor, rows
from datapackage.extensions import Where
from datapackage.rows import Dataset
from datapackage.table import Record, Table


@pytest.fixture
def tables(tiny: descriptor.Package) -> rows.Tables:
    return Dataset(tiny).in_language("en")


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
    assert tables.all("gardens")[2]["planted"] is None


def test_a_link_leads_to_the_row_and_a_family_to_the_language(tiny: descriptor.Package) -> None:
    english, arabic = (Dataset(tiny).in_language(language).all("harvests")[0] for language in ("en", "ar"))
    assert rows.follow(english, "garden.name") == "Palm court"
    assert rows.follow(arabic, "garden.name") == "ساحة النخيل"
    assert rows.follow(arabic, "garden.source.title") == "Garden survey 2024"


def test_an_unknown_name_is_an_error_and_an_unknown_step_is_none(tables: rows.Tables) -> None:
    row = tables.all("gardens")[2]
    with pytest.raises(AttributeError, match="no field 'nothing'"):
        row["nothing"]
    assert rows.follow(row, "planted.year") is None


def test_a_row_says_which_fields_and_families_it_has(tables: rows.Tables) -> None:
    row = tables.all("gardens")[0]
    assert [name for name in ("planted", "name_en", "name", "nothing") if row.has(name)] == [
        "planted", "name_en", "name",
    ]  # fmt: skip


def test_select_compares_cells_lists_and_paths(tables: rows.Tables) -> None:
    def keys(where: Where) -> list[str]:
        return [row.key for row in tables.select("harvests", where)]

    assert keys({"year": 2022}) == ["palm-2022"]
    assert keys({"year": [2022, 2023], "preferred": False}) == ["palm-2023-b"]
    assert keys({"garden.kind": "private"}) == ["fig-2023"]
    assert keys({"garden": "fig"}) == ["fig-2023"]


def test_words_of_a_code(tiny: descriptor.Package) -> None:
    garden = Dataset(tiny).in_language("ar").all("gardens")[0]
    assert garden.category("kind") == "عمومي"


def test_the_label_of_a_link_is_that_of_its_row(tiny: descriptor.Package) -> None:
    harvests = tiny.resources["harvests"]
    named = replace(harvests, descriptor={**harvests.descriptor, "label": "garden"})
    of_package = replace(tiny, resources={**tiny.resources, "harvests": named})
    harvest = Dataset(of_package).in_language("ar").find("harvests", "id", "fig-2023")
    assert harvest
    assert harvest.label == "شرفة التين"


def test_a_name_that_is_not_in_the_language_is_read_in_another(tiny_copy: Path) -> None:
    with (tiny_copy / "data" / "gardens.csv").open("a", encoding="utf-8") as file:
        file.write("lime,,ليم,public,,almanac\nnone,,,public,,almanac\n")
    tables = Dataset(descriptor.load(tiny_copy / "datapackage.json")).in_language("en")
    *_, lime, none = tables.all("gardens")
    assert (lime["name"], lime.label) == ("ليم", "ليم")
    assert (none["name"], none.label) == (None, "none")


def test_a_file_is_read_once_for_all_languages_and_formats(
    tiny: descriptor.Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Counter[str] = Counter()
    read = Path.read_bytes

    def counted(path: Path) -> bytes:
        opened[path.name] += 1
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    dataset = Dataset(tiny)
    for language in ("en", "ar", "en"):
        tables = dataset.in_language(language)
        assert tables is dataset.in_language(language)
        for resource in tiny.tables:
            rows = tables.all(resource.name)
            assert len(rows) == len(dataset.cells(resource.name)) == len(list(dataset.texts(resource.name)))
            assert dataset.content(resource.path)
    assert opened == {Path(resource.path).name: 1 for resource in tiny.tables}


def test_a_table_that_was_read_already_is_not_read_again(tiny: descriptor.Package) -> None:
    sources = tiny.resources["sources"]
    table = Table(sources, [Record(2, ["étude", "Étude", "", "", ""])], intact=True)
    dataset = Dataset(replace(tiny, root=Path("nowhere")), {"sources": table})
    assert dataset.cells("sources") == [
        {"id": "étude", "title": "Étude", "publisher": None, "url": None, "published": None}
    ]


def test_an_unknown_table_is_an_error(tables: rows.Tables) -> None:
    with pytest.raises(KeyError):
        tables.all("nothing")


def test_rows_are_sorted_by_a_path_and_the_unknown_come_last(tables: rows.Tables) -> None:
    def keys(name: str, sort: str) -> list[str]:
        return [row.key for row in rows.in_order(tables.all(name), sort)]

    assert keys("gardens", "planted") == ["palm", "fig", "olive"]
    assert keys("gardens", "-planted") == ["fig", "palm", "olive"]
    assert keys("harvests", "-garden.planted")[0] == "fig-2023"
    assert keys("harvests", "garden") == ["fig-2023", "palm-2022", "palm-2023", "palm-2023-b"]  # by label; ties stay


def test_a_year_ends_after_its_months(tables: rows.Tables) -> None:
    gardens = tables.all("gardens")
    for row, date in zip(gardens, ("2025", "2025-04", "2024-12-31"), strict=True):
        row.cells["planted"] = date
    assert [row.cells["planted"] for row in rows.in_order(gardens, "-planted")] == ["2025", "2025-04", "2024-12-31"]


def test_rows_of_several_tables_stand_from_the_newest_to_the_undated(tables: rows.Tables) -> None:
    found = rows.newest_first(tables.all("gardens"), tables.all("sources"))
    assert [row.date for row in found] == ["2024-02-01", "2021", "2019-03", "", ""]
    assert found[0].resource.name == "sources"


def test_rows_are_grouped_by_year_and_the_undated_come_last(tables: rows.Tables) -> None:
    groups = rows.by_year(tables.all("gardens"), "planted")
    assert [(year, [row.key for row in group]) for year, group in groups] == [
        ("2021", ["fig"]), ("2019", ["palm"]), ("", ["olive"]),
    ]  # fmt: skip
    assert rows.by_year([], "planted") == []


def test_what_a_row_lies_within_is_followed_to_the_top(real: descriptor.Package) -> None:
    tables = Dataset(real).in_language("fr")
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
