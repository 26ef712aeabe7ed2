"""Files and functions stay small enough to be read at one sitting."""

import ast
from pathlib import Path

from tests.architecture.repository import expect_none, files, name_of, tree_of

LONGEST_FUNCTION = 40


def _longer_than(limit: int, paths: list[Path]) -> list[str]:
    counted = [(len(p.read_text(encoding="utf-8").splitlines()), p) for p in paths]
    return [f"{name_of(p)}: {lines} lines" for lines, p in counted if lines > limit]


def test_modules_have_at_most_400_lines() -> None:
    expect_none(_longer_than(400, files(".py")))


def test_templates_have_at_most_150_lines() -> None:
    expect_none(_longer_than(150, files(".typ", ".html", under="src")))


def test_tools_have_at_most_100_lines() -> None:
    expect_none(_longer_than(100, files(".py", ".sh", under="tools")))


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    end = function.end_lineno or function.lineno
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return end - function.lineno + 1 - docstring


def test_functions_have_at_most_40_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}: {_body_lines(node)} lines"
        for path in files(".py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _body_lines(node) > LONGEST_FUNCTION
    ]
    expect_none(long)


def _is_enumeration(node: ast.stmt) -> bool:
    """An enumeration speaks by its members."""
    return isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(parent) for parent in node.bases)


def test_public_functions_and_classes_of_the_package_say_what_they_are() -> None:
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in files(".py", under="src")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _is_enumeration(node)
    ]
    expect_none(silent)


def test_modules_say_what_they_hold() -> None:
    silent = [
        name_of(path) for path in files(".py") if tree_of(path).body and not ast.get_docstring(tree_of(path))
    ]
    expect_none(silent)
