"""How a sample is divided among strata: in proportion by largest remainder, or equally. Whole numbers only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=tuple[str, ...] | str)


class Allocation(StrEnum):
    """The ways of division."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


def quotas(size: int, counts: Mapping[Key, int], allocation: Allocation) -> dict[Key, int]:
    """The quota of every stratum; they sum to ``size``, or to everybody where there are fewer.

    No quota exceeds its stratum. Equal remainders go to the stratum whose name sorts first.
    """
    if size < 0 or any(n < 0 for n in counts.values()):
        raise ValueError("sizes are not negative")
    if size >= sum(counts.values()):
        return dict(counts)
    return _equal(size, counts) if allocation is Allocation.EQUAL else _proportional(size, counts)


def _proportional(size: int, counts: Mapping[Key, int]) -> dict[Key, int]:
    total = sum(counts.values())
    given = {key: size * n // total for key, n in counts.items()}
    ranked = sorted(counts, key=lambda key: (-(size * counts[key] % total), key))
    for key in ranked[: size - sum(given.values())]:
        given[key] += 1
    return given


def _equal(size: int, counts: Mapping[Key, int]) -> dict[Key, int]:
    given = dict.fromkeys(counts, 0)
    left = size
    while left:
        open_ones = sorted(key for key in counts if given[key] < counts[key])
        each = max(left // len(open_ones), 1)
        for key in open_ones:
            more = min(each, counts[key] - given[key], left)
            given[key] += more
            left -= more
    return given
