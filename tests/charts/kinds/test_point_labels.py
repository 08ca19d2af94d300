import pytest

from charts.kinds import point_labels


def test_a_figure_is_written_where_it_changes() -> None:
    assert point_labels.labelled([66, 66, 126, 126, 228], 5) == [0, 2, 4]


def test_too_many_figures_leave_the_extremes_and_the_last() -> None:
    assert point_labels.labelled([5, 9, 1, 4, 6, 2, 3], 5) == [1, 2, 6]


def test_a_dense_line_runs_through_all_but_the_extremes() -> None:
    assert point_labels.labelled([5, 9, *[4, 6] * 9, 1, 7], 5) == [1, 20]


@pytest.mark.parametrize(
    ("values", "at", "text", "place"),
    [
        ([1, 5, 1], 1, "5", "top center"),
        ([5, 1, 5], 1, "1", "bottom center"),
        ([1, 5], 0, "1", "bottom center"),
        ([9, 5, 5], 1, "5", "top right"),  # the line falls on it from the left
        ([1, 2, 3], 1, "2", "top center"),
        ([5, 90_000], 1, "90,000", "top left"),
        ([90_000, 5], 0, "90,000", "top right"),
        ([90_000], 0, "90,000", "top right"),
    ],
)
def test_a_figure_stands_off_the_line_and_within_the_picture(
    values: list[float], at: int, text: str, place: str
) -> None:
    assert point_labels.position(values, at, text) == place
