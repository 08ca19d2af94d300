import pytest

from datapackage import descriptor
from datapackage.rows import Tables
from pages import data_pages
from tests.helpers.packages import READERS


def test_templates_find_what_they_ask_for(tiny: descriptor.Package) -> None:
    site = {"url": "https://example.org/", "repository": "https://example.org/x", "files": {}, "changed": {}}
    functions = data_pages.functions(Tables(tiny, "ar"), READERS["ar"], site, "ar/")
    assert functions["cite"]("البساتين", "data/gardens/").url == "https://example.org/ar/data/gardens/"
    assert functions["structured_data"](tiny.resources["gardens"])["url"] == "https://example.org/ar/data/gardens/"


def test_a_change_is_a_percentage_with_its_sign(tiny: descriptor.Package) -> None:
    functions = data_pages.functions(Tables(tiny, "en"), READERS["en"], {"roots": {}}, "")
    harvest = Tables(tiny, "en").all("harvests")[0]
    assert functions["change"](harvest, "kilograms", "kilograms") == "+0%"
    assert functions["change"](harvest, "garden", "kilograms") == ""


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 4, 0.25), (0, 3, 0.0), (0, 0, 0.0)])
def test_a_share_of_nothing_is_nothing(part: int, whole: int, share: float) -> None:
    assert data_pages.share_of(part, whole) == share
