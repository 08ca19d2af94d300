"""Plotly's SVG made fit for a page: small, self-contained, coloured by CSS variables.

Plotly wants real colours, so each variable is lent one of its own (`encoded`)
and given back in the drawn picture (`cleaned`). What only serves Plotly's own
interaction (classes, clip paths, transparent boxes) is dropped; every id that
is left begins with the name of the picture, so that several fit in a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from system.errors import BuildError

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "var(--chart-font)"
_VARIABLE = re.compile(r"var\((--[a-z0-9-]+)\)")
_LENT = re.compile(r"rgb\(1, 2, (\d+)\)")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-\d+")
_REFERENCE = re.compile(r"url\([\"']?[^)#]*#([^)\"']+)[\"']?\)")
_NUMERIC = ("d", "transform", "x", "y", "width", "height", "cx", "cy", "r", "dy", "points", "patternTransform",
            "font-size", "stroke-width", "stroke-dasharray", "x1", "x2", "y1", "y2")  # fmt: skip
_KEPT = (*_NUMERIC, "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-miterlimit", "opacity", "font-weight",
         "text-anchor", "patternUnits", "id", "viewBox")  # fmt: skip
_IDLE = {"fill-opacity": "1", "stroke-opacity": "1", "opacity": "1", "stroke-miterlimit": "2", "font-weight": "normal",
         "text-anchor": "start"}  # fmt: skip
_SHAPES = ("rect", "path", "circle", "text")

ElementTree.register_namespace("", NAMESPACE)


class PictureError(BuildError):
    """The drawn SVG is not what a page may show."""


def variables(figure: str) -> list[str]:
    """The CSS variables that a figure names, the font apart, in the order they are lent colours."""
    return sorted(set(_VARIABLE.findall(figure)) - {_VARIABLE.findall(FONT)[0]})


def encoded(figure: str) -> str:
    """The figure with a colour of its own in the place of each variable."""
    lent = {name: f"rgb(1,2,{index})" for index, name in enumerate(variables(figure))}
    return _VARIABLE.sub(lambda match: lent.get(match[1], match[0]), figure)


def cleaned(drawn: str, figure: str, name: str) -> str:
    """The SVG that Plotly drew of `encoded(figure)`, ids beginning with `name`, without size or title.

    Raises PictureError where it holds a script, an image or a reference to elsewhere.
    """
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn by our own browser from our own figure
    names = variables(figure)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if element.tag in ("script", "image", "foreignObject", "use", "a", "style"):
            raise PictureError(f"{name}: <{element.tag}> in a picture")
        _simplify(element, names)
    _prune(root)
    _rename(root, name)
    width, height = (root.attrib.pop(side) for side in ("width", "height"))
    root.attrib = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    text = ElementTree.tostring(root, encoding="unicode")
    if _LENT.search(text) or "http" in text:
        raise PictureError(f"{name}: a colour or an address was left in the picture")
    return text


def _simplify(element: Element, names: list[str]) -> None:
    """Style as presentation attributes, variables back, numbers to a tenth of a pixel."""
    style = dict(_declarations(element.attrib.pop("style", "")))
    found = {**element.attrib, **style}
    kept = {key: _value(key, value, names) for key, value in found.items() if key in _KEPT and _IDLE.get(key) != value}
    if kept.get("transform") in ("translate(0,0)", "translate(0, 0)", ""):
        del kept["transform"]
    if kept.get("stroke-width") == "0" or kept.get("stroke-opacity") == "0" or kept.get("stroke") == "none":
        kept = {key: value for key, value in kept.items() if not key.startswith("stroke")}
    if element.tag == "text" and kept.get("fill") == "var(--chart-text)":  # readable across a line
        kept |= {"stroke": "var(--chart-paper)", "stroke-width": "3", "paint-order": "stroke"}
    element.attrib = kept
    element.tail = None
    if element.tag not in ("text", "tspan"):
        element.text = None


def _value(key: str, value: str, names: list[str]) -> str:
    value = _LENT.sub(lambda match: f"var({names[int(match[1])]})", value)
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
    """A path without the points that rounding made equal to the one before."""
    return re.sub(r"(L[-\d.]+,[-\d.]+)\1+(?=[LMZ]|$)", r"\1", path)


def _is_idle(element: Element) -> bool:
    """An element that draws nothing."""
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
    """Ids that something refers to get the picture's name, equal patterns become one; other ids go."""
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
