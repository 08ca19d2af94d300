"""The engine knows no network, and one door leads to MkDocs."""

import ast
import re
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from datapackage import descriptor
from tests.helpers.packages import ROOT

MODULES = sorted((ROOT / "scripts").rglob("*.py"))
TEMPLATES = sorted((ROOT / "scripts" / "theme").rglob("*.html"))
SITE_TEMPLATES = sorted((ROOT / "docs" / "templates").rglob("*.html"))
# Names of the field that a resource or a column may share with the engine's own vocabulary
COMMON = {
    "id", "name", "title", "description", "kind", "date", "value", "source", "sources", "url", "label", "start",
    "end", "row", "column", "rank", "status", "role", "unit", "note", "place", "host", "mode", "direction",
    "region", "parent", "preferred", "publisher", "published", "basis", "area", "period", "slug", "measure",
    "category", "level", "evidence", "territory", "member", "members", "programme", "principle", "indicator",
    "language", "order", "theme",
}  # fmt: skip


def dotted(path: Path) -> str:
    """The name by which a module is imported: `charts.kinds.bars`."""
    return ".".join(path.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__")


def strings_of(path: Path) -> list[str]:
    """Every string literal but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_module_names_a_resource_a_field_or_a_view(path: Path, real: descriptor.Package) -> None:
    fields = {field.name for resource in real.tables for field in resource.fields}
    names = (set(real.resources) | set(real.views) | fields) - {"sources", "source", "preferred"}
    peculiar = {name for name in names if name not in COMMON}
    assert not peculiar & set(strings_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_the_theme_names_a_resource(path: Path, real: descriptor.Package) -> None:
    text = path.read_text(encoding="utf-8")
    for name in (set(real.resources) | set(real.views)) - {"sources"}:
        assert not re.search(rf"""["']{re.escape(name)}["']""", text), name


@pytest.mark.parametrize("path", [*TEMPLATES, *SITE_TEMPLATES], ids=lambda path: path.name)
def test_templates_are_narrow_and_do_not_calculate(path: Path) -> None:
    """Sums, shares and the places of a drawing come from Python; a text that is filled in by `%` is none."""
    text = path.read_text(encoding="utf-8")
    assert [number for number, line in enumerate(text.splitlines(), 1) if len(line) > 120] == []
    tree = Environment(autoescape=True).parse(text)
    sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
    numbers = [node.lineno for node in tree.find_all(sums) if not isinstance(node.left, nodes.Const)]
    assert numbers == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_word_for_readers_in_python(path: Path) -> None:
    """No Arabic letter followed by another: single letters are tables of the checks."""
    words = [text for text in strings_of(path) if re.search("[\u0621-\u064a]{3}", text)]
    assert [text for text in words if " " in text] == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 < 40, node.name


FLOORS = ("system", "datapackage", "validation", "charts", "downloads", "metadata", "pages", "mkdocs_adapter", "")


def imports(path: Path) -> set[str]:
    """Every module that one imports, wherever in the file, by its dotted name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


GRAPH = {dotted(path): imports(path) for path in MODULES}


def test_only_the_adapter_imports_mkdocs() -> None:
    found = {name for name, named in GRAPH.items() if any(each.split(".")[0] == "mkdocs" for each in named)}
    assert found
    assert {name.split(".")[0] for name in found} == {"mkdocs_adapter"}


def test_no_import_cycle() -> None:
    graph = {name: {each for each in named if each in GRAPH} for name, named in GRAPH.items()}
    while leaves := {name for name, needs in graph.items() if not needs}:
        graph = {name: needs - leaves for name, needs in graph.items() if name not in leaves}
    assert graph == {}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_folder_imports_itself_and_the_folders_before_it(path: Path) -> None:
    def floor(name: str) -> int:
        return FLOORS.index(name.split(".", maxsplit=1)[0] if "." in name or name in FLOORS else "")

    own = dotted(path)
    assert [each for each in imports(path) if each in GRAPH and floor(each) > floor(own)] == []


def test_a_folder_holds_twelve_modules_at_most() -> None:
    folders = {path.parent for path in MODULES}
    assert [folder for folder in folders if len({*folder.glob("*.py")} - {folder / "__init__.py"}) > 12] == []


def test_no_folder_hides_a_module_of_python() -> None:
    assert {dotted(path).split(".")[0] for path in MODULES} & sys.stdlib_module_names == set()


def test_tests_mirror_modules() -> None:
    tests = {path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    modules = [path.relative_to(ROOT / "scripts") for path in MODULES if path.name not in ("__init__.py", "paths.py")]
    assert [path for path in modules if path.with_name(f"test_{path.name}") not in tests] == []
