import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from markupsafe import escape

from datapackage import descriptor
from pages.page_address import PageAddress
from pages.renderer import PageError, Renderer
from tests.helpers.publications import TEMPLATES, renderer

HOME = PageAddress("", "")
NASTY = ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "**bold** [x](javascript:alert(1))", "--8<-- \"a\"",
         "| a | b |", "`code`", "&amp; <b>", "{#anchor}", "\\u003c"]  # fmt: skip


def rendered(of_tiny: Renderer, text: str, at: PageAddress = HOME) -> str:
    prose = of_tiny.prose(text, at)
    return prose.restore(markdown.markdown(prose.text, extensions=["attr_list", "tables"]))


def test_figures_are_counted_formatted_and_traceable(tiny: descriptor.Package) -> None:
    of_tiny = renderer(tiny)
    assert rendered(of_tiny, '{{ count("gardens") }}') == '<p><a class="figure" href="data/gardens/">3</a></p>'
    one = rendered(of_tiny, '{{ value("harvests", "kilograms", id="palm-2023") }}', PageAddress("ar/about/", "ar/"))
    assert one == '<p><a class="figure" href="../data/sources/">140.5</a></p>'


def test_a_count_leads_to_the_list_of_its_rows_where_there_is_one(tiny: descriptor.Package) -> None:
    gardens = tiny.resources["gardens"]
    listed = replace(gardens, descriptor={**gardens.descriptor, "page": "gardens/", "facets": ["kind"]})
    of_tiny = renderer(replace(tiny, resources={**tiny.resources, "gardens": listed}))
    at = PageAddress("ar/about/", "ar/")
    asked = rendered(of_tiny, '{{ count("gardens", kind=["public"]) }}', at)
    assert asked == '<p><a class="figure" href="../gardens/?kind=public#list-gardens">2</a></p>'
    assert 'href="../gardens/#list-gardens"' in rendered(of_tiny, '{{ count("gardens") }}', at)
    assert 'href="../data/gardens/"' in rendered(of_tiny, '{{ count("gardens", planted=none) }}', at)
    assert of_tiny.list_link(at, "gardens", None) == ""


def test_plurals_keep_the_trace(tiny: descriptor.Package) -> None:
    text = '{{ count("gardens") | plural(one="{n} garden", other="{n} gardens") }}'
    assert '<a class="figure" href="data/gardens/">3 gardens</a>' in rendered(renderer(tiny), text)


@pytest.mark.parametrize(
    "expression",
    [
        'count("no-such")',
        'value("harvests", "kilograms", garden="palm")',
        'value("gardens", "kind", id="palm")',
        'chart("no-such")',
        'rows("gardens", sort="no_such")',
    ],
)
def test_a_question_the_data_cannot_answer_is_an_error(tiny: descriptor.Package, expression: str) -> None:
    with pytest.raises(PageError):
        renderer(tiny).prose("{{ " + expression + " }}", HOME)


@pytest.mark.parametrize("nasty", NASTY)
def test_text_from_data_is_neither_markdown_nor_template_nor_html(
    tiny_copy: Path, nasty: str, tiny: descriptor.Package
) -> None:
    """A name that would be code in Markdown, Jinja or HTML comes out as the text it is."""
    cells = (tiny_copy / "data" / "gardens.csv").read_text(encoding="utf-8")
    quoted = '"' + nasty.replace('"', '""') + '"'
    (tiny_copy / "data" / "gardens.csv").write_text(cells.replace("Palm court", quoted), encoding="utf-8")
    of_tiny = renderer(replace(tiny, root=tiny_copy))
    in_prose = rendered(of_tiny, 'Garden: {{ rows("gardens")[0].name }}.')
    escaped = nasty.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert in_prose == f"<p>Garden: {escaped}.</p>"
    in_template = of_tiny.template(
        "table", HOME, shown=list(tiny.resources["gardens"].fields), lines=of_tiny.rows("gardens")
    )
    assert escaped.replace("'", "&#39;") in in_template


def test_prose_cannot_switch_escaping_off_or_reach_python(tiny: descriptor.Package) -> None:
    of_tiny = renderer(tiny)
    for attempt in ('{{ "<b>" | safe }}', "{{ rows.__globals__ }}", '{{ "".__class__.__mro__ }}'):
        with pytest.raises(Exception, match=r"safe|unsafe|undefined"):
            rendered(of_tiny, attempt)


