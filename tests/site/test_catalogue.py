"""The catalogue of the network, held to the shapes of DCAT-AP and to the vocabulary of schema.org."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SDO

from datapackage import descriptor
from metadata import dcat
from mkdocs_adapter import site as mkdocs_site
from tests.helpers.catalogue import broken, shapes
from tests.helpers.packages import ROOT

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
PREFIXES = {"ar": "", "fr": "fr/", "en": "en/"}


def test_the_real_catalogue_is_valid(site: Path) -> None:
    assert broken(Graph().parse(site / "catalog.ttl"), shapes()) == []


def test_every_file_has_its_licence_size_and_checksum(site: Path, real: descriptor.Package) -> None:
    data = Graph().parse(site / "catalog.ttl")
    datasets = set(data.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(real.resources) + 1
    for each in data.subjects(RDF.type, DCAT.Distribution):
        address = str(data.value(each, DCAT.downloadURL))
        file = site / address.removeprefix("https://infitah.github.io/infitah/")
        assert int(str(data.value(each, DCAT.byteSize))) == file.stat().st_size
        assert data.value(each, DCTERMS.license), address
        checksum = data.value(each, dcat.SPDX.checksum)
        assert str(data.value(checksum, dcat.SPDX.checksumValue)) in (site / "SHA256SUMS").read_text()
    where = mkdocs_site.read(ROOT / "mkdocs.yml").site
    geometry = next(iter(data.objects(dcat.dataset_uri(where, "regions_geometry"), DCAT.distribution)))
    assert "opendatacommons.org" in str(data.value(geometry, DCTERMS.license))


def test_titles_are_in_every_language(site: Path, real: descriptor.Package) -> None:
    data = Graph().parse(site / "catalog.ttl")
    for each in data.subjects(RDF.type, DCAT.Dataset):
        titles = [title for title in data.objects(each, DCTERMS.title) if isinstance(title, Literal)]
        assert sorted(str(title.language) for title in titles) == sorted(real.languages)


def structured(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in LD.findall(path.read_text(encoding="utf-8"))]


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
