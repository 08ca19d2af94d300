"""The events of MkDocs, called once for each locale that mkdocs-static-i18n builds.

They only hand strings to `pages` and back. `mkdocs_adapter.site` runs the build
and calls `begin` first; MkDocs finds the events through `scripts/hooks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from datapackage import addresses, citation, locales
from metadata import sitemap
from mkdocs_adapter import menu
from pages import chart_files, row_pages
from pages.page_address import PageAddress
from pages.page_shells import Shell, Source, filled, with_policy
from pages.prose import Prose
from pages.renderer import PageError, Renderer, bytecode_cache
from pages.sharing import qr_codes
from pages.sharing.images import NOTHING_DRAWN, Drawn

Rendered: TypeAlias = Callable[[str, dict[str, Shell]], None]


@dataclass
class _Locale:
    """What the events need while one locale is built."""

    renderer: Renderer
    prose: dict[str, tuple[Source, Prose]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.renderer.reader.language

    @property
    def root(self) -> str:
        return self.renderer.site.roots[self.language]

    @property
    def is_default(self) -> bool:
        return self.root == ""

    def address(self, page: Page) -> PageAddress:
        return PageAddress(page.url if page.url != "./" else "", self.root)


@dataclass
class _Build:
    """One build: the renderer of each language, the shells of the pages written so far, who is told of a language."""

    renderers: dict[str, Renderer]
    rendered: Rendered | None
    drawn: Drawn = NOTHING_DRAWN
    shells: dict[str, Shell] = field(default_factory=dict)
    locale: _Locale | None = None


_current = _Build({}, None)  # MkDocs calls plain functions, so what they share stands here


def begin(renderers: Iterable[Renderer], rendered: Rendered | None, drawn: Drawn) -> dict[str, Shell]:
    """Begin a build with nothing left of the one before; return the shells, which fill as the pages are written.

    `renderers` give the prose of their languages, `rendered` is called with each language and its shells, `drawn` are
    the images that pages may name.
    """
    global _current  # noqa: PLW0603 - see `_current`
    _current = _Build({renderer.reader.language: renderer for renderer in renderers}, rendered, drawn)
    return _current.shells


def _locale() -> _Locale:
    assert _current.locale  # noqa: S101 - `on_pre_build` comes first
    return _current.locale


def on_pre_build(config: MkDocsConfig) -> None:
    """Turn to the language that is about to be built."""
    i18n: Any = config.plugins["i18n"]
    _current.locale = _Locale(_current.renderers[str(i18n.current_language)])


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Every resource needs its page; of the theme's files, the default locale brings those that a page asks for."""
    locale = _locale()
    of_theme = [file for file in files if file.src_dir is not None and not file.src_dir.startswith(config.docs_dir)]
    for file in of_theme:
        if not locale.is_default or file.src_uri.startswith(("assets/javascripts/", "assets/images/")):
            files.remove(file)
    for name in locale.renderer.package.resources:
        path = f"data/{name}.md"
        if files.get_file_from_path(path) is None:
            raise PluginError(f"docs/{path} is missing: write three lines, ---, resource: {name}, ---")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile the templates of the theme once, not once a locale."""
    env.bytecode_cache = bytecode_cache()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Evaluate the expressions of the prose; a stub takes title and words from its resource."""
    locale = _locale()
    renderer = locale.renderer
    source = menu.source(markdown, page.meta, locale.address(page))
    try:
        if source.resource:
            resource = renderer.resource(source.resource)
            # Escaped here, since the templates of the theme show titles as they are
            page.meta["title"] = escape(renderer.package.text(resource.descriptor, "title", locale.language))
            page.meta.setdefault("hide", ["navigation", "toc"])  # both would be empty beside its wide tables
        if page.meta.get("rows"):
            page.meta["title"] = row_pages.TITLE
            source = Source(row_pages.BODY, source.address)
        prose = source.prose(renderer)
    except Exception as error:
        kind = "" if isinstance(error, PageError) else f"{type(error).__name__}: "
        raise PluginError(f"{page.file.src_uri} ({locale.language}): {kind}{error}") from error
    locale.prose[page.file.src_uri] = source, prose
    return prose.text


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Keep the shell of row pages for its body, without the paragraph that Markdown puts around it."""
    return row_pages.BODY if page.meta.get("rows") else None


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the theme the address of the page in every language, and the functions of prose."""
    locale = _locale()
    site = locale.renderer.site
    address = locale.address(page)
    path = address.page.removeprefix(locale.root)
    context.update(locale.renderer.functions(address))
    page.toc = _whole(page)
    context["alternates"] = sitemap.alternates(site, path)
    context["languages"] = _languages(site)
    context["same_page"] = {language: address.file(root + path) for language, root in site.roots.items()}
    prose = locale.prose[page.file.src_uri][1]
    context["share_title"] = prose.title or row_pages.TITLE
    context["description"] = prose.description or row_pages.DESCRIPTION
    fragments = prose.fragments
    context["has_charts"] = any("chart__plot" in fragment for fragment in fragments)
    context["icons"] = bool(_current.drawn.icons)
    day = citation.released(locale.renderer.package)
    context["version_day"] = locales.partial_date(str(day), locale.renderer.reader.locale) if day else ""
    context["address_code"] = row_pages.CODE if page.meta.get("rows") else qr_codes.code(site.url + address.page)
    path = chart_files.share_image(locale.renderer, "".join(fragments))
    own = _current.drawn.nearest(address)
    if not path or own == address.page + row_pages.IMAGE_FILE:
        path = (row_pages.IMAGE if page.meta.get("rows") else own) if own else ""
    context["share_image"] = path and site.url + path
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep the shell, and put the figures in.

    A shell that rows share is no page of its own: MkDocs writes no file for an empty text.
    """
    locale = _locale()
    source, prose = locale.prose[page.file.src_uri]
    image = _current.drawn.nearest(source.address)
    shell = Shell(locale.language, source, prose.text, _valid(output), image)
    _current.shells[source.address.page] = shell
    return "" if page.meta.get("rows") else filled(shell.html, prose, locale.renderer.reader)


def _whole(page: Page) -> TableOfContents:
    """Return the contents of a page below one entry for all of it: the theme's skip link leads to the first entry.

    The theme lists what is below an entry of level 1, so that the contents beside the page stay the same.
    """
    whole = AnchorLink(str(page.title), "content", 1)
    whole.children = list(page.toc)
    return TableOfContents([whole])


@event_priority(100)  # before mkdocs-static-i18n builds the other locales
def on_post_build(config: MkDocsConfig) -> None:
    """Tell whoever waits for it that the pages of a locale are written."""
    language = _locale().language
    if _current.rendered:
        own = {address: shell for address, shell in _current.shells.items() if shell.language == language}
        _current.rendered(language, own)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep one 404 page, of the default locale; `metadata.sitemap` writes the sitemap."""
    if template_name.startswith("sitemap") or (template_name == "404.html" and not _locale().is_default):
        return ""
    return with_policy(_valid(output))


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page the words of every language, since it answers whoever got lost, and the icons."""
    context["languages"] = _languages(_locale().renderer.site)
    context["word"] = _locale().renderer.reader.word
    context["icons"] = bool(_current.drawn.icons)
    return context


def _languages(site: addresses.Site) -> list[dict[str, Any]]:
    """Return each language of the site: code, direction, folder and interface words."""
    return [
        {
            "code": reader.language,
            "dir": reader.direction,
            "root": site.roots[reader.language],
            "words": reader.words,
        }
        for reader in site.readers
    ]


# What the theme writes and the HTML standard refuses: words to complete for a box to tick, and an empty order of focus
_INVALID = re.compile(r'(?<=type="checkbox" )(id="\w+" )autocomplete="off"| tabindex=""(?=[ >])')


def _valid(html: str) -> str:
    """Return what the theme wrote as valid HTML, with the direction on `<html>`: the theme states it on `<body>`."""
    html = _INVALID.sub(lambda found: found[1] or "", html)
    if 'id="__toc"' not in html:  # the label of a box that only pages with contents have
        html = html.replace(' for="__toc"', "")
    return html.replace("<html lang=", f'<html dir="{_locale().renderer.reader.direction}" lang=', 1)
