from pathlib import Path

import pytest

from mkdocs_adapter import site as mkdocs_site
from tests.helpers.packages import ROOT


def test_the_configuration_is_read_with_the_default_language_first() -> None:
    site = mkdocs_site.read(ROOT / "mkdocs.yml")
    assert [reader.language for reader in site.readers] == ["ar", "fr", "en"]
    assert site.roots == {"ar": "", "fr": "fr/", "en": "en/"}
    assert site.url.endswith("/infitah/")


def test_every_language_has_the_same_words_and_every_plural_form() -> None:
    def keys(words: object, path: str = "") -> set[str]:
        if not isinstance(words, dict) or "other" in words:
            return {path}
        return {key for name, part in words.items() for key in keys(part, f"{path}.{name}")}

    readers = mkdocs_site.read(ROOT / "mkdocs.yml").readers
    arabic, *others = (keys(reader.words) for reader in readers)
    assert all(other == arabic for other in others)


def test_a_broken_link_stops_the_build(tiny_copy: Path, tmp_path: Path) -> None:
    (tiny_copy / "docs" / "index.md").write_text("# A {#a}\n\n[b](missing.md)\n", encoding="utf-8")
    with pytest.raises(mkdocs_site.SiteError, match=r"missing\.md"):
        mkdocs_site.build(mkdocs_site.read(tiny_copy / "mkdocs.yml"), tmp_path / "out")


def test_the_tiny_site_is_built_by_the_same_code(tiny_site: Path) -> None:
    english = (tiny_site / "index.html").read_text(encoding="utf-8")
    arabic = (tiny_site / "ar" / "index.html").read_text(encoding="utf-8")
    assert '<html dir="ltr" lang="en"' in english
    assert '<html dir="rtl" lang="ar"' in arabic
    assert "3 gardens" in english
    assert "3 بساتين" in arabic
    assert "Palm court gave most: 260.5 kg" in english
    assert (tiny_site / "data" / "views" / "harvest-by-garden.csv").exists()
    assert "Olive &amp; co" in (tiny_site / "data" / "gardens" / "index.html").read_text(encoding="utf-8")


def test_a_fault_in_the_configuration_is_told(tiny_copy: Path) -> None:
    config = tiny_copy / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "no_such_setting: 1\n", encoding="utf-8")
    with pytest.raises(mkdocs_site.SiteError, match="no_such_setting"):
        mkdocs_site.read(config)


def test_no_icon_of_the_theme_is_looked_at(tiny_copy: Path, tmp_path: Path) -> None:
    """MkDocs asks the theme for its files in every locale; the 14,000 icons are in a hidden folder of it."""
    site = mkdocs_site.read(tiny_copy / "mkdocs.yml")
    mkdocs_site.build(site, tmp_path / "out")
    listed = site.config.theme.get_env().list_templates()
    assert "assets/css/charts.css" in listed
    assert all(path.startswith("assets/") for path in listed)
    assert (tmp_path / "out" / "assets" / "css" / "charts.css").exists()
