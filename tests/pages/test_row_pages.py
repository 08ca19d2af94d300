import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from datapackage import descriptor
from datapackage.rows import Dataset, Tables
from pages import finder_index, row_pages
from pages.page_address import PageAddress
from pages.page_shells import Shell, Source
from pages.renderer import PageError, Renderer
from tests.helpers.publications import publication, renderer

HTML = '<html><title>%%title%%</title><link href="https://example.org/gardens/plots/shell/"><p>%%body%%</p></html>'
PART = (
    "{% block title %}{{ row.name }}{% endblock %}{% block description %}{% endblock %}"
    "{% block body %}<h1>{{ row.name }}</h1>{% for harvest in lists.harvests %}<b>{{ harvest.key }}</b>{% endfor %}"
    "{% endblock %}"
)
SPEC = {"path": "plots", "slug": "id", "template": "garden", "lists": {"harvests": "harvests.garden"}}


def with_property(tiny: descriptor.Package, name: str, **properties: object) -> descriptor.Package:
    own = tiny.resources[name]
    return replace(tiny, resources={**tiny.resources, name: replace(own, descriptor={**own.descriptor, **properties})})


@pytest.fixture
def of_package(tiny: descriptor.Package) -> descriptor.Package:
    return with_property(tiny, "gardens", rowPages=SPEC)


@pytest.fixture
def templates(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "garden.html").write_text(PART, encoding="utf-8")
    return [folder]


def shells(root: str = "") -> dict[str, Shell]:
    at = PageAddress(f"{root}plots/shell/", root)
    return {at.page: Shell(root[:2] or "en", Source("", at), "", HTML.replace("gardens/plots", f"gardens/{root}plots"))}


def test_lists_lead_back_by_foreign_key(tiny: descriptor.Package) -> None:
    tables = Dataset(tiny).in_language("en")
    paths = {"harvests": "harvests.garden", "quoted": "harvests.garden.source"}
    lists = row_pages.Lists(tables, paths)
    palm, olive, survey = (
        tables.find(name, "id", key)
        for name, key in (("gardens", "palm"), ("gardens", "olive"), ("sources", "survey-2024"))
    )
    assert palm
    assert [row.key for row in lists.of(palm)["harvests"]] == ["palm-2022", "palm-2023", "palm-2023-b"]
    assert olive
    assert lists.of(olive) == {"harvests": [], "quoted": []}
    assert survey
    assert [row.key for row in lists.of(survey)["quoted"]] == ["palm-2022", "palm-2023", "palm-2023-b", "fig-2023"]


def within(tiny_copy: Path) -> Tables:
    """The gardens, each within another or itself: `source` leads to gardens."""
    path = tiny_copy / "datapackage.json"
    text = json.loads(path.read_text(encoding="utf-8"))
    text["resources"][0]["schema"]["foreignKeys"][0]["reference"]["resource"] = ""
    path.write_text(json.dumps(text), encoding="utf-8")
    gardens = tiny_copy / "data" / "gardens.csv"
    cells = gardens.read_text(encoding="utf-8").replace("survey-2024", "palm").replace("almanac", "palm")
    gardens.write_text(cells, encoding="utf-8")
    return Dataset(descriptor.load(path)).in_language("en")


def test_a_row_is_not_its_own_child(tiny_copy: Path) -> None:
    tables = within(tiny_copy)
    palm = tables.find("gardens", "id", "palm")
    assert palm
    assert palm["source"] is palm
    assert [row.key for row in row_pages.Lists(tables, {"all": "gardens.source"}).of(palm)["all"]] == ["fig", "olive"]


def test_every_row_has_a_page_in_every_language_with_nothing_of_the_shell(
    of_package: descriptor.Package, templates: list[Path], tmp_path: Path
) -> None:
    for language, root, name in (("en", "", "Palm court"), ("ar", "ar/", "ساحة النخيل")):
        own = renderer(of_package, language, templates)
        assert row_pages.write(own, shells(root), tmp_path) == 3
        assert {path.name for path in (tmp_path / root / "plots").iterdir()} == {"palm", "fig", "olive"}
        page = (tmp_path / root / "plots" / "palm" / "index.html").read_text(encoding="utf-8")
        assert f"<title>{name}</title>" in page
        assert f'href="https://example.org/gardens/{root}plots/palm/"' in page
        assert "<h1>" in page
        assert "<b>palm-2022</b><b>palm-2023</b>" in page
        assert "%%" not in page
        assert row_pages.SHELL not in page


