import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pybtex.database
import pytest
import rispy
import yaml
from hypothesis import given
from hypothesis import strategies as st

from datapackage import citation
from datapackage import descriptor as package
from datapackage.addresses import Site
from datapackage.rows import Dataset
from tests.helpers.packages import READERS, ROOT

SITE = Site("https://example.org/gardens/", "https://example.org/gardens.git", (), {"en": "", "ar": ""})


def work(tiny: package.Package, title: str = "Gardens & co", language: str = "en") -> citation.Work:
    return citation.cite(tiny, READERS[language], SITE, title, "data/gardens/")


def test_the_text_is_in_the_readers_language(tiny: package.Package) -> None:
    assert work(tiny).text == (
        "“Gardens & co”, Gardens of the oasis, version 2026.1 (January 2026), https://example.org/gardens/data/gardens/"
    )
    assert "يناير 2026" in work(tiny, "البساتين", "ar").text


def test_words_of_the_data_are_not_placeholders(tiny: package.Package) -> None:
    assert "“{version}”" in work(tiny, "{version}").text


def test_bibtex_is_read_back(tiny: package.Package) -> None:
    entries = pybtex.database.parse_string(work(tiny, "100% {of} $x_1 & بساتين").bibtex, "bibtex").entries
    ((key, entry),) = entries.items()
    assert key == "gardens-data-gardens-2026-01"
    assert entry.fields["title"] == r"{100\% \textbraceleft{}of\textbraceright{} \$x\_1 \& بساتين}"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["version"]) == ("2026", "1", "2026.1")
    assert entry.fields["url"] == "https://example.org/gardens/data/gardens/"


@given(title=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_any_title_leaves_bibtex_and_csl_well_formed(tiny: package.Package, title: str) -> None:
    made = work(tiny, title)
    assert len(pybtex.database.parse_string(made.bibtex, "bibtex").entries) == 1
    assert json.loads(made.csl)[0]["title"] == title


def test_ris_is_read_back(tiny: package.Package) -> None:
    made = work(tiny, "ساحة")
    (found,) = rispy.loads(made.ris)
    assert (found["type_of_reference"], found["title"], found["year"]) == ("DATA", "ساحة", "2026")
    assert found["urls"] == ["https://example.org/gardens/data/gardens/"]
    assert found["authors"] == ["Gardens of the oasis"]
    assert made.ris.endswith("ER  - \r\n")


def test_csl_has_what_its_schema_asks_for(tiny: package.Package) -> None:
    item = work(tiny).csl_item
    assert {"id", "type", "title", "author", "issued", "URL"} <= set(item)
    assert (item["type"], item["issued"]) == ("dataset", {"date-parts": [[2026, 1]]})


def test_the_files_hold_what_they_say(tiny: package.Package) -> None:
    made = work(tiny, "ساحة & co")
    assert made.file("RIS") in made.files
    contents = {name: unquote(address.partition(",")[2]) for name, _, address in made.files}
    assert contents == {"BibTeX": made.bibtex, "RIS": made.ris, "CSL-JSON": made.csl}


@pytest.mark.parametrize(
    ("version", "created", "day"),
    [
        ("2026.11.24", "", "2026-11-24"), ("2026.1", "", "2026-01"), ("2026.11.24.2", "", "2026-11-24"),
        ("1.2.3", "2026-11-24T00:00:00Z", "2026-11-24"), ("1.0", "", ""),
        ("2022.0", "", ""), ("2022.0", "2022-03-01", "2022-03-01"), ("2022.13", "", ""), ("2022.02.30", "", ""),
    ],
)  # fmt: skip
def test_a_calendar_version_is_a_date(tiny: package.Package, version: str, created: str, day: str) -> None:
    descriptor = {**tiny.descriptor, "version": version, "created": created}
    assert str(citation.released(package.Package(Path(), descriptor, {})) or "") == day


def test_the_correction_form_is_filled_in(tiny: package.Package) -> None:
    row = Dataset(tiny).in_language("en").all("harvests")[1]
    address = urlsplit(citation.correct(SITE, row, "kilograms"))
    filled = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert filled == {"template": "wrong-value.yml", "resource": "harvests", "row": "palm-2023",
                      "field": "kilograms", "published_value": "140.5"}  # fmt: skip
    some = parse_qs(urlsplit(citation.correct(SITE, tiny.resources["harvests"])).query)
    assert some == {"template": ["wrong-value.yml"], "resource": ["harvests"]}
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-value.yml").read_text(encoding="utf-8"))
    assert set(filled) - {"template"} <= {part.get("id") for part in form["body"]}


def test_the_day_of_a_version_is_its_last(tiny: package.Package) -> None:
    assert citation.version_day(replace(tiny, descriptor={**tiny.descriptor, "version": "2026.1"})) == date(2026, 1, 31)
    assert citation.version_day(replace(tiny, descriptor={**tiny.descriptor, "version": "1.0"})) is None
