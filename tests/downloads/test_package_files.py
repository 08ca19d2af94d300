import zipfile
from pathlib import Path

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads import package_files


def test_the_package_is_published_byte_for_byte(tiny: descriptor.Package, tmp_path: Path) -> None:
    package_files.copy_package(Dataset(tiny), tmp_path)
    for path in package_files.package_files(tiny):
        assert (tmp_path / path).read_bytes() == (tiny.root / path).read_bytes()


def test_two_zips_of_the_same_package_are_equal(tiny: descriptor.Package, tmp_path: Path) -> None:
    package_files.write_zip(Dataset(tiny), "<p>", tmp_path / "a.zip")
    package_files.write_zip(Dataset(tiny), "<p>", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            package_files.README,
            *(path.as_posix() for path in package_files.package_files(tiny)),
        ]
