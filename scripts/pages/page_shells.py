"""Pages as the theme renders them, before the figures are put in.

A shell rests on `docs/`, the theme and the contract, never on a cell: where
only data have changed, `Shell.fill` gives the page anew without MkDocs, in
milliseconds. The pages of rows share one shell a language (`row_pages`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pages.renderer import Address, Pages, Prose

STUB = '{{ template("resource", resource=resource, changed=changed) }}'  # the prose of a page that has none of its own


@dataclass(frozen=True)
class Source:
    """What a page is made from: its Markdown, where it stands, and the resource it shows, if any."""

    markdown: str
    address: Address
    resource: str = ""

    def prose(self, pages: Pages) -> Prose:
        """The Markdown with every expression worked out and set aside.

        Raises PageError where one asks for what the data do not hold.
        """
        if not self.resource:
            return pages.prose(self.markdown, self.address)
        resource = pages.resource(self.resource)
        context: dict[str, Any] = {
            "resource": resource,
            "changed": pages.site["changed"].get(resource.path),
        }
        return pages.prose(self.markdown.strip() or STUB, self.address, **context)


@dataclass(frozen=True)
class Shell:
    """A page of the theme: `html` and the Markdown behind it still hold the tokens of the expressions."""

    language: str
    source: Source
    markdown: str
    html: str

    def fill(self, pages: Pages) -> str | None:
        """The page with the figures of `pages`.

        None where the text itself follows the data (`{% if %}`), so that MkDocs must render it again.
        """
        prose = self.source.prose(pages)
        return prose.restore(self.html) if prose.text == self.markdown else None
