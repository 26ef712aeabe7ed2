"""Markdown pages as the tests of the documents read them."""

import re
from pathlib import Path

from tests.architecture.repository import files

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def pages(under: str = "") -> list[Path]:
    """Every Markdown page below a folder."""
    return files(".md", under=under)


def prose(path: Path) -> str:
    """The page without its blocks of code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def headings(path: Path) -> list[tuple[int, str]]:
    """(level, text) of every heading."""
    return [(len(marks), text) for marks, text in HEADING.findall(prose(path))]


def anchors(path: Path) -> set[str]:
    """The fragments that links may name: headings in lower case, blanks as hyphens, punctuation dropped."""
    texts = (re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", text) for _, text in headings(path))
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


def links(path: Path) -> list[str]:
    """Targets of the links and pictures of a page, those to other sites left out."""
    return [target for target in LINK.findall(prose(path)) if "://" not in target]


def section(path: Path, title: str) -> str:
    """The text below the heading ``title`` up to the next heading."""
    after = path.read_text(encoding="utf-8").partition(f"# {title}\n")[2]
    return re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]
