"""Where a page stands, and relative links from it: the site works in any folder of a server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageAddress:
    """The path of a page from the root of the site, and the folder of its language.

    `page` is `fr/members/`, `language_root` `fr/`; both are empty for the home page of the default language.
    """

    page: str
    language_root: str

    def file(self, path: str) -> str:
        """Return the shorter relative link to `path`, counted from the root of the site."""
        beside = self.page.rstrip("/").rpartition("/")[0] + "/"
        if beside != "/" and path.startswith(beside):
            return "../" + path.removeprefix(beside)
        return "../" * self.page.count("/") + path or "./"

    def link(self, path: str) -> str:
        """Return a relative link to a page of the same language; an anchor may follow."""
        path, hash_sign, anchor = path.partition("#")
        return self.file(self.language_root + path) + hash_sign + anchor
