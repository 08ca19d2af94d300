"""What every Atom feed must have."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check(path: Path) -> Any:
    """Assert what every Atom feed must have (RFC 4287, 4.1.1 and 4.1.2), then return it as feedparser reads it."""
    feed = ET.parse(path).getroot()  # noqa: S314 - our own file
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, (path.name, name)
        assert DATE.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert (element.findtext(f"{ATOM}id") or "").startswith("https://")
        links = [(each.get("rel"), each.get("type"), each.get("hreflang")) for each in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))  # at most one alternate of a type
    assert feed.find(f"{ATOM}author") is not None or all(
        each.find(f"{ATOM}author") is not None for each in feed.findall(f"{ATOM}entry")
    )
    ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed
