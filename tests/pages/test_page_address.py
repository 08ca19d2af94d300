from pages.page_address import PageAddress

HOME = PageAddress("", "")


def test_links_are_relative_to_the_page_and_stay_in_the_language() -> None:
    here = PageAddress("fr/data/members/", "fr/")
    assert here.link("sources/#a-1") == "../../../fr/sources/#a-1"
    assert here.link("") == "../../../fr/"
    assert here.file("data/members.csv") == "../../../data/members.csv"
    assert HOME.link("members/") == "members/"
    assert PageAddress("fr/", "fr/").link("members/") == "../fr/members/"
    assert HOME.link("") == "./"


def test_what_stands_beside_the_page_is_one_step_away() -> None:
    here = PageAddress("fr/data/members/", "fr/")
    assert here.link("data/sources/#a-1") == "../sources/#a-1"
    assert here.link("data/members/") == "../members/"
    assert here.file("fr/data/members/data.json") == "../members/data.json"
