"""The door that MkDocs loads (`hooks` in mkdocs.yml): the events of `mkdocs_adapter`."""

from mkdocs_adapter.events import (
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
    on_post_template,
    on_pre_build,
    on_template_context,
)

__all__ = [
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_pre_build",
    "on_template_context",
]
