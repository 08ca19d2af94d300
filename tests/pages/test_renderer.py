from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from datapackage import descriptor
from pages.renderer import Address, PageError, Pages, Prose
from tests.helpers.packages import READERS, ROOT, TINY

HOME = Address("", "")
SITE = {"name": "Gardens", "url": "https://example.org/", "repository": ""}
NASTY = ["<script>alert(1)</script>", "{{ 7 * 7 }}", "{% raw %}", "**bold** [x](javascript:alert(1))", "--8<-- \"a\"",
         "| a | b |", "`code`", "&amp; <b>", "{#anchor}", "\\u003c"]  # fmt: skip


def pages_of(tiny: descriptor.Package, language: str = "en") -> Pages:
    templates = [TINY / "docs" / "templates", ROOT / "scripts" / "theme" / "templates"]
    return Pages(tiny, READERS[language], templates, SITE)


def rendered(pages: Pages, text: str, at: Address = HOME) -> str:
    prose = pages.prose(text, at)
    return prose.restore(markdown.markdown(prose.text, extensions=["attr_list", "tables"]))


def test_figures_are_counted_formatted_and_traceable(tiny: descriptor.Package) -> None:
    pages = pages_of(tiny)
    assert rendered(pages, '{{ count("gardens") }}') == '<p><a class="figure" href="data/gardens/">3</a></p>'
    one = rendered(pages, '{{ value("harvests", "kilograms", id="palm-2023") }}', Address("ar/about/", "ar/"))
    assert one == '<p><a class="figure" href="../data/sources/">140.5</a></p>'


def test_plurals_keep_the_trace(tiny: descriptor.Package) -> None:
    text = '{{ count("gardens") | plural(one="{n} garden", other="{n} gardens") }}'
    assert '<a class="figure" href="data/gardens/">3 gardens</a>' in rendered(pages_of(tiny), text)


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
        pages_of(tiny).prose("{{ " + expression + " }}", HOME)


@pytest.mark.parametrize("nasty", NASTY)
def test_text_from_data_is_neither_markdown_nor_template_nor_html(
    tiny_copy: Path, nasty: str, tiny: descriptor.Package
) -> None:
    """A name that would be code in Markdown, Jinja or HTML comes out as the text it is."""
    cells = (tiny_copy / "data" / "gardens.csv").read_text(encoding="utf-8")
    quoted = '"' + nasty.replace('"', '""') + '"'
    (tiny_copy / "data" / "gardens.csv").write_text(cells.replace("Palm court", quoted), encoding="utf-8")
    pages = pages_of(replace(tiny, root=tiny_copy))
    in_prose = rendered(pages, 'Garden: {{ rows("gardens")[0].name }}.')
    escaped = nasty.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert in_prose == f"<p>Garden: {escaped}.</p>"
    in_template = pages.template(
        "table", HOME, shown=list(tiny.resources["gardens"].fields), lines=pages.rows("gardens")
    )
    assert escaped.replace("'", "&#39;") in in_template


@given(st.text(max_size=40))
def test_no_text_of_a_row_is_left_in_the_markdown(text: str) -> None:
    prose = pages_of(descriptor.load(TINY / "datapackage.json")).prose("a {{ cell }} b", HOME, cell=text)
    assert prose.text == "a \ue0000\ue001 b"
    assert prose.restore(prose.text) == f"a {escape(text)} b"


def test_prose_cannot_switch_escaping_off_or_reach_python(tiny: descriptor.Package) -> None:
    pages = pages_of(tiny)
    for attempt in ('{{ "<b>" | safe }}', "{{ rows.__globals__ }}", '{{ "".__class__.__mro__ }}'):
        with pytest.raises(Exception, match=r"safe|unsafe|undefined"):
            rendered(pages, attempt)


def test_a_block_loses_its_paragraph_and_a_word_does_not() -> None:
    prose = Prose("", [Markup("<figure>x</figure>"), Markup("<b>y</b>")])
    assert prose.restore("<p>\ue0000\ue001</p><p>\ue0001\ue001</p>") == "<figure>x</figure><p><b>y</b></p>"


def test_templates_lose_their_indentation_and_the_data_keep_theirs(tiny: descriptor.Package, tmp_path: Path) -> None:
    text = '<ul>\n  <li\n    id="a">{{ given }}</li>\n</ul>\n<pre>\n  code\n</pre>'
    (tmp_path / "list.html").write_text(text, encoding="utf-8")
    pages = Pages(tiny, READERS["en"], [tmp_path], SITE)
    found = pages.template("list", HOME, given="a\n  b")
    assert found == '<ul>\n<li\nid="a">a\n  b</li>\n</ul>\n<pre>\n  code\n</pre>'


def test_links_are_relative_to_the_page_and_stay_in_the_language() -> None:
    here = Address("fr/data/members/", "fr/")
    assert here.link("sources/#a-1") == "../../../fr/sources/#a-1"
    assert here.link("") == "../../../fr/"
    assert here.file("data/members.csv") == "../../../data/members.csv"
    assert HOME.link("members/") == "members/"
    assert Address("fr/", "fr/").link("members/") == "../fr/members/"
    assert HOME.link("") == "./"


def test_sorting_puts_the_unknown_last(tiny: descriptor.Package) -> None:
    pages = pages_of(tiny)
    assert [row.key for row in pages.rows("gardens", sort="-planted")] == ["fig", "palm", "olive"]
    assert [row.key for row in pages.rows("gardens", sort="planted", limit=1)] == ["palm"]


def test_own_fields_leave_out_other_languages(tiny: descriptor.Package) -> None:
    names = [field.name for field in pages_of(tiny, "ar").own_fields(tiny.resources["gardens"])]
    assert "name_ar" in names
    assert "name_en" not in names


def test_an_unknown_cell_says_so(tiny: descriptor.Package) -> None:
    pages = pages_of(tiny)
    assert "unknown" in pages.show(HOME, pages.rows("gardens")[2], "planted")
    assert pages.show(HOME, pages.rows("gardens")[0], "kind") == "Public"
    assert pages.show(HOME, pages.rows("gardens")[0], "planted") == "<bdi>March 2019</bdi>"
