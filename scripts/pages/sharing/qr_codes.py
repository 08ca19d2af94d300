"""The address of a page as a QR code (ISO/IEC 18004), for who reads it on paper.

Segno makes them: pure Python, no dependency, tested against the standard. As PNG
of one pixel a module, within the page, a code takes 400 bytes; as an SVG path it
takes 1,800, more than the pages of places have room for; and a file of its own
would be fetched too late, when the printing has begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import segno

from system.cache import fingerprint, kept, version

MASK = 0  # any of the eight is sound: looking for the best one takes three quarters of the time
_FILE = "codes.json"


def code(address: str) -> str:
    """Return the code of an address as an address of the scheme `data:`."""
    return str(segno.make_qr(address, error="m", boost_error=False, mask=MASK).png_data_uri(border=0))


def kept_codes(addresses: Iterable[str], cache: Path) -> dict[str, str]:
    """Return the codes of addresses, which are made once: thousands take seconds."""
    wanted = sorted(addresses)

    def make(folder: Path) -> None:
        (folder / _FILE).write_text(json.dumps({address: code(address) for address in wanted}), encoding="utf-8")

    folder = kept(cache, fingerprint(Path(__file__), version("segno"), wanted)[:32], make)
    codes: dict[str, str] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return codes
