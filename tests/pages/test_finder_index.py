"""The index of the finder, and what the very code of the site finds in it, in Node."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from datapackage import descriptor
from datapackage.rows import Dataset
from pages import finder_index
from tests.helpers.finder import ranked, read
from tests.helpers.packages import TINY
from tests.helpers.publications import SITE, publication


@pytest.fixture
def gardens(tmp_path: Path) -> descriptor.Package:
    """The tiny package, whose gardens are found by name; a test writes their other spellings."""
    (tmp_path / "data").mkdir()
    for path in (TINY / "data").iterdir():
        (tmp_path / "data" / path.name).write_bytes(path.read_bytes())
    tiny = descriptor.load(TINY / "datapackage.json")
    find = {"names": ["name_en", "name_ar"], "detail": "kind", "aliases": "data/other.csv"}
    own = tiny.resources["gardens"]
    spec = {**own.descriptor, "rowPages": {"path": "g", "slug": "id", "template": "garden", "find": find}}
    return replace(tiny, root=tmp_path, resources={**tiny.resources, "gardens": replace(own, descriptor=spec)})


def index(gardens: descriptor.Package, aliases: str | None) -> dict[str, Any]:
    if aliases is not None:
        (gardens.root / "data" / "other.csv").write_text(aliases, encoding="utf-8")
    resource, dataset = gardens.resources["gardens"], Dataset(gardens)
    tables = {language: dataset.in_language(language) for language in gardens.languages}
    assert resource.row_pages
    assert resource.row_pages.find
    return finder_index.index(tables, resource, resource.row_pages, resource.row_pages.find, ["the"])


def test_the_index_holds_what_the_descriptor_asks_for(gardens: descriptor.Package) -> None:
    rows = read(TINY / "data" / "gardens.csv")
    found = index(gardens, f"id,alias\n{rows[1]['id']},Jnane\n{rows[1]['id']},Jenan\n")
    assert found["slugs"] == [row["id"] for row in rows]
    assert found["names"] == [[row["name_en"] for row in rows], [row["name_ar"] for row in rows]]
    assert found["shown"] == {"en": [0, 1], "ar": [1, 0]}
    assert found["kinds"] == {"en": ["Public", "Private"], "ar": ["عمومي", "خاص"]}
    assert found["kind"] == [["public", "private"].index(row["kind"]) for row in rows]
    assert found["within"] == [-1] * len(rows)
    assert found["aliases"] == {1: ["Jnane", "Jenan"]}


def test_rows_with_something_in_the_list_are_marked(gardens: descriptor.Package) -> None:
    own = gardens.resources["gardens"]
    spec = own.descriptor["rowPages"]
    marked = {**spec, "lists": {"harvests": "harvests.garden"}, "find": {**spec["find"], "marked": "harvests"}}
    resources = {**gardens.resources, "gardens": replace(own, descriptor={**own.descriptor, "rowPages": marked})}
    harvested = {row["garden"] for row in read(TINY / "data" / "harvests.csv")}
    keys = [row["id"] for row in read(TINY / "data" / "gardens.csv")]
    found = index(replace(gardens, resources=resources), "id,alias\n")
    assert [keys[number] for number in found["marked"]] == [key for key in keys if key in harvested] != keys
    assert index(gardens, "id,alias\n")["marked"] == []


@pytest.mark.parametrize("line", ["nowhere,Jnane", ",Jnane", "palm-garden,"])
def test_a_spelling_that_leads_nowhere_is_an_error_that_says_where(gardens: descriptor.Package, line: str) -> None:
    known = read(TINY / "data" / "gardens.csv")[0]["id"]
    with pytest.raises(finder_index.FinderError, match=r"data/other\.csv:3: id"):
        index(gardens, f"id,alias\n{known},Jnane\n{line.replace('palm-garden', known)}\n")


def test_a_missing_file_of_spellings_is_an_error(gardens: descriptor.Package) -> None:
    with pytest.raises(finder_index.FinderError, match=r"data/other\.csv"):
        index(gardens, None)


def test_a_package_without_a_finder_gets_no_index(tiny: descriptor.Package, tmp_path: Path) -> None:
    finder_index.write(publication(tiny), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_index_stands_beside_the_pages(gardens: descriptor.Package, tmp_path: Path) -> None:
    expected = index(gardens, "id,alias\npalm,Jnane\n")
    (tmp_path / "site" / "g").mkdir(parents=True)
    words = {"find": {"ignored": "the of"}}
    readers = tuple(replace(reader, words={**reader.words, **words}) for reader in SITE.readers)
    finder_index.write(publication(gardens, site=replace(SITE, readers=readers)), tmp_path / "site")
    written = json.loads((tmp_path / "site" / "g" / finder_index.FILE).read_text(encoding="utf-8"))
    assert written == {**json.loads(json.dumps(expected)), "ignored": ["of", "the"]}


def test_every_garden_is_found_by_its_names_and_by_its_other_spellings(
    gardens: descriptor.Package, tmp_path: Path
) -> None:
    (tmp_path / "find.json").write_text(json.dumps(index(gardens, "id,alias\nfig,Jnane\n")), encoding="utf-8")
    queries = ["Palm court", "palm cuort", "ساحه النخيل", "the fig terrace", "Jnane", "olive"]
    found = ranked(tmp_path / "find.json", queries, tmp_path)
    assert [slugs[:1] for slugs in found] == [["palm"], ["palm"], ["palm"], ["fig"], ["fig"], ["olive"]]
