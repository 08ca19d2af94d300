from dataclasses import replace
from pathlib import Path

import pytest

from charts.image_export import Snapshot
from datapackage import descriptor
from pages.page_address import PageAddress
from pages.page_shells import Source
from pages.renderer import Renderer
from pages.sharing import images
from pages.sharing.page_head import PageHead
from tests.helpers.packages import READERS
from tests.helpers.publications import SITE, TEMPLATES, publication

NAMED = replace(SITE, names={"en": "Gardens", "ar": "بساتين"}, logo="<svg/>")
ROW = "{% block image %}<p>{{ row.name }}, {{ lists.harvests | length }}</p>{% endblock %}"
SPEC = {
    "path": "plots", "slug": "id", "template": "garden", "lists": {"harvests": "harvests.garden"},
    "shareImage": ["harvests"],
}  # fmt: skip


@pytest.fixture
def renderer(tiny: descriptor.Package, tmp_path: Path) -> Renderer:
    (tmp_path / "garden.html").write_text(ROW, encoding="utf-8")
    own = tiny.resources["gardens"]
    with_pages = replace(own, descriptor={**own.descriptor, "rowPages": SPEC})
    package = replace(tiny, resources={**tiny.resources, "gardens": with_pages})
    return Renderer(publication(package, site=NAMED), READERS["ar"], [tmp_path, *TEMPLATES])


def page(path: str) -> Source:
    head = PageHead("x", "Words", "كم <بستانا>؟", '{{ count("gardens") }}')
    return Source("", PageAddress(f"ar/{path}", "ar/"), "", head)


def test_the_menu_and_the_rows_that_the_descriptor_names_have_images(renderer: Renderer) -> None:
    drawn = images.declared([renderer], {"ar": [page(""), page("plots/")]})
    rows = [path for path in drawn.shared if path.count("/") > 2]
    assert "ar/plots/palm/share.png" in rows
    assert "ar/plots/olive/share.png" not in rows  # no harvest is known of it
    assert set(drawn.shared) == {"ar/share.png", "ar/plots/share.png", *rows}
    assert {(each.width, each.height) for each in drawn.shared.values()} == {(1200, 630)}
    assert drawn.shared["ar/plots/palm/share.png"].html.endswith(", 3</p>")


def test_an_image_shows_heading_figure_and_words_as_text(renderer: Renderer) -> None:
    html = images.declared([renderer], {"ar": [page("")]}).shared["ar/share.png"].html
    assert 'lang="ar" dir="rtl"' in html
    assert "<svg/> <span>بساتين</span>" in html
    assert ">كم" in html
    assert '<p class="share__figure">3</p>' in html
    assert "<p>Words</p>" in html
    assert "<بستانا>" not in html


def test_a_page_without_an_image_takes_that_of_the_page_above() -> None:
    snapshot = Snapshot("", 1, 1)
    drawn = images.Drawn({"fr/share.png": snapshot, "fr/plots/share.png": snapshot})
    nearest = {page: drawn.nearest(PageAddress(page, "fr/")) for page in ("fr/", "fr/plots/palm/", "fr/data/plots/")}
    assert nearest == {"fr/": "fr/share.png", "fr/plots/palm/": "fr/plots/share.png", "fr/data/plots/": "fr/share.png"}
    assert drawn.nearest(PageAddress("plots/", "")) == ""
    assert images.NOTHING_DRAWN.nearest(PageAddress("fr/", "fr/")) == ""