def test_sorting_puts_the_unknown_last(tiny: descriptor.Package) -> None:
    of_tiny = renderer(tiny)
    assert [row.key for row in of_tiny.rows("gardens", sort="-planted")] == ["fig", "palm", "olive"]
    assert [row.key for row in of_tiny.rows("gardens", sort="planted", limit=1)] == ["palm"]


def test_own_fields_leave_out_other_languages(tiny: descriptor.Package) -> None:
    names = [field.name for field in renderer(tiny, "ar").tables.own_fields(tiny.resources["gardens"])]
    assert "name_ar" in names
    assert "name_en" not in names


def test_an_unknown_cell_says_so(tiny: descriptor.Package) -> None:
    of_tiny = renderer(tiny)
    assert "unknown" in of_tiny.show(HOME, of_tiny.rows("gardens")[2], "planted")
    assert of_tiny.show(HOME, of_tiny.rows("gardens")[0], "kind") == "Public"
    assert of_tiny.show(HOME, of_tiny.rows("gardens")[0], "planted") == "<bdi>March 2019</bdi>"


@pytest.fixture
def plots(tmp_path: Path) -> Renderer:
    """Plots whose fields are called like attributes of `Row`, and a template that shows them."""
    names = ["id", "key", "label", "category", "cells"]
    table = {"name": "plots", "path": "plots.csv", "label": "id"}
    schema = {"fields": [{"name": name, "type": "string"} for name in names], "primaryKey": "id"}
    text = {"languages": ["en", "ar"], "resources": [{**table, "schema": schema}]}
    (tmp_path / "plots.csv").write_text(",".join(names) + "\n" + "a,of iron,of paper,third,nine\n")
    (tmp_path / "plot.html").write_text("{{ row.key }} {{ row.label }} {{ row.category }} {{ row.cells }}")
    return renderer(descriptor.of(text, tmp_path), "en", [tmp_path])


def test_a_field_wins_over_an_attribute_of_its_row_in_a_template(plots: Renderer) -> None:
    (row,) = plots.rows("plots")
    assert plots.template("plot", HOME, row=row) == "of iron of paper third nine"
    assert (row.key, row.label) == ("a", "a")  # in Python


def test_an_item_wins_over_a_method_of_its_dictionary(plots: Renderer, tmp_path: Path) -> None:
    (tmp_path / "words.html").write_text("{{ words.items }} {{ words.get('items') }}")
    assert plots.template("words", HOME, words={"items": "six"}) == "six six"


def test_the_names_of_a_map_are_those_of_the_rows(real: descriptor.Package) -> None:
    """Souss-Massa: some names have no room. A map without rows has no names, so none lacks room."""
    named = renderer(real, "en").draw_map("provinces_geometry", "code", labels="territories", region="09")
    assert {outline.number for outline in named.outlines} > {0, 1}
    unnamed = renderer(real, "en").draw_map("provinces_geometry", "code", region="09")
    assert {outline.number for outline in unnamed.outlines} == {0}


def test_a_field_wins_over_an_attribute_of_its_row_in_prose(plots: Renderer) -> None:
    text = '{{ rows("plots")[0].key }} {{ rows("plots")[0].label }} {{ rows("plots")[0].category }}'
    assert rendered(plots, text) == "<p>of iron of paper third</p>"


def test_without_such_a_field_the_attribute_is_read(tiny: descriptor.Package) -> None:
    text = '{{ rows("gardens")[0].key }} {{ rows("gardens")[0].label }} {{ category(rows("gardens")[0], "kind") }}'
    assert rendered(renderer(tiny), text) == "<p>palm Palm court Public</p>"


@pytest.mark.parametrize(
    "attempt",
    [
        "__class__", "__init__.__globals__", "key.__class__", "has.__func__", "category.__globals__",
        "tables._index", "tables.dataset._cells",
    ],
)  # fmt: skip
def test_what_python_keeps_private_of_a_row_stays_closed_in_prose(tiny: descriptor.Package, attempt: str) -> None:
    with pytest.raises(SecurityError, match="unsafe"):
        rendered(renderer(tiny), '{{ rows("gardens")[0].' + attempt + " }}")


