"""Pages as the theme renders them, before the figures are put in.

As in an "app shell", the frame of a page is kept apart from its content: it
rests on `docs/`, the theme and the descriptor, never on a cell. Where only data
have changed, `Shell.fill` gives the page anew without MkDocs, in milliseconds.
The pages of rows share one shell a language (`row_pages`).
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import astuple, dataclass

from datapackage.locales import Reader
from pages import typography
from pages.page_address import PageAddress
from pages.prose import Prose
from pages.renderer import Renderer
from pages.sharing.page_head import PageHead

STUB = '{{ template("resource", resource=resource, changed=changed) }}'  # the prose of a page that has none of its own


# What a page may load, as a Content Security Policy (https://www.w3.org/TR/CSP3/): files of the site, and the scripts
# that stand in the page itself, by their SHA-256. `frame-ancestors` cannot be said in a page.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_META = re.compile('(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # of a style sheet without text: Plotly fills one


def with_policy(html: str, *, compiles: bool = False, charts: bool = False) -> str:
    """Return a page with its policy in the place that its template leaves for it, whatever stands there.

    Where the page `compiles` WebAssembly (the search) or draws `charts`, the policy allows that and no more: Plotly
    fills a style sheet of its own, which begins empty, and sets attributes `style`.
    """
    own = dict.fromkeys(_hash(script) for script in _INLINE.findall(html))
    more = {
        "script-src": [*own, *(["'wasm-unsafe-eval'"] if compiles else [])],
        "style-src": [_EMPTY] if charts else [],
    }
    directives = {**_POLICY, **({"style-src-attr": "'unsafe-inline'"} if charts else {})}
    policy = "; ".join(" ".join([name, allowed, *more.get(name, [])]) for name, allowed in directives.items())
    return _META.sub(lambda meta: f"{meta[1]}{policy}{meta[2]}", html)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class Source:
    """What a page is made from: its Markdown, where it stands, the resource it shows and its head, if any."""

    markdown: str
    address: PageAddress
    resource: str = ""
    head: PageHead | None = None

    def prose(self, renderer: Renderer) -> Prose:
        """Return the Markdown with every expression worked out and set aside; last come its title and description.

        Raises PageError where one asks for what the data do not hold.
        """
        markdown = self.markdown.strip() or STUB if self.resource else self.markdown
        prose = renderer.prose(markdown, self.address, **self._context(renderer))
        if self.head:
            prose.title = prose.keep(self._plain(self.head.title, renderer))
            prose.description = prose.keep(self._plain(self.head.description, renderer))
        return prose

    def known_as(self, renderer: Renderer) -> PageHead:
        """Return the head of the page with every expression worked out, as plain text."""
        return PageHead(*(self._plain(text, renderer) for text in astuple(self.head or PageHead("", ""))))

    def _plain(self, text: str, renderer: Renderer) -> str:
        return renderer.prose(text, self.address, **self._context(renderer)).plain

    def _context(self, renderer: Renderer) -> dict[str, object]:
        if not self.resource:
            return {}
        resource = renderer.resource(self.resource)
        return {"resource": resource, "changed": renderer.publication.changed.get(resource.path)}


@dataclass(frozen=True)
class Shell:
    """A page of the theme: `html` and the Markdown behind it still hold the tokens of the expressions.

    `image` is the path of the image to share of the pages made from it; empty where none is drawn.
    """

    language: str
    source: Source
    markdown: str
    html: str
    image: str = ""

    def fill(self, renderer: Renderer) -> str | None:
        """Return the page with the figures of `renderer`.

        None where the text itself follows the data (`{% if %}`), so that MkDocs must render it again.
        """
        prose = self.source.prose(renderer)
        return filled(self.html, prose, renderer.reader) if prose.text == self.markdown else None


def filled(shell: str, prose: Prose, reader: Reader) -> str:
    """Return the page whose shell and prose these are, as print has its text, with its policy."""
    html = typography.set_text(prose.restore(shell), reader.locale)
    return with_policy(html, compiles="data-pagefind=" in html, charts="data-plotly=" in html)
