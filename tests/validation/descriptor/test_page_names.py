"""Names that become addresses of pages and files of the site."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.edits import edit
from tests.helpers.spoiling import after, field, gardens, put, whole

OUTSIDE = "../../../../scripts/ESCAPED"
PAGES = {"path": "plots", "slug": "id", "template": "garden"}


def view(descriptor: Any) -> Any:
    return descriptor["views"][0]


def find(aliases: str) -> dict[str, Any]:
    return {**PAGES, "find": {"names": ["name_en"], "aliases": aliases}}


@pytest.mark.parametrize("name", [OUTSIDE, "a/b", "..", "a..b", 'x" onload="__p(1)" data-x="', "a b", ".hidden"])
def test_the_name_of_a_view_is_a_plain_word(tiny_copy: Path, name: str) -> None:
    assert [(each.code, each.value) for each in after(tiny_copy, put(view, name=name))][:1] == [("name-form", name)]


@pytest.mark.parametrize(
    ("pages", "code", "column"),
    [
        ({**PAGES, "path": "../plots"}, "name-form", "path"),
        ({**PAGES, "path": "/plots"}, "name-form", "path"),
        ({**PAGES, "template": "../../x"}, "name-form", "template"),
        ({**PAGES, "slug": "slugg"}, "field-unknown", "slug"),
        ({**PAGES, "path": 3}, "property-type", "path"),
        ({"path": "plots", "slug": "id"}, "property-missing", ""),
        (find("../names.csv"), "path-outside", "find.aliases"),
        (find("/etc/passwd"), "path-outside", "find.aliases"),
        (find("data/na mes.csv"), "path-characters", "find.aliases"),
    ],
)
def test_pages_of_rows_stay_in_the_site(tiny_copy: Path, pages: dict[str, Any], code: str, column: str) -> None:
    found = {(each.code, each.column) for each in after(tiny_copy, put(gardens, rowPages=pages))}
    assert (code, f"resources.gardens.rowPages.{column}".removesuffix(".")) in found


@pytest.mark.parametrize("page", ["javascript:alert(1)", "//evil.example/", "../../x/", "/members/"])
def test_the_page_of_a_resource_is_one_of_the_site(tiny_copy: Path, page: str) -> None:
    found = {(each.code, each.column) for each in after(tiny_copy, put(gardens, page=page))}
    assert ("name-form", "resources.gardens.page") in found


def test_sound_names_pass(tiny_copy: Path) -> None:
    assert after(tiny_copy, put(gardens, rowPages={**PAGES, "path": "en-plots/old"}, page="gardens/all/")) == []


@pytest.mark.parametrize("slug", ["../../x", "a b", "..", "a/b"])
def test_a_row_whose_page_would_stand_elsewhere(tiny_copy: Path, slug: str) -> None:
    def change(descriptor: Any) -> None:
        gardens(descriptor)["rowPages"] = PAGES
        field(descriptor, "id")["constraints"].pop("pattern")

    edit(tiny_copy / "data" / "gardens.csv", "palm,", f"{slug},")
    edit(tiny_copy / "data" / "harvests.csv", ",palm,", f",{slug},")
    assert ("name-form", 2, slug) in [(each.code, each.line, each.value) for each in after(tiny_copy, change)]


def test_a_row_refused_for_its_pattern_is_told_once(tiny_copy: Path) -> None:
    edit(tiny_copy / "data" / "gardens.csv", "palm,", "a/b,")
    edit(tiny_copy / "data" / "harvests.csv", ",palm,", ",a/b,")
    assert [each.code for each in after(tiny_copy, put(gardens, rowPages=PAGES)) if each.column == "id"] == ["pattern"]


def test_two_rows_of_one_address(tiny_copy: Path) -> None:
    found = after(tiny_copy, put(gardens, rowPages={**PAGES, "slug": "kind"}))
    assert {(each.code, each.column, each.details["first"]) for each in found} == {("unique", "kind", 2)}


def test_nothing_is_asked_of_a_package_without_views(tiny_copy: Path) -> None:
    assert "name-form" not in {each.code for each in after(tiny_copy, put(whole, views=[]))}
