"""Web addresses: public pages only, without secrets, under the name they show.

Rules of RFC 3986 (what an address is), RFC 6761 and RFC 6890 (names and numbers
that are not of the public internet).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from check_text import MIXED, Finding

_PRIVATE_NAMES = (
    ".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".arpa", ".test",
    ".invalid", ".example", ".onion", ".nip.io", ".sslip.io", ".xip.io", ".localtest.me", ".lvh.me",
)  # fmt: skip
_SECRETS = re.compile(
    r"(?:access|api|auth|refresh|session)?[-_]?(?:token|apikey|secret|password|passwd|pwd|signature)"
    r"|api[-_]?key|sessionid|phpsessid|jsessionid|sig|auth",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"«»“”]+", re.IGNORECASE)


def check_url(cell: str) -> Iterator[Finding]:
    """A public web page: http or https, no credentials, no host of a private network."""
    try:
        url = urlsplit(cell)
        host, secret, _ = url.hostname or "", url.username is not None, url.port
    except ValueError:
        url, host, secret = urlsplit(""), "", False
    if url.scheme not in ("http", "https") or not host or re.search(r"[\s\\]", cell):
        yield Finding("url", cell)
    elif secret:
        yield Finding("url-credentials", cell)
    elif not is_public(host):
        yield Finding("url-host", host)
    elif looks_like_another(host):
        yield Finding("url-lookalike", host)
    elif name := secret_of(url.query):
        yield Finding("url-secret", name)


def check_links(text: str) -> Iterator[Finding]:
    """The addresses that stand within a text, each by the rules of `check_url`."""
    for match in _IN_TEXT.finditer(text):
        yield from check_url(match[0].rstrip(".,;:!?)،؛؟"))


def secret_of(query: str) -> str:
    """The first parameter of a query that by its name holds a key or a password; empty if none."""
    return next((name for name, value in parse_qsl(query) if value and _SECRETS.fullmatch(name)), "")


def is_public(host: str) -> bool:
    """Whether a host name or address can be one of the public internet (RFC 6761, RFC 6890)."""
    host = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").rstrip(".").lower()
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        # Browsers read 2130706433, 127.1 and 0x7f.1 as addresses: no public name ends in a number.
        numeric = re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last)
        return "." in host.strip(".") and not numeric and not f".{host}".endswith(_PRIVATE_NAMES)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (inner or address).is_global and not address.is_multicast


def looks_like_another(host: str) -> bool:
    """Whether a part of the name mixes scripts, or is written wholly in letters that pass for Latin ones.

    As browsers do (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).
    """
    for label in host.split("."):
        if label.startswith("xn--"):
            try:
                label = label.encode("ascii").decode("idna")  # noqa: PLW2901 - the same label, readable
            except UnicodeError:
                return True
        if MIXED.search(label) or re.search("[\u0400-\u052f\u0370-\u03ff]", label):
            return True
    return False
