from datapackage import descriptor
from datapackage.rows import Tables
from pages import data_pages
from tests.helpers.packages import READERS


def test_templates_find_what_they_ask_for(tiny: descriptor.Package) -> None:
    site = {"url": "https://example.org/", "repository": "https://example.org/x", "files": {}, "changed": {}}
    functions = data_pages.functions(Tables(tiny, "ar"), READERS["ar"], site, "ar/")
    assert functions["cite"]("البساتين", "data/gardens/").url == "https://example.org/ar/data/gardens/"
    assert functions["structured_data"](tiny.resources["gardens"])["url"] == "https://example.org/ar/data/gardens/"
