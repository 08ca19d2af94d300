"""Install the locked packages into `.venv`: `python -m system.environment .venv requirements.txt`.

A file in `.venv` says which lock was installed, so that nothing is done twice. A virtual environment that was
interrupted, or whose Python is gone or too old, is built again. Only the standard library is used: no package is
there yet. What pip writes goes to a file, and is shown where it fails: its warnings about the indexes and proxies of
a machine are not about this project.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from system import progress

OLDEST = (3, 11)
LAST_LINES = 25  # of what pip said
_SOUND = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
_OPTIONS = ("--require-hashes", "--no-input", "--progress-bar", "off", "--disable-pip-version-check")


class EnvironmentFault(RuntimeError):  # noqa: N818 - EnvironmentError is a name of Python's
    """The packages could not be installed; the message says why."""


def python_of(folder: Path) -> Path:
    """Return the Python of a virtual environment."""
    return folder / "bin" / "python"


def is_sound(folder: Path) -> bool:
    """Tell whether the virtual environment has a Python that starts, is recent enough, and has pip."""
    try:
        done = subprocess.run([str(python_of(folder)), "-c", _SOUND], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def create(folder: Path) -> None:
    """Make the virtual environment anew. Raises EnvironmentFault."""
    done = progress.run([sys.executable, "-m", "venv", "--clear", str(folder)], f"making {folder}/")
    if done.status:
        hint = "\n(Debian, Ubuntu: sudo apt-get install python3-venv)" if "ensurepip" in done.output else ""
        raise EnvironmentFault(f"Python's venv failed:\n{done.output}{hint}")


def install(folder: Path, lock: Path) -> None:
    """Bring the virtual environment `folder` up to what `lock` (a requirements file with hashes) names.

    Raises EnvironmentFault with what pip said.
    """
    content = lock.read_bytes()
    installed = folder / f"{lock.stem}.installed"
    digest = hashlib.sha256(content).hexdigest()
    sound = is_sound(folder)
    if sound and installed.is_file() and installed.read_text(encoding="utf-8") == digest:
        return
    if not sound:
        create(folder)
    total = len(re.findall(r"^\S+==", content.decode(), re.MULTILINE))
    work = f"installing {total} packages into {folder}/ (once, a minute or two)"
    command = [str(python_of(folder)), "-m", "pip", "install", *_OPTIONS, "--requirement", str(lock)]
    done = progress.run(command, work, total=total, steps=_packages)
    log = folder / "pip.log"
    log.write_text(done.output, encoding="utf-8")
    if done.status:
        last = "\n".join(done.output.splitlines()[-LAST_LINES:])
        raise EnvironmentFault(f"{last}\npip could not install the packages (all it said: {log})")
    installed.write_text(digest, encoding="utf-8")


def _packages(output: str) -> int:
    """How many packages pip has looked at so far."""
    return len(re.findall(r"^(?:Collecting|Processing|Requirement already satisfied:) ", output, re.MULTILINE))


def main(arguments: list[str]) -> int:
    """The command line: the folder of the virtual environment, and the lock. Returns the exit status."""
    try:
        install(Path(arguments[0]), Path(arguments[1]))
    except (EnvironmentFault, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ninterrupted; the same command goes on from here", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
