from pathlib import Path

import pytest

from mkdocs_adapter import site as mkdocs_site
from tests.helpers.packages import READERS, ROOT, TINY
from tests.helpers.publications import SITE, TEMPLATES
from tests.helpers.sites import build_pages, renderers_of


def test_the_configuration_is_read_with_the_default_language_first(tiny_copy: Path) -> None:
    config = tiny_copy / "mkdocs.yml"
    project = mkdocs_site.read(config)
    assert project.site == SITE
    assert [reader.language for reader in project.site.readers] == list(READERS) == ["en", "ar"]
    assert project.descriptor == tiny_copy / "datapackage.json"
    swapped = config.read_text(encoding="utf-8").replace("default: true", "default: false")
    config.write_text(swapped.replace("locale: ar", "locale: ar\n        default: true"), encoding="utf-8")
    arabic = mkdocs_site.read(config).site
    assert [reader.language for reader in arabic.readers] == ["ar", "en"]
    assert arabic.roots == {"ar": "", "en": "en/"}


def test_templates_of_the_site_come_before_those_of_the_theme() -> None:
    project = mkdocs_site.read(TINY / "mkdocs.yml")
    assert [folder.resolve() for folder in project.templates] == TEMPLATES
    assert [folder.resolve() for folder in project.watched] == [TINY / "docs", ROOT / "scripts" / "theme"]


def test_a_broken_link_stops_the_build(tiny_copy: Path, tmp_path: Path) -> None:
    (tiny_copy / "docs" / "index.md").write_text("# A {#a}\n\n[b](missing.md)\n", encoding="utf-8")
    with pytest.raises(mkdocs_site.SiteError, match=r"missing\.md"):
        build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")


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
    project = mkdocs_site.read(tiny_copy / "mkdocs.yml")
    mkdocs_site.build(project, tmp_path / "out", renderers_of(project).values())
    listed = project.config.theme.get_env().list_templates()
    assert "assets/css/charts.css" in listed
    assert all(path.startswith("assets/") for path in listed)
    assert (tmp_path / "out" / "assets" / "css" / "charts.css").exists()
