"""The catalogue in RDF, for the harvesters of open data portals.

The profile is DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/),
which CKAN's harvesters read: a catalogue, a dataset for each resource and one
for the whole package, a distribution for each file with its licence, size and
checksum, titles in every language. Loading rdflib takes a while: import this
module only where the catalogue has to be made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from datapackage import citation
from datapackage.descriptor import Package, Resource
from datapackage.extensions import Descriptor
from downloads.distributions import PACKAGE, Distribution

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# Controlled vocabularies that the profile prescribes (section 10)
AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
FILE_TYPES = {
    "csv": "CSV", "xlsx": "XLSX", "json": "JSON", "ndjson": "JSON", "parquet": "PARQUET", "sqlite": "SQLITE",
    "zip": "ZIP", "geojson": "GEOJSON", "topojson": "JSON",
}  # fmt: skip
LANGUAGES = {"ar": "ARA", "en": "ENG", "es": "SPA", "fr": "FRA"}
SERIALISATIONS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


@dataclass
class Catalogue:
    """A graph that is being filled from a package, the facts of its site and the days its files changed."""

    package: Package
    site: Mapping[str, Any]
    graph: Graph

    @property
    def uri(self) -> URIRef:
        """The name of the catalogue."""
        return URIRef(f"{self.site['url']}#catalogue")

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


def graph(package: Package, site: Mapping[str, Any]) -> Graph:
    """The whole catalogue; `site` has `url`, `repository`, `files` (distributions by resource) and `changed`."""
    catalogue = Catalogue(package, site, Graph())
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("spdx", SPDX), ("vcard", VCARD), ("foaf", FOAF)):
        catalogue.graph.bind(prefix, namespace)
    add, uri = catalogue.graph.add, catalogue.uri
    catalogue.entity(str(uri), DCAT.Catalog)
    catalogue.words(uri, DCTERMS.title, package.descriptor, "title")
    catalogue.words(uri, DCTERMS.description, package.descriptor, "description")
    add((uri, DCTERMS.publisher, _publisher(catalogue)))
    add((uri, FOAF.homepage, catalogue.entity(site["url"], FOAF.Document)))
    catalogue.day(uri, DCTERMS.modified, citation.released(package))
    for language in _languages(catalogue, package.languages):
        add((uri, DCTERMS.language, language))
    for licence in _licences(catalogue, package.descriptor):
        add((uri, DCTERMS.license, licence))
    _dataset(catalogue, package.descriptor, PACKAGE, "data/")
    for resource in package.resources.values():
        dataset = _dataset(catalogue, resource.descriptor, resource.name, f"data/{resource.name}/")
        _relations(catalogue, dataset, resource)
    return catalogue.graph


def _publisher(catalogue: Catalogue) -> URIRef:
    agent = catalogue.entity(f"{catalogue.site['url']}#publisher", FOAF.Agent)
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


def dataset_uri(site: Mapping[str, Any], path: str) -> URIRef:
    """The name of the dataset whose page stands at `path`."""
    return URIRef(f"{site['url']}{path}#dataset")


def _dataset(catalogue: Catalogue, descriptor: Descriptor, name: str, path: str) -> URIRef:
    add, site, package = catalogue.graph.add, catalogue.site, catalogue.package
    uri = catalogue.entity(str(dataset_uri(site, path)), DCAT.Dataset)
    catalogue.words(uri, DCTERMS.title, descriptor, "title")
    catalogue.words(uri, DCTERMS.description, descriptor, "description")
    add((uri, DCTERMS.identifier, Literal(str(uri))))
    add((uri, DCTERMS.publisher, _publisher(catalogue)))
    add((uri, DCAT.landingPage, catalogue.entity(f"{site['url']}{path}", FOAF.Document)))
    add((uri, DCTERMS.accessRights, catalogue.entity(f"{AUTHORITY}access-right/PUBLIC", DCTERMS.RightsStatement)))
    add((uri, DCAT.contactPoint, _contact(catalogue)))
    if package.version:
        add((uri, URIRef(f"{DCAT}version"), Literal(package.version)))
    changed = site["changed"].get(descriptor.get("path", ""), "") or citation.released(package)
    catalogue.day(uri, DCTERMS.modified, changed)
    for keyword in package.descriptor.get("keywords", []):
        add((uri, DCAT.keyword, Literal(keyword)))
    for language in _languages(catalogue, package.languages):
        add((uri, DCTERMS.language, language))
    for each in site["files"][name]:
        add((uri, DCAT.distribution, _distribution(catalogue, each, descriptor, path)))
    add((catalogue.uri, DCAT.dataset, uri))
    return uri


def _contact(catalogue: Catalogue) -> URIRef:
    contact = catalogue.entity(f"{catalogue.site['url']}#contact", VCARD.Kind)
    names = citation.creators(catalogue.package)
    catalogue.graph.add((contact, VCARD.fn, Literal(names[0])))
    catalogue.graph.add((contact, VCARD.hasURL, URIRef(f"{catalogue.site['repository']}/issues")))
    return contact


def _relations(catalogue: Catalogue, dataset: URIRef, resource: Resource) -> None:
    """A table that refers to another by foreign key is related to it."""
    for key in resource.foreign_keys:
        if key.resource != resource.name:
            other = catalogue.entity(str(dataset_uri(catalogue.site, f"data/{key.resource}/")), RDFS.Resource)
            catalogue.graph.add((dataset, DCTERMS.relation, other))


def _distribution(catalogue: Catalogue, each: Distribution, descriptor: Descriptor, path: str) -> URIRef:
    add, base = catalogue.graph.add, catalogue.site["url"]
    uri = catalogue.entity(f"{base}{path}#file-{each.path.rpartition('/')[2]}", DCAT.Distribution)
    add((uri, DCTERMS.title, Literal(each.path.rpartition("/")[2])))
    address = catalogue.entity(base + each.path, RDFS.Resource)  # typed, for validators that infer nothing
    add((uri, DCAT.accessURL, address))
    add((uri, DCAT.downloadURL, address))
    add((uri, DCAT.mediaType, catalogue.entity(IANA + each.media_type, DCTERMS.MediaType)))
    if each.format in FILE_TYPES:
        kind = f"{AUTHORITY}file-type/{FILE_TYPES[each.format]}"
        add((uri, DCTERMS["format"], catalogue.entity(kind, DCTERMS.MediaTypeOrExtent)))
    add((uri, DCAT.byteSize, Literal(each.bytes, datatype=XSD.nonNegativeInteger)))
    for licence in _licences(catalogue, descriptor):
        add((uri, DCTERMS.license, licence))
    for language in _languages(catalogue, (each.language,) if each.language else catalogue.package.languages):
        add((uri, DCTERMS.language, language))
    checksum = catalogue.entity(f"{uri}-checksum", SPDX.Checksum)
    add((checksum, SPDX.algorithm, catalogue.entity(str(SPDX.checksumAlgorithm_sha256), SPDX.ChecksumAlgorithm)))
    add((checksum, SPDX.checksumValue, Literal(each.sha256, datatype=XSD.hexBinary)))
    add((uri, SPDX.checksum, checksum))
    return uri


def write(package: Package, site: Mapping[str, Any], folder: Path) -> None:
    """`catalog.ttl`, `catalog.rdf` and `catalog.jsonld`: the same graph, in a stable order."""
    made = graph(package, site)
    for ending, form in SERIALISATIONS.items():
        text = made.serialize(format=form)
        text = _ORDERED.get(form, str)(text)
        (folder / f"catalog.{ending}").write_text(text, encoding="utf-8", newline="")


def _ordered_xml(text: str) -> str:
    """RDF/XML with its nodes, and what is said of each, in the order of the letters."""
    head, *nodes = re.split(r"(?m)(?=^  <rdf:Description )", text.removesuffix("</rdf:RDF>\n"))
    for place, node in enumerate(nodes):
        first, *said = re.split(r"(?m)(?=^    <)", node.removesuffix("  </rdf:Description>\n"))
        nodes[place] = "".join([first, *sorted(said), "  </rdf:Description>\n"])
    return "".join([head, *sorted(nodes), "</rdf:RDF>\n"])


def _ordered_json(text: str) -> str:
    """JSON-LD in the order of the letters: rdflib writes it in that of a set, another in each process."""
    return json.dumps(_ordered(json.loads(text)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _ordered(value: Any) -> Any:
    """An expanded JSON-LD value with its arrays, which have no order of their own, sorted."""
    if isinstance(value, dict):
        return {key: _ordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


_ORDERED = {"xml": _ordered_xml, "json-ld": _ordered_json}
