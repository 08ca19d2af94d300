from xml.etree import ElementTree

import pytest

from charts.figures import LegendEntry
from charts.share_image import WIDTH, ShareImage, swatch

PICTURE = '<svg viewBox="0 0 760 100" width="760" height="100"><path fill="var(--chart-1)" d="M0,0Z"/></svg>'
ENTRY = LegendEntry("<so far>", "square", "var(--chart-1)", "/")


def share_image(rtl: bool) -> ShareImage:
    return ShareImage("ar", rtl, "عدد الأعضاء: 228 (2025) " * 4, (ENTRY,), ("Source & date",), "https://example.org/#c")


@pytest.mark.parametrize("rtl", [True, False])
def test_title_source_and_address_stand_in_the_picture(rtl: bool) -> None:
    root = ElementTree.fromstring(share_image(rtl).around(PICTURE))  # noqa: S314 - ours
    words = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for said in ("228 (2025)", "<so far>", "Source & date", "https://example.org/#c"):
        assert said in words
    places = [float(text.get("y", 0)) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert places == sorted(places)
    assert places[-1] < float(root.get("height", 0))
    sides = {text.get("text-anchor") for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert sides == ({"end"} if rtl else {"start"})
    assert root.get("width") == str(WIDTH)


def test_a_picture_that_travels_needs_no_style_sheet() -> None:
    text = share_image(True).coloured(share_image(True).around(PICTURE), dict.fromkeys(
        ("--chart-1", "--chart-text", "--chart-paper"), "#123456"))  # fmt: skip
    assert "var(" not in text


@pytest.mark.parametrize("mark", ["square", "dot", "diamond", "span", "line"])
@pytest.mark.parametrize("hollow", [True, False])
def test_every_mark_has_its_swatch(mark: str, hollow: bool) -> None:
    drawn = f"<svg>{swatch(LegendEntry('x', mark, 'red', 'x', hollow))}</svg>"
    assert len(ElementTree.fromstring(drawn)) >= 1  # noqa: S314 - ours
