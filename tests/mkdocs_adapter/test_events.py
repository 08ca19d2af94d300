from pathlib import Path

import pytest

from mkdocs_adapter import site
from tests.helpers.sites import build_pages


def test_a_page_that_asks_for_what_is_not_there_is_named(tiny_copy: Path, tmp_path: Path) -> None:
    (tiny_copy / "docs" / "index.md").write_text('# A {#a}\n\n{{ count("nothing") }}\n', encoding="utf-8")
    with pytest.raises(site.SiteError, match=r"index.md \(en\).*nothing"):
        build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")


def test_a_resource_without_its_page_stops_the_build(tiny_copy: Path, tmp_path: Path) -> None:
    (tiny_copy / "docs" / "data" / "gardens.md").unlink()
    with pytest.raises(site.SiteError, match=r"docs/data/gardens\.md is missing"):
        build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")


def test_a_build_knows_nothing_of_the_one_before_it(tiny_copy: Path, tmp_path: Path) -> None:
    """MkDocs keeps the module of its hooks, as the preview found: each build begins with a clean sheet."""
    told: list[str] = []
    build_pages(tiny_copy / "mkdocs.yml", tmp_path / "first", lambda language, _: told.append(language))
    assert sorted(told) == ["ar", "en"]
    (tiny_copy / "docs" / "index.md").write_text("# Another {#a}\n", encoding="utf-8")
    (tiny_copy / "docs" / "index.ar.md").unlink()
    shells = build_pages(tiny_copy / "mkdocs.yml", tmp_path / "second")
    assert sorted(told) == ["ar", "en"]
    assert "Another" in shells["ar/"].html
