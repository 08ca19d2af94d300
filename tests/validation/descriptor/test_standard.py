"""What Frictionless has against a descriptor, in words of ours."""

from pathlib import Path

import pytest

from tests.helpers.packages import TINY
from tests.helpers.spoiling import Edit, after, field, gardens, put
from validation.descriptor import standard
from validation.descriptor.completeness import read_descriptor
from validation.validate import validate

FIELDS = "resources.gardens.schema.fields"


@pytest.mark.parametrize(
    ("edit", "code", "column"),
    [
        (put(lambda d: field(d, "id"), format="url"), "property-value", f"{FIELDS}.id.format"),
        (
            put(lambda d: field(d, "id")["constraints"], required="yes"),
            "property-type",
            f"{FIELDS}.id.constraints.required",
        ),
        (put(gardens, bytes="many"), "property-type", "resources.gardens.bytes"),
    ],
)
def test_notes_have_codes_of_ours(tiny_copy: Path, edit: Edit, code: str, column: str) -> None:
    (problem,) = after(tiny_copy, edit)
    assert (problem.code, problem.column) == (code, column)


def test_a_constraint_of_another_type(tiny_copy: Path) -> None:
    edit = put(lambda d: d["resources"][1]["schema"]["fields"][2]["constraints"], minLength=2)
    (problem,) = after(tiny_copy, edit)
    assert problem.code == "constraint-type"
    assert (problem.column or "").endswith("constraints.minLength")


def test_a_good_descriptor(tiny_copy: Path) -> None:
    assert validate(tiny_copy / "datapackage.json") == []


def test_a_note_of_a_new_kind_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standard, "_notes", lambda _: ["something new"])
    descriptor_file = read_descriptor(TINY / "datapackage.json")
    assert {problem.code for problem in standard.check_standard(descriptor_file)} == {"descriptor"}
