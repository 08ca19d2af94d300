"""Old addresses that lead on: a small page, and a file of the API, for each name of a row that has changed.

`redirects` of a resource says `"old": "new"`. Both are identifiers of rows, or
both are the words that their pages have in the address (`rowPages.slug`); where
these are the same field, one line serves both. `null` for the new is published
nowhere: nothing took the place of the old.
"""

from __future__ import annotations

from pathlib import Path

from datapackage import addresses
from pages.renderer import Address, PageError, Pages


def write(pages: Pages, root: str, site: Path) -> None:
    """Write the pages that stand at old addresses, in the language whose folder is `root`.

    Written last, so that neither the sitemap nor the search lists them. Raises PageError where another page has
    taken the address.
    """
    for resource in pages.package.tables:
        for old, row in addresses.of_slugs(pages.tables, resource.name).items():
            folder = f"{root}{resource.descriptor['rowPages']['path']}/{old}/"
            target = site / folder / "index.html"
            if target.exists():
                raise PageError(f"{resource.name}: redirects: a page stands at {folder} already")
            target.parent.mkdir(parents=True, exist_ok=True)
            at = Address(folder, root)
            new = pages.row_link(Address("", root), row).removeprefix("./")
            page = pages.template("redirect", at, row=row, address=f"{pages.site['url']}{new}")
            target.write_text(page, encoding="utf-8")
