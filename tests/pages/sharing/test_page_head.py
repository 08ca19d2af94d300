from pages.sharing.page_head import PageHead

PROSE = "<div markdown>\n\n# Which gardens? {#gardens}\n\n## Others {#others}\n"


def test_a_page_is_known_by_its_first_heading() -> None:
    head = PageHead.of({"title": "Gardens", "description": "All of them"}, PROSE)
    assert (head.title, head.heading, head.description) == ("Which gardens?", "Which gardens?", "All of them")
    assert (head.figure, head.note) == ("", "")


def test_a_title_of_its_own_comes_first_and_leaves_the_heading_to_the_image() -> None:
    head = PageHead.of({"share_title": "{{ 1 }} garden", "share_figure": 3, "share_note": "known"}, PROSE)
    assert head == PageHead("{{ 1 }} garden", "", "Which gardens?", "3", "known")


def test_a_page_without_heading_keeps_the_word_of_the_menu() -> None:
    assert PageHead.of({"title": "Gardens"}, "## Others\n").title == "Gardens"
