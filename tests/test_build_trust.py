"""A build gives the same bytes everywhere, and leaves a whole site however it ends: killed, beside another, no room."""

import hashlib
import math
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import pictures
from tests.helpers.edits import edit
from tests.helpers.measured import THOROUGH, Measured
from tests.helpers.packages import ROOT, TINY

pytestmark = [pytest.mark.trust, pytest.mark.slow]


def command(package: Path, site: Path, charts: str = "no", repository: Path = ROOT) -> list[str]:
    """The command that builds `package` with the scripts of `repository`."""
    options = ["--config", str(package / "mkdocs.yml"), "--site", str(site), "--charts", charts]
    return [sys.executable, str(repository / "scripts" / "build.py"), *options]


def run(line: list[str], more: Mapping[str, str] | None = None, umask: int = -1) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **(more or {})}
    return subprocess.run(line, env=environment, umask=umask, capture_output=True, text=True, check=False)


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(dict(one.items() ^ other.items()))


def copied(repository: Path, charts: str = "no") -> list[str]:
    """Copy what builds the small package, without a cache; return the command that builds it into `site/`."""
    for source in (TINY, ROOT / "scripts", ROOT / "package.json", ROOT / "package-lock.json"):
        target = repository / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    return command(repository / "tests" / "tiny", repository / "site", charts, repository)


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "USER": "someone"}


def test_two_clean_builds_of_the_small_package_give_the_same_bytes(tmp_path: Path, measured: Measured) -> None:
    repositories = [tmp_path / "one", tmp_path / "ورشة à part" / "another"]
    for repository, more, umask in zip(repositories, ({}, ELSEWHERE), (0o022, 0o077), strict=True):
        done = run(copied(repository, "no" if pictures() == "no" else "yes"), more, umask)
        assert done.returncode == 0, done.stderr
    one, other = (digests(repository / "site") for repository in repositories)
    measured.at_most(0, len(differing(one, other)), f"files that differ between two clean builds, of {len(one)}")


@pytest.mark.skipif(not THOROUGH, reason="two builds of all, without a cache: some minutes")
def test_two_clean_builds_of_the_site_give_the_same_bytes(site: Path, tmp_path: Path, measured: Measured) -> None:
    repository = tmp_path / "ورشة à part"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(repository)], check=True)
    done = run(command(repository, repository / "site", "yes", repository), ELSEWHERE, 0o077)
    assert done.returncode == 0, done.stderr
    different = differing(digests(site), digests(repository / "site"))
    measured.at_most(
        0, len(different), f"files that differ between two clean builds, of {len(digests(site))}", different[:9]
    )


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tiny_copy: Path, tmp_path: Path, measured: Measured) -> None:
    site, moments, line = tmp_path / "site", random.Random(0), command(tiny_copy, tmp_path / "site")
    data = tiny_copy / "data" / "gardens.csv"
    texts = [data.read_text(encoding="utf-8"), data.read_text(encoding="utf-8").replace("Palm court", "Palm yard")]
    whole, seconds, broken, kills = [], 0.0, 0, 0
    for text in texts:
        data.write_text(text, encoding="utf-8")
        began = time.monotonic()
        assert run(line).returncode == 0
        seconds = time.monotonic() - began
        whole.append(digests(site))
    assert whole[0] != whole[1]
    for turn in range(30 if THOROUGH else 4):
        data.write_text(texts[turn % 2], encoding="utf-8")
        build = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.1, seconds))
        kills += build.poll() is None
        build.kill()
        build.wait()
        broken += digests(site) not in whole
    measured.at_most(0, broken, f"broken sites after {kills} kills")
    assert run(line).returncode == 0
    assert digests(site) == whole[turn % 2]


def test_two_builds_at_once_both_end_well(tiny_copy: Path, tmp_path: Path, measured: Measured) -> None:
    site = tmp_path / "site"
    faults = []
    for _ in range(6 if THOROUGH else 1):
        both = [
            subprocess.Popen(command(tiny_copy, site), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        faults += [said for said in (build.communicate()[1] for build in both) if said]
        faults += [str(build.returncode) for build in both if build.returncode]
    measured.at_most(0, len(faults), "faults of two builds at once", faults)
    assert run(command(tiny_copy, tmp_path / "alone")).returncode == 0
    assert differing(digests(site), digests(tmp_path / "alone")) == []


FULL = """set -e
mount -t tmpfs -o size={size}k none "{disk}"
cp -r "{repository}/." "{disk}"
cd "{disk}"
status=0
"{python}" scripts/build.py --config tests/tiny/mkdocs.yml --site site --charts no || status=$?
(cd site && find . -type f -exec sha256sum {{}} +) | sort > "{after}"
exit $status"""


@pytest.mark.skipif(
    subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0,
    reason="this system lets nobody mount a small disk of his own",
)
def test_a_full_disk_is_told_and_the_site_stays(tmp_path: Path, measured: Measured) -> None:
    repository, disk, after = tmp_path / "repository", tmp_path / "disk", tmp_path / "after"
    disk.mkdir()
    assert run(copied(repository)).returncode == 0
    shutil.rmtree(repository / ".cache" / "made", ignore_errors=True)
    edit(repository / "tests" / "tiny" / "data" / "gardens.csv", "Palm court", "Palm yard")
    used = sum(math.ceil(path.stat().st_size / 4096) * 4 + 4 for path in repository.rglob("*"))
    before = sorted(f"{digest}  ./{name}" for name, digest in digests(repository / "site").items())
    faults, full = [], 0
    for more in (0, 50, 200, 400, 800, 1600, 3200, 6400) if THOROUGH else (200, 1600):
        script = FULL.format(size=used + more, disk=disk, repository=repository, python=sys.executable, after=after)
        done = run(["unshare", "-rm", "sh", "-c", script])
        full += done.returncode == 1
        stays = after.read_text().splitlines() == before
        if done.returncode and not (done.returncode == 1 and stays and "Traceback" not in done.stderr):
            faults.append((more, done.returncode, stays, done.stderr[-500:]))
    measured.at_most(
        0, len(faults), f"sites spoilt or failures without a word, of {full} builds on a full disk", faults
    )
    assert full
