"""Find Chromium, which draws the charts and reads the pages in the tests, or install it.

A browser of this machine is looked for as choreographer, which opens it, does: Chromium, Chrome, Edge, Brave or
Vivaldi, in PATH and in the usual folders. Where there is none, Chrome for Testing is fetched into the cache, which
needs no administrator; where that fails too, apt-get installs Chromium, if this user may.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from choreographer.browsers.chromium import Chromium

from system import progress
from system.cache import fingerprint, keep_alive, kept, kept_folder, version
from system.errors import BuildError
from system.paths import CACHE

FETCH_SECONDS = 600  # 170 MB over 2.5 megabits a second
INSTALL_SECONDS = 900
FETCH = "import sys; from choreographer.cli import get_chrome_sync; print(get_chrome_sync(path=sys.argv[1]))"
APT = (("update",), ("install", "--yes", "--no-install-recommends", "chromium"))
WAYS_ON = """Two ways on:
  1. install Chromium or Chrome, then give the same command again:
       Debian, Ubuntu   sudo apt-get install chromium
       macOS            brew install --cask chromium
       Windows          winget install Google.Chrome
     (one in another place: set BROWSER_PATH to its executable file)
  2. build the site without pictures of its charts: make site charts=no"""


class BrowserError(BuildError):
    """No browser was found, and none could be installed; the message says what can be done."""


class _RefusedError(RuntimeError):
    """One way to a browser is closed; the message says why."""


def require(cache: Path = CACHE) -> Path:
    """Return the executable file of a browser, fetched or installed where there is none yet.

    Raises BrowserError with what was tried and the ways on.
    """
    if found := find(cache):
        return found
    print("charts are drawn in Chromium or Chrome, and there is none on this machine", flush=True)
    refusals = []
    for way in (_fetch, _install):
        try:
            return way(cache)
        except (_RefusedError, OSError) as error:  # TimeoutError is an OSError
            refusals.append(f"  - {' '.join(str(error).split())}")
            print(refusals[-1].removeprefix("  - "), flush=True)
    tried = "\n".join(refusals)
    raise BrowserError(f"no browser on this machine, and none could be installed:\n{tried}\n{WAYS_ON}")


def find(cache: Path = CACHE) -> Path | None:
    """Return the browser that BROWSER_PATH names, else one of this machine, else the one fetched before.

    Raises BrowserError where BROWSER_PATH names no file: nothing else is taken in its place.
    """
    if named := os.environ.get("BROWSER_PATH"):
        if not Path(named).is_file():
            raise BrowserError(f"BROWSER_PATH is {named}, and there is no such file")
        return Path(named)
    found = Chromium.find_browser(skip_local=False)
    return Path(found) if found and Path(found).is_file() else _fetched(cache)


def _key() -> str:
    """The release of Chrome follows that of choreographer, which names it."""
    return f"chrome-{fingerprint(version('choreographer'))[:16]}"


def _fetched(cache: Path) -> Path | None:
    folder = kept_folder(cache, _key())
    if not folder.is_dir():
        return None
    keep_alive(folder)
    return folder / (folder / "executable").read_text(encoding="utf-8")


def _fetch(cache: Path) -> Path:
    """Fetch Chrome for Testing into `cache`."""
    kept(cache, _key(), _fetch_into)
    fetched = _fetched(cache)
    if fetched is None:
        raise _RefusedError("Chrome was fetched, and is gone")
    return fetched


def _fetch_into(folder: Path) -> None:
    """Fill `folder` with Chrome and the file `executable`, which says where it lies in it."""
    work = f"fetching Chrome into {folder.parent} (170 MB, once)"
    done = progress.run([sys.executable, "-c", FETCH, str(folder)], work, seconds=FETCH_SECONDS)
    if done.status:
        raise _RefusedError(f"Chrome could not be fetched: {_last_line(done.output)}")
    executable = Path(_last_line(done.output))
    # It needs libraries that a small Linux may not have, and says so when it starts
    started = progress.run([str(executable), "--version"], "starting it", seconds=60)
    if started.status:
        raise _RefusedError(f"Chrome was fetched, and does not start: {_last_line(started.output)}")
    (folder / "executable").write_text(executable.relative_to(folder).as_posix(), encoding="utf-8")


def _install(cache: Path) -> Path:
    """Install Debian's Chromium as the administrator, where no password is asked for."""
    if not shutil.which("apt-get"):
        raise _RefusedError("there is no apt-get to install it with")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (not shutil.which("sudo") or progress.run([*as_root, "true"], "asking sudo", seconds=60).status):
        raise _RefusedError("apt-get needs the administrator, and sudo asks for a password")
    for action in APT:
        work = f"apt-get {action[0]}" + (" chromium (100 MB)" if action[0] == "install" else "")
        command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *action]
        done = progress.run(command, work, seconds=INSTALL_SECONDS)
    if done.status:
        raise _RefusedError(f"apt-get could not install chromium: {_last_line(done.output)}")
    found = find(cache)
    if not found:
        raise _RefusedError("apt-get says that chromium is installed, and it is not to be found")
    return found


def _last_line(output: str) -> str:
    return (output.strip().splitlines() or ["it said nothing"])[-1]


def main() -> int:
    """Install a browser for the tests where there is none. The tests that need it say themselves that it is missing."""
    try:
        require()
    except BrowserError as error:
        print(error, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
