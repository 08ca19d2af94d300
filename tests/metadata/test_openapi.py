"""The document is held to the OpenAPI 3.1 schema, and every file of the tiny API to the document."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from datapackage import descriptor
from metadata import api, openapi
from tests.helpers.publications import publication


@pytest.fixture
def folder(tiny: descriptor.Package, tmp_path: Path) -> Path:
    api.write(publication(tiny), tmp_path)
    return tmp_path / "api" / "v1"


def check_of(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


def test_the_document_is_valid(tiny: descriptor.Package) -> None:
    alone = openapi.document(tiny, "https://example.org/api/v1/", [tiny.resources["gardens"]])
    OpenAPIV31SpecValidator(alone).validate()
    assert "/resources/gardens/{key}.json" in alone["paths"]


def test_every_file_is_as_the_document_says(folder: Path) -> None:
    document = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    answered = {folder / "openapi.json"}
    for path, item in document["paths"].items():
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        found = set(folder.glob(path[1:].replace("{name}", "*").replace("{key}", "*")))
        assert found, path
        for file in found:
            read = json.loads(file.read_text(encoding="utf-8"))
            assert [error.message for error in check_of(document, schema).iter_errors(read)] == [], file
        answered |= found
    assert answered == set(folder.rglob("*.json"))


def test_the_schemas_do_bite(folder: Path) -> None:
    document = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    row = json.loads((folder / "resources" / "gardens" / "palm.json").read_text(encoding="utf-8"))
    row["row"]["planted"] = 2019
    row["row"]["kind"] = "kingdom"
    assert len(list(check_of(document, document["components"]["schemas"]["gardensRow"]).iter_errors(row))) == 2
