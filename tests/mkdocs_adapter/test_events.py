import json
import re
from pathlib import Path

import pytest
from markupsafe import escape

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


@pytest.mark.parametrize("text", ['0;url=//evil.example/" http-equiv="refresh', "a</title><script>b</script>", "a & b"])
def test_titles_and_descriptions_are_text_in_every_page(tiny_copy: Path, tmp_path: Path, text: str) -> None:
    """With the validation out of the way: it refuses tags, and honest quotation marks and `&` must come through."""
    path = tiny_copy / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"][0] |= {"title": text, "description": text}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")
    page = (tmp_path / "out" / "data" / "gardens" / "index.html").read_text(encoding="utf-8")
    escaped = str(escape(text))
    assert f'<meta name="description" property="og:description" content="{escaped}">' in page
    assert f"<title>{escaped}: open data to download - " in page
    assert f"<h1>{escaped}</h1>" in page
    read = re.sub(r"<script>[^<]*</script>", "", page)
    assert "<script>b" not in page
    assert text == "a & b" or text not in read


def test_a_heading_of_prose_is_its_title_once_escaped(tiny_copy: Path, tmp_path: Path) -> None:
    text = '---\ndescription: \'Say "yes" & no\'\n---\n\n# Figs & "palms" {#a}\n'
    (tiny_copy / "docs" / "data" / "index.md").write_text(text, encoding="utf-8")
    config = tiny_copy / "mkdocs.yml"
    config.write_text("not_in_nav: data/\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    build_pages(config, tmp_path / "out")
    page = (tmp_path / "out" / "data" / "index.html").read_text(encoding="utf-8")
    assert "<title>Figs &amp; &#34;palms&#34; - " in page
    assert 'content="Say &#34;yes&#34; &amp; no"' in page
    assert '<meta property="og:title" content="Figs &amp; &#34;palms&#34;">' in page


def test_every_page_skips_to_its_content_and_lists_the_same_contents(tiny_copy: Path, tmp_path: Path) -> None:
    text = "# Gardens {#home}\n\n## Palms {#palms}\n\n### Dates {#dates}\n\n## Figs {#figs}\n"
    (tiny_copy / "docs" / "index.md").write_text(text, encoding="utf-8")
    shells = build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")
    for address, shell in shells.items():
        assert re.findall(r'<a href="([^"]*)" class="md-skip">', shell.html) == ["#content"], address
        assert shell.html.count('id="content"') == 1, address
    contents = re.findall(r'<li class="md-nav__item">\s*<a href="(#[^"]*)"', shells[""].html)
    assert list(dict.fromkeys(contents)) == ["#palms", "#dates", "#figs"]
