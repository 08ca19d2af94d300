"""Write the corrections that are certain into the data, and show them.

python scripts/fix.py [PATH/datapackage.json] [--lang ar|fr|en]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from validation import faults
from validation.fixes import fix
from validation.problems import languages, message
from validation.validate import DESCRIPTOR, language_of


def main(arguments: list[str] | None = None) -> int:
    """Correct, print the diff, and return 0: what remains is for `make check` to say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DESCRIPTOR)
    parser.add_argument("--lang", choices=languages(), default=language_of(dict(os.environ)))
    options = parser.parse_args(arguments)
    diffs = fix(options.path)
    cells = sum(line.startswith("+") and not line.startswith("+++") for diff in diffs for line in diff.splitlines())
    print("\n".join(diffs))
    print(message("fixed", options.lang, rows=cells) if diffs else message("nothing-to-fix", options.lang))
    return 0


if __name__ == "__main__":
    sys.exit(faults.run(main))
