"""How to cite a work of the site: as text, BibTeX, RIS and CSL-JSON.

The text follows the words of the reader's language (`data.citation`); the
others are for reference managers: BibTeX (https://www.ctan.org/pkg/bibtex),
RIS (tags of the Reference Manager format, CRLF line ends) and CSL-JSON
(https://docs.citationstyles.org/, item type `dataset`).
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from datapackage import locales
from datapackage.addresses import Site
from datapackage.descriptor import Package, Resource
from datapackage.locales import Reader
from datapackage.partial_dates import PartialDate
from datapackage.rows import Row
from system.git import CALENDAR_VERSION

_TEX = str.maketrans(
    {character: rf"\{character}" for character in "%&$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)

# Format of reference managers → the attribute of `Work` that has it, the ending of its files, its media type
_FORMATS = {
    "BibTeX": ("bibtex", "bib", "application/x-bibtex"),
    "RIS": ("ris", "ris", "application/x-research-info-systems"),
    "CSL-JSON": ("csl", "json", "application/vnd.citationstyles.csl+json"),
}

# What may not stand in an address as it is (https://url.spec.whatwg.org/#url-code-points), the percent sign first.
# `urllib` would escape every letter of Arabic too, and take ten times as long on thousands of pages.
_ADDRESS = [(character, f"%{ord(character):02X}") for character in '%#\r\n "<>\\^`{|}[]']


def in_address(text: str) -> str:
    """`text` as it may stand in an address, letters of all languages as they are."""
    for character, code in _ADDRESS:
        text = text.replace(character, code)
    return text


def released(package: Package) -> PartialDate | None:
    """Return the date that the version of the package states: `2026.11.24` → `2026-11-24`.

    A version that is no calendar version (https://calver.org/) gives the day of `created`; None where that is absent.
    """
    version = CALENDAR_VERSION.fullmatch(package.version)
    stated = "-".join(part.zfill(2) for part in version.groups() if part) if version else ""
    return PartialDate.of(stated) or PartialDate.of(str(package.descriptor.get("created", "")).partition("T")[0])


def version_day(package: Package) -> date | None:
    """Return the last day that the version of the package may mean, not today: the same data then give the same pages.

    None where neither the version nor `created` states a date.
    """
    stated = released(package)
    return stated.last if stated else None


def year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for the 29th."""
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def is_old(package: Package, cell: object) -> bool:
    """Whether a date lies, or may lie, before the year that ends with the version; not where one of them is unknown."""
    stated, version = PartialDate.of(cell), version_day(package)
    return stated is not None and version is not None and stated.first < year_before(version)


def creators(package: Package) -> list[str]:
    """Return who made the package: the contributors with that role, else all of them, else its title."""
    people = package.descriptor.get("contributors", [])
    authors = [person for person in people if "creator" in person.get("roles", [])] or people
    return [str(person["title"]) for person in authors] or [str(package.descriptor.get("title", ""))]


@dataclass(frozen=True)
class Work:
    """What is cited; `issued` is None where no date is known, `text` is the citation in words."""

    key: str
    title: str
    authors: list[str]
    version: str
    issued: PartialDate | None
    url: str
    language: str
    text: str

    @cached_property
    def bibtex(self) -> str:
        """A `@misc` entry, which every style knows; letters of all languages stay as they are."""
        year, month = (self.issued.year, self.issued.month) if self.issued else (None, None)
        lines = {
            "author": " and ".join(f"{{{name.translate(_TEX)}}}" for name in self.authors),
            "title": f"{{{self.title.translate(_TEX)}}}",
            "year": str(year or ""),
            "month": str(month or ""),
            "version": self.version.translate(_TEX),
            "url": self.url,
            "language": self.language,
        }
        body = ",\n".join(f"{name}={{{value}}}" for name, value in lines.items() if value)
        return f"@misc{{{self.key},\n{body}}}\n"

    @cached_property
    def ris(self) -> str:
        """A record of type DATA."""
        parts = ["TY  - DATA", *(f"AU  - {name}" for name in self.authors), f"TI  - {self.title}"]
        if self.issued:
            parts += [f"PY  - {self.issued.year}", f"DA  - {str(self.issued).replace('-', '/')}"]
        parts += [f"ET  - {self.version}", f"UR  - {self.url}", f"LA  - {self.language}", "ER  - "]
        return "".join(part + "\r\n" for part in parts)

    @cached_property
    def csl_item(self) -> dict[str, Any]:
        """The item of CSL-JSON."""
        issued = [part for part in astuple(self.issued) if part] if self.issued else []
        return {
            "id": self.key,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": name} for name in self.authors],
            "version": self.version,
            **({"issued": {"date-parts": [issued]}} if issued else {}),
            "URL": self.url,
            "language": self.language,
        }

    @property
    def csl(self) -> str:
        """CSL-JSON: an array of one item."""
        return json.dumps([self.csl_item], ensure_ascii=False, separators=(",", ":"))

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """(format, name of the file, `data:` address) for each reference manager's format."""
        return [self.file(name) for name in _FORMATS]

    def file(self, name: str) -> tuple[str, str, str]:
        """The same for one format: `BibTeX`, `RIS` or `CSL-JSON`."""
        attribute, ending, media = _FORMATS[name]
        content = in_address(getattr(self, attribute))
        return name, f"{self.key}.{ending}", f"data:{media};charset=utf-8,{content}"


def cite(package: Package, reader: Reader, site: Site, title: str, path: str) -> Work:
    """Return how to cite the page `title` at `path`, counted from the folder of the reader's language."""
    version, issued = package.version, released(package)
    url = site.address(path, reader.language)
    words = {
        "{title}": title,
        "{creators}": ", ".join(creators(package)),
        "{version}": version,
        "{date}": locales.partial_date(str(issued), reader.locale) if issued else "",
        "{url}": url,
    }
    text = re.sub(r"\{[a-z]+\}", lambda match: words.get(match[0], match[0]), reader.word("data.citation"))
    slug = re.sub(r"[^a-z0-9]+", "-", url.removeprefix(site.url).lower()).strip("-")
    key = "-".join(part for part in (package.name, slug, str(issued or "")) if part)
    return Work(key, title, creators(package), version, issued, url, reader.language, text)


def correct(site: Site, subject: Row | Resource, field: str = "") -> str:
    """Return the address of the form that corrects a row, or some row of a resource, with what is known filled in.

    The names are those of the fields of `.github/ISSUE_TEMPLATE/wrong-value.yml`.
    """
    known = {"template": "wrong-value.yml"}
    if isinstance(subject, Resource):
        known["resource"] = subject.name
    else:
        known |= {"resource": subject.resource.name, "row": subject.key}
        if field:
            value = subject.cells[field]
            known |= {"field": field, "published_value": "" if value is None else str(value)}
    return f"{site.repository}/issues/new?{urlencode(known)}"
