"""What the finder finds in the network: queries written by hand, ranked by the very code of the site in Node."""

import gzip
import json
from pathlib import Path

import pytest

from datapackage import descriptor
from pages import finder_index
from tests.helpers.finder import ranked, read
from tests.helpers.packages import ROOT

QUERIES = Path(__file__).with_name("finder_queries.csv")
NOTHING = ["", "   ", "ـــ", "'", "--", "ء", "\u200f", "zzzzqqqq", "(", "[a", "\\", "<b>", "%%", "💧", "a" * 5000]


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


@pytest.mark.parametrize("query", ["مكناس", "meknes"])
def test_a_whole_word_of_a_name_comes_before_what_only_sounds_alike(site: Path, tmp_path: Path, query: str) -> None:
    (found,) = ranked(site / "places" / finder_index.FILE, [query], tmp_path)
    assert found == ["meknes", "prefecture-meknes", "region-fes-meknes"]


def test_odd_queries_neither_fail_nor_find(site: Path, tmp_path: Path) -> None:
    assert ranked(site / "places" / finder_index.FILE, NOTHING[:8], tmp_path) == [[]] * 8
    ranked(site / "places" / finder_index.FILE, NOTHING, tmp_path)
