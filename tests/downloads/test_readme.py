import re
from pathlib import Path

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads import readme
from tests.helpers.publications import SITE, TEMPLATES


def test_the_page_stands_alone_and_says_every_file_in_every_language(tiny: descriptor.Package) -> None:
    page = readme.render(Dataset(tiny), SITE, TEMPLATES)
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "<link" not in page
    for path in (resource.path for resource in tiny.resources.values()):
        assert page.count(f'href="{path}"') == len(SITE.readers), path
    for words in ("Gardens of the oasis", "بساتين الواحة", "2026.1", "https://example.org/gardens/ar/data/"):
        assert words in page


def test_rows_are_counted_and_licences_are_linked(tiny: descriptor.Package) -> None:
    page = re.sub(r"\s+", " ", readme.render(Dataset(tiny), SITE, TEMPLATES))
    assert "4 rows" in page
    assert 'href="https://creativecommons.org/publicdomain/zero/1.0/"' in page


def test_text_of_the_data_is_escaped(tiny_copy: Path) -> None:
    path = tiny_copy / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace("Gardens of the oasis", "Gardens <b>of</b> & co")
    path.write_text(text, encoding="utf-8")
    page = readme.render(Dataset(descriptor.load(path)), SITE, TEMPLATES)
    assert "Gardens &lt;b&gt;of&lt;/b&gt; &amp; co" in page
    assert "<b>of</b>" not in page
