"""The preview: what is edited is on the screen, and what is wrong leaves the page as it was."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from mkdocs_adapter import site
from serve import Preview, state_of
from system.errors import BuildError
from tests.helpers.edits import edit
from tests.helpers.packages import ROOT, TINY
from tests.helpers.row_pages import with_pages

pytestmark = pytest.mark.slow  # each test starts a preview

NOT_DRAWN = "There is no picture of this chart here"
CACHE = ROOT / ".cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def preview(tiny_copy: Path, folder: Path) -> Preview:
    return Preview(tiny_copy / "mkdocs.yml", folder, CACHE)


def shown(preview: Preview, folder: Path, address: str) -> str:
    preview.refresh(address)
    return (folder / address / "index.html").read_text(encoding="utf-8")


def test_a_changed_cell_is_shown_and_published(preview: Preview, folder: Path, tiny_copy: Path) -> None:
    edit(tiny_copy / "data" / "harvests.csv", "140.5", "150.5")
    preview.rebuild()
    assert "270.5" in shown(preview, folder, "")
    assert "270,5" in shown(preview, folder, "ar/")
    assert "150.5" in (folder / "data" / "harvests.csv").read_text(encoding="utf-8")


def test_a_changed_word_goes_through_mkdocs(preview: Preview, folder: Path, tiny_copy: Path) -> None:
    (tiny_copy / "docs" / "index.md").write_text("# Another title {#a}\n", encoding="utf-8")
    preview.rebuild()
    assert "Another title" in shown(preview, folder, "")


def test_a_changed_interface_word_is_shown(preview: Preview, folder: Path, tiny_copy: Path) -> None:
    words = tiny_copy / "docs" / "words" / "en.yml"
    words.write_text("footer: A garden in the desert.\ndata: {fields: What is noted}\n", encoding="utf-8")
    preview.rebuild()
    assert "A garden in the desert." in shown(preview, folder, "")
    assert "What is noted" in shown(preview, folder, "data/gardens/")


def test_a_changed_schema_goes_through_mkdocs(preview: Preview, folder: Path, tiny_copy: Path) -> None:
    schema = tiny_copy / "data" / "sources.schema.json"
    assert schema in preview.watched
    assert "Field of another name" not in shown(preview, folder, "data/sources/")
    edit(schema, '"Identifier"', '"Field of another name"')
    preview.rebuild()
    assert "Field of another name" in shown(preview, folder, "data/sources/")
    assert "Field of another name" in (folder / "datapackage.json").read_text(encoding="utf-8")


def test_what_is_wrong_is_said_and_leaves_the_page(
    preview: Preview, folder: Path, tiny_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = shown(preview, folder, "")
    edit(tiny_copy / "data" / "harvests.csv", "140.5", "many")
    preview.rebuild()
    assert "many" in capsys.readouterr().out
    assert shown(preview, folder, "") == before
    (tiny_copy / "docs" / "index.md").write_text("{{ nothing }}\n", encoding="utf-8")
    edit(tiny_copy / "data" / "harvests.csv", "many", "140.5")
    preview.rebuild()
    assert "index.md" in capsys.readouterr().out
    assert shown(preview, folder, "") == before


def test_a_chart_whose_data_changed_is_drawn_beside_the_work(
    preview: Preview, folder: Path, tiny_copy: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = 100 + time.time_ns() % 10**9 / 10**7  # never drawn before
    edit(tiny_copy / "data" / "harvests.csv", "140.5", f"{figure:.7f}")
    preview.rebuild()
    assert NOT_DRAWN in shown(preview, folder, "")
    assert "ready in" in capsys.readouterr().out
    assert preview.later
    preview.later.join(timeout=120)
    assert "the charts are drawn: reload the page" in capsys.readouterr().out
    assert NOT_DRAWN not in shown(preview, folder, "")


def test_what_cannot_be_drawn_is_said_and_the_preview_goes_on(
    tiny_copy: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pages.renderer.FOLDER", tmp_path / "pictures")
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    preview = Preview(tiny_copy / "mkdocs.yml", folder, CACHE)
    assert len(preview.lacking) == 2
    assert preview.lacking[0].startswith("pictures of charts (22)")
    assert "BROWSER_PATH" in preview.lacking[0]
    assert NOT_DRAWN in shown(preview, folder, "")
    preview.draw(build.checked(preview.project))
    assert "the changed charts have no pictures: BROWSER_PATH" in capsys.readouterr().out


def test_charts_that_did_not_change_are_not_drawn(preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    preview.rebuild()
    assert preview.later
    preview.later.join(timeout=120)
    assert "draw" not in capsys.readouterr().out


def test_an_address_that_is_no_page_is_left_alone(preview: Preview, folder: Path) -> None:
    preview.refresh("nowhere/")
    preview.refresh("assets/css/site.css")
    assert not (folder / "nowhere").exists()


def test_a_package_that_is_not_sound_cannot_be_previewed(tiny_copy: Path, folder: Path) -> None:
    edit(tiny_copy / "data" / "harvests.csv", "140.5", "many")
    with pytest.raises(BuildError):
        Preview(tiny_copy / "mkdocs.yml", folder, CACHE)


def test_a_state_tells_a_file_that_has_changed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = state_of([tmp_path])
    (tmp_path / "a").write_text("12")
    assert state_of([tmp_path]) != before


def test_the_page_of_a_row_is_filled_again(tiny_copy: Path, folder: Path) -> None:
    preview = Preview(with_pages(tiny_copy, "id", {}), folder, CACHE)
    edit(tiny_copy / "data" / "gardens.csv", "Fig terrace,شرفة التين", "Fig yard,ساحة التين")
    preview.rebuild()
    for address, name in (("plots/fig/", "Fig yard"), ("ar/plots/fig/", "ساحة التين")):
        assert name in shown(preview, folder, address)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_it_without_a_word() -> None:
    if not _port_is_free():
        pytest.skip("PORT TAKEN: something else is served where the preview would be; it was not started")
    command = [sys.executable, str(ROOT / "scripts" / "serve.py"), "--config", str(TINY / "mkdocs.yml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            if "Ctrl+C" in line:
                break
        while _port_is_free():
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        try:
            rest = running.communicate(timeout=60)[0]
        except subprocess.TimeoutExpired:
            running.kill()  # else the `with` would wait for ever
            raise
    assert running.returncode == 0
    assert "Traceback" not in rest


def _port_is_free() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(site.PREVIEW) != 0
