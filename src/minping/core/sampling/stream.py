"""Numbers from a seed: HMAC-SHA256 in counter mode, unbiased by rejection, and the Fisher–Yates shuffle."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_WORD = 1 << 64


def words(seed: bytes, label: str) -> Iterator[int]:
    """64-bit numbers: block i = HMAC-SHA256(seed, "minping-draw-1" NUL label NUL i as 8 bytes), four
    big-endian numbers from each block, i = 0, 1, 2, …"""
    head = b"minping-draw-1\0" + label.encode() + b"\0"
    counter = 0
    while True:
        block = hmac.new(seed, head + counter.to_bytes(8, "big"), hashlib.sha256).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(block[start : start + 8], "big")
        counter += 1


def below(source: Iterator[int], bound: int) -> int:
    """A number from 0 to ``bound`` - 1: the next word modulo the bound, words above the largest whole
    multiple of the bound thrown away."""
    limit = _WORD - _WORD % bound
    return next(word % bound for word in source if word < limit)


def shuffled(items: Sequence[Item], source: Iterator[int], count: int) -> list[Item]:
    """The first ``count`` of a Fisher–Yates shuffle: for i = 0, 1, … swap place i with i + below(n - i)."""
    order = list(items)
    for place in range(min(count, len(order) - 1)):
        other = place + below(source, len(order) - place)
        order[place], order[other] = order[other], order[place]
    return order[:count]
