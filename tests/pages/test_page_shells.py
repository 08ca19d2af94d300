import re
from pathlib import Path

import pytest

from datapackage import descriptor
from pages.page_shells import Shell, with_policy
from pages.renderer import Renderer
from tests.helpers.publications import renderer
from tests.helpers.sites import build_pages


@pytest.fixture
def shells(tiny_copy: Path, tmp_path: Path) -> dict[str, Shell]:
    return build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")


def renderer_of(root: Path, language: str) -> Renderer:
    return renderer(descriptor.load(root / "datapackage.json"), language)


@pytest.mark.parametrize("address", ["", "ar/", "data/gardens/", "ar/data/harvests/"])
def test_a_shell_filled_again_is_the_page_that_was_built(
    shells: dict[str, Shell], tiny_copy: Path, tmp_path: Path, address: str
) -> None:
    shell = shells[address]
    built = (tmp_path / "out" / address / "index.html").read_text(encoding="utf-8")
    assert shell.fill(renderer_of(tiny_copy, shell.language)) == built
    assert "\ue000" not in built


def test_a_changed_cell_is_on_the_page_without_mkdocs(shells: dict[str, Shell], tiny_copy: Path) -> None:
    data = tiny_copy / "data" / "harvests.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("140.5", "150.5"), encoding="utf-8")
    for address, words in (("", "270.5"), ("data/harvests/", "270.5")):
        filled = shells[address].fill(renderer_of(tiny_copy, "en"))
        assert filled
        assert words in filled
        assert "260.5" not in re.sub("<svg .*?</svg>", "", filled, flags=re.DOTALL)  # a place in a picture


def test_a_text_that_follows_the_data_is_left_to_mkdocs(tiny_copy: Path, tmp_path: Path) -> None:
    page = tiny_copy / "docs" / "index.md"
    page.write_text('# A {#a}\n\n{% if rows("gardens") | length > 3 %}many{% else %}few{% endif %}\n', encoding="utf-8")
    shells = build_pages(tiny_copy / "mkdocs.yml", tmp_path / "out")
    assert shells[""].fill(renderer_of(tiny_copy, "en"))
    gardens = tiny_copy / "data" / "gardens.csv"
    lines = gardens.read_text(encoding="utf-8").splitlines()
    gardens.write_text(
        "\n".join([*lines, lines[1].replace(lines[1].split(",")[0], "another", 1)]) + "\n", encoding="utf-8"
    )
    assert shells[""].fill(renderer_of(tiny_copy, "en")) is None


PAGE = (
    '<meta http-equiv="Content-Security-Policy" content=""><script>a</script><script src="b.js"></script>'
    '<script type="application/ld+json">{}</script>'
)


def test_the_policy_names_the_scripts_that_stand_in_the_page_and_no_other() -> None:
    policy = with_policy(PAGE)
    assert "script-src 'self' 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; " in policy
    assert policy.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    assert with_policy(policy) == policy
    assert "unsafe" not in policy


def test_the_policy_allows_what_a_page_needs_and_no_more() -> None:
    assert "'wasm-unsafe-eval'" in with_policy(PAGE, compiles=True)
    charts = with_policy(PAGE, charts=True)
    assert "style-src-attr 'unsafe-inline'" in charts
    assert "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in charts
    assert "wasm" not in charts
