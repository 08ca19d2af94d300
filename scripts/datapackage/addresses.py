"""Where a row is read, and where its old addresses lead."""

from __future__ import annotations

from datapackage.rows import Row, Tables


def of_keys(tables: Tables, name: str) -> dict[str, Row]:
    """Old identifiers of the resource `name`, and the row of each as it is now."""
    return _moved(tables, name, {row.key: row for row in tables.all(name)})


def of_slugs(tables: Tables, name: str) -> dict[str, Row]:
    """Old slugs of the pages of rows of `name`, and the row of each as it is now; empty where rows have no pages."""
    spec = tables.package.resources[name].descriptor.get("rowPages")
    return _moved(tables, name, {str(row.cells[spec["slug"]]): row for row in tables.all(name)}) if spec else {}


def _moved(tables: Tables, name: str, rows: dict[str, Row]) -> dict[str, Row]:
    stated = tables.package.resources[name].descriptor.get("redirects", {})
    return {old: rows[new] for old, new in stated.items() if new in rows}
