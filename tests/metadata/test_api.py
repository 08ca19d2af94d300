import csv
import json
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Row, Tables
from metadata import api
from tests.helpers.packages import READERS, ROOT

SITE = {"url": "https://example.org/", "repository": "", "files": {}, "changed": {}, "changes": []}


def made(of_package: descriptor.Package) -> api.Api:
    return api.Api(of_package, SITE, list(READERS.values()), {"en": "", "ar": "ar/"})


def read(folder: Path, path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "api" / "v1" / path).read_text(encoding="utf-8"))
    return found


def test_a_row_has_what_it_refers_to_and_what_refers_to_it(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(made(tiny), tmp_path)
    palm = read(tmp_path, "resources/gardens/palm.json")
    assert palm["row"] == {"id": "palm", "name_en": "Palm court", "name_ar": "ساحة النخيل", "kind": "public",
                           "planted": "2019-03", "source": "survey-2024"}  # fmt: skip
    assert palm["linked"]["source"]["publisher"] == "Example Institute"  # type: ignore[index]
    citation = palm["citations"]["ar"]  # type: ignore[index]
    assert citation["text"].startswith("«ساحة النخيل»")
    assert citation["csl"]["URL"] == "https://example.org/ar/data/gardens/"
    assert citation["bibtex"].startswith("@misc{gardens-ar-data-gardens-2026-01,")
    assert palm["referring"] == {"harvests.garden": ["palm-2022", "palm-2023", "palm-2023-b"]}


def test_the_index_leads_to_every_file(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(made(tiny), tmp_path)
    index = read(tmp_path, "index.json")
    addresses = [each["url"] for key in ("resources", "views") for each in index[key]]  # type: ignore[attr-defined]
    for address in [*addresses, index["openapi"]]:
        assert (tmp_path / str(address).removeprefix("https://example.org/")).exists()
    assert index["resources"][0]["rows"] == "https://example.org/api/v1/resources/gardens/{key}.json"  # type: ignore[index]


def test_a_view_is_said_in_every_language(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(made(tiny), tmp_path)
    marks = read(tmp_path, "views/harvest-by-garden.json")["marks"]
    assert marks[0] == {"group": {"en": "Palm court", "ar": "ساحة النخيل", "key": "palm"},  # type: ignore[index]
                        "series": {"en": "", "ar": "", "key": ""}, "value": 260.5, "preferred": True,
                        "sources": ["survey-2024"]}  # fmt: skip


def test_a_key_that_is_no_address_is_refused(tiny: descriptor.Package) -> None:
    resource = tiny.resources["gardens"]
    for key, expected in (("01.511", "01.511"), ("a/b", "a~b")):
        part = descriptor.Resource("gardens", "x.csv", resource.fields, tuple("ab"[: key.count("/") + 1]), (), {})
        cells = dict(zip("ab", key.split("/"), strict=False))
        assert api.address(Row(Tables(tiny, "en"), part, {**cells})) == expected
    with pytest.raises(api.ApiError, match="'é' cannot stand in an address"):
        api.address(Row(Tables(tiny, "en"), resource, {"id": "é"}))


def test_an_unknown_resource_is_a_clear_error(tiny: descriptor.Package) -> None:
    spoilt = descriptor.Package(tiny.root, {**tiny.descriptor, "api": {"rows": ["gardns"]}}, tiny.resources)
    with pytest.raises(api.ApiError, match=r"api\.rows: no table 'gardns'; there are gardens, harvests, sources"):
        api.row_resources(spoilt)


def test_every_row_of_the_contract_has_its_address(site: Path, real: descriptor.Package) -> None:
    for name in real.descriptor["api"]["rows"]:
        with (ROOT / real.resources[name].path).open(encoding="utf-8") as file:
            keys = {row["id"] for row in csv.DictReader(file)}
        assert {path.stem for path in (site / "api" / "v1" / "resources" / name).iterdir()} == keys
