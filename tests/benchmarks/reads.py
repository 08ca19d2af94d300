"""How often one build opens and parses each CSV file of the package: `python tests/benchmarks/reads.py`.

Opens are counted by an audit hook (`open`), in the processes of the build too; parsing by the calls of `csv.reader`,
which `csv.DictReader` makes too, on a text that begins with the header of the file.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


def main() -> None:
    """Build once and print a line for each file."""
    sys.path.insert(0, str(ROOT / "scripts"))
    headers = {path.read_text(encoding="utf-8").split("\n", 1)[0]: path.name for path in DATA.glob("*.csv")}
    with TemporaryDirectory() as folder:
        log = os.open(Path(folder) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def note(kind: str, name: str) -> None:
            os.write(log, f"{kind} {name}\n".encode())

        def opened(event: str, arguments: tuple[Any, ...]) -> None:
            path = arguments[0] if event == "open" else None
            if isinstance(path, (str, os.PathLike)) and Path(path).parent == DATA and str(path).endswith(".csv"):
                note("open", Path(path).name)

        def counting(reader: Any) -> Any:
            def read(source: Any, *arguments: Any, **options: Any) -> Any:
                text = source.getvalue() if hasattr(source, "getvalue") else ""
                if name := headers.get(text.removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r")):
                    note("parse", name)
                return reader(source, *arguments, **options)

            return read

        csv.reader = counting(csv.reader)
        import build  # noqa: PLC0415 - after the readers are counted

        sys.addaudithook(opened)
        build.build(ROOT / "mkdocs.yml", Path(folder) / "site", ROOT / ".cache")
        counts = Counter((Path(folder) / "log").read_text().splitlines())
    print("file                   opens  parses")
    for name in sorted(headers.values()):
        print(f"{name:22} {counts[f'open {name}']:6} {counts[f'parse {name}']:7}")


if __name__ == "__main__":
    main()
