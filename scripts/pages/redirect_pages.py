"""Old addresses that lead on: a small page, and a file of the API, for each name of a row that has changed.

`redirects` of a resource says `"old": "new"`. Both are identifiers of rows, or
both are the words that their pages have in the address (`rowPages.slug`); where
these are the same field, one line serves both. `null` for the new is published
nowhere: nothing took the place of the old.
"""

from __future__ import annotations

from pathlib import Path

from datapackage import addresses
from pages.page_address import PageAddress
from pages.renderer import PageError, Renderer


def write(renderer: Renderer, folder: Path) -> None:
    """Write the pages that stand at old addresses, in the language of `renderer`, under `folder`.

    Written last, so that neither the sitemap nor the search lists them. Raises PageError where another page has
    taken the address.
    """
    language = renderer.reader.language
    root = renderer.site.roots[language]
    for resource in renderer.package.tables:
        for old, row in addresses.old_slugs(renderer.tables, resource.name).items():
            assert resource.row_pages  # noqa: S101 - there are no slugs without
            path = f"{root}{resource.row_pages.path}/{old}/"
            target = folder / path / "index.html"
            if target.exists():
                raise PageError(f"{resource.name}: redirects: a page stands at {path} already")
            target.parent.mkdir(parents=True, exist_ok=True)
            new = renderer.site.address(addresses.of_row(row), language)
            page = renderer.template("redirect", PageAddress(path, root), row=row, address=new)
            target.write_text(page, encoding="utf-8")
