"""JSON by its schema; annotations and summary that no cell can abuse."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from validation.problems import Problem
from validation.reports import SCHEMA, as_json, summary, workflow_commands
from validation.validate import validate

HOSTILE = Problem(
    "enum", "a.csv", 3, "kind", "x\n::error::y <b> @org %0A", {"allowed": "a\r::b", "nearest": "\x1b"}, corrected="z"
)


def test_json_follows_its_schema(tiny_copy: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    path = tiny_copy / "data" / "gardens.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("private", "Private").replace("2019-03", "٢٠١٩-٠٣"), encoding="utf-8"
    )
    report = json.loads(as_json([*validate(tiny_copy / "datapackage.json"), HOSTILE]))
    Draft202012Validator(schema).validate(report)
    digits = next(each for each in report["problems"] if each["code"] == "digits")
    assert digits["corrected"] == "2019-03"
    assert digits["title"] == {"en": "Planted", "ar": "تاريخ الغرس"}
    assert set(digits["remedy"]) == {"ar", "fr", "en"}


def test_annotations_are_one_command_a_line() -> None:
    lines = workflow_commands([HOSTILE, Problem("blank-row", "b,c:d.csv", 2, severity="warning")], "en").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=a.csv,line=3,title=enum::kind")
    assert lines[1].startswith("::warning file=b%2Cc%3Ad.csv,line=2,title=blank-row::")


@given(st.text(), st.text(), st.text())
def test_no_text_escapes_its_annotation(file: str, column: str, value: str) -> None:
    shown = workflow_commands([Problem("blank-row", file, 1, column, value)], "ar")
    assert len(re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", shown)) == 1
    assert not re.search("[\x00-\x1f\u202a-\u202e]", shown)


def git(folder: Path, *command: str) -> None:
    subprocess.run(["git", "-C", str(folder), *command], check=True)


@pytest.fixture
def changed(tiny_copy: Path) -> Path:
    git(tiny_copy, "init", "-q")
    git(tiny_copy, "add", "-A")
    git(tiny_copy, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")
    path = tiny_copy / "data" / "gardens.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Palm court", "<b>@all</b>") + "date,Date,بلح,public,,almanac\n", encoding="utf-8")
    return tiny_copy / "datapackage.json"


def test_summary_says_what_changes_in_three_languages(changed: Path) -> None:
    text = summary(changed, validate(changed), "HEAD")
    assert text.count("<div dir=") == 3
    assert '<div dir="rtl" lang="ar">' in text
    assert "سطر مضاف واحد" in text
    assert "1 cell changed" in text
    assert "1 ligne ajoutée" in text
    assert "<bdi>Palm court</bdi>" in text
    assert "<bdi>&lt;b&gt;&#64;all&lt;/b&gt;</bdi>" in text
    assert "<b>@all" not in text