@pytest.mark.parametrize(
    "attempt",
    [
        'package.root.joinpath("datapackage.json").read_text()',
        'package.root.parent',
        'rows("gardens")[0].tables.dataset.content("../../LICENSE")',
        'publication.dataset.content("/etc/hostname")',
        '([package] | map(attribute="root") | list)[0].parent',
        '"{0.root.parent}".format(package)',
        'rows("gardens")[0]["tables"].dataset',
        'count.func',
    ],
)  # fmt: skip
def test_prose_opens_no_file(tiny: descriptor.Package, attempt: str) -> None:
    with pytest.raises((SecurityError, AttributeError), match=r"unsafe|has no field 'tables'"):
        rendered(renderer(tiny), "{{ " + attempt + " }}")


def test_prose_reads_what_describes_the_data(tiny: descriptor.Package) -> None:
    text = '{{ package.descriptor.version }} {{ package.resources["gardens"].primary_key[0].upper() }}'
    assert rendered(renderer(tiny), text) == f"<p>{tiny.descriptor['version']} ID</p>"


def test_an_unknown_field_is_an_error_in_prose_and_in_a_template(plots: Renderer, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="plots has no field 'nothing'"):
        rendered(plots, '{{ rows("plots")[0].nothing }}')
    (tmp_path / "plot.html").write_text("{{ row.nothing }}")
    with pytest.raises(UndefinedError, match="nothing"):
        plots.template("plot", HOME, row=plots.rows("plots")[0])


def test_templates_lose_their_indentation_and_the_data_keep_theirs(tiny: descriptor.Package, tmp_path: Path) -> None:
    text = '<ul>\n  <li\n    id="a">{{ given }}</li>\n</ul>\n<pre>\n  code\n</pre>'
    (tmp_path / "list.html").write_text(text, encoding="utf-8")
    found = renderer(tiny, templates=[tmp_path]).template("list", HOME, given="a\n  b")
    assert found == '<ul>\n<li\nid="a">a\n  b</li>\n</ul>\n<pre>\n  code\n</pre>'


def test_the_name_of_a_view_cannot_end_an_attribute(tiny: descriptor.Package) -> None:
    """The validation refuses such a name; the template does not rely on it."""
    name = 'x" onload="__p(1)" data-x="'
    view = next(iter(tiny.views.values()))
    drawn = {"narrow": "<svg width='1'></svg>", "wide": "<svg width='2'></svg>"}
    files = {"figure": "a.json"}
    shown = renderer(tiny).template("picture", HOME, view=replace(view, name=name), pictures=drawn, files=files)
    assert shown.count("<svg class=") == 2
    assert 'onload="' not in shown
    assert "chart-x&#34; onload=" in shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html;x", " https://example.org/"])
def test_what_is_no_address_of_the_web_is_text(tiny: descriptor.Package, tiny_copy: Path, address: str) -> None:
    """Whatever the validation let pass: the package is read without it."""
    path = tiny_copy / "data" / "sources.csv"
    addresses = re.findall("https?://[^,\n]+", path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    for each in addresses:
        text = text.replace(each, address)
    path.write_text(text, encoding="utf-8")
    (tiny_copy / "page.html").write_text('<a href="{{ row.url }}">{{ row.title }}</a>', encoding="utf-8")
    licences = {"licenses": [{"name": "CC-BY-4.0", "path": address}]}
    spoilt = replace(tiny, root=tiny_copy, descriptor={**tiny.descriptor, **licences})
    of_tiny = renderer(spoilt, templates=[*TEMPLATES, tiny_copy])
    row = next(row for row in of_tiny.rows("sources") if row.cells["url"])
    assert addresses
    assert of_tiny.show(HOME, row, "url") == f"<bdi>{escape(address)}</bdi>"
    assert 'href=""' in of_tiny.template("page", HOME, row=row)
    assert (
        rendered(of_tiny, '[{{ rows("sources", url=address)[0].url }}]'.replace("address", repr(address)))
        == "<p>[]</p>"
    )
    assert of_tiny.package.licences({})[0]["path"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert address not in str(of_tiny.chart_of("harvest-by-garden").addresses)
