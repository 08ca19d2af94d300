from dataclasses import replace

import pytest

from charts import names
from datapackage import citation, descriptor
from datapackage.rows import Dataset, Row
from tests.helpers.packages import READERS

READER = READERS["en"]


def garden(tiny: descriptor.Package, version: str, key: str) -> Row:
    of = replace(tiny, descriptor={**tiny.descriptor, "version": version})
    return next(row for row in Dataset(of).in_language("en").all("gardens") if row.key == key)


@pytest.mark.parametrize(
    ("version", "key", "age"),
    [
        ("2019.12.1", "palm", "recent"),  # planted in March 2019
        ("2020.3.1", "palm", "recent"),
        ("2020.3.2", "palm", "older"),
        ("2020.2.29", "palm", "recent"),
        ("2021.12.31", "fig", "recent"),  # planted in 2021
        ("2022.6.30", "fig", "older"),  # perhaps: it may have been before July
        ("2026.1", "olive", ""),
    ],
)
def test_a_date_has_an_age_at_the_day_of_the_version(
    tiny: descriptor.Package, version: str, key: str, age: str
) -> None:
    row = garden(tiny, version, key)
    assert names.named(row, "planted", "age", READER)[0] == age
    assert citation.is_old(row.tables.package, row.cells["planted"]) == (age == "older")  # the pages say the same


def test_an_age_is_said_in_words(tiny: descriptor.Package) -> None:
    words = [
        names.named(garden(tiny, "2020.2.1", key), "planted", "age", READER)[1] for key in ("palm", "fig", "olive")
    ]
    assert words[0] == "In the last twelve months (since 1 February 2019)"
    assert words[2] == "Undated"
