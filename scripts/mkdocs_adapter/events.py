"""The events of MkDocs, called once for each locale that mkdocs-static-i18n builds.

They only hand strings to `pages` and back. `mkdocs_site` runs the build; MkDocs reads this file for itself
(`hooks` in mkdocs.yml) and keeps the copy from one build to the next: `begin` clears it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from datapackage import descriptor as contract
from datapackage.locales import Reader
from downloads import package_files
from metadata import sitemap
from mkdocs_adapter import words
from pages import chart_files, row_pages
from pages.page_shells import Shell, Source
from pages.renderer import Address, PageError, Pages, Prose
from validation import problems

Rendered: TypeAlias = Callable[[str, dict[str, Shell]], None]


@dataclass
class _Locale:
    """What the hooks need while one locale is built."""

    language: str
    default: bool
    pages: Pages
    prose: dict[str, tuple[Source, Prose]] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return "" if self.default else f"{self.language}/"

    def address(self, page: Page) -> Address:
        return Address(page.url if page.url != "./" else "", self.root)


_current: dict[str, _Locale] = {}
_shells: dict[str, Shell] = {}
_given: dict[str, Pages] = {}  # by language: what a page says is worked out once, here and in the files beside it
_waiting: list[Rendered] = []  # told of each locale whose pages are written


def begin(all_pages: Iterable[Pages], rendered: Rendered | None) -> dict[str, Shell]:
    """Begin a build with nothing left of the one before; give the shells, which fill as the pages are written.

    `all_pages` render the prose of their languages, `rendered` is called with each language and its shells.
    """
    for state in (_current, _shells, _given):
        state.clear()
    _given.update({pages.reader.language: pages for pages in all_pages})
    _waiting[:] = [rendered] if rendered else []
    return _shells


def _locale() -> _Locale:
    return _current["locale"]


def on_pre_build(config: MkDocsConfig) -> None:
    """Read the package in the language that is about to be built."""
    i18n: Any = config.plugins["i18n"]
    language = str(i18n.current_language)
    if language not in _given:
        package = contract.load(Path(config.config_file_path).parent / package_files.DESCRIPTOR)
        reader = next(each for each in readers(config) if each.language == language)
        _given[language] = Pages(package, reader, template_folders(config), about(config))
    _current["locale"] = _Locale(language, language == i18n.default_language, _given[language])


def add_words(config: MkDocsConfig) -> None:
    """Put the words of each language, and those of its menu, where MkDocs and mkdocs-static-i18n look for settings.

    Raises PluginError where a file of words cannot be used.
    """
    i18n: Any = config.plugins["i18n"]
    for each in i18n.config.languages:
        own = words.load(each.locale, Path(str(config.theme.custom_dir)), Path(config.docs_dir))
        each.nav_translations = own.pop("nav", {})
        each.extra = {"cldr": each.locale, **(each.extra or {}), "words": own}


def about(config: MkDocsConfig) -> dict[str, Any]:
    """Return what templates may say of the site."""
    return {
        "url": str(config.site_url).rstrip("/") + "/",
        "repository": config.extra["repository"],
        "roots": roots(config),
        "problems": problems.explained(),
        "files": {},
        "changes": [],
        "changed": {},
    }


def template_folders(config: MkDocsConfig) -> list[Path]:
    """Return the folders of templates: those of the site come before those of the theme."""
    return [Path(config.docs_dir) / "templates", Path(str(config.theme.custom_dir)) / "templates"]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Every resource needs its page; of the theme's files, the default locale brings those that a page asks for."""
    for file in [each for each in files if each.src_dir is not None and not each.src_dir.startswith(config.docs_dir)]:
        if not _locale().default or file.src_uri.startswith(("assets/javascripts/", "assets/images/")):
            files.remove(file)
    for name in _locale().pages.package.resources:
        path = f"data/{name}.md"
        if files.get_file_from_path(path) is None:
            raise PluginError(f"docs/{path} is missing: write three lines, ---, resource: {name}, ---")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """The templates of the theme are compiled once, not once a locale."""
    env.bytecode_cache = FileSystemBytecodeCache()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Evaluate the expressions of the prose; a stub takes title and words from its resource."""
    locale = _locale()
    source = Source(markdown, locale.address(page), str(page.meta.get("resource", "")))
    try:
        if source.resource:
            resource = locale.pages.resource(source.resource)
            for key in ("title", "description"):
                page.meta[key] = locale.pages.package.text(resource.descriptor, key, locale.language)
            page.meta.setdefault("hide", ["navigation", "toc"])  # both would be empty beside its wide tables
        if page.meta.get("rows"):
            page.meta["title"], page.meta["description"] = row_pages.TITLE, row_pages.DESCRIPTION
            source = Source(row_pages.BODY, source.address)
        prose = source.prose(locale.pages)
    except Exception as error:
        kind = "" if isinstance(error, PageError) else f"{type(error).__name__}: "
        raise PluginError(f"{page.file.src_uri} ({locale.language}): {kind}{error}") from error
    locale.prose[page.file.src_uri] = source, prose
    return prose.text


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """The shell of row pages waits for its body, without the paragraph that Markdown puts around it."""
    return row_pages.BODY if page.meta.get("rows") else None


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the theme the address of the page in every language, and the functions of prose."""
    locale = _locale()
    address = locale.address(page)
    path = address.page.removeprefix(locale.root)
    context.update(locale.pages.functions(address))
    context["alternates"] = sitemap.alternates(locale.pages.site["url"], roots(config), path)
    context["languages"] = _languages(config)
    context["same_page"] = {language: address.file(root + path) for language, root in roots(config).items()}
    fragments = locale.prose[page.file.src_uri][1].fragments
    context["has_charts"] = any("chart__plot" in fragment for fragment in fragments)
    context["poster"] = chart_files.poster(locale.pages, "".join(fragments))
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep the shell, with the direction on `<html>` (the theme states it on `<body>` only), and put the figures in.

    A shell that rows share is no page of its own: MkDocs writes no file for an empty text.
    """
    locale = _locale()
    source, prose = locale.prose[page.file.src_uri]
    shell = Shell(locale.language, source, prose.text, _with_direction(output))
    _shells[source.address.page] = shell
    return "" if page.meta.get("rows") else prose.restore(shell.html)


@event_priority(100)  # before mkdocs-static-i18n builds the other locales
def on_post_build(config: MkDocsConfig) -> None:
    """Tell whoever waits for it that the pages of a locale are written."""
    locale = _locale()
    for rendered in _waiting:
        rendered(locale.language, {key: each for key, each in _shells.items() if each.language == locale.language})


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """One 404 page, in the default locale's build; the sitemap is written by `publish`."""
    if template_name.startswith("sitemap") or (template_name == "404.html" and not _locale().default):
        return ""
    return _with_direction(output)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page the words of every language: it answers whoever got lost."""
    context["languages"] = _languages(config)
    context["word"] = _locale().pages.reader.word
    return context


def _languages(config: MkDocsConfig) -> list[dict[str, Any]]:
    """Each language of the site: code, direction, folder and interface words."""
    return [
        {"code": each.language, "dir": each.direction, "root": root, "words": each.words}
        for each, root in zip(readers(config), roots(config).values(), strict=True)
    ]


def readers(config: MkDocsConfig) -> list[Reader]:
    """Return the readers of the site, one for each language of mkdocs.yml."""
    i18n: Any = config.plugins["i18n"]
    return [Reader(each.locale, each.extra["cldr"], each.extra["words"]) for each in i18n.config.languages]


def _with_direction(html: str) -> str:
    return html.replace("<html lang=", f'<html dir="{_locale().pages.reader.direction}" lang=', 1)


def roots(config: MkDocsConfig) -> dict[str, str]:
    """The folder of each language, counted from the root of the site."""
    i18n: Any = config.plugins["i18n"]
    return {each.locale: "" if each.default else f"{each.locale}/" for each in i18n.config.languages}
