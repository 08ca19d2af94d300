import io
import json
from dataclasses import replace
from pathlib import Path

from PIL import Image

from pages.sharing import icons
from tests.helpers.publications import SITE

NAMED = replace(SITE, names={"en": "Gardens", "ar": "بساتين"}, logo="<svg/>")


def square(size: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (size, size), icons.colour()).save(content, "PNG")
    return content.getvalue()


def test_the_logo_is_drawn_in_every_size() -> None:
    drawn = icons.snapshots(NAMED)
    assert sorted(drawn) == [16, 32, 48, 180, 192, 512]
    assert all("<svg/>" in each.html and (each.width, each.height) == (size, size) for size, each in drawn.items())


def test_the_small_icons_stand_in_one_file(tmp_path: Path) -> None:
    icons.write({size: square(size) for size in icons.snapshots(NAMED)}, tmp_path)
    with Image.open(tmp_path / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "apple-touch-icon.png", "favicon.ico", "icon-192.png", "icon-512.png",
    ]  # fmt: skip


def test_without_icons_no_file_is_written(tmp_path: Path) -> None:
    icons.write({}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_speaks_its_language_and_its_addresses_are_relative(tmp_path: Path) -> None:
    (tmp_path / "ar").mkdir()
    icons.write_manifests(NAMED, tmp_path)
    arabic = json.loads((tmp_path / "ar" / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (arabic["name"], arabic["lang"], arabic["dir"], arabic["start_url"]) == ("بساتين", "ar", "rtl", "./")
    assert [icon["src"] for icon in arabic["icons"]] == ["../icon-192.png", "../icon-512.png"]
    english = json.loads((tmp_path / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert [icon["src"] for icon in english["icons"]] == ["icon-192.png", "icon-512.png"]
    assert english["theme_color"] == icons.colour()
