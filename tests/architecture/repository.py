"""The repository as the rules of the house see it: its files, their syntax trees, their imports."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@cache
def every_file() -> tuple[Path, ...]:
    """Every file that is or would be committed, sorted; migrations are generated and left out."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-c", "-o", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    written = [name for name in listed.split("\0") if name and "/migrations/" not in name]
    return tuple(sorted(p for name in written if (p := ROOT / name).is_file()))


def files(*suffixes: str, under: str = "") -> list[Path]:
    """Files below the folder ``under`` (from the root) whose names end in one of ``suffixes``."""
    top = ROOT / under
    return [p for p in every_file() if p.is_relative_to(top) and p.name.endswith(suffixes or ("",))]


def name_of(path: Path) -> str:
    """The path from the root, for messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


@cache
def modules(under: str = "minping") -> dict[str, Path]:
    """Dotted name → file of every module at or below the package ``under``."""
    found: dict[str, Path] = {}
    for path in files(".py", under="src/minping"):
        dotted = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        if dotted == under or dotted.startswith(f"{under}."):
            found[dotted] = path
    return found


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Dotted names that a file imports: ``import a.b`` gives a.b, ``from a import b`` gives a.b."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = _package_of(path, node)
            yield from (f"{package}.{alias.name}" for alias in node.names)


def _package_of(path: Path, node: ast.ImportFrom) -> str:
    """What stands after ``from``, with leading dots resolved against the file's own place."""
    if not node.level:
        return node.module or ""
    top = SOURCE if path.is_relative_to(SOURCE) else ROOT
    above = path.relative_to(top).parts[: -node.level]
    return ".".join([*above, *([node.module] if node.module else [])])


def own_imports(path: Path) -> set[str]:
    """The modules of minping that a file imports, packages above them included."""
    known = modules()
    found: set[str] = set()
    for dotted in imports_of(path):
        parts = dotted.split(".")
        found |= {p for i in range(1, len(parts) + 1) if (p := ".".join(parts[:i])) in known}
    return found


def reached_from(*starts: str) -> set[str]:
    """Every module of minping that is loaded when ``starts`` are."""
    known, found, waiting = modules(), set[str](), list(starts)
    while waiting:
        name = waiting.pop()
        if name not in found and name in known:
            found.add(name)
            waiting.extend(own_imports(known[name]))
    return found


def qualified_names(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every name used, import aliases resolved: after ``import time as t``,
    ``t.time`` is time.time."""
    tree = tree_of(path)
    meaning: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning.update(dict(_bound(alias) for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and node.module:
            meaning.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, meaning.get(node.id, node.id)
        elif isinstance(node, ast.Attribute) and (dotted := _dotted(node)):
            first, _, rest = dotted.partition(".")
            yield node.lineno, f"{meaning.get(first, first)}.{rest}"


def _bound(alias: ast.alias) -> tuple[str, str]:
    """The name that an ``import`` binds and what it means."""
    if alias.asname:
        return alias.asname, alias.name
    top = alias.name.partition(".")[0]
    return top, top


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def expect_none(found: Iterable[str]) -> None:
    """Fail with one line for each offence."""
    listed = sorted(found)
    assert not listed, "\n" + "\n".join(listed)
