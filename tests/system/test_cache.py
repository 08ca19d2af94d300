import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from system import cache


def test_a_fingerprint_follows_content(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id\n1\n")
    first = cache.fingerprint(file, {"b": 1, "a": 2}, cache)
    assert cache.fingerprint(file, {"a": 2, "b": 1}, cache) == first
    file.write_text("id\n2\n")
    assert cache.fingerprint(file, {"a": 2, "b": 1}, cache) != first
    assert cache.fingerprint("ab", "c") != cache.fingerprint("a", "bc")
    assert cache.fingerprint(b"id\n2\n") == cache.fingerprint(file)
    assert cache.fingerprint("\udcff")  # half a character, as a damaged file may hold


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new" / "a"
    cache.write_atomically(target, b"one")
    cache.write_atomically(target, b"two")
    assert target.read_bytes() == b"two"

    with pytest.raises(TypeError):
        cache.write_atomically(target, 3)  # type: ignore[arg-type]
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_what_is_kept_is_made_once(tmp_path: Path) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "a").write_text("a")

    first = cache.kept(tmp_path, "key", make)
    assert cache.kept(tmp_path, "key", make) == first
    assert (first / "a").read_text() == "a"
    assert len(made) == 1


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.kept(tmp_path, "key", fail)
    assert list((tmp_path / "made").iterdir()) == []


def test_what_is_found_again_is_kept_alive(tmp_path: Path) -> None:
    folder = cache.kept(tmp_path, "key", lambda folder: (folder / "a").touch())
    assert folder == cache.kept_folder(tmp_path, "key")
    os.utime(folder.parent, (0, 0))
    cache.keep_alive(folder)
    cache.forget(tmp_path)
    assert folder.exists()


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    folder = cache.kept(tmp_path, "key", lambda folder: (folder / "a").touch())
    picture = tmp_path / "pictures" / "a.svg"
    picture.parent.mkdir()
    picture.touch()
    cache.forget(tmp_path)
    assert folder.exists()
    assert picture.exists()
    cache.forget(tmp_path, lambda: time.time() + 8 * 86_400)
    assert not folder.exists()
    assert not picture.exists()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [truncated, emptied, Path.unlink])
@pytest.mark.parametrize("name", ["files/a", "files/b/c", "sums.json"])
def test_what_was_spoilt_is_made_again(tmp_path: Path, name: str, spoil: Callable[[Path], None]) -> None:
    def make(folder: Path) -> None:
        (folder / "b").mkdir()
        for path in (folder / "a", folder / "b" / "c"):
            path.write_text("whole")

    folder = cache.kept(tmp_path, "key", make)
    spoil(folder.parent / name)
    assert cache.kept(tmp_path, "key", make) == folder
    assert [(folder / path).read_text() for path in ("a", "b/c")] == ["whole", "whole"]
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["key"]


def test_a_file_that_is_not_as_it_was_written_is_none(tmp_path: Path) -> None:
    assert cache.read_checked(tmp_path / "a") is None
    cache.write_checked(tmp_path / "a", b"one\ntwo")
    assert cache.read_checked(tmp_path / "a") == b"one\ntwo"
    for spoilt in ((tmp_path / "a").read_bytes()[:-1], b"", b"\n", bytes(70)):
        (tmp_path / "a").write_bytes(spoilt)
        assert cache.read_checked(tmp_path / "a") is None


def test_a_missing_distribution_has_no_version() -> None:
    assert cache.version("no-such-distribution-here") == ""
    assert cache.version("babel")
