"""Validate the package: every fault of the descriptor and of all its files, in one run.

    python scripts/check.py [PATH/datapackage.json] [--lang ar|fr|en] [--base REVISION] [--report FILE]

Exit status 1 where there is an error; warnings do not fail. Without `--lang`
the language is that of LC_ALL or LANG, else English. In a GitHub workflow the
problems also stand on the lines of the pull request and in its summary.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from system.paths import CACHE
from validation import faults
from validation.problems import count, languages, message
from validation.reports import as_json, summary, workflow_commands
from validation.terminal import render, wants_colour
from validation.validate import DESCRIPTOR, failed, language_of, limited


def main(arguments: list[str] | None = None) -> int:
    """Validate, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DESCRIPTOR)
    parser.add_argument("--lang", choices=languages(), default=language_of(dict(os.environ)))
    parser.add_argument("--base", default="HEAD", help="git revision the package is compared with")
    parser.add_argument("--report", type=Path, help="also write the problems here, as JSON")
    parser.add_argument("--fresh", action="store_true", help="examine again what was found sound before")
    options = parser.parse_args(arguments)
    outcome = limited(options.path, options.base, None if options.fresh else CACHE)
    problems = outcome.problems
    if problems:
        print(render(problems, options.lang, wants_colour(sys.stdout, os.environ)))
    if options.report:
        options.report.write_text(as_json(problems), encoding="utf-8")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(workflow_commands(problems, options.lang))
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(options.path, problems, options.base))
    if failed(problems):
        counts = {"errors": count(problems, "error"), "warnings": count(problems, "warning")}
        print("\n" + message("unsound", options.lang, **counts))
        return 1
    print(message("sound", options.lang, resources=outcome.resources, rows=outcome.rows))
    return 0


if __name__ == "__main__":
    sys.exit(faults.run(main))
