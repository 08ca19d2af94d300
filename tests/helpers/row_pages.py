"""The tiny package with a page for each garden."""

import json
from pathlib import Path
from typing import Any

SHELL = "---\nrows: gardens\n---\n"
TEMPLATE = (
    "{% block title %}{{ row.name }}{% endblock %}{% block description %}{% endblock %}"
    "{% block body %}<h1>{{ row.name }}</h1>{% endblock %}"
)


def with_pages(folder: Path, slug: str, moved: dict[str, str | None]) -> Path:
    """The package in `folder`, with a page for each garden; gives its configuration."""
    (folder / "docs" / "plots").mkdir()
    (folder / "docs" / "plots" / "shell.md").write_text(SHELL, encoding="utf-8")
    (folder / "docs" / "templates").mkdir()
    (folder / "docs" / "templates" / "garden.html").write_text(TEMPLATE, encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text("not_in_nav: plots/\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / "datapackage.json"
    descriptor: Any = json.loads(path.read_text(encoding="utf-8"))
    gardens = descriptor["resources"][0]
    gardens |= {"rowPages": {"path": "plots", "slug": slug, "template": "garden"}, "redirects": moved}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return config
