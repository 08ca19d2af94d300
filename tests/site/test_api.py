"""The API of the network: its document is held to the OpenAPI 3.1 schema, and every file to the document."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from datapackage import descriptor
from tests.helpers.packages import ROOT


@pytest.fixture(scope="module")
def document(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "api" / "v1" / "openapi.json").read_text(encoding="utf-8"))
    return found


def test_every_file_is_as_the_document_says(document: dict[str, Any], site: Path) -> None:
    """Each path is filled in with every parameter it allows, and each file is the answer to one path."""
    folder = site / "api" / "v1"
    answered = {folder / "openapi.json"}
    for path, item in document["paths"].items():
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check = Draft202012Validator({**schema, "components": document["components"]})
        pattern = path[1:].replace("{name}", "*").replace("{key}", "*")
        found = sorted(folder.glob(pattern))
        assert found, path
        for file in found:
            faults = [error.message for error in check.iter_errors(json.loads(file.read_text(encoding="utf-8")))]
            assert faults == [], file
        for parameter in item.get("parameters", []):
            if values := parameter["schema"].get("enum"):
                assert {file.stem for file in found} == set(values)
        answered |= set(found)
    assert answered == set(folder.rglob("*.json"))


def test_the_schemas_do_bite(document: dict[str, Any], site: Path) -> None:
    row = json.loads((site / "api" / "v1" / "resources" / "territories" / "01.json").read_text(encoding="utf-8"))
    schema = document["components"]["schemas"]["territoriesRow"]
    check = Draft202012Validator({**schema, "components": document["components"]})
    row["row"]["population_2024"] = "many"
    row["row"]["kind"] = "kingdom"
    assert len(list(check.iter_errors(row))) == 2


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_row_of_the_descriptor_has_its_address(site: Path, real: descriptor.Package) -> None:
    for name in real.descriptor["api"]["rows"]:
        with (ROOT / real.resources[name].path).open(encoding="utf-8") as file:
            keys = {row["id"] for row in csv.DictReader(file)}
        assert {path.stem for path in (site / "api" / "v1" / "resources" / name).iterdir()} == keys
