"""Held to the vocabulary of schema.org that rdflib ships."""

import json

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from datapackage import descriptor
from metadata import schema_org
from tests.helpers.packages import READERS
from tests.helpers.publications import publication


def test_a_resource_is_a_dataset_in_each_language(tiny: descriptor.Package) -> None:
    found = schema_org.structured_data(publication(tiny), READERS["ar"], tiny.resources["gardens"])
    assert (found["@type"], found["name"], found["inLanguage"]) == ("Dataset", "البساتين", "ar")
    assert found["url"] == "https://example.org/gardens/ar/data/gardens/"
    assert [each["propertyID"] for each in found["variableMeasured"]] == list(tiny.resources["gardens"].field)


def test_the_catalogue_lists_its_datasets(tiny: descriptor.Package) -> None:
    found = schema_org.structured_data(publication(tiny), READERS["en"])
    assert found["@type"] == "DataCatalog"
    assert [each["name"] for each in found["dataset"]] == [
        "Gardens",
        "Harvests",
        "Sources",
        "Plots",
        "Outlines of the gardens",
    ]


@pytest.mark.parametrize("name", ["", "gardens"])
def test_types_and_properties_are_those_of_schema_org(tiny: descriptor.Package, name: str) -> None:
    found = schema_org.structured_data(publication(tiny), READERS["en"], tiny.resources.get(name))
    found["@context"] = {"@vocab": "https://schema.org/"}  # the remote context, without the fetching
    data = Graph().parse(data=json.dumps(found), format="json-ld")
    terms = {term for _, term, _ in data} | set(data.objects(None, RDF.type))
    unknown = {str(term) for term in terms - {RDF.type} if isinstance(term, URIRef) and term not in SDO}
    assert SDO.name in terms
    assert unknown == set()
