from pathlib import Path

from mkdocs_adapter import site
from tests.helpers.packages import TINY


def test_the_menu_in_each_language() -> None:
    menu = site.read(TINY / "mkdocs.yml").menu
    assert [source.address.page for source in menu["en"]][:2] == ["", "data/gardens/"]
    assert [source.address.page for source in menu["ar"]][:2] == ["ar/", "ar/data/gardens/"]
    assert menu["en"][0].markdown != menu["ar"][0].markdown
    assert menu["ar"][1].resource == "gardens"


def test_parts_of_a_menu_and_indexes_of_folders(tiny_copy: Path) -> None:
    config = tiny_copy / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - data/gardens.md\n", "  - More:\n      - data/index.md\n")
    config.write_text(text, encoding="utf-8")
    (tiny_copy / "docs" / "data" / "index.md").write_text("---\nshare_title: All\n---\n# A\n", encoding="utf-8")
    menu = site.read(config).menu["ar"]
    head = {source.address.page: source.head for source in menu}["ar/data/"]
    assert head
    assert (head.title, head.heading) == ("All", "A")
