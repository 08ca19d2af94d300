"""The one door to MkDocs: the site as configured, a function that builds it, and a server to look at it.

MkDocs calls back the events of `mkdocs_hooks`; nothing else imports it, so that another renderer can take its place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
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

from datapackage.locales import Reader
from mkdocs_adapter import events
from mkdocs_adapter.events import Rendered
from pages.page_shells import Shell
from pages.renderer import Pages

PREVIEW = ("127.0.0.1", 8000)


class SiteError(RuntimeError):
    """MkDocs refused to build."""


@dataclass(frozen=True)
class Site:
    """What `mkdocs.yml` says of the site as a whole; the default language comes first."""

    url: str
    about: dict[str, Any]
    templates: list[Path]
    watched: list[Path]
    readers: list[Reader]
    roots: dict[str, str]
    config: MkDocsConfig = field(repr=False)


def read(config_file: Path) -> Site:
    """The site that `config_file` describes: read once for each build, since MkDocs writes into what it builds.

    Raises SiteError with what MkDocs complained of.
    """
    with _complaints():
        config = load_config(str(config_file), strict=True)
        events.add_words(config)
    about = events.about(config)
    roots = about["roots"]
    return Site(
        url=about["url"],
        about=about,
        templates=events.template_folders(config),
        watched=[Path(config.docs_dir), Path(str(config.theme.custom_dir))],
        readers=sorted(events.readers(config), key=lambda reader: roots[reader.language] != ""),
        roots=roots,
        config=config,
    )


def build(
    site: Site, site_dir: Path, all_pages: Iterable[Pages] = (), rendered: Rendered | None = None
) -> dict[str, Shell]:
    """Build the pages of every locale into `site_dir`, strictly; give their shells by address (`fr/members/`).

    `all_pages` render the prose of their languages; those of the other languages are made from the package beside
    `mkdocs.yml`. `rendered` is called with each language and its shells once they are written.
    Raises SiteError with what MkDocs complained of.
    """
    config = site.config
    config.site_dir = str(site_dir)
    shells = events.begin(all_pages, rendered)
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


class _PreviewServer(LiveReloadServer):
    before: Callable[[str], None]

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Let `before` bring the file of the address up to date, then serve it as MkDocs does."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.mount_path):
            self.before(path.removeprefix(self.mount_path))
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer


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
