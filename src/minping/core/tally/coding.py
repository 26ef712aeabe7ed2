"""Integer-coded columns → numbers for their distinct combinations (numpy)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
_DIRECT = 1 << 22
_LARGEST = 1 << 62


def combined(columns: Sequence[npt.NDArray[np.integer]], sizes: Sequence[int]) -> tuple[Codes, Ints]:
    """Number the distinct rows of coded columns.

    ``columns``: arrays of equal length n with values in ``range(size)``. Returns the number of each
    row (n) and, per number, the index of a row that has it. Columns may be none: all rows are one.
    """
    key, span = np.zeros(len(columns[0]) if columns else 0, np.int64), 1
    for column, size in zip(columns, sizes, strict=True):
        if span * max(size, 1) >= _LARGEST:
            key, first = _numbered(key, span)
            span = len(first)
        key = key * max(size, 1) + column
        span *= max(size, 1)
    numbers, first = _numbered(key, span)
    return numbers.astype(np.int32), first


def _numbered(key: Ints, span: int) -> tuple[Ints, Ints]:
    if span > max(_DIRECT, 4 * len(key)):
        _, first, numbers = np.unique(key, return_index=True, return_inverse=True)
        return numbers.astype(np.int64), first
    # A table over all possible keys is faster than sorting as long as it stays small.
    at = np.full(span, -1, np.int64)
    at[key[::-1]] = np.arange(len(key) - 1, -1, -1)
    met = at >= 0
    return (np.cumsum(met) - 1)[key], at[met]


def summed(numbers: Codes, amounts: Ints, size: int) -> Ints:
    """The exact sum of ``amounts`` per number in ``range(size)``."""
    totals = np.zeros(size, np.int64)
    np.add.at(totals, numbers, amounts)
    return totals
