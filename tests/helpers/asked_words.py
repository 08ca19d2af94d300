"""Which interface words templates, Python and JavaScript ask for, as patterns: `network.units.*`, `changes.*`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from jinja2 import Environment, nodes

ROOTS = ("reader", "language")  # what has `.words` in a template
METHODS = ("get", "items", "values", "replace")


def asks(pattern: str, key: str) -> bool:
    """Whether `pattern` asks for the word `key`, or for a mapping below the first level that holds it."""
    return fnmatchcase(key, pattern) or ("." in pattern and fnmatchcase(key, f"{pattern}.*"))


def of_templates(paths: Iterable[Path]) -> set[str]:
    return {key for path in paths for key in _of_template(path)}


def of_python(paths: Iterable[Path]) -> set[str]:
    return {key for path in paths for key in _of_module(ast.parse(path.read_text(encoding="utf-8")))}


def _of_template(path: Path) -> Iterator[str]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    names = {
        node.target.name: chain
        for node in tree.find_all(nodes.Assign)
        if isinstance(node.target, nodes.Name) and (chain := _chain(node.node, {}))
    }
    inner = {id(inner) for node in tree.find_all((nodes.Getattr, nodes.Getitem)) for inner in node.iter_child_nodes()}
    assigned = {id(node.node) for node in tree.find_all(nodes.Assign)}
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Name)):
        chain = _chain(node, names)
        if chain and id(node) not in inner and id(node) not in assigned:
            yield from _whole(chain, path)
    for call in tree.find_all(nodes.Call):
        if "word" in (getattr(call.node, "name", ""), getattr(call.node, "attr", "")):
            yield _text(call.args[0])


def _whole(chain: tuple[str, ...], path: Path) -> Iterator[str]:
    """A chain that ends in a mapping (`reader.words.find`) is handed to the script of the same name."""
    script = path.parents[1] / "assets" / "js" / f"{path.stem}.js"
    key = ".".join(chain)
    if script.exists() and len(chain) == 1:
        found = re.findall(r"(?<!/)\bwords\.([a-z_]+)", script.read_text(encoding="utf-8"))
        yield from (f"{key}.{name}" for name in found)
    else:
        yield key


def _chain(node: nodes.Node, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The steps after `reader.words`; empty for anything else."""
    if isinstance(node, nodes.Name):
        return names.get(node.name, ()) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getitem):
        above = _chain(node.node, names)
        return (*above, str(node.arg.value) if isinstance(node.arg, nodes.Const) else "*") if above else ()
    if not isinstance(node, nodes.Getattr):
        return ()
    below = node.node
    if isinstance(below, nodes.Getattr) and below.attr == "words" and isinstance(below.node, nodes.Name):
        return (node.attr,) if below.node.name in ROOTS else ()
    above = _chain(below, names)
    if above and node.attr in METHODS:
        return above
    return (*above, node.attr) if above else ()


def _text(node: nodes.Node) -> str:
    """A text that may have pieces worked out when the page is rendered, each of which is `*`."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, (nodes.Concat, nodes.Add)):
        pieces = node.nodes if isinstance(node, nodes.Concat) else [node.left, node.right]
        return "".join(map(_text, pieces))
    return "*"


def _of_module(tree: ast.Module) -> Iterator[str]:
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        names = {
            target.id: key
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and (key := _subscript(node.value, {}))
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "word":
                yield from _texts(node.args[0])
            elif isinstance(node, ast.Subscript) and (key := _subscript(node, names)):
                yield key


def _subscript(node: ast.expr, names: dict[str, str]) -> str:
    """`reader.words["data"]["file"]` → `data.file`."""
    if isinstance(node, ast.Attribute):  # words["types"].get
        return _subscript(node.value, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
        return ""
    if isinstance(node.value, ast.Attribute) and node.value.attr == "words":
        return str(node.slice.value)
    above = _subscript(node.value, names)
    return f"{above}.{node.slice.value!s}" if above else ""


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(text for piece in node.values for text in _texts(piece))]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else ["*"]
