"""Pages as the theme renders them, before the figures are put in.

As in an "app shell", the frame of a page is kept apart from its content: it
rests on `docs/`, the theme and the descriptor, never on a cell. Where only data
have changed, `Shell.fill` gives the page anew without MkDocs, in milliseconds.
The pages of rows share one shell a language (`row_pages`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pages.page_address import PageAddress
from pages.prose import Prose
from pages.renderer import Renderer

STUB = '{{ template("resource", resource=resource, changed=changed) }}'  # the prose of a page that has none of its own


@dataclass(frozen=True)
class Source:
    """What a page is made from: its Markdown, where it stands, and the resource it shows, if any."""

    markdown: str
    address: PageAddress
    resource: str = ""

    def prose(self, renderer: Renderer) -> Prose:
        """Return the Markdown with every expression worked out and set aside.

        Raises PageError where one asks for what the data do not hold.
        """
        if not self.resource:
            return renderer.prose(self.markdown, self.address)
        resource = renderer.resource(self.resource)
        changed = renderer.publication.changed.get(resource.path)
        return renderer.prose(self.markdown.strip() or STUB, self.address, resource=resource, changed=changed)


@dataclass(frozen=True)
class Shell:
    """A page of the theme: `html` and the Markdown behind it still hold the tokens of the expressions."""

    language: str
    source: Source
    markdown: str
    html: str

    def fill(self, renderer: Renderer) -> str | None:
        """Return the page with the figures of `renderer`.

        None where the text itself follows the data (`{% if %}`), so that MkDocs must render it again.
        """
        prose = self.source.prose(renderer)
        return prose.restore(self.html) if prose.text == self.markdown else None
