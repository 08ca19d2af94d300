"""Pages as MkDocs builds them, without the rest of the site."""

from __future__ import annotations

from pathlib import Path

from datapackage import descriptor
from mkdocs_adapter import site as mkdocs_site
from mkdocs_adapter.events import Rendered
from mkdocs_adapter.site import Project
from pages.page_shells import Shell
from pages.renderer import Renderer
from tests.helpers.publications import publication


def renderers_of(project: Project) -> dict[str, Renderer]:
    """Return the renderer of each language of a project, its data read anew."""
    published = publication(descriptor.load(project.descriptor), site=project.site)
    return {reader.language: Renderer(published, reader, project.templates) for reader in project.site.readers}


def build_pages(config_file: Path, target: Path, rendered: Rendered | None = None) -> dict[str, Shell]:
    """Build the pages of a site into `target`; return their shells."""
    project = mkdocs_site.read(config_file)
    return mkdocs_site.build(project, target, renderers_of(project).values(), rendered)
