"""The catalogue is held to the SHACL shapes of DCAT-AP 3.0, as SEMIC publishes them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads import distributions
from metadata import dcat
from tests.helpers.catalogue import broken, shapes
from tests.helpers.packages import ROOT
from tests.helpers.publications import SITE, publication


@pytest.fixture(scope="module")
def written(tiny: descriptor.Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tiny, tmp_path_factory.mktemp("catalogue"))


def make(tiny: descriptor.Package, folder: Path) -> Path:
    made = distributions.make(Dataset(tiny), SITE, "<p>", folder / "cache")
    dcat.write(publication(tiny, files=made.files), folder)
    return folder


def test_the_tiny_catalogue_is_valid(written: Path) -> None:
    assert broken(Graph().parse(written / "catalog.ttl"), shapes()) == []


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description, DCTERMS.publisher])
def test_the_shapes_do_bite(written: Path, predicate: URIRef) -> None:
    data = Graph().parse(written / "catalog.ttl")
    data.remove((URIRef("https://example.org/gardens/#catalogue"), predicate, None))
    assert broken(data, shapes()) != []


def test_the_two_files_say_the_same(written: Path) -> None:
    turtle = Graph().parse(written / "catalog.ttl", format="turtle")
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
    for name in ("catalog.ttl", "catalog.jsonld"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_the_json_is_json(written: Path) -> None:
    assert json.loads((written / "catalog.jsonld").read_text(encoding="utf-8"))


def test_titles_are_in_every_language(written: Path, tiny: descriptor.Package) -> None:
    data = Graph().parse(written / "catalog.ttl")
    datasets = list(data.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(tiny.resources) + 1
    for dataset in datasets:
        titles = [title for title in data.objects(dataset, DCTERMS.title) if isinstance(title, Literal)]
        assert sorted(str(title.language) for title in titles) == sorted(tiny.languages)


def test_every_file_has_its_size_and_its_licence(written: Path) -> None:
    data = Graph().parse(written / "catalog.ttl")
    palm = next(data.objects(dcat.dataset_uri(SITE, "gardens"), DCAT.distribution))
    assert int(str(data.value(palm, DCAT.byteSize))) > 0
    assert "creativecommons.org" in str(data.value(palm, DCTERMS.license))
    checksum = data.value(palm, dcat.SPDX.checksum)
    assert len(str(data.value(checksum, dcat.SPDX.checksumValue))) == 64
