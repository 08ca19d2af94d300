"""Plotly's SVG made fit for a page: small, self-contained, coloured by CSS variables.

What only serves Plotly's own interaction (classes, clip paths, transparent
boxes) is dropped; every id that is left begins with the name of the picture, so
that several fit in a page.

svgo 4.1 was tried on the 114 pictures of the network (gzip, each by itself): 125 KB
as they leave this module, 106 KB with svgo in its place, 100 KB after it. That is
0.2 KB a picture, for 19 npm packages and a process of Node, and what makes a picture
fit for a page would still be ours to write, as plugins in JavaScript: to refuse
scripts and addresses, one pattern for equal ones, the halo of text, ids by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from charts.style import css, with_css_variables
from system.errors import BuildError

NAMESPACE = "http://www.w3.org/2000/svg"
_COLOUR = re.compile(r"rgba?\(")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-\d+")
_REFERENCE = re.compile(r"url\([\"']?[^)#]*#([^)\"']+)[\"']?\)")
_NUMERIC = (
    *("d", "transform", "x", "y", "width", "height", "cx", "cy", "r", "dy", "points", "patternTransform"),
    *("font-size", "stroke-width", "stroke-dasharray", "x1", "x2", "y1", "y2"),
)
_KEPT = (
    *_NUMERIC,
    *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-miterlimit", "opacity", "font-weight"),
    *("text-anchor", "patternUnits", "id", "viewBox"),
)
_IDLE = {
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "opacity": "1",
    "stroke-miterlimit": "2",
    "font-weight": "normal",
    "text-anchor": "start",
}
_SHAPES = ("rect", "path", "circle", "text")

ElementTree.register_namespace("", NAMESPACE)


class PictureError(BuildError):
    """The drawn SVG is not what a page may show."""


def cleaned(drawn: str, name: str) -> str:
    """Return the SVG that Plotly drew of a figure, ids beginning with `name`, without title or fonts.

    Raises PictureError where it holds a script, an image, a reference to elsewhere or a colour that no CSS variable
    stands behind.
    """
    root = ElementTree.fromstring(with_css_variables(drawn))  # noqa: S314 - our own browser drew it
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if element.tag in ("script", "image", "foreignObject", "use", "a", "style"):
            raise PictureError(f"{name}: <{element.tag}> in a picture")
        _simplify(element)
    _prune(root)
    _rename(root, name)
    width, height = (root.attrib.pop(side) for side in ("width", "height"))
    root.attrib = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    text = ElementTree.tostring(root, encoding="unicode")
    if _COLOUR.search(text) or "http" in text:
        raise PictureError(f"{name}: a colour or an address was left in the picture")
    return text


def _simplify(element: Element) -> None:
    """Turn style into presentation attributes, round numbers to a tenth of a pixel, drop what is never read."""
    style = dict(_declarations(element.attrib.pop("style", "")))
    found = {**element.attrib, **style}
    kept = {key: _value(key, value) for key, value in found.items() if key in _KEPT and _IDLE.get(key) != value}
    if kept.get("transform") in ("translate(0,0)", "translate(0, 0)", ""):
        del kept["transform"]
    if kept.get("stroke-width") == "0" or kept.get("stroke-opacity") == "0" or kept.get("stroke") == "none":
        kept = {key: value for key, value in kept.items() if not key.startswith("stroke")}
    if kept.get("fill-opacity") == "0":  # of a line, whatever its colour
        kept = {key: value for key, value in kept.items() if not key.startswith("fill")} | {"fill": "none"}
    if element.tag == "text" and kept.get("fill") == css("chart-text"):  # readable across a line
        kept |= {"stroke": css("chart-paper"), "stroke-width": "3", "paint-order": "stroke"}
    element.attrib = kept
    element.tail = None
    if element.tag not in ("text", "tspan"):
        element.text = None


def _value(key: str, value: str) -> str:
    if key in _NUMERIC:
        value = _NUMBER.sub(_rounded, value.replace("px", ""))
    if key == "d":
        value = _without_repeats(value)
    return _REFERENCE.sub(r"url(#\1)", value)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        key, colon, value = part.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 1):g}"


def _without_repeats(path: str) -> str:
    """Return a path without the points that rounding made equal to the one before."""
    return re.sub(r"(L[-\d.]+,[-\d.]+)\1+(?=[LMZ]|$)", r"\1", path)


def _is_idle(element: Element) -> bool:
    """Return whether an element draws nothing."""
    if element.tag in ("clipPath", "title", "desc", "metadata"):
        return True
    if element.tag in ("g", "defs", "svg"):
        return len(element) == 0
    if element.tag in ("text", "tspan"):
        return not "".join(element.itertext()).strip()
    clear = element.get("fill") in ("none", "transparent") or element.get("fill-opacity") == "0"
    stroked = element.get("stroke") not in (None, "none", "transparent")
    return element.get("opacity") == "0" or (element.tag in _SHAPES and clear and not stroked)


def _prune(parent: Element) -> None:
    for child in list(parent):
        _prune(child)
        if _is_idle(child):
            parent.remove(child)
        elif child.tag == "g" and not child.attrib:  # a group that groups nothing
            at = list(parent).index(child)
            parent.remove(child)
            for position, inner in enumerate(list(child)):
                parent.insert(at + position, inner)


def _rename(root: Element, name: str) -> None:
    """Name patterns after the picture, make one of equal ones, and drop the ids that nothing refers to."""
    same: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for parent in list(root.iter()):
        for child in [each for each in parent if each.get("id")]:
            old = child.attrib.pop("id")
            if child.tag != "pattern":
                continue
            content = ElementTree.tostring(child, encoding="unicode")
            known = content in same
            renamed[old] = same.setdefault(content, f"{name}-{len(same) + 1}")
            if known:
                parent.remove(child)
            else:
                child.set("id", same[content])
    for element in root.iter():
        for key, value in element.attrib.items():
            element.set(key, _REFERENCE.sub(lambda match: f"url(#{renamed.get(match[1], match[1])})", value))
