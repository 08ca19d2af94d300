import zipfile
from pathlib import Path

import frictionless

from datapackage import descriptor
from datapackage.rows import Dataset
from downloads import package_files


def test_the_data_are_published_byte_for_byte(tiny: descriptor.Package, tmp_path: Path) -> None:
    package_files.copy_package(Dataset(tiny), tmp_path)
    for resource in tiny.resources.values():
        assert (tmp_path / resource.path).read_bytes() == (tiny.root / resource.path).read_bytes()


def test_the_published_descriptor_holds_its_schemas_and_is_otherwise_that_of_the_source(
    tiny: descriptor.Package, tmp_path: Path
) -> None:
    package_files.copy_package(Dataset(tiny), tmp_path)
    published = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    source = (tiny.root / "datapackage.json").read_text(encoding="utf-8")
    reference = '"data/sources.schema.json"'
    schema = (tiny.root / "data" / "sources.schema.json").read_text(encoding="utf-8").rstrip("\n")
    assert reference in source
    assert published == source.replace(reference, schema.replace("\n", "\n" + " " * 6))
    assert not (tmp_path / "data" / "sources.schema.json").exists()
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


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
