from pathlib import Path

import pytest
from playwright.sync_api import Browser

from charts import image_export
from charts.chart import Chart
from charts.image_export import ImageCache, ImageRequest, Snapshot
from charts.svg import PictureError
from datapackage import descriptor
from system import npm
from system.browser import BrowserError
from tests.helpers.figures import view
from tests.helpers.packages import READERS, ROOT


@pytest.fixture(scope="module")
def modules() -> Path:
    return npm.install(ROOT / ".cache")


def request_of(tiny: descriptor.Package) -> ImageRequest:
    reader = READERS["ar"]
    return Chart(view(tiny, "harvest-by-garden", reader), tiny, reader, "https://example.org/", "").request


def test_a_picture_is_drawn_once(browser: Browser, tiny: descriptor.Package, tmp_path: Path, modules: Path,
                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    images, request = ImageCache(tmp_path / "pictures"), request_of(tiny)
    assert images.missing([request]) == [request]
    images.draw([request], modules)
    assert images.missing([request]) == []
    drawn = images.inline(request.narrow, f"{request.name}-narrow")
    assert drawn
    assert "ساحة النخيل" in drawn
    files = images.files(request)
    assert files["png"].startswith(b"\x89PNG")
    assert int.from_bytes(files["png"][16:20], "big") == image_export.SHARPNESS * 808
    assert "var(" not in files["svg"].decode()
    assert {path.suffix for path in images.folder.iterdir()} == {".svg", ".png"}
    assert images.missing([ImageRequest("other", request.narrow, request.wide, request.share_image)])
    for path in images.folder.iterdir():
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        assert images.missing([request]) == [request]
        path.write_bytes(whole)
    assert images.missing([request]) == []


def test_a_snapshot_is_drawn_in_its_size_with_few_colours(
    browser: Browser, tmp_path: Path, modules: Path, tiny: descriptor.Package
) -> None:
    images = ImageCache(tmp_path / "pictures")
    snapshot = Snapshot('<div style="height:63px;background:#0d4f49">x</div>', 120, 63)
    with pytest.raises(PictureError, match="120 by 63"):
        images.png(snapshot)
    images.draw([snapshot], modules)
    assert images.missing([snapshot]) == []
    content = images.png(snapshot)
    assert [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)] == [120, 63]
    assert content[25] == 3  # colours by palette: https://www.w3.org/TR/png-3/#11IHDR


def test_a_change_of_colours_draws_anew(
    tiny: descriptor.Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images, request = ImageCache(tmp_path), request_of(tiny)
    before = images._path(request.wide, "x", "svg")
    css = tmp_path / "css"
    css.mkdir()
    (css / "charts.css").write_text("other colours", encoding="utf-8")
    monkeypatch.setattr(image_export, "THEME_CSS", css)
    assert ImageCache(tmp_path)._path(request.wide, "x", "svg") != before


def test_without_a_browser_nothing_is_drawn_and_the_ways_on_are_told(
    tiny: descriptor.Package, tmp_path: Path, modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    images, request = ImageCache(tmp_path / "pictures"), request_of(tiny)
    with pytest.raises(BrowserError, match="gone"):
        images.draw([request], modules)
    assert images.missing([request]) == [request]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of a browser, which ends at once."""
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(program))
    return program


def test_a_browser_that_fails_is_an_error(
    broken: Path, tiny: descriptor.Package, tmp_path: Path, modules: Path
) -> None:
    with pytest.raises(PictureError, match="chromium does not draw the charts: "):
        ImageCache(tmp_path / "pictures").draw([request_of(tiny)], modules)


def test_a_browser_that_hangs_is_an_error(
    broken: Path, tiny: descriptor.Package, tmp_path: Path, modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.write_text("#!/bin/sh\nexec sleep 20\n")
    monkeypatch.setattr(image_export, "GRACE", 1)
    monkeypatch.setattr(image_export, "PATIENCE", 1)
    with pytest.raises(PictureError, match="chromium does not draw the charts: "):
        ImageCache(tmp_path / "pictures").draw([request_of(tiny)], modules)
