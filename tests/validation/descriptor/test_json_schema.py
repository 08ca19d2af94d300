"""The kinds of values in the descriptor, and what can still be said where some are wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.spoiling import Edit, after, drop, field, gardens, put, whole
from validation.problems import languages, sentences


@pytest.mark.parametrize(
    ("edit", "code", "column"),
    [
        (put(whole, languages=["ar", "ar"]), "property-type", "languages"),
        (put(whole, languages=["Arabic"]), "property-type", "languages.0"),
        (put(gardens, encoding="latin-1"), "property-value", "resources.gardens.encoding"),
        (put(lambda d: gardens(d)["dialect"], delimiter=";"), "property-value", "resources.gardens.dialect.delimiter"),
        (
            put(lambda d: field(d, "planted"), display="dtae"),
            "property-value",
            "resources.gardens.schema.fields.planted.display",
        ),
        (
            put(lambda d: gardens(d)["schema"], missingValues=["-"]),
            "property-value",
            "resources.gardens.schema.missingValues",
        ),
        (put(gardens, expected=[{"rows": -1}]), "property-type", "resources.gardens.expected.0.rows"),
        (put(gardens, expected=[{"row": 3}]), "property-misspelt", "resources.gardens.expected.0.row"),
        (put(gardens, expected=[{}]), "property-missing", "resources.gardens.expected.0"),
        (put(gardens, expected=[{"rows": 1, "minRows": 1}]), "property-value", "resources.gardens.expected.0"),
        (put(lambda d: gardens(d)["schema"], primaryKey=5), "property-type", "resources.gardens.schema.primaryKey"),
        (
            put(lambda d: gardens(d)["schema"], uniqueKeys=["id"]),
            "property-type",
            "resources.gardens.schema.uniqueKeys.0",
        ),
    ],
)
def test_each_kind_in_words_of_ours(tiny_copy: Path, edit: Edit, code: str, column: str) -> None:
    (problem,) = after(tiny_copy, edit)
    assert (problem.code, problem.column) == (code, column)
    assert all(all(sentences(problem, language)) for language in languages())


def test_a_name_misspelt(tiny_copy: Path) -> None:
    def edit(descriptor: Any) -> None:
        part = gardens(descriptor)
        part["nmae"] = part.pop("name")

    found = after(tiny_copy, edit)
    assert [problem.code for problem in found if problem.file == "datapackage.json"] == ["property-misspelt"]


def test_what_is_sound_is_examined_all_the_same(tiny_copy: Path) -> None:
    text = (tiny_copy / "data/sources.csv").read_text(encoding="utf-8")
    (tiny_copy / "data/sources.csv").write_text(text.replace("Example", "=Example"), encoding="utf-8")

    def edit(descriptor: Any) -> None:
        descriptor.update(version=5, homepage="javascript:x")
        gardens(descriptor)["label"] = None

    codes = {problem.code for problem in after(tiny_copy, edit)}
    assert codes == {"property-type", "script-link", "formula"}


@pytest.mark.parametrize("name", ["languages", "resources", "name"])
def test_nothing_is_said_without_the_frame(tiny_copy: Path, name: str) -> None:
    (problem,) = after(tiny_copy, drop(whole, name))
    assert (problem.code, problem.details["property"]) == ("property-missing", name)


def test_several_items_without_a_name_are_left_out_by_their_places(tiny_copy: Path) -> None:
    problems = after(tiny_copy, put(whole, views=[None, None, None]))
    assert [(problem.code, problem.column) for problem in problems] == [
        ("property-type", f"views.{place}") for place in range(3)
    ]
