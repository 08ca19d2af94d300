"""Redirects lead from a name that is gone to one that is there."""

from pathlib import Path

import pytest

from tests.helpers.edits import edit
from tests.helpers.spoiling import after, gardens, put


@pytest.mark.parametrize(
    ("redirects", "code", "value", "nearest"),
    [
        ({"olives": "olivee"}, "redirect-target", "olivee", "olive"),
        ({"palm": "olive"}, "redirect-taken", "palm", None),
        ({"../data": "olive"}, "name-form", "../data", None),
        ({"a b": "olive"}, "name-form", "a b", None),
        ({"olives": "olivier", "olivier": "olive"}, "redirect-target", "olivier", "olive"),
    ],
)
def test_a_redirect_that_cannot_lead_on(
    tiny_copy: Path, redirects: dict[str, str], code: str, value: str, nearest: str | None
) -> None:
    (problem,) = after(tiny_copy, put(gardens, redirects=redirects))
    assert (problem.code, problem.file, problem.value) == (code, "datapackage.json", value)
    assert problem.details.get("nearest") == nearest
    lines = (tiny_copy / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert problem.line
    assert next(iter(redirects)) in lines[problem.line - 1]


def test_a_circle_leads_nowhere(tiny_copy: Path) -> None:
    found = after(tiny_copy, put(gardens, redirects={"a": "b", "b": "a"}))
    assert [problem.code for problem in found] == ["redirect-target", "redirect-target"]


def test_a_sound_redirect_and_a_row_that_nothing_replaced(tiny_copy: Path) -> None:
    assert after(tiny_copy, put(gardens, redirects={"olives": "olive", "almond": None})) == []


def test_names_of_pages_may_be_redirected_too(tiny_copy: Path) -> None:
    pages = {"path": "plots", "slug": "planted", "template": "garden"}
    edit(tiny_copy / "data" / "gardens.csv", "زيتون,public,,", "زيتون,public,2024,")
    assert after(tiny_copy, put(gardens, rowPages=pages, redirects={"2020": "2021"})) == []
    (problem,) = after(tiny_copy, put(gardens, redirects={"2021": "2019-03"}))
    assert problem.code == "redirect-taken"
