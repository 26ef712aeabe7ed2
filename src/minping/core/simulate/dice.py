"""Chance that is the same on every machine: bytes of SHAKE-256, and whole numbers made from them.

Floating point never decides anything here. A normal deviate is looked up in a table of rounded
quantiles, in ten-thousandths of a standard deviation.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Ints = NDArray[np.int64]

SD = 10_000
"""One standard deviation in the units of ``normal`` and ``normals``."""
WHOLE = 1 << 16
"""Chances are compared with numbers of 16 bits."""


@cache
def quantiles() -> Ints:
    """Shape (65536,): the normal quantile of (i + ½)/65536, in ten-thousandths."""
    normal = NormalDist()
    return np.array([round(normal.inv_cdf((i + 0.5) / WHOLE) * SD) for i in range(WHOLE)], dtype=np.int64)


def _key(seed: int, parts: tuple[object, ...]) -> bytes:
    return "\x1f".join(str(part) for part in (seed, *parts)).encode()


def uniforms(seed: int, *key: object, size: int) -> Ints:
    """Shape (size,): independent whole numbers from 0 to 65535."""
    raw = hashlib.shake_256(_key(seed, key)).digest(2 * size)
    return np.frombuffer(raw, dtype="<u2").astype(np.int64)


def normals(seed: int, *key: object, size: int) -> Ints:
    """Shape (size,): independent normal deviates in ten-thousandths of a standard deviation."""
    return quantiles()[uniforms(seed, *key, size=size)]


class Dice:
    """Single decisions, reproducible from a seed and a key of any printable parts."""

    def __init__(self, seed: int, *key: object) -> None:
        self._key = _key(seed, key)
        self._block = 0
        self._bytes = b""

    def _number(self) -> int:
        if len(self._bytes) < 8:
            self._bytes = hashlib.shake_256(self._key + b"\x1f" + str(self._block).encode()).digest(512)
            self._block += 1
        taken, self._bytes = self._bytes[:8], self._bytes[8:]
        return int.from_bytes(taken, "little")

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` − 1."""
        return self._number() % limit

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, permille: int) -> bool:
        return self.below(1000) < permille

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """A new list in random order."""
        left = list(options)
        for last in range(len(left) - 1, 0, -1):
            other = self.below(last + 1)
            left[last], left[other] = left[other], left[last]
        return left

    def normal(self) -> int:
        """A normal deviate in ten-thousandths of a standard deviation."""
        return int(quantiles()[self.below(WHOLE)])

    def code(self) -> str:
        """Ten hexadecimal digits."""
        return f"{self._number() & 0xFFFFFFFFFF:010x}"


def split(total: int, shares: Sequence[int], least: int = 0) -> list[int]:
    """``total`` cut in proportion to ``shares``, exactly, no part below ``least`` where the total allows.

    Parts left over by rounding go to the first ones.
    """
    least = min(least, total // len(shares))
    free, weight = total - least * len(shares), sum(shares)
    parts = [least + free * share // weight for share in shares]
    for place in range(total - sum(parts)):
        parts[place % len(parts)] += 1
    return parts
