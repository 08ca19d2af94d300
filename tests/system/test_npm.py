import json
import subprocess
from pathlib import Path

import pytest

from system import npm
from tests.helpers.packages import ROOT


def test_every_vendored_file_comes_from_a_pinned_package(site: Path) -> None:
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for source, target in manifest["vendor"].items():
        name = next(name for name in manifest["dependencies"] if source.startswith(name + "/"))
        assert lock[f"node_modules/{name}"]["integrity"].startswith("sha512-")
        assert (site / target).stat().st_size > 0


def test_the_lock_names_no_registry() -> None:
    assert "resolved" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_a_lock_that_does_not_fit_is_an_error_with_the_words_of_npm(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "package.json").write_text('{"name": "x", "dependencies": {"left-pad": "1.3.0"}, "vendor": {}}')
    (root / "package-lock.json").write_text('{"name": "x", "lockfileVersion": 3, "packages": {"": {"name": "x"}}}')
    with pytest.raises(npm.AssetError, match="npm ci failed"):
        npm.install(tmp_path / "cache", root)


def test_an_installed_lock_is_not_installed_again(capsys: pytest.CaptureFixture[str]) -> None:
    npm.install(ROOT / ".cache")
    capsys.readouterr()
    assert npm.install(ROOT / ".cache").is_dir()
    assert capsys.readouterr().out == ""


def test_what_only_tests_need_is_installed_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def fake(arguments: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(arguments)
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr(npm, "npm", fake)
    for development in (False, False, True, True, False):
        npm.install(tmp_path, development=development)
    assert [("--omit=dev" in arguments) for arguments in asked] == [True, False]


def test_the_scripts_and_styles_of_the_theme_have_no_fault() -> None:
    assert npm.lint() == 0
