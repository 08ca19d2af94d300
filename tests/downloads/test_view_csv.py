import csv
import io
from pathlib import Path

from charts import views
from datapackage import descriptor
from datapackage.rows import Tables
from downloads import view_csv
from tests.helpers.packages import READERS


def test_the_csv_of_a_view_has_keys_and_words(tiny: descriptor.Package) -> None:
    translations = {
        language: views.build(Tables(tiny, language), "harvest-by-garden", reader)
        for language, reader in READERS.items()
    }
    lines = list(csv.DictReader(io.StringIO(view_csv.view_csv(translations))))
    assert lines[0] == {
        "group": "palm", "group_en": "Palm court", "group_ar": "ساحة النخيل", "series": "", "series_en": "",
        "series_ar": "", "value": "260.5", "preferred": "true", "sources": "survey-2024",
    }  # fmt: skip
    assert lines[1]["value"] == "60"


def test_every_view_gets_a_file(real: descriptor.Package, tiny: descriptor.Package, tmp_path: Path) -> None:
    tables = {language: (Tables(tiny, language), reader) for language, reader in READERS.items()}
    drawn = {
        name: {key: views.build(each, name, reader) for key, (each, reader) in tables.items()} for name in tiny.views
    }
    view_csv.write_views(drawn, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(tiny.views)
