from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from pages import prose
from pages.prose import Figure, Prose

ENVIRONMENT = SandboxedEnvironment(autoescape=True)


@given(st.text(max_size=40))
def test_no_text_of_a_row_is_left_in_the_markdown(text: str) -> None:
    found = prose.evaluate(ENVIRONMENT, "a {{ cell }} b", {"cell": text})
    assert found.text == "a \ue0000\ue001 b"
    assert found.restore(found.text) == f"a {escape(text)} b"


def test_a_block_loses_its_paragraph_and_a_word_does_not() -> None:
    found = Prose("", [Markup("<figure>x</figure>"), Markup("<b>y</b>")])
    assert found.restore("<p>\ue0000\ue001</p><p>\ue0001\ue001</p>") == "<figure>x</figure><p><b>y</b></p>"


def test_a_figure_leads_to_where_it_is_traced_and_is_escaped() -> None:
    figure = Figure(3, "3 <b>", "sources/?a&b")
    found = prose.evaluate(ENVIRONMENT, "{{ figure }}", {"figure": figure})
    assert found.restore(found.text) == '<a class="figure" href="sources/?a&amp;b">3 &lt;b&gt;</a>'


def test_one_page_knows_nothing_of_the_fragments_of_another() -> None:
    first, second = (prose.evaluate(ENVIRONMENT, "{{ a }}{{ a }}", {"a": text}) for text in "xy")
    assert (first.restore(first.text), second.restore(second.text)) == ("xx", "yy")


def test_a_listing_that_stands_alone_loses_its_paragraph() -> None:
    shown = prose.Prose("", [Markup("<pre>a</pre>")])
    assert shown.restore(f"<p>{prose.OPEN}0{prose.CLOSE}</p>") == "<pre>a</pre>"
