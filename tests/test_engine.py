"""The engine knows no network, and one door leads to MkDocs."""

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT

import package

MODULES = sorted((ROOT / "scripts").glob("*.py"))
TEMPLATES = sorted((ROOT / "scripts" / "theme").rglob("*.html"))
# Names of the field that a resource or a column may share with the engine's own vocabulary
COMMON = {
    "id", "name", "title", "description", "kind", "date", "value", "source", "sources", "url", "label", "start",
    "end", "row", "column", "rank", "status", "role", "unit", "note", "place", "host", "mode", "direction",
    "region", "parent", "preferred", "publisher", "published", "basis", "area", "period", "slug", "measure",
    "category", "level", "evidence", "territory", "member", "members", "programme", "principle", "indicator",
}  # fmt: skip


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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_names_a_resource_a_field_or_a_view(path: Path, real: package.Package) -> None:
    fields = {field.name for resource in real.tables for field in resource.fields}
    names = (set(real.resources) | set(real.views) | fields) - {"sources", "source", "preferred"}
    peculiar = {name for name in names if name not in COMMON}
    assert not peculiar & set(strings_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_the_theme_names_a_resource(path: Path, real: package.Package) -> None:
    text = path.read_text(encoding="utf-8")
    for name in (set(real.resources) | set(real.views)) - {"sources"}:
        assert not re.search(rf"""["']{re.escape(name)}["']""", text), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_word_for_readers_in_python(path: Path) -> None:
    """No Arabic letter followed by another: single letters are tables of the checks."""
    words = [text for text in strings_of(path) if re.search("[\u0621-\u064a]{3}", text)]
    assert [text for text in words if " " in text] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 < 40, node.name


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_one_door_to_mkdocs() -> None:
    assert [path.stem for path in MODULES if "mkdocs" in imports(path)] == ["mkdocs_hooks", "mkdocs_site"]


def test_no_import_cycle() -> None:
    own = {path.stem: imports(path) for path in MODULES}
    graph = {name: {each for each in named if each in own} for name, named in own.items()}
    while leaves := {name for name, needs in graph.items() if not needs}:
        graph = {name: needs - leaves for name, needs in graph.items() if name not in leaves}
    assert graph == {}


def test_tests_mirror_modules() -> None:
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert {path.stem for path in MODULES} - tests == set()
