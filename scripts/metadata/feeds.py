"""The changelog as Atom feeds (RFC 4287): one for the whole and one for each table, in each language.

Written with the standard library: feedgen, the usual choice, has had no
release since 2023 and brings lxml for what are forty lines of XML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from datapackage import citation
from datapackage.descriptor import Package
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from metadata import changelog

ATOM = "http://www.w3.org/2005/Atom"
FOLDER = Path("feeds")
PAGE = "data/changes/"  # the page that an entry leads to, in the folder of its language

ET.register_namespace("", ATOM)


def timestamp(partial: str) -> str:
    """A partial date as the first moment it may mean (RFC 3339), which Atom demands: `2026-01` → 1 January."""
    year, month, day = (f"{partial}-01-01" if len(partial) == 4 else f"{partial}-01").split("-")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def feed_path(name: str, language: str) -> str:
    """Where the feed of table `name` stands; `all` is the whole."""
    return (FOLDER / f"{name}.{language}.atom").as_posix()


@dataclass(frozen=True)
class Feeds:
    """What the feeds of one language are made from; `root` is the folder of that language."""

    package: Package
    reader: Reader
    site: Mapping[str, Any]
    root: str

    def title(self, descriptor: Descriptor) -> str:
        """The title of a resource, or of the package."""
        return self.package.text(descriptor, "title", self.reader.language)

    def summary(self, entry: Mapping[str, Any]) -> str:
        """What an entry changed, one line a table, in the reader's words."""
        lines = []
        for name, change in entry["tables"].items():
            known = self.package.resources.get(name)
            amounts = changelog.counts(change).items()
            words = [self.reader.word(f"changes.{key}", amount) for key, amount in amounts if amount]
            if fields := [*change.get("fields_added", []), *change.get("fields_removed", [])]:
                words.append(f"{self.reader.word('changes.shape')} {' '.join(fields)}")
            lines.append(" – ".join(each for each in (self.title(known.descriptor) if known else name,
                                                      " · ".join(words)) if each))  # fmt: skip
        return "\n".join(lines) or self.reader.word("changes.none")

    def feed(self, name: str, title: str, entries: Sequence[Mapping[str, Any]]) -> str:
        """The feed `name` as XML, with those entries of the changelog."""
        own, page = f"{self.site['url']}{feed_path(name, self.reader.language)}", f"{self.site['url']}{self.root}{PAGE}"
        top = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": self.reader.language})
        dated = [each for each in entries if each["date"]]
        _add(top, "id", own)
        _add(top, "title", title)
        _add(top, "updated", timestamp(max((each["date"] for each in dated), default="1970")))
        _add(top, "link", rel="self", type="application/atom+xml", href=own)
        _add(top, "link", rel="alternate", type="text/html", href=page)
        for person in citation.creators(self.package):
            _add(_add(top, "author"), "name", person)
        for each in dated:
            entry = _add(top, "entry")
            _add(entry, "id", f"{own}#{each['version']}")
            _add(entry, "title", f"{title} – {each['version']}")
            _add(entry, "updated", timestamp(each["date"]))
            _add(entry, "link", rel="alternate", type="text/html", href=f"{page}#v{each['version']}")
            _add(entry, "content", self.summary(each), type="text")
        ET.indent(top)
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = text or None
    return element


def write(
    package: Package, readers: Sequence[Reader], site: Mapping[str, Any], roots: Mapping[str, str], folder: Path
) -> None:
    """Every feed, under `folder`/feeds; the entries are those of `site["changes"]`."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for reader in readers:
        made = Feeds(package, reader, site, roots[reader.language])
        texts = {"all": made.feed("all", made.title(package.descriptor), site["changes"])}
        for each in package.tables:
            found = changelog.of_table(site["changes"], each.name)
            texts[each.name] = made.feed(each.name, made.title(each.descriptor), found)
        for name, text in texts.items():
            (folder / feed_path(name, reader.language)).write_text(text, encoding="utf-8", newline="")
