"""A web server on loopback that answers as GitHub Pages does."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path


class _Silent(http.server.SimpleHTTPRequestHandler):
    """Serves files and 404.html, as GitHub Pages does."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the library
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory) / "infitah" / "404.html"
        if code != 404 or not lost.exists():
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())
        return None


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder`; give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
