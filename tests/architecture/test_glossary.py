"""One English identifier for each Chinese word, and the code uses it."""

import ast
import re
from collections import Counter
from functools import cache

from tests.architecture.repository import ROOT, expect_none, files, tree_of

GLOSSARY = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| ([^|]+) \| (`[^|]+`) \|", re.MULTILINE)


def _rows(part: int) -> list[tuple[str, list[str]]]:
    """(Chinese, identifiers) of the part-th table."""
    text = re.split(r"^## ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)[part]
    return [(chinese, re.findall(r"`([a-z_]+)`", cell)) for chinese, cell in ROW.findall(text)]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@cache
def _words_of_the_code() -> str:
    """Every identifier and every text constant that is one word, in snake case, between bars."""
    found: set[str] = set()
    for path in files(".py", under="src"):
        for node in ast.walk(tree_of(path)):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.add(name)
                case ast.Constant(value=str(name)) if name.isidentifier():
                    found.add(name)
    return "|" + "|".join(sorted(_snake(name) for name in found)) + "|"


def test_every_identifier_in_use_is_in_the_code() -> None:
    words = _words_of_the_code()
    expect_none(
        f"{chinese}: {name}"
        for chinese, names in _rows(1)
        for name in names
        if not re.search(rf"[|_]{name}s?[|_]", words)
    )


def test_no_word_and_no_identifier_is_given_twice() -> None:
    rows = _rows(1) + _rows(2)
    assert len(rows) > 60
    chinese = Counter(word for cell, _ in rows for word in re.split(r" / |、", cell))
    names = Counter(name for _, names in rows for name in names)
    expect_none(word for word, times in (chinese + names).items() if times > 1)
