"""`scripts/README.md` explains the house: its drawing and its table must be those of the code."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
PAGE = (SCRIPTS / "README.md").read_text(encoding="utf-8")
COMMANDS = "commands"
FOLDERS = {path.parent.name for path in SCRIPTS.glob("*/__init__.py")} | {COMMANDS}


def folder_of(path: Path) -> str:
    """The folder of a module, at the first level; the commands stand in none."""
    return path.relative_to(SCRIPTS).parts[0] if path.parent != SCRIPTS else COMMANDS


def imported(path: Path) -> set[str]:
    """The folders that a module imports, beside its own."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found & FOLDERS - {folder_of(path)}


@cache
def graph() -> dict[str, set[str]]:
    arrows: dict[str, set[str]] = {folder: set() for folder in FOLDERS}
    for path in SCRIPTS.rglob("*.py"):
        arrows[folder_of(path)] |= imported(path)
    return arrows


def reached(folder: str) -> set[str]:
    """Every folder that one needs, in one step or several."""
    needs = graph()[folder]
    return needs.union(*(reached(need) for need in needs)) if needs else set()


def test_the_drawing_is_that_of_the_imports() -> None:
    """An arrow stands where one folder needs another, and no way through a third says so already."""
    drawn = set(re.findall(r"^  (\w+) --> (\w+)$", PAGE, re.MULTILINE))
    needed = {
        (need, folder)
        for folder, needs in graph().items()
        for need in needs
        if not any(need in reached(other) for other in needs - {need})
    }
    assert drawn == needed


def test_the_table_names_every_module_in_its_folder() -> None:
    lines = re.findall(r"^\| (?:\[`([\w/]+)`\]\([\w/]+\)|(commands)) \|[^|]+\|([^|]*)\|$", PAGE, re.MULTILINE)
    named = {folder or commands: set(re.findall(r"`(\w+)`", modules)) for folder, commands, modules in lines}
    named.pop("theme")
    there: dict[str, set[str]] = {}
    for path in SCRIPTS.rglob("*.py"):
        if path.name != "__init__.py":
            folder = path.parent.relative_to(SCRIPTS).as_posix()
            there.setdefault(COMMANDS if folder == "." else folder, set()).add(path.stem)
    assert named == there


def test_every_file_that_the_page_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert links
    assert [link for link in links if not (SCRIPTS / link).exists()] == []
