"""The catalogue in RDF, for the harvesters of open data portals.

The profile is DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/),
which CKAN's harvesters read: a catalogue, a dataset for each resource and one
for the whole package, a distribution for each file with its licence, size and
checksum, titles in every language. Loading rdflib takes a while: import this
module only where the catalogue has to be made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from datapackage import addresses, citation
from datapackage.addresses import Site
from datapackage.descriptor import Package, Resource
from datapackage.extensions import Descriptor
from downloads.distributions import PACKAGE, Distribution
from metadata.publication import Publication

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# Controlled vocabularies that the profile prescribes (section 10)
AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
FILE_TYPES = {
    "csv": "CSV", "excel-csv": "CSV", "xlsx": "XLSX", "json": "JSON", "ndjson": "JSON", "parquet": "PARQUET",
    "sqlite": "SQLITE", "zip": "ZIP", "geojson": "GEOJSON", "topojson": "JSON",
}  # fmt: skip
LANGUAGES = {"ar": "ARA", "en": "ENG", "es": "SPA", "fr": "FRA"}


@dataclass
class Catalogue:
    """A graph that is being filled from a publication."""

    publication: Publication
    graph: Graph

    @property
    def package(self) -> Package:
        """The package that it describes."""
        return self.publication.package

    @property
    def uri(self) -> URIRef:
        """The name of the catalogue."""
        return URIRef(f"{self.publication.site.url}#catalogue")

    def words(self, subject: URIRef | BNode, predicate: URIRef, descriptor: Descriptor, key: str) -> None:
        """State `key` of `descriptor` once in each language that has it."""
        for language in self.package.languages:
            if text := self.package.text(descriptor, key, language):
                self.graph.add((subject, predicate, Literal(text, lang=language)))

    def entity(self, uri: str, kind: URIRef) -> URIRef:
        """A typed resource with that address."""
        self.graph.add((URIRef(uri), RDF.type, kind))
        return URIRef(uri)

    def day(self, subject: URIRef, predicate: URIRef, partial: str) -> None:
        """State a partial date with the XSD type of what it tells; nothing where it is unknown."""
        if partial:
            kind = {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(partial), XSD.date)
            self.graph.add((subject, predicate, Literal(partial, datatype=kind, normalize=False)))


def graph(publication: Publication) -> Graph:
    """Return the whole catalogue."""
    package, site = publication.package, publication.site
    catalogue = Catalogue(publication, Graph())
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("spdx", SPDX), ("vcard", VCARD), ("foaf", FOAF)):
        catalogue.graph.bind(prefix, namespace)
    add, uri = catalogue.graph.add, catalogue.uri
    catalogue.entity(str(uri), DCAT.Catalog)
    catalogue.words(uri, DCTERMS.title, package.descriptor, "title")
    catalogue.words(uri, DCTERMS.description, package.descriptor, "description")
    add((uri, DCTERMS.publisher, _publisher(catalogue)))
    add((uri, FOAF.homepage, catalogue.entity(site.url, FOAF.Document)))
    catalogue.day(uri, DCTERMS.modified, str(citation.released(package) or ""))
    for language in _languages(catalogue, package.languages):
        add((uri, DCTERMS.language, language))
    for licence in _licences(catalogue, package.descriptor):
        add((uri, DCTERMS.license, licence))
    _dataset(catalogue, package.descriptor, PACKAGE)
    for resource in package.resources.values():
        dataset = _dataset(catalogue, resource.descriptor, resource.name)
        _relations(catalogue, dataset, resource)
    return catalogue.graph


def _publisher(catalogue: Catalogue) -> URIRef:
    agent = catalogue.entity(f"{catalogue.publication.site.url}#publisher", FOAF.Agent)
    for name in citation.creators(catalogue.package):
        catalogue.graph.add((agent, FOAF.name, Literal(name)))
    return agent


def _languages(catalogue: Catalogue, codes: tuple[str, ...]) -> Iterator[URIRef]:
    for code in codes:
        if code in LANGUAGES:
            yield catalogue.entity(f"{AUTHORITY}language/{LANGUAGES[code]}", DCTERMS.LinguisticSystem)


def _licences(catalogue: Catalogue, descriptor: Descriptor) -> Iterator[URIRef]:
    for licence in catalogue.package.licences(descriptor):
        if "path" in licence:
            yield catalogue.entity(str(licence["path"]), DCTERMS.LicenseDocument)


def dataset_uri(site: Site, name: str) -> URIRef:
    """Return the name of the dataset that is the resource `name`, or the whole package for an empty one."""
    return URIRef(f"{site.url}{addresses.of_resource(name)}#dataset")


def _dataset(catalogue: Catalogue, descriptor: Descriptor, name: str) -> URIRef:
    add, publication, package = catalogue.graph.add, catalogue.publication, catalogue.package
    page = f"{publication.site.url}{addresses.of_resource(name)}"
    uri = catalogue.entity(str(dataset_uri(publication.site, name)), DCAT.Dataset)
    catalogue.words(uri, DCTERMS.title, descriptor, "title")
    catalogue.words(uri, DCTERMS.description, descriptor, "description")
    add((uri, DCTERMS.identifier, Literal(str(uri))))
    add((uri, DCTERMS.publisher, _publisher(catalogue)))
    add((uri, DCAT.landingPage, catalogue.entity(page, FOAF.Document)))
    add((uri, DCTERMS.accessRights, catalogue.entity(f"{AUTHORITY}access-right/PUBLIC", DCTERMS.RightsStatement)))
    add((uri, DCAT.contactPoint, _contact(catalogue)))
    if package.version:
        add((uri, URIRef(f"{DCAT}version"), Literal(package.version)))
    catalogue.day(uri, DCTERMS.modified, publication.modified(descriptor.get("path", "")))
    for keyword in package.descriptor.get("keywords", []):
        add((uri, DCAT.keyword, Literal(keyword)))
    for language in _languages(catalogue, package.languages):
        add((uri, DCTERMS.language, language))
    for distribution in publication.files[name]:
        add((uri, DCAT.distribution, _distribution(catalogue, distribution, descriptor, page)))
    add((catalogue.uri, DCAT.dataset, uri))
    return uri


def _contact(catalogue: Catalogue) -> URIRef:
    contact = catalogue.entity(f"{catalogue.publication.site.url}#contact", VCARD.Kind)
    names = citation.creators(catalogue.package)
    catalogue.graph.add((contact, VCARD.fn, Literal(names[0])))
    catalogue.graph.add((contact, VCARD.hasURL, URIRef(f"{catalogue.publication.site.repository}/issues")))
    return contact


def _relations(catalogue: Catalogue, dataset: URIRef, resource: Resource) -> None:
    """A table that refers to another by foreign key is related to it."""
    for key in resource.foreign_keys:
        if key.resource != resource.name:
            other = catalogue.entity(str(dataset_uri(catalogue.publication.site, key.resource)), RDFS.Resource)
            catalogue.graph.add((dataset, DCTERMS.relation, other))


def _distribution(catalogue: Catalogue, file: Distribution, descriptor: Descriptor, page: str) -> URIRef:
    add = catalogue.graph.add
    uri = catalogue.entity(f"{page}#file-{file.filename}", DCAT.Distribution)
    add((uri, DCTERMS.title, Literal(file.filename)))
    address = catalogue.entity(
        catalogue.publication.site.url + file.path, RDFS.Resource
    )  # typed, for validators that infer nothing
    add((uri, DCAT.accessURL, address))
    add((uri, DCAT.downloadURL, address))
    add((uri, DCAT.mediaType, catalogue.entity(IANA + file.media_type, DCTERMS.MediaType)))
    if file.format in FILE_TYPES:
        kind = f"{AUTHORITY}file-type/{FILE_TYPES[file.format]}"
        add((uri, DCTERMS["format"], catalogue.entity(kind, DCTERMS.MediaTypeOrExtent)))
    add((uri, DCAT.byteSize, Literal(file.bytes, datatype=XSD.nonNegativeInteger)))
    for licence in _licences(catalogue, descriptor):
        add((uri, DCTERMS.license, licence))
    for language in _languages(catalogue, (file.language,) if file.language else catalogue.package.languages):
        add((uri, DCTERMS.language, language))
    checksum = catalogue.entity(f"{uri}-checksum", SPDX.Checksum)
    add((checksum, SPDX.algorithm, catalogue.entity(str(SPDX.checksumAlgorithm_sha256), SPDX.ChecksumAlgorithm)))
    add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))
    add((uri, SPDX.checksum, checksum))
    return uri


def write(publication: Publication, folder: Path) -> None:
    """Write `catalog.ttl` and `catalog.jsonld`: the same graph, in an order that does not change."""
    catalogue = graph(publication)
    turtle, json_ld = (catalogue.serialize(format=form) for form in ("turtle", "json-ld"))
    (folder / "catalog.ttl").write_text(turtle, encoding="utf-8", newline="")
    (folder / "catalog.jsonld").write_text(_ordered_json(json_ld), encoding="utf-8", newline="")


def _ordered_json(text: str) -> str:
    """Sort JSON-LD: rdflib writes it in the order of a set, which differs from one process to another."""
    return json.dumps(_ordered(json.loads(text)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _ordered(value: Any) -> Any:
    """Sort the arrays of an expanded JSON-LD value, which have no order of their own."""
    if isinstance(value, dict):
        return {key: _ordered(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value
