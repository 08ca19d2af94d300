"""Held to the vocabulary of schema.org that rdflib ships, and to what dataset search engines require."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from datapackage import descriptor
from metadata import schema_org
from tests.helpers.packages import READERS

SITE = {"url": "https://example.org/", "repository": "https://example.org/x", "files": {}, "changed": {}}
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
PREFIXES = {"ar": "", "fr": "fr/", "en": "en/"}


def structured(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in LD.findall(path.read_text(encoding="utf-8"))]


def test_a_resource_is_a_dataset_in_each_language(tiny: descriptor.Package) -> None:
    found = schema_org.structured_data(tiny, READERS["ar"], SITE, "ar/", tiny.resources["gardens"])
    assert (found["@type"], found["name"], found["inLanguage"]) == ("Dataset", "البساتين", "ar")
    assert found["url"] == "https://example.org/ar/data/gardens/"
    assert [each["propertyID"] for each in found["variableMeasured"]] == list(tiny.resources["gardens"].field)


def test_the_catalogue_lists_its_datasets(tiny: descriptor.Package) -> None:
    found = schema_org.structured_data(tiny, READERS["en"], SITE, "")
    assert found["@type"] == "DataCatalog"
    assert [each["name"] for each in found["dataset"]] == [
        "Gardens",
        "Harvests",
        "Sources",
        "Plots",
        "Outlines of the gardens",
    ]


@pytest.mark.parametrize("language", PREFIXES)
def test_every_page_of_a_resource_has_what_search_engines_require(
    site: Path, real: descriptor.Package, language: str
) -> None:
    for name, resource in real.resources.items():
        (found,) = structured(site / PREFIXES[language] / "data" / name / "index.html")
        assert found["@type"] == "Dataset"
        assert found["name"] == real.text(resource.descriptor, "title", language)
        assert 50 <= len(found["description"]) <= 5000, name
        assert found["license"].startswith("https://")
        for each in found["distribution"]:
            path = each["contentUrl"].removeprefix("https://infitah.github.io/infitah/")
            assert (site / path).stat().st_size == int(each["contentSize"].removesuffix(" B"))


@pytest.mark.parametrize("page", ["", "data/"])
def test_home_and_catalogue_are_a_data_catalogue(site: Path, page: str) -> None:
    for prefix in PREFIXES.values():
        (found,) = structured(site / prefix / page / "index.html")
        assert found["@type"] == "DataCatalog"
        assert len(found["dataset"]) > 10


def test_types_and_properties_are_those_of_schema_org(site: Path) -> None:
    for page in ("data", "fr/data/members"):
        (found,) = structured(site / page / "index.html")
        found["@context"] = {"@vocab": "https://schema.org/"}  # the remote context, without the fetching
        data = Graph().parse(data=json.dumps(found), format="json-ld")
        terms = {term for _, term, _ in data} | set(data.objects(None, RDF.type))
        unknown = {str(term) for term in terms - {RDF.type} if isinstance(term, URIRef) and term not in SDO}
        assert unknown == set()