def test_a_page_with_nothing_in_the_lists_is_left_out_of_the_search(
    tiny: descriptor.Package, templates: list[Path], tmp_path: Path
) -> None:
    body = {address: replace(shell, html=shell.html.replace("<p>", "<p data-pagefind-body>"))
            for address, shell in shells().items()}  # fmt: skip
    for search, expected in (["harvests"], {"palm", "fig"}), ([], {"palm", "fig", "olive"}):
        package = with_property(tiny, "gardens", rowPages={**SPEC, "search": search})
        folder = tmp_path / str(len(search))
        row_pages.write(renderer(package, "en", templates), body, folder)
        pages = {path.parent.name: path.read_text(encoding="utf-8") for path in folder.rglob("index.html")}
        assert {slug for slug, page in pages.items() if "data-pagefind-body" in page} == expected
        assert all("<h1>" in page for page in pages.values())


def test_the_data_of_a_page_that_is_compared_are_the_rows_of_the_files(
    tiny: descriptor.Package, templates: list[Path], tmp_path: Path
) -> None:
    compared = with_property(tiny, "gardens", rowPages={**SPEC, "compare": {"fields": ["kind"]}})
    own = renderer(compared, "en", templates)
    row_pages.write(own, shells(), tmp_path)
    row_pages.write_data(own, shells(), tmp_path)
    data = json.loads((tmp_path / "plots" / "palm" / "data.json").read_text(encoding="utf-8"))
    assert data["row"]["name_ar"] == "ساحة النخيل"
    assert [(line["id"], line["kilograms"]) for line in data["lists"]["harvests"]] == [
        ("palm-2022", 120), ("palm-2023", 140.5), ("palm-2023-b", 138),
    ]  # fmt: skip
    alone = json.loads((tmp_path / "plots" / "olive" / "data.json").read_text(encoding="utf-8"))
    assert alone["lists"] == {}


def test_two_resources_have_pages_without_finder_and_comparison(
    of_package: descriptor.Package, templates: list[Path], tmp_path: Path
) -> None:
    lists = {"harvests": "harvests.source", "gardens": "gardens.source"}
    both = with_property(
        of_package, "sources", rowPages={"path": "read", "slug": "id", "template": "read", "lists": lists}
    )
    body = "{{ row.publisher }}: {{ lists.harvests | length }}, {{ lists.gardens | length }}"
    blocks = "{% block title %}{% endblock %}{% block description %}{% endblock %}"
    (templates[0] / "read.html").write_text(f"{blocks}{{% block body %}}{body}{{% endblock %}}", encoding="utf-8")
    at = PageAddress("read/shell/", "")
    own = renderer(both, "en", templates)
    of_both = {**shells(), at.page: Shell("en", Source("", at), "", "<p>%%body%%</p>")}
    assert row_pages.write(own, of_both, tmp_path) == 5
    assert (tmp_path / "plots" / "palm" / "index.html").exists()
    assert (tmp_path / "read" / "almanac" / "index.html").read_text(encoding="utf-8") == "<p>Example Press: 1, 1</p>"
    row_pages.write_data(own, of_both, tmp_path)
    finder_index.write(own.publication, tmp_path)
    assert list(tmp_path.rglob("*.json")) == []
    almanac = own.tables.find("sources", "id", "almanac")
    assert almanac
    assert own.row_link(PageAddress("plots/palm/", ""), almanac) == "../../read/almanac/"


def test_a_shell_that_is_missing_is_told(of_package: descriptor.Package, templates: list[Path]) -> None:
    none: Mapping[str, Shell] = {}
    with pytest.raises(PageError, match=r"docs/plots/shell\.md is missing"):
        row_pages.declared(renderer(of_package, "en", templates), none)


def test_a_template_that_fails_names_itself_and_the_row(
    of_package: descriptor.Package, templates: list[Path], tmp_path: Path
) -> None:
    (templates[0] / "garden.html").write_text("{% block body %}{{ row.nothing.at_all }}{% endblock %}")
    own = Renderer(publication(of_package), renderer(of_package).reader, templates)
    (pages,) = row_pages.declared(own, shells())
    with pytest.raises(PageError, match=r"garden\.html \(en\), gardens palm"):
        pages.html(pages.rows[0])


def test_a_cell_that_reads_as_a_mark_stays_a_cell(
    of_package: descriptor.Package, templates: list[Path], tiny_copy: Path
) -> None:
    cells = (tiny_copy / "data" / "gardens.csv").read_text(encoding="utf-8")
    (tiny_copy / "data" / "gardens.csv").write_text(cells.replace("Palm court", "Palm %%body%% %%slug%%"), "utf-8")
    of_tiny = renderer(replace(of_package, root=tiny_copy), templates=templates)
    (pages,) = row_pages.declared(of_tiny, shells())
    html = pages.html(pages.rows[0])
    assert "<title>Palm %%body%% %%slug%%</title>" in html
    assert "<p><h1>Palm %%body%% %%slug%%</h1>" in html
