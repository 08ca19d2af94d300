from xml.etree import ElementTree

import pytest

from charts import svg

DRAWN = """<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" width="300" height="200" style="background: none">
<rect x="0" y="0" width="300" height="200" style="fill: rgb(0, 0, 0); fill-opacity: 0;"/>
<defs><clipPath id="clipabc"><rect width="10" height="10"/></clipPath>
<pattern id="p1" width="6" height="6" patternUnits="userSpaceOnUse">
<path d="M0,0L6.12345,6" style="stroke: rgb(1, 2, 5)"/></pattern>
<pattern id="p2" width="6" height="6" patternUnits="userSpaceOnUse">
<path d="M0,0L6.12345,6" style="stroke: rgb(1, 2, 5)"/></pattern></defs>
<g class="layer" clip-path="url(#clipabc)"><g/><path class="point" d="M1.23456,2.00001L3.04,4.06L3.04,4.06Z"
 style="fill: url('file:///x/y.html#p1'); opacity: 1; stroke-width: 0px; stroke: rgb(1, 2, 6)"/>
<path d="M0,0L1,1" style="fill: url(#p2)"/></g>
<text style="font-family: Plex; font-size: 12px; fill: rgb(1, 2, 6); white-space: pre"
 data-unformatted="x">\u2067ماي (52%)\u2069</text></svg>"""


def test_a_picture_is_small_and_names_its_colours() -> None:
    text = svg.cleaned(DRAWN, "growth-wide")
    root = ElementTree.fromstring(text)  # noqa: S314 - ours
    assert root.attrib == {"viewBox": "0 0 300 200", "width": "300", "height": "200"}
    assert "class" not in text
    assert "clip" not in text
    assert "font-family" not in text
    assert 'stroke="var(--chart-1)"' in text
    assert "M1.2,2L3,4.1Z" in text
    assert "\u2067ماي (52%)\u2069" in text
    assert len(root.findall(".//rect")) == 0


def test_equal_patterns_become_one_under_the_name_of_the_picture() -> None:
    text = svg.cleaned(DRAWN, "growth-wide")
    assert text.count("<pattern") == 1
    assert text.count('fill="url(#growth-wide-1)"') == 2
    assert text.count(' id="') == 1


@pytest.mark.parametrize("intruder", ["<script/>", '<image href="https://example.org/x.png"/>', "<style>a{}</style>"])
def test_nothing_foreign_passes(intruder: str) -> None:
    with pytest.raises(svg.PictureError):
        svg.cleaned(DRAWN.replace("</svg>", f"{intruder}</svg>"), "x")


def test_a_colour_of_no_variable_is_refused() -> None:
    with pytest.raises(svg.PictureError, match="a colour"):
        svg.cleaned(DRAWN.replace("rgb(1, 2, 6)", "rgb(238, 238, 238)"), "x")


def test_the_colour_of_what_is_not_filled_does_not_matter() -> None:
    line = '<path d="M0,0L0,9" style="fill: rgb(0, 0, 0); fill-opacity: 0; stroke: rgb(1, 2, 6)"/></svg>'
    text = svg.cleaned(DRAWN.replace("</svg>", line), "x")
    assert '<path d="M0,0L0,9" stroke="var(--chart-2)" fill="none"' in text
