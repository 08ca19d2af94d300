"""How many readers the built site bears, served by nginx on this machine, and what the limits of GitHub Pages allow.

    python tests/benchmarks/load.py [--site site] [--seconds 5] [--clients 32]

nginx has one worker and compresses as it answers, as GitHub Pages does; wrk asks for one address at a time. Neither
is installed by this: `sudo apt-get install nginx-light wrk` (Debian, Ubuntu), `brew install nginx wrk` (macOS). What
a visit takes is what Chromium receives. On a machine that does other work too, times are upper bounds and rates
lower ones; bytes are exact.

GitHub Pages allows a site of 1 GB and 100 GB a month (docs.github.com, "GitHub Pages limits").
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts")]

from playwright.sync_api import sync_playwright  # noqa: E402

from system import browser  # noqa: E402

NEEDED = ("nginx", "wrk")
MONTH, SITE = 100_000_000_000, 1_000_000_000  # bytes that GitHub Pages serves in a month; of a site
CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error;{user}
events {{ worker_connections 1024; }}
http {{
  include {types}; access_log off; sendfile on; keepalive_requests 100000;
  types {{ text/csv csv; }}
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  gzip on; gzip_min_length 256; gzip_comp_level 6;
  gzip_types text/css text/csv text/javascript application/javascript application/json image/svg+xml;
  server {{ listen 127.0.0.1:{port}; location /infitah/ {{ alias {site}/; }} }}
}}
"""
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def member() -> str:
    """The slug of the first member, whose page is among the longer ones."""
    with (ROOT / "data" / "members.csv").open(encoding="utf-8") as file:
        place = next(csv.DictReader(file))["territory"]
    with (ROOT / "data" / "territories.csv").open(encoding="utf-8") as file:
        return next(row["slug"] for row in csv.DictReader(file) if row["id"] == place)


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """Serve `site` under /infitah/; give its address."""
    types = next(path for path in (Path("/etc/nginx"), Path("/opt/homebrew/etc/nginx")) if path.is_dir()) / "mime.types"
    with TemporaryDirectory() as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        user = " user root;" if os.geteuid() == 0 else ""  # else its worker could not read a site of root's
        configuration = Path(name) / "nginx.conf"
        text = CONFIGURATION.format(folder=name, port=port, site=site.resolve(), user=user, types=types)
        configuration.write_text(text, encoding="utf-8")
        process = subprocess.Popen(["nginx", "-c", str(configuration), "-p", name], stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}/infitah/"
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - our own server
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise SystemExit("nginx does not answer")


def compressed(address: str) -> int:
    """Bytes of the body as nginx sends it to a browser."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return len(answer.read())


def pressed(address: str, seconds: int, clients: int) -> tuple[float, float]:
    """Requests a second, and the milliseconds within which 99 in 100 are answered."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, p99 = _RATE.search(said), _P99.search(said)
    if not rate or not p99 or "Non-2xx" in said:
        raise SystemExit(f"wrk on {address}:\n{said}")
    return float(rate[1]), float(p99[1]) * _MILLISECONDS[p99[2]]


def visit(address: str, *pages: str) -> int:
    """Bytes that Chromium receives, heads included, when a new reader opens `pages` one after the other."""
    received: list[float] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.require(), args=["--no-sandbox"])
        page = chromium.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        for path in pages:
            page.goto(address + path, wait_until="networkidle")
        chromium.close()
    return int(sum(received))


def main() -> int:
    """Print the table, and what the limits mean in visits; return 1 where a program is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=32)
    options = parser.parse_args()
    if missing := [name for name in NEEDED if not shutil.which(name)]:
        print(
            f"Not installed: {', '.join(missing)}. Debian, Ubuntu: sudo apt-get install nginx-light wrk",
            file=sys.stderr,
        )
        return 1
    place = f"places/{member()}/"
    asked = {"home": "", "place of a member": place, "members.csv": "data/members.csv"}
    asked["search, entry of the index"] = "pagefind/ar/pagefind-entry.json"
    with nginx(options.site) as address:
        print(f"{'':<28} {'requests/s':>10} {'p99 ms':>8} {'gzip bytes':>11}")
        for name, path in asked.items():
            rate, p99 = pressed(address + path, options.seconds, options.clients)
            print(f"{name:<28} {rate:>10,.0f} {p99:>8.1f} {compressed(address + path):>11,}", flush=True)
        visits = {"home": visit(address, ""), "home, then a place": visit(address, "", place)}
    print(f"\n{'a first visit':<28} {'bytes':>10} {'visits in 100 GB, a month':>28}")
    for name, size in visits.items():
        print(f"{name:<28} {size:>10,} {MONTH // size:>28,}")
    size = sum(path.stat().st_size for path in options.site.rglob("*") if path.is_file())
    print(f"\nthe site: {size:,} bytes, {size / SITE:.0%} of the 1 GB that GitHub Pages allows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
