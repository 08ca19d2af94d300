import json
from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Dataset, Row
from metadata import api
from tests.helpers.publications import publication


def read(folder: Path, path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "api" / "v1" / path).read_text(encoding="utf-8"))
    return found


def test_a_row_has_what_it_refers_to_and_what_refers_to_it(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(publication(tiny), tmp_path)
    palm = read(tmp_path, "resources/gardens/palm.json")
    assert palm["row"] == {"id": "palm", "name_en": "Palm court", "name_ar": "ساحة النخيل", "kind": "public",
                           "planted": "2019-03", "source": "survey-2024"}  # fmt: skip
    assert palm["linked"]["source"]["publisher"] == "Example Institute"  # type: ignore[index]
    citation = palm["citations"]["ar"]  # type: ignore[index]
    assert citation["text"].startswith("«ساحة النخيل»")
    assert citation["csl"]["URL"] == "https://example.org/gardens/ar/data/gardens/"
    assert citation["bibtex"].startswith("@misc{gardens-ar-data-gardens-2026-01,")
    assert palm["referring"] == {"harvests.garden": ["palm-2022", "palm-2023", "palm-2023-b"]}


def test_the_index_leads_to_every_file(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(publication(tiny), tmp_path)
    index = read(tmp_path, "index.json")
    addresses = [each["url"] for key in ("resources", "views") for each in index[key]]  # type: ignore[attr-defined]
    for address in [*addresses, index["openapi"]]:
        assert (tmp_path / str(address).removeprefix("https://example.org/gardens/")).exists()
    assert index["resources"][0]["rows"] == "https://example.org/gardens/api/v1/resources/gardens/{key}.json"  # type: ignore[index]


def test_a_view_is_said_in_every_language(tiny: descriptor.Package, tmp_path: Path) -> None:
    api.write(publication(tiny), tmp_path)
    marks = read(tmp_path, "views/harvest-by-garden.json")["marks"]
    assert marks[0] == {"group": {"en": "Palm court", "ar": "ساحة النخيل", "key": "palm"},  # type: ignore[index]
                        "series": {"en": "", "ar": "", "key": ""}, "value": 260.5, "preferred": True,
                        "sources": ["survey-2024"]}  # fmt: skip


def test_an_addition_is_no_mark_of_a_view(tiny: descriptor.Package, tmp_path: Path) -> None:
    spec = {"type": "step", "group": "year", "value": "kilograms", "where": {"id": "palm-2022"}}
    declared = {"name": "v", "title": "v", "title@ar": "v", "resources": ["harvests"], "specType": "simple"}
    views = [{**declared, "spec": {**spec, "reported": {"id": "fig-2023"}}}]
    api.write(publication(replace(tiny, descriptor={**tiny.descriptor, "views": views})), tmp_path)
    view = read(tmp_path, "views/v.json")
    assert [mark["value"] for mark in view["marks"]] == [120]  # type: ignore[attr-defined]
    assert [mark["value"] for mark in view["reported"]] == [60]  # type: ignore[attr-defined]


def test_a_key_that_is_no_address_is_refused(tiny: descriptor.Package) -> None:
    resource = tiny.resources["gardens"]
    for key, expected in (("01.511", "01.511"), ("a/b", "a~b")):
        part = descriptor.Resource("gardens", "x.csv", resource.fields, tuple("ab"[: key.count("/") + 1]), (), {})
        cells = dict(zip("ab", key.split("/"), strict=False))
        assert api.address(Row(Dataset(tiny).in_language("en"), part, {**cells})) == expected
    with pytest.raises(api.ApiError, match="'é' cannot stand in an address"):
        api.address(Row(Dataset(tiny).in_language("en"), resource, {"id": "é"}))


def test_an_unknown_resource_is_a_clear_error(tiny: descriptor.Package) -> None:
    spoilt = descriptor.Package(tiny.root, {**tiny.descriptor, "api": {"rows": ["gardns"]}}, tiny.resources)
    with pytest.raises(api.ApiError, match=r"api\.rows: no table 'gardns'; there are gardens, harvests, sources"):
        api.row_resources(spoilt)
