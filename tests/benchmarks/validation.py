"""Our validation beside `frictionless validate`, on the same package, in turn, several times.

    python tests/benchmarks/validation.py [--rows 1000 10000 100000] [--times 3]

Every run is a process of its own, start-up included, and nothing is remembered
from one to the next (`--fresh`). The time is that of the processor. Ours does all that it does on the real data;
Frictionless does what it knows. Absolute times say little on a shared machine:
read the ratio, which comes from one run.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "tiny"
OURS = [sys.executable, str(ROOT / "scripts" / "check.py"), "--fresh", "--lang", "en"]
THEIRS = [sys.executable, "-m", "frictionless", "validate"]
MORE: list[dict[str, Any]] = [
    {"name": "trees", "type": "integer", "constraints": {"minimum": 0}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
    {"name": "open", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
]


def invent(folder: Path, count: int) -> Path:
    """The tiny package with `count` gardens of nine fields."""
    descriptor = json.loads((TINY / "datapackage.json").read_text(encoding="utf-8"))
    gardens, harvests, _ = descriptor["resources"]
    gardens["expected"] = [{"rows": count}]
    gardens["schema"]["fields"] += [
        {"title": "x", "title@ar": "س", "description": "x", "description@ar": "س", **field} for field in MORE
    ]
    harvests["expected"] = [{"minRows": 1}]
    (folder / "data").mkdir()
    for name in ("sources.csv", "sources.schema.json"):
        (folder / "data" / name).write_bytes((TINY / "data" / name).read_bytes())
    (folder / "data" / "harvests.csv").write_text(
        "id,garden,year,kilograms,preferred,source\na,g0,2022,120,true,almanac\n", encoding="utf-8"
    )
    with (folder / "data" / "gardens.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field["name"] for field in gardens["schema"]["fields"]])
        for number in range(count):
            writer.writerow([
                f"g{number}", f"Garden {number}", f"بستان {number}", ("public", "private")[number % 2],
                f"{1990 + number % 30}-{1 + number % 12:02}", ("almanac", "survey-2024")[number % 2], number % 5000,
                number % 100 / 100, ("true", "false")[number % 2],
            ])  # fmt: skip
    path = folder / "datapackage.json"
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    return path


def run(command: list[str], path: Path) -> float:
    """Seconds of processor that a sound package takes; raises RuntimeError where it is not found sound."""
    process = subprocess.Popen([*command, str(path)], stdout=subprocess.DEVNULL, cwd=path.parent)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} found faults in the invented package")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print a line for each number of rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    print(
        f"{'rows':>8} {'ours':>8} {'frictionless':>13} {'ratio':>6}   (median of {options.times}, seconds of processor)"
    )
    for count in options.rows:
        with TemporaryDirectory() as folder:
            path = invent(Path(folder), count)
            pairs = [(run(OURS, path), run(THEIRS, path)) for _ in range(options.times)]
        ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"{count:>8} {ours:>8.2f} {theirs:>13.2f} {ratio:>6.2f}", flush=True)


if __name__ == "__main__":
    main()
