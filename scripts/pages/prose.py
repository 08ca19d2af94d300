"""Prose: Markdown in which `{{ … }}` asks for a figure, a chart or a template.

    The network has {{ value("sizes", "value", id="2025") }} members.
    {{ chart("growth") }}

What an expression gives is kept aside as escaped HTML and put back after the
Markdown has been rendered, so no text from the data is ever read as Markdown,
as a template or as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

OPEN, CLOSE = "\ue000", "\ue001"  # private-use letters: Markdown passes them through untouched
TOKEN = re.compile(f"(<p>\\s*)?{OPEN}([0-9]+){CLOSE}(\\s*</p>)?")
# Elements that end a paragraph (https://html.spec.whatwg.org/#the-p-element)
BLOCK = re.compile(r"\s*<(?:blockquote|details|div|dl|figure|form|h[1-6]|nav|ol|p|pre|section|table|ul)\b")


@dataclass(frozen=True)
class Figure:
    """A number of the page, in words, and the address where it can be traced."""

    amount: int | Decimal
    words: str
    href: str

    def __html__(self) -> str:
        return str(Markup('<a class="figure" href="{}">{}</a>').format(self.href, self.words))


@dataclass
class Prose:
    """Markdown with the results of its expressions set aside in `fragments`; `title` and `description` are tokens."""

    text: str
    fragments: list[Markup] = field(default_factory=list)
    title: str = ""
    description: str = ""

    def keep(self, value: object) -> str:
        """Set `value` aside, escaped; return the token that stands in its place."""
        self.fragments.append(escape(value))
        return f"{OPEN}{len(self.fragments) - 1}{CLOSE}"

    @property
    def plain(self) -> str:
        """The text alone, without the links of its figures, for where HTML has room for text only."""
        return Markup(self.restore(self.text)).striptags()  # noqa: S704 - only what is plain leaves

    def restore(self, html: str) -> str:
        """Return `html` with every fragment back; a block that stood alone loses its paragraph."""

        def put(match: re.Match[str]) -> str:
            fragment = str(self.fragments[int(match[2])])
            alone = match[1] and match[3] and BLOCK.match(fragment)
            return fragment if alone else f"{match[1] or ''}{fragment}{match[3] or ''}"

        return TOKEN.sub(put, html)


def evaluate(environment: SandboxedEnvironment, text: str, context: Mapping[str, object]) -> Prose:
    """Evaluate the expressions of a Markdown page; what they give is set aside, escaped."""
    prose = Prose("")
    prose.text = str(environment.overlay(finalize=prose.keep).from_string(text).render(**context))
    return prose
