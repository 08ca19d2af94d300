"""The icons of the site, from its logo, and the manifest that has a phone put it among its programs.

https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PIL import Image

from charts.image_export import Snapshot
from datapackage.addresses import Site
from system.paths import THEME

FAVICON, TOUCH, MANIFEST = "favicon.ico", "apple-touch-icon.png", "manifest.webmanifest"
FAVICON_SIZES, TOUCH_SIZE, MANIFEST_SIZES = (16, 32, 48), 180, (192, 512)
_PAGE = """<style>svg{{position:fixed;inset:0;inline-size:{size}px;block-size:{size}px;box-sizing:border-box;
padding:{margin}px;background:{colour}}}</style>{logo}"""
_COLOUR = re.compile(r"--md-primary-fg-color: (#[0-9a-f]{6});")


def colour() -> str:
    """The colour of the site, as its style sheet states it first: that of the light scheme."""
    found = _COLOUR.search((THEME / "assets" / "css" / "site.css").read_text(encoding="utf-8"))
    assert found  # noqa: S101 - the sheet is ours
    return found[1]


def snapshots(site: Site) -> dict[int, Snapshot]:
    """Return the logo on a square of the site's colour, by size in pixels."""
    # The larger ones may be cut to a circle, whose smallest radius is two fifths: https://www.w3.org/TR/appmanifest/
    margins = {**dict.fromkeys(FAVICON_SIZES, 0), **{size: size // 8 for size in (TOUCH_SIZE, *MANIFEST_SIZES)}}
    square = partial(_PAGE.format, colour=colour(), logo=site.logo)
    return {size: Snapshot(square(size=size, margin=margin), size, size) for size, margin in margins.items()}


def write(icons: Mapping[int, bytes], folder: Path) -> None:
    """Write the icons, PNG by size; those of a tab of the browser in one file."""
    if icons:
        *smaller, largest = (Image.open(io.BytesIO(icons[size])).convert("RGB") for size in FAVICON_SIZES)
        sizes = [(size, size) for size in FAVICON_SIZES]
        largest.save(folder / FAVICON, sizes=sizes, append_images=smaller, bitmap_format="png")
        (folder / TOUCH).write_bytes(icons[TOUCH_SIZE])
        for size in MANIFEST_SIZES:
            (folder / _name(size)).write_bytes(icons[size])


def _name(size: int) -> str:
    return f"icon-{size}.png"


def write_manifests(site: Site, folder: Path) -> None:
    """Write the manifest of each language; all addresses in it are relative, so that any folder of a server serves."""
    theme_colour = colour()
    for reader in site.readers:
        root, name = site.roots[reader.language], site.names[reader.language]
        up = "../" * root.count("/")
        icons = [
            {"src": up + _name(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for size in MANIFEST_SIZES
        ]
        manifest = {
            "name": name, "short_name": name, "lang": reader.language, "dir": reader.direction, "start_url": "./",
            "scope": "./", "display": "minimal-ui", "theme_color": theme_colour, "background_color": "#ffffff",
            "icons": icons,
        }  # fmt: skip
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (folder / root / MANIFEST).write_text(text, encoding="utf-8")
