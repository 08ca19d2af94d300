"""The changelog as Atom feeds (RFC 4287): one for the whole and one for each table, in each language.

Written with the standard library: feedgen, the usual choice, has had no
release since 2023 and brings lxml for what are forty lines of XML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from datapackage import citation
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from metadata import changelog
from metadata.changelog import Entry, TableChange
from metadata.publication import Publication

ATOM = "http://www.w3.org/2005/Atom"
FOLDER = Path("feeds")
PAGE = "data/changes/"  # the page that an entry leads to, in the folder of its language

ET.register_namespace("", ATOM)


def timestamp(partial: str) -> str:
    """Return the first moment that a partial date may mean (RFC 3339), which Atom demands: `2026-01` → 1 January.

    Raises ValueError where it is no partial date.
    """
    return f"{PartialDate.parse(partial).first.isoformat()}T00:00:00Z"


def feed_path(name: str, language: str) -> str:
    """Return where the feed of table `name` stands; `all` is the whole."""
    return (FOLDER / f"{name}.{language}.atom").as_posix()


@dataclass(frozen=True)
class Feeds:
    """The feeds of one language."""

    publication: Publication
    reader: Reader

    def title(self, descriptor: Descriptor) -> str:
        """Return the title of a resource, or of the package."""
        return self.publication.package.text(descriptor, "title", self.reader.language)

    def summary(self, entry: Entry) -> str:
        """Return what a release changed, one line a table, in the reader's words."""
        lines = [self._line(name, change) for name, change in entry.tables.items()]
        return "\n".join(lines) or self.reader.word("changes.none")

    def _line(self, name: str, change: TableChange) -> str:
        resource = self.publication.package.resources.get(name)
        words = [self.reader.word(f"changes.{key}", amount) for key, amount in change.counts.items() if amount]
        if fields := [*change.fields_added, *change.fields_removed]:
            words.append(f"{self.reader.word('changes.shape')} {' '.join(fields)}")
        parts = (self.title(resource.descriptor) if resource else name, " · ".join(words))
        return " – ".join(part for part in parts if part)

    def feed(self, name: str, title: str, entries: Sequence[Entry]) -> str:
        """Return the feed `name` as XML, with those releases."""
        site, language = self.publication.site, self.reader.language
        own, page = f"{site.url}{feed_path(name, language)}", site.address(PAGE, language)
        top = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
        dated = [entry for entry in entries if entry.date]
        _add(top, "id", own)
        _add(top, "title", title)
        _add(top, "updated", timestamp(max((entry.date for entry in dated), default="1970")))
        _add(top, "link", rel="self", type="application/atom+xml", href=own)
        _add(top, "link", rel="alternate", type="text/html", href=page)
        for person in citation.creators(self.publication.package):
            _add(_add(top, "author"), "name", person)
        for entry in dated:
            element = _add(top, "entry")
            _add(element, "id", f"{own}#{entry.version}")
            _add(element, "title", f"{title} – {entry.version}")
            _add(element, "updated", timestamp(entry.date))
            _add(element, "link", rel="alternate", type="text/html", href=f"{page}#v{entry.version}")
            _add(element, "content", self.summary(entry), type="text")
        ET.indent(top)
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = text or None
    return element


def write(publication: Publication, folder: Path) -> None:
    """Write every feed under `folder`/feeds."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    package, changes = publication.package, publication.changes
    for reader in publication.site.readers:
        feeds = Feeds(publication, reader)
        texts = {"all": feeds.feed("all", feeds.title(package.descriptor), changes)}
        for resource in package.tables:
            entries = changelog.of_table(changes, resource.name)
            texts[resource.name] = feeds.feed(resource.name, feeds.title(resource.descriptor), entries)
        for name, text in texts.items():
            (folder / feed_path(name, reader.language)).write_text(text, encoding="utf-8", newline="")
