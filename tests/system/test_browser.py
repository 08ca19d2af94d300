"""Every way to a browser, with fakes: no test fetches or installs anything."""

from pathlib import Path

import pytest
from choreographer.browsers.chromium import Chromium

from system import browser
from system.cache import forget

BROWSER = "#!/bin/sh\necho Chromium 1.0\n"
LIBRARY = "#!/bin/sh\necho error while loading libnss3.so\nexit 127\n"
REFUSED = "raise OSError('host not allowed')"
SUDO = '#!/bin/sh\n[ "$1" = -n ] && shift && exec "$@"\n'


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def fetching(script: str) -> str:
    """A program that "fetches" a browser into the folder of its first argument, and prints where it is."""
    return f"""
import sys
from pathlib import Path
path = Path(sys.argv[1]) / "chrome-linux64" / "chrome"
path.parent.mkdir()
path.write_text({script!r})
path.chmod(0o755)
print(path)
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, whose PATH is the folder given, and where every download is refused."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "env", "true"):
        (programs / name).symlink_to(f"/bin/{name}" if name == "sh" else f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(browser, "FETCH", REFUSED)
    found = programs / "chromium"
    monkeypatch.setattr(Chromium, "find_browser", lambda **_: str(found) if found.exists() else None)
    return programs


def apt(machine: Path, script: str) -> Path:
    return program(machine / "apt-get", f'#!/bin/sh\necho "$@" >> {machine}/asked\n{script}\n')


def test_the_browser_of_the_machine_is_taken(machine: Path, tmp_path: Path) -> None:
    chromium = program(machine / "chromium", BROWSER)
    assert browser.require(tmp_path / "cache") == chromium
    assert not (tmp_path / "cache").exists()


def test_an_explicit_path_comes_first(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "chromium", BROWSER)
    other = program(tmp_path / "other", BROWSER)
    monkeypatch.setenv("BROWSER_PATH", str(other))
    assert browser.find(tmp_path) == other


def test_an_explicit_path_that_is_no_file_is_an_error(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine / "chromium", BROWSER)
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    with pytest.raises(browser.BrowserError, match="BROWSER_PATH"):
        browser.require(tmp_path)


def test_a_browser_is_fetched_once_and_kept(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setattr(browser, "FETCH", fetching(BROWSER))
    assert browser.find(cache) is None
    fetched = browser.require(cache)
    assert fetched.is_relative_to(cache)
    assert fetched.read_text() == BROWSER
    monkeypatch.setattr(browser, "FETCH", REFUSED)
    assert browser.require(cache) == fetched
    forget(cache)
    assert browser.find(cache) == fetched


def test_a_fetched_browser_that_does_not_start_is_not_kept(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "FETCH", fetching(LIBRARY))
    with pytest.raises(browser.BrowserError, match=r"does not start: .*libnss3\.so"):
        browser.require(tmp_path / "cache")
    assert list((tmp_path / "cache" / "made").iterdir()) == []


def test_a_download_without_end_gives_way(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "FETCH", "import time; time.sleep(60)")
    monkeypatch.setattr(browser, "FETCH_SECONDS", 0.3)
    with pytest.raises(browser.BrowserError, match="not finished after"):
        browser.require(tmp_path / "cache")


@pytest.mark.parametrize("user", [0, 1000])
def test_the_administrator_installs_one_where_none_can_be_fetched(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    if user:
        program(machine / "sudo", SUDO)
    apt(machine, f'[ "$1" = install ] && echo > {machine}/chromium || true')
    assert browser.require(tmp_path) == machine / "chromium"
    assert (machine / "asked").read_text().split("\n")[:2] == [
        "update",
        "install --yes --no-install-recommends chromium",
    ]


def test_who_may_not_install_is_told_how_to_go_on(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    apt(machine, "exit 0")
    program(machine / "sudo", "#!/bin/sh\necho sudo: a password is required\nexit 1\n")
    with pytest.raises(browser.BrowserError) as raised:
        browser.require(tmp_path)
    for words in ("host not allowed", "sudo asks for a password", "apt-get install chromium", "brew install",
                  "winget install", "make site charts=no"):  # fmt: skip
        assert words in str(raised.value)
    assert not (machine / "asked").exists()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo E: Unable to locate package chromium; exit 100", "Unable to locate package"),
        ("exit 0", "not to be found"),
    ],
)
def test_an_installation_in_vain_is_told(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    apt(machine, script)
    with pytest.raises(browser.BrowserError, match=words):
        browser.require(tmp_path)


def test_a_machine_of_another_kind_has_no_apt(machine: Path, tmp_path: Path) -> None:
    with pytest.raises(browser.BrowserError, match="no apt-get"):
        browser.require(tmp_path)


def test_the_command_leaves_it_to_the_tests_to_fail(
    machine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    assert browser.main() == 0
    assert "BROWSER_PATH" in capsys.readouterr().err
