"""A build either succeeds whole or leaves the last good site as it was."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import build
from tests.conftest import pictures
from tests.helpers.edits import edit
from tests.helpers.packages import ROOT, TINY

CACHE = ROOT / ".cache"


def test_the_tiny_site_is_counted(tmp_path: Path) -> None:
    built = build.build(TINY / "mkdocs.yml", tmp_path / "site", CACHE, pictures())
    assert built.counts == {"resources": 5, "rows": 12, "pages": 12, "charts": 11}
    assert "12 rows" in build.report(built, tmp_path / "site", 2)


def last_good(folder: Path) -> Path:
    """A site that was built before."""
    site = folder / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("last good")
    (site / "SHA256SUMS").write_text(f"{'0' * 64}  data/all.zip\n")
    return site


def options_for(site: Path) -> list[str]:
    return ["--config", str(TINY / "mkdocs.yml"), "--site", str(site), "--charts", "no"]


@pytest.mark.parametrize("name", ["diary", "SHA256SUMS", "index.html"])
def test_a_folder_that_is_no_site_of_ours_is_left_alone(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / name).write_text(f"{'0' * 64}  debian.iso\n")
    assert build.main(options_for(own)) == 1
    assert [path.name for path in own.iterdir()] == [name]
    assert str(own) in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert build.main(options_for(tmp_path / "file")) == 1


def test_everybody_may_read_the_site_whatever_the_umask(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    umask = os.umask(0o077)
    try:
        assert build.main(options_for(tmp_path / "empty")) == 0
    finally:
        os.umask(umask)
    assert build.main(options_for(tmp_path / "empty")) == 0  # in the place of a site of ours
    site = tmp_path / "empty"
    folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()} == {0o644}
    assert not list(site.rglob(".*"))


def test_the_last_line_says_that_the_history_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("system.git.what_is_lacking", lambda _: "git-shallow")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert build.main(options_for(tmp_path / "site")) == 0
    assert "git fetch --unshallow --tags" in capsys.readouterr().out.splitlines()[-1]


@pytest.fixture
def no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn yet, and there is no browser."""
    monkeypatch.setattr("pages.renderer.FOLDER", tmp_path / "pictures")
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))


def test_charts_that_cannot_be_drawn_stop_the_build(
    no_pictures: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--config", str(TINY / "mkdocs.yml"), "--site", str(tmp_path / "site")]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("error: BROWSER_PATH")
    assert "built" not in said.out
    assert not (tmp_path / "site").exists()


def test_the_last_lines_name_what_the_site_lacks(
    no_pictures: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pages.fulltext_search.get_executable", lambda: None)
    options = ["--config", str(TINY / "mkdocs.yml"), "--site", str(tmp_path / "site"), "--charts", "no"]
    assert build.main(options) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "NOT in this site: pictures of charts (22), whose tables stand instead (as asked: charts=no)",
        "NOT in this site: images to share (12), which no page names, and the icons as PNG (as asked: charts=no)",
        "NOT in this site: full-text search (Pagefind has no program for this machine)",
    ]
    assert not (tmp_path / "site" / "pagefind").exists()


def test_a_failure_after_validation_leaves_the_site_as_it_was(
    tiny_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = last_good(tmp_path)
    (tiny_copy / "docs" / "index.md").write_text("# A {#a}\n\n{{ nothing }}\n", encoding="utf-8")
    assert build.main(["--config", str(tiny_copy / "mkdocs.yml"), "--site", str(target)]) == 1
    assert "index.md" in capsys.readouterr().err
    assert sorted(path.name for path in target.iterdir()) == ["SHA256SUMS", "index.html"]
    assert (target / "index.html").read_text() == "last good"


def test_a_site_on_another_disk_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renaming across disks fails: seen where `site/` and `.cache/` lay on two."""
    target = last_good(tmp_path / "disk")
    fresh = tmp_path / "cache" / "site"
    fresh.mkdir(parents=True)
    (fresh / "index.html").write_text("new")
    (tmp_path / "disk" / ".site-next" / "tmpold" / "site").mkdir(parents=True)  # a build that was killed
    os.utime(tmp_path / "disk" / ".site-next" / "tmpold", (0, 0))
    status = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **how: _on_a_disk(status(path, **how), "cache" in path.parts))
    build._swap(fresh, target, tmp_path / "lock")
    assert (target / "index.html").read_text() == "new"
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def _on_a_disk(status: os.stat_result, first: bool) -> os.stat_result:
    return os.stat_result([*status[:2], 1 if first else 2, *status[3:]])


def change(path: Path, edit_descriptor: Callable[[Any], None]) -> None:
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    edit_descriptor(descriptor)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")


def broken_foreign_key(copy: Path) -> None:
    edit(copy / "data" / "harvests.csv", "palm-2022,palm,", "palm-2022,plam,")


def duplicate_key(copy: Path) -> None:
    edit(copy / "data" / "harvests.csv", "fig-2023,", "palm-2023,")


def arabic_digits(copy: Path) -> None:
    edit(copy / "data" / "harvests.csv", "140.5", "١٤٠")


def semicolons(copy: Path) -> None:
    path = copy / "data" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")


def title_line(copy: Path) -> None:
    path = copy / "data" / "gardens.csv"
    path.write_text("جدول البساتين\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


def windows_1256(copy: Path) -> None:
    path = copy / "data" / "gardens.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1256", errors="replace"))


def script_in_a_name(copy: Path) -> None:
    edit(copy / "data" / "gardens.csv", ",Fig terrace,", ",<script>alert(1)</script>,")


def view_of_a_missing_field(copy: Path) -> None:
    change(copy / "datapackage.json", lambda package: package["views"][0]["spec"].update(group="gardn"))


def missing_arabic_title(copy: Path) -> None:
    change(copy / "datapackage.json", lambda package: package["resources"][1].pop("title@ar"))


# What the message must name: file, then line, column and value where there is one of each.
SPOILERS: dict[Callable[[Path], None], str] = {
    broken_foreign_key: r"data/harvests\.csv:2 garden «plam»",
    duplicate_key: r"data/harvests\.csv:\d+ id «palm-2023»",
    arabic_digits: r"data/harvests\.csv:3 kilograms «١٤٠».*\n.*140",
    semicolons: r"data/sources\.csv:1\b.*",
    title_line: r"data/gardens\.csv:1\b.*جدول البساتين",
    windows_1256: r"data/gardens\.csv.*(?:\n.*)?1256",
    script_in_a_name: r"data/gardens\.csv:3 name_en «<script>alert\(1\)</script>»",
    view_of_a_missing_field: r"datapackage\.json:\d+ .*«gardn».*",
    missing_arabic_title: r"datapackage\.json:\d+ .*title@ar",
}


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_bad_input_stops_the_build_and_says_where(
    spoil: Callable[[Path], None],
    tiny_copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    target = last_good(tmp_path)
    spoil(tiny_copy)
    assert build.main(["--config", str(tiny_copy / "mkdocs.yml"), "--site", str(target)]) == 1
    out = capsys.readouterr().out
    assert re.search(SPOILERS[spoil], out), out
    assert "→" in out  # a remedy
    assert (target / "index.html").read_text() == "last good"
