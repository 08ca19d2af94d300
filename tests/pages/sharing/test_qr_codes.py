import base64
from pathlib import Path

import pytest

from pages.sharing import qr_codes

ADDRESS = "https://example.org/gardens/plots/palm/"


def test_a_code_is_a_small_square_png() -> None:
    kind, _, data = qr_codes.code(ADDRESS).partition(",")
    assert kind == "data:image/png;base64"
    content = base64.b64decode(data)
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width == height == 29  # version 3: https://www.qrcode.com/en/about/version.html
    assert len(data) < 400
    assert qr_codes.code(ADDRESS) != qr_codes.code(ADDRESS + "x")


def test_codes_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = qr_codes.kept_codes([ADDRESS], tmp_path)
    assert codes == {ADDRESS: qr_codes.code(ADDRESS)}
    monkeypatch.setattr(qr_codes, "code", None)
    assert qr_codes.kept_codes([ADDRESS], tmp_path) == codes
