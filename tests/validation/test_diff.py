"""What changed, by primary key."""

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.spoiling import table
from validation.diff import Change, compare

KEY = {"primaryKey": ["id"]}
FIELDS: dict[str, dict[str, str]] = {"id": {}, "n": {}}


def test_rows_and_cells() -> None:
    before = table(FIELDS, "a,1", "b,2", "c,3", schema=KEY)
    after = table(FIELDS, "c,3", "a,9", "d,4", schema=KEY)
    assert list(compare(before, after)) == [
        Change("changed", "data/a.csv", "a", "n", "1", "9"),
        Change("added", "data/a.csv", "d", after="d, 4"),
        Change("removed", "data/a.csv", "b", before="b, 2"),
    ]


def test_a_new_file() -> None:
    rows = table(FIELDS, "a,1", schema=KEY)
    assert [each.kind for each in compare(None, rows)] == ["added"]


@given(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"), min_size=1),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"), min_size=1),
)
def test_the_changes_make_the_one_of_the_other(one: dict[str, str], other: dict[str, str]) -> None:
    before, after = (
        table(FIELDS, *(f"{key},{value}" for key, value in each.items()), schema=KEY) for each in (one, other)
    )
    result = dict(one)
    for change in compare(before, after):
        if change.kind == "removed":
            del result[change.key]
        else:
            result[change.key] = change.after.split(", ")[-1]
    assert result == other
