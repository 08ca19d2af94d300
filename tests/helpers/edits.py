"""A change to a file of a test's own."""

from pathlib import Path


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in the file by `new`, the other bytes kept; fail where it is not there."""
    text = path.read_bytes().decode()
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_bytes(text.replace(old, new, 1).encode())
