"""The pages of the menu in each language, read from `docs/` before MkDocs renders them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import meta

from pages.page_address import PageAddress
from pages.page_shells import Source
from pages.sharing.page_head import PageHead


def pages(config: MkDocsConfig) -> dict[str, list[Source]]:
    """Return the pages of `nav` in `mkdocs.yml`, in its order, by language; MkDocs tells of a file that is missing."""
    i18n: Any = config.plugins["i18n"]
    return {
        locale.locale: [
            _source(Path(config.docs_dir), path, locale.locale, "" if locale.default else f"{locale.locale}/")
            for path in _paths(config.nav)
            if Path(config.docs_dir, path).is_file()
        ]
        for locale in i18n.config.languages
    }


def _paths(nav: object) -> Iterator[str]:
    """Yield the files that a menu, or a part of it, names."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _paths(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _paths(item)


def _source(docs: Path, path: str, language: str, root: str) -> Source:
    """Return a page: `members.fr.md` is the French one, `members.md` that of languages without a file of their own."""
    own = docs / PurePosixPath(path).with_suffix(f".{language}.md")
    file = own if own.exists() else docs / path
    markdown, head = meta.get_data(file.read_text(encoding="utf-8-sig"))
    return source(markdown, head, PageAddress(root + _address(path), root))


def _address(path: str) -> str:
    """Return where a page is read: `places/index.md` at `places/`, `members.md` at `members/`."""
    name = PurePosixPath(path)
    folder = name.parent if name.stem == "index" else name.with_suffix("")
    return "" if folder == PurePosixPath() else f"{folder}/"


def source(markdown: str, head: Mapping[str, Any], address: PageAddress) -> Source:
    """Return what a page is made from; `head` is what stands before its Markdown."""
    resource = str(head.get("resource", ""))
    return Source(markdown, address, resource, PageHead.of_resource() if resource else PageHead.of(head, markdown))
