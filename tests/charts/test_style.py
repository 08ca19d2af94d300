from hypothesis import given
from hypothesis import strategies as st

from charts import style


@given(st.floats(0, 1e9), st.floats(0.01, 1e9))
def test_steps_grow_with_the_value(value: float, top: float) -> None:
    assert 1 <= style.map_step(min(value, top), top) <= style.MAP_STEPS
    assert style.map_step(top, top) == style.MAP_STEPS


def test_years_without_a_figure_are_named() -> None:
    assert style.all_years(["2019", "2022"]) == ["2019", "2020", "2021", "2022"]
    assert style.all_years(["2019", "2022-03"]) == ["2019", "2022-03"]


def test_words_are_folded_and_isolated_line_by_line() -> None:
    assert style.folded("Tanger-Tétouan-Al Hoceima", 14) == ["Tanger-", "Tétouan-Al", "Hoceima"]
    assert style.folded("", 14) == [""]
    assert style.isolate("(72)", rtl=True) == "\u2067(72)\u2069"
    assert style.isolate("", rtl=True) == ""


def test_no_two_patterns_are_alike() -> None:
    for partial in (True, False):
        assert len({style.pattern(index, partial) for index in range(style.SERIES_COLOURS)}) == style.SERIES_COLOURS


def test_each_css_variable_has_a_colour_of_its_own() -> None:
    colours = [style.rgb(name) for name in style.COLOURS]
    assert len(set(colours)) == len(colours)
    drawn = " ".join(colours) + " " + " ".join(colours).replace(",", ", ")
    assert style.with_css_variables(drawn).split() == [style.css(name) for name in style.COLOURS] * 2
    assert style.with_css_variables('"rgb(11,2,5)" "rgb(1,2,5)"') == '"rgb(11,2,5)" "var(--chart-1)"'


def test_the_template_names_every_default_once() -> None:
    assert style.template() is style.template()
    assert style.template().layout.font.family == style.FONT
