"""Web addresses: public, without secrets, under the name they show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.text.links import check_links, check_url, is_public, looks_like_another, secret_of


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "printer",
        "printer.lan",
        "db.internal",
        "127.0.0.1.nip.io",
        "a.localtest.me",
        "localtest.me",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "a.test",
        "0.0.0.0",  # noqa: S104
        "router.home.arpa",
        "LOCALHOST.",
        "224.0.0.1",
    ],
)
def test_private_hosts(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize(
    "host", ["www.gov.ma", "8.8.8.8", "2001:4860:4860::8888", "موقع.المغرب", "xn--mgbc0a9azcg"[:0] + "a.ma"]
)
def test_public_hosts(host: str) -> None:
    assert is_public(host)


def test_names_that_pass_for_others() -> None:
    assert looks_like_another("gоv.ma")  # a Cyrillic letter
    assert looks_like_another("аррӏе.com")  # Cyrillic throughout
    assert not looks_like_another("www.gov.ma")
    assert not looks_like_another("موقع.المغرب")


@pytest.mark.parametrize("query", ["token=a", "x=1&api_key=2", "access_token=z", "PHPSESSID=9", "password=p"])
def test_secrets(query: str) -> None:
    assert secret_of(query)
    assert [each.code for each in check_url(f"https://example.org/?{query}")] == ["url-secret"]


@pytest.mark.parametrize("query", ["", "id=3", "token=", "q=password", "tokens=3"])
def test_no_secrets(query: str) -> None:
    assert not secret_of(query)


def test_addresses_within_a_text() -> None:
    assert [each.code for each in check_links("see http://10.0.0.1/a, and https://u:p@gov.ma.")] == [
        "url-host",
        "url-credentials",
    ]
    assert list(check_links("see https://www.gov.ma/a (2024).")) == []
    assert [each.code for each in check_links("file:///etc/passwd")] == ["url"]


@given(st.text())
def test_any_text_may_be_an_address(text: str) -> None:
    assert list(check_url(text)) is not None
    assert list(check_url(f"https://{text}")) is not None
    assert list(check_links(text)) is not None


@pytest.mark.parametrize(
    ("address", "code", "found"),
    [
        ("https://fes.ma/#access_token=abc", "url-secret", "access_token"),
        ("https://fes.ma/a;jsessionid=ABC123", "url-secret", "jsessionid"),
        ("https://fes.ma/?X-Amz-Signature=abc", "url-secret", "X-Amz-Signature"),
        ("https://fes.ma/?client_secret=s", "url-secret", "client_secret"),
        ("https://fes.ma/?key=AIza" + "x" * 35, "url-secret", "key"),
        ("https://bit.ly/3abc", "url-detour", "bit.ly"),
        ("https://www.google.com/url?q=https://fes.ma", "url-detour", "www.google.com"),
        ("https://l.facebook.com/l.php?u=x", "url-detour", "l.facebook.com"),
        ("https://fes.ma/?a=1&utm_source=x&fbclid=y", "url-tracker", "utm_source"),
        ("https://fes.ma;https://rabat.ma", "url", None),
        ('https://fes.ma/a"onclick="x', "url", None),
        ("https://fes..ma/", "url-host", "fes..ma"),
        ("https://-fes.ma/", "url-host", "-fes.ma"),
        ("https://fes.ma%40evil.com/", "url-host", "fes.ma%40evil.com"),
        ("http://[64:ff9b::7f00:1]/", "url-host", "64:ff9b::7f00:1"),
    ],
)
def test_what_an_address_says_beside_the_page(address: str, code: str, found: str | None) -> None:
    (finding,) = check_url(address)
    assert finding.code == code
    assert found in (None, finding.matched)


def test_an_address_without_its_trackers() -> None:
    (finding,) = check_url("https://fes.ma/?a=1&utm_source=x&fbclid=y#b")
    assert (finding.corrected, finding.severity) == ("https://fes.ma/?a=1#b", "warning")


@pytest.mark.parametrize(
    "address",
    [
        "https://fes.ma/?page=2&key=1#token",
        "https://www.google.com/maps?q=fes",
        "https://bit.ly.ma/x",
        "https://t.com/a",
    ],
)
def test_sound_addresses(address: str) -> None:
    assert list(check_url(address)) == []
