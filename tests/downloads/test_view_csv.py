import csv
import io
from pathlib import Path
from typing import Any

import pytest

from charts.views import View
from datapackage import descriptor
from downloads import view_csv
from downloads.view_csv import Part, TranslatedMark
from tests.helpers.figures import other_view
from tests.helpers.packages import READERS
from tests.helpers.publications import publication


@pytest.fixture
def translations(tiny: descriptor.Package) -> dict[str, View]:
    return view_csv.translations_of(list(publication(tiny).charts.values()), "harvest-by-garden")


def test_marks_have_the_words_of_every_language(translations: dict[str, View]) -> None:
    nothing = Part("", {"en": "", "ar": ""})
    assert list(view_csv.marks(translations)) == [
        TranslatedMark(
            {"group": Part("palm", {"en": "Palm court", "ar": "ساحة النخيل"}), "series": nothing},
            260.5, True, ("survey-2024",),
        ),
        TranslatedMark(
            {"group": Part("fig", {"en": "Fig terrace", "ar": "شرفة التين"}), "series": nothing},
            60.0, True, ("survey-2024",),
        ),
    ]  # fmt: skip


def test_the_csv_of_a_view_has_keys_and_words(translations: dict[str, View]) -> None:
    lines = list(csv.DictReader(io.StringIO(view_csv.view_csv(translations))))
    assert lines[0] == {
        "group": "palm", "group_en": "Palm court", "group_ar": "ساحة النخيل", "series": "", "series_en": "",
        "series_ar": "", "value": "260.5", "preferred": "true", "sources": "survey-2024",
    }  # fmt: skip
    assert lines[1]["value"] == "60"


def test_every_view_gets_a_file(tiny: descriptor.Package, tmp_path: Path) -> None:
    view_csv.write_views(list(publication(tiny).charts.values()), tmp_path / "views")
    assert {path.stem for path in (tmp_path / "views").iterdir()} == set(tiny.views)


def test_an_addition_is_not_among_the_figures(tiny: descriptor.Package) -> None:
    spec: dict[str, Any] = {
        "group": "year",
        "value": "kilograms",
        "preferred": "preferred",
        "where": {"garden": "palm"},
    }
    view = other_view(tiny, READERS["en"], "harvests", type="step", reported={"garden": "fig"}, **spec)
    lines = list(csv.DictReader(io.StringIO(view_csv.view_csv({"en": view}))))
    assert [(line["value"], line["reported"]) for line in lines[-2:]] == [("138", ""), ("", "60")]
