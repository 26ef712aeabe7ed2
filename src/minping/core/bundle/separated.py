"""Separated text (CSV and its like) → rows. The separator is told by the first lines."""

import csv
import io
from collections.abc import Iterable

from minping.core.bundle.written import clean, unguarded
from minping.core.findings import Finding, Place, RefusedInput, error

_DELIMITERS = ",\t;，|"

Rows = tuple[tuple[str, ...], ...]


def separated_rows(text: str, file: str) -> tuple[Rows, tuple[int, ...]]:
    """Cleaned rows without empty cells at their ends, and how many cells each was divided into.

    Raises ``RefusedInput`` naming the line where quotes do not match or a cell has no end.
    """
    first, _, rest = text.partition("\n")
    declared = first.strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        text, delimiter = "\n" + rest, declared[4]
    else:
        delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    lengths: list[int] = []
    begun = 1
    try:
        for row in reader:
            rows.append(trimmed(unguarded(clean(cell)) for cell in row))
            lengths.append(len(row))
            begun = reader.line_num + 1
    except csv.Error as bad:
        raise RefusedInput([_bad_quotes(file, begun)]) from bad
    return tuple(rows), tuple(lengths)


def delimiter_of(text: str) -> str:
    """The separator that the first lines use most evenly; the comma when there is one column."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:10]

    def evidence(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        return sum(1 for n in counts if n), max(counts, default=0)

    best = max(_DELIMITERS, key=evidence)
    return best if evidence(best)[1] else ","


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells up to the last one that is not empty."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _bad_quotes(file: str, line: int) -> Finding:
    return error(
        "file.bad_csv",
        "从这一行起引号不成对，或单元格过长，无法分列",
        "from this line on quotes do not match or a cell has no end: the columns cannot be told apart",
        "请检查该行的英文双引号，或另存为 .xlsx 后再试",
        "check the double quotes of this line, or save it as .xlsx",
        Place(file, line=line),
    )
