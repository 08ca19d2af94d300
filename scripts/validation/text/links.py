"""Check web addresses: only public pages, without secrets, on the host that they show.

The rules are those of RFC 3986 (syntax), RFC 6761 and RFC 6890 (names and
addresses that are not on the public internet).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from validation.text.characters import Finding
from validation.text.unicode_scripts import MIXED

# Names reserved by RFC 6761 and 7686, names of internal networks, and names that lead to any IP address.
_RESERVED = ("localhost", "test", "invalid", "example", "arpa", "onion")
_INTERNAL = ("local", "internal", "intranet", "lan", "home", "corp", "private")
_ANY_ADDRESS = ("nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me")
_PRIVATE_NAMES = tuple(f".{name}" for name in _RESERVED + _INTERNAL + _ANY_ADDRESS)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: it contains an IPv4 address
_SECRETS = re.compile(
    r"(?:access|api|auth|refresh|session|client|id)?[-_]?(?:token|apikey|secret|password|passwd|pwd|signature)"
    r"|api[-_]?key|sessionid|phpsessid|jsessionid|sid|sig|auth|x-(?:amz|goog)-(?:signature|credential|security-token)",
    re.IGNORECASE,
)
_KEY = re.compile(r"AIza[0-9A-Za-z_-]{30,}|gh[pousr]_[0-9A-Za-z]{30,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}")
# Parameters that say where the reader comes from, and nothing of the page.
_TRACKERS = re.compile(r"utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|ref_src", re.IGNORECASE)
# Addresses that only redirect to another, which may change unnoticed.
_DETOURS = re.compile(
    r"(?:www\.)?google\.[a-z.]+/url|l\.(?:facebook|instagram)\.com/|lm\.facebook\.com/"
    r"|(?:bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|lnkd\.in|cutt\.ly|rb\.gy|shorturl\.at)/"
    r"|[a-z0-9]+\.safelinks\.protection\.outlook\.com/",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"«»“”]+", re.IGNORECASE)


def check_url(cell: str) -> Iterator[Finding]:
    """Check the address of a public web page: http or https, no credentials, no host of a private network."""
    try:
        url = urlsplit(cell)
        host, secret, _ = url.hostname or "", url.username is not None, url.port
    except ValueError:
        url, host, secret = urlsplit(""), "", False
    if url.scheme not in ("http", "https") or not host or re.search(r"[\s\\\"<>]|;https?://", cell):
        yield Finding("url", cell)
    elif secret:
        yield Finding("url-credentials", cell)
    elif not is_public(host):
        yield Finding("url-host", host)
    elif looks_like_another(host):
        yield Finding("url-lookalike", host)
    else:
        yield from _check_page(url, host)


def _check_page(url: SplitResult, host: str) -> Iterator[Finding]:
    """Check what an address says beside the page: secrets, trackers, a detour."""
    if name := secret_of(url.query) or secret_of(url.fragment) or _secret_in(url.path):
        yield Finding("url-secret", name)
    elif _DETOURS.match(f"{host}{url.path}"):
        yield Finding("url-detour", host, severity="warning")
    elif trackers := [part for part in url.query.split("&") if _TRACKERS.fullmatch(part.partition("=")[0])]:
        kept = "&".join(part for part in url.query.split("&") if part not in trackers)
        yield Finding("url-tracker", trackers[0].partition("=")[0], url._replace(query=kept).geturl(), "warning")


def check_links(text: str) -> Iterator[Finding]:
    """Check each address within a text as `check_url` does."""
    for match in _IN_TEXT.finditer(text):
        yield from check_url(match[0].rstrip(".,;:!?)،؛؟"))


def secret_of(query: str) -> str:
    """Return the first parameter of a query that holds a key or a password; empty if there is none."""
    return next(
        (name for name, value in parse_qsl(query) if value and (_SECRETS.fullmatch(name) or _KEY.search(value))), ""
    )


def _secret_in(path: str) -> str:
    """Do the same for the parameters of a path, as in `/page;jsessionid=1`."""
    return secret_of(path.partition(";")[2].replace(";", "&"))


def is_public(host: str) -> bool:
    """Whether a host name or an IP address can be public (RFC 6761, RFC 6890)."""
    host = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").rstrip(".").lower()
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        # Browsers read 2130706433, 127.1 and 0x7f.1 as addresses: no public name ends in a number.
        numeric = re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last)
        well_formed = all(0 < len(label) < 64 and label.strip("-") == label for label in host.split("."))
        return "." in host and well_formed and not re.search("[%@]", host) and not numeric and not _is_private(host)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if address.version == 6 and address in _NAT64:
        inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    return (inner or address).is_global and not address.is_multicast


def _is_private(host: str) -> bool:
    return f".{host}".endswith(_PRIVATE_NAMES)


def looks_like_another(host: str) -> bool:
    """Whether a label of the host mixes scripts, or holds Greek or Cyrillic letters, which may look like Latin ones.

    Browsers do the same (https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).
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
