"""The head of a page of prose: the title, the words and the figure by which it is known elsewhere.

The menu calls a page by one word (`title`); a message, a list of results or a tab
shows it without the menu around it, so that `share_title` says its question there.
All of them may hold expressions, as prose does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"^# (.+?)[ \t]*(?:\{[^{}]*\})?[ \t]*$", re.MULTILINE)
# The same for the page of a resource, which has no prose of its own
_OF_RESOURCE = (
    '{{ template("resource-title", resource=resource) }}',
    '{{ text(resource.descriptor, "description") }}',
)


@dataclass(frozen=True)
class PageHead:
    """What a page says of itself, as Markdown has it; `heading`, `figure` and `note` stand on its image only."""

    title: str
    description: str
    heading: str = ""
    figure: str = ""
    note: str = ""

    @classmethod
    def of(cls, meta: Mapping[str, Any], markdown: str) -> PageHead:
        """Read the lines at the head of a page; where they give no `share_title`, the first heading is its title."""
        found = _HEADING.search(markdown)
        heading = found[1] if found else meta.get("title")
        title = meta.get("share_title") or heading
        rest = (meta.get(key) for key in ("share_figure", "share_note"))
        return cls(*(str(text or "") for text in (title, meta.get("description"), heading, *rest)))

    @classmethod
    def of_resource(cls) -> PageHead:
        """Return the head of the page of any resource."""
        return cls(*_OF_RESOURCE)
