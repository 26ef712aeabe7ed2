"""The manual of the scheme is true: its tables are those of the reader, its examples load, its twins agree."""

import re
from pathlib import Path

import pytest

from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.keys import KEYS, VALUES, key_named
from minping.core.scheme.model import Scheme
from minping.core.scheme.reader import read_scheme
from minping.core.scheme.tree import walk

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"zh": DOCS / "scheme.md", "en": DOCS / "scheme.en.md"}
TABLE = re.compile(r"<!-- (keys|values): (\w+) -->\n\n((?:\|.*\n)+)")
EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = list(PAGES)


def text(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


def tables(language: str) -> dict[tuple[str, str], list[list[str]]]:
    """(keys or values, name) → the rows of the table that follows the mark."""
    found = {}
    for kind, name, body in TABLE.findall(text(language)):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines()[2:]]
        assert (kind, name) not in found, f"{kind} {name} is explained twice"
        found[kind, name] = rows
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_and_every_value_is_explained_with_all_its_spellings(language: str) -> None:
    found = tables(language)
    wanted = {("keys", name): table for name, table in KEYS.items()}
    wanted |= {("values", name): table for name, table in VALUES.items()}
    assert set(found) == set(wanted)
    for mark, table in wanted.items():
        written = [set(re.findall(r"`([^`]+)`", row[0] + row[1])) for row in found[mark]]
        for (english, others), words in zip(table.items(), written, strict=True):
            spelled = {english, *others}
            ascii_only = {word for word in others if word.isascii()}
            assert words <= spelled, (mark, english)
            assert words >= spelled - ascii_only, (mark, english)
        assert all(row[-1] for row in found[mark]), f"{mark} has a row without a meaning"


def sections(example: str) -> dict[str, str]:
    """Top-level key (English) → its text."""
    found: dict[str, str] = {}
    key = ""
    for line in example.splitlines(keepends=True):
        if line.strip() and not line[0].isspace() and not line.startswith(("#", "-")):
            key = key_named(("scheme",), line.partition(":")[0]) or ""
            assert key, line
            found[key] = ""
        if key:
            found[key] += line
    return found


def examples(language: str) -> list[str]:
    """Every example as a whole scheme: what it leaves out is taken from the first."""
    blocks = EXAMPLE.findall(text(language))
    base = sections(blocks[0])
    return ["\n".join((base | sections(block)).values()) for block in blocks]


COUNT = len(EXAMPLE.findall(text("zh")))


def loaded(language: str, number: int) -> Scheme:
    return read_scheme(examples(language)[number].encode(), f"{PAGES[language].name} example {number + 1}")


@pytest.mark.parametrize("number", range(COUNT))
def test_every_example_loads_and_says_the_same_in_both_languages(number: int) -> None:
    assert scheme_hash(loaded("zh", number)) == scheme_hash(loaded("en", number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_worked_example_of_each_operator(language: str) -> None:
    numbered = re.findall(r"^### (\d+)\. .*?\n(.*?)(?=^##)", text(language), re.MULTILINE | re.DOTALL)
    assert [int(number) for number, _ in numbered] == list(range(1, 29))
    assert all("```yaml" in body for _, body in numbered)


def test_the_examples_use_every_operation() -> None:
    schemes = [loaded("zh", number) for number in range(COUNT)]
    used = {
        type(node).__name__
        for s in schemes
        for t in (*s.trees.values(), *s.measures.values())
        for node in walk(t)
    }
    assert len(used) == len(VALUES["Op"])
