from pathlib import Path

from datapackage import addresses, descriptor
from datapackage.rows import Tables
from tests.helpers.row_pages import with_pages


def test_names_in_addresses_and_identifiers_are_told_apart(tiny_copy: Path) -> None:
    with_pages(tiny_copy, "name_en", {"Olives": "Olive & co", "olives": "olive"})
    tables = Tables(descriptor.load(tiny_copy / "datapackage.json"), "en")
    assert {old: row.key for old, row in addresses.of_slugs(tables, "gardens").items()} == {"Olives": "olive"}
    assert {old: row.key for old, row in addresses.of_keys(tables, "gardens").items()} == {"olives": "olive"}
    assert addresses.of_slugs(tables, "harvests") == {}
