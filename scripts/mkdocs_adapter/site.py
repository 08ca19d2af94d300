"""The one door to MkDocs: the site as configured, a function that builds its pages, and a server to look at it.

MkDocs calls back the events of `mkdocs_adapter.events`; no other folder imports
it, so that another renderer can take its place.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.theme import Theme

from datapackage.addresses import Site
from datapackage.locales import Reader
from downloads.package_files import DESCRIPTOR
from mkdocs_adapter import events, menu, words
from mkdocs_adapter.events import Rendered
from pages.page_shells import Shell, Source
from pages.renderer import Renderer
from pages.sharing.images import NOTHING_DRAWN, Drawn
from system.errors import BuildError

PREVIEW = ("127.0.0.1", 8000)


class SiteError(BuildError):
    """MkDocs refused to build."""


@dataclass(frozen=True)
class Project:
    """What `mkdocs.yml` says: where the site is published, the folders of templates, what to watch for changes.

    `menu` has the pages of the menu in each language.
    """

    config_file: Path
    site: Site
    templates: list[Path]
    watched: list[Path]
    menu: Mapping[str, list[Source]]
    config: MkDocsConfig = field(repr=False)

    @property
    def descriptor(self) -> Path:
        """The descriptor of the package, beside `mkdocs.yml`."""
        return self.config_file.parent / DESCRIPTOR


def read(config_file: Path) -> Project:
    """Read `config_file`: once for each build, since MkDocs writes into what it builds.

    Raises SiteError with what MkDocs complained of.
    """
    with _complaints():
        config = load_config(str(config_file), strict=True)
        docs, theme = Path(config.docs_dir), Path(str(config.theme.custom_dir))
        _add_words(config, theme, docs)
    return Project(
        config_file=config_file,
        site=_site(config),
        templates=[docs / "templates", theme / "templates"],  # the site's own come before those of the theme
        watched=[docs, theme],
        menu=menu.pages(config),
        config=config,
    )


def _add_words(config: MkDocsConfig, theme: Path, docs: Path) -> None:
    """Put the words of each language, and those of its menu, where mkdocs-static-i18n looks for settings."""
    i18n: Any = config.plugins["i18n"]
    for locale in i18n.config.languages:
        own = words.load(locale.locale, theme, docs)
        locale.nav_translations = own.pop("nav", {})
        locale.extra = {"cldr": locale.locale, **(locale.extra or {}), "words": own}


def _site(config: MkDocsConfig) -> Site:
    i18n: Any = config.plugins["i18n"]
    locales = sorted(i18n.config.languages, key=lambda locale: not locale.default)
    return Site(
        url=str(config.site_url).rstrip("/") + "/",
        repository=str(config.extra["repository"]),
        readers=tuple(Reader(locale.locale, locale.extra["cldr"], locale.extra["words"]) for locale in locales),
        roots={locale.locale: "" if locale.default else f"{locale.locale}/" for locale in locales},
        names={locale.locale: str(locale.site_name or config.site_name) for locale in locales},
        logo=_of_theme(config, str(config.theme["logo"])).read_text(encoding="utf-8"),
    )


def _of_theme(config: MkDocsConfig, name: str) -> Path:
    """Return the file `name` of the theme, or the one of the site that takes its place."""
    return next(path for folder in (config.docs_dir, *config.theme.dirs) if (path := Path(folder, name)).is_file())


def build(
    project: Project,
    site_dir: Path,
    renderers: Iterable[Renderer],
    rendered: Rendered | None = None,
    drawn: Drawn = NOTHING_DRAWN,
) -> dict[str, Shell]:
    """Build the pages of every locale into `site_dir`, strictly; return their shells by address (`fr/members/`).

    `renderers` give the prose, one a language. `rendered` is called with each language and its shells once they are
    written; `drawn` are the images that they may name. Raises SiteError with what MkDocs complained of.
    """
    config = project.config
    config.site_dir = str(site_dir)
    shells = events.begin(renderers, rendered, drawn)
    _without_icons(config.theme)
    with _complaints():
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    return dict(shells)


@contextmanager
def _complaints() -> Iterator[None]:
    """Turn what MkDocs logs or stops at into a SiteError."""
    found: list[str] = []
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield
    except (MkDocsException, SystemExit) as error:
        raise SiteError("\n".join([*found, str(error)])) from error
    finally:
        logger.removeHandler(handler)
    if found:
        raise SiteError("\n".join(found))


def _without_icons(theme: Theme) -> None:
    """Spare MkDocs a look at 14,000 icons in every locale: what a theme publishes is in its `assets`."""
    files = {
        path.relative_to(folder).as_posix()
        for folder in theme.dirs
        for path in Path(folder).glob("assets/**/*")
        if path.is_file()
    }
    full = theme.get_env

    def lean() -> Environment:
        environment = full()
        environment.loader.list_templates = lambda: sorted(files)  # type: ignore[method-assign, union-attr]
        return environment

    theme.get_env = lean  # type: ignore[method-assign]


_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class _PreviewServer(LiveReloadServer):
    before: Callable[[str], None]

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Let `before` bring the file of the address up to date, then serve it as MkDocs does."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.mount_path):
            self.before(path.removeprefix(self.mount_path))
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add MkDocs' script that reloads the page, which the policy of the page would refuse: it is dropped here."""
        injected: bytes = super()._inject_js_into_html(_POLICY.sub(b"", content), epoch)  # type: ignore[no-untyped-call]
        return injected


def server(
    rebuild: Callable[[], None], before: Callable[[str], None], site_dir: Path, watched: list[Path], mount_path: str
) -> LiveReloadServer:
    """What serves `site_dir` on this machine, and calls `rebuild` when something under `watched` changes.

    `before` is called with each address asked for (`fr/members/`), counted from the root of the site.
    """
    serving = _PreviewServer(rebuild, host=PREVIEW[0], port=PREVIEW[1], root=str(site_dir), mount_path=mount_path)
    serving.before = before
    for path in watched:
        serving.watch(str(path))
    return serving
