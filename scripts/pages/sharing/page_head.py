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
    '{{ word("data.share_title") | replace("{title}", text(resource.descriptor)) }}',
    '{{ text(resource.descriptor, "description") }}',
)


@dataclass(frozen=True)
class PageHead:
    """What the first lines of a page say of it, as Markdown has it; `figure` and `note` stand on its image only."""

    title: str
    description: str
    figure: str = ""
    note: str = ""

    @classmethod
    def of(cls, meta: Mapping[str, Any], markdown: str) -> PageHead:
        """Read the lines at the head of a page; where they give no `share_title`, the first heading is its title."""
        heading = _HEADING.search(markdown)
        title = meta.get("share_title") or (heading[1] if heading else meta.get("title"))
        texts = (title, *(meta.get(key) for key in ("description", "share_figure", "share_note")))
        return cls(*(str(text or "") for text in texts))

    @classmethod
    def of_resource(cls) -> PageHead:
        """Return the head of the page of any resource."""
        return cls(*_OF_RESOURCE)
