"""Check the names that become addresses and files of the site: views, pages of rows, places on other pages.

A name that climbs out of its folder would be written elsewhere on the machine, and one with a quotation mark would
end an attribute of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from datapackage.descriptor import Package, Resource
from datapackage.named_files import PathError, check_path
from datapackage.table import Table
from validation.descriptor.completeness import DescriptorFile
from validation.descriptor.redirects import IN_ADDRESS
from validation.descriptor.references import follow
from validation.problems import Problem
from validation.tables.files import path_problem

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # a part of an address, and a file on every system
_TEMPLATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def check_page_names(file: DescriptorFile, package: Package) -> Iterator[Problem]:
    """Find the names of the descriptor that cannot stand in an address, or lead out of the site."""
    for view in file.descriptor.get("views", []):
        yield from _check_form(file, f"views.{view['name']}.name", view["name"], _PLAIN)
    for resource in package.resources.values():
        at = f"resources.{resource.name}"
        if "page" in resource.descriptor:
            yield from _check_form(file, f"{at}.page", resource.descriptor["page"], IN_ADDRESS)
        if pages := resource.descriptor.get("rowPages"):
            yield from _check_row_pages(file, package, resource, f"{at}.rowPages", pages)


def _check_row_pages(
    file: DescriptorFile, package: Package, resource: Resource, at: str, pages: Mapping[str, Any]
) -> Iterator[Problem]:
    yield from _check_form(file, f"{at}.path", pages["path"], IN_ADDRESS)
    yield from _check_form(file, f"{at}.template", pages["template"], _TEMPLATE)
    yield from follow(file, package, resource, f"{at}.slug", pages["slug"])[1]
    if aliases := pages.get("find", {}).get("aliases"):
        try:
            check_path(aliases)
        except PathError as error:
            problem = path_problem(aliases, error)
            yield file.problem(problem.code if problem else "missing-file", f"{at}.find.aliases", aliases)


def _check_form(file: DescriptorFile, at: str, name: str, form: re.Pattern[str]) -> Iterator[Problem]:
    if not form.fullmatch(name.removesuffix("/")) or ".." in name:
        yield file.problem("name-form", at, name)


def check_slugs(tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Find rows whose page could have no address, or that of another row."""
    for table in tables.values():
        slug = table.resource.descriptor.get("rowPages", {}).get("slug")
        if slug not in table.names:
            continue
        first: dict[str, int] = {}
        checked = (slug,) == table.resource.primary_key or table.resource.field[slug].constraints.get("unique")
        for record, cell in zip(table.records, table.column(slug), strict=True):
            earlier = first.setdefault(cell, record.line)
            if not _PLAIN.fullmatch(cell) or ".." in cell:
                yield Problem("name-form", table.file, record.line, slug, cell)
            elif not checked and earlier != record.line:
                yield Problem("unique", table.file, record.line, slug, cell, {"first": earlier})
