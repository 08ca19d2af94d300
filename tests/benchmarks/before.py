"""`make site` beside what it was at an earlier commit, in turn, several times, caches warm.

    python tests/benchmarks/before.py REVISION [--times 5]

Both build their own data with the packages of this environment; the first build of each fills its
cache and is not counted. On a shared machine the seconds of the processor say more than those of the
clock, so the ratio is given for both; read the ratios, which come from one run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]


def build(tree: Path, site: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processor that a build of `tree` takes, all its processes together."""
    shutil.rmtree(site, ignore_errors=True)
    began, used = time.perf_counter(), os.times()
    command = [sys.executable, str(tree / "scripts" / "build.py"), "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    processor = after.children_user + after.children_system - used.children_user - used.children_system
    return time.perf_counter() - began, processor


def main() -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(before), options.revision], check=True, capture_output=True)
        try:
            trees = {"before": before, "now": ROOT}
            found: dict[str, list[tuple[float, float]]] = {name: [] for name in trees}
            for turn in range(options.times + 1):
                for name, tree in trees.items():
                    measured = build(tree, Path(folder) / "site")
                    if turn:
                        found[name].append(measured)
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True, capture_output=True)
    medians = {name: [statistics.median(each) for each in zip(*runs, strict=True)] for name, runs in found.items()}
    print("           clock s  processor s")
    for name, (clock, processor) in medians.items():
        print(f"{name:<9} {clock:>8.2f} {processor:>12.2f}")
    ratios = [now / then for now, then in zip(medians["now"], medians["before"], strict=True)]
    print(f"ratio     {ratios[0]:>8.2f} {ratios[1]:>12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
