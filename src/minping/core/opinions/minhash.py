"""Which texts might be alike: weighted MinHash in bands, so that not every text meets every other.

A pair of characters is drawn the sooner the rarer it is (weight idf², Moulton and Jiang 2018), so that texts
meet by what is particular to them and not by 工作人员 and 政务大厅.
"""

from collections.abc import Callable, Iterator

import numpy as np

from minping.core.opinions.grams import Floats, Grams, Ints, cells_of, runs

BANDS, ROWS = 80, 3
"""Texts of likeness 0.5 meet nine times in ten, from 0.6 nearly always; those with little in common hardly ever."""

_SEED = 20_240_527
_BATCH = 2_000
_NEAR = 8
"""In one bucket a text meets its next eight and the first: a thousand alike are chained, not squared."""

_LEAST_SHARED = 0.17
"""Share of equal draws below which a pair is not looked at further; at likeness 0.5 a third are equal."""

_CHUNK = 50_000
_MOST_WAITING = 4_000_000
"""Pairs kept before they are handed on: 64 MB."""


class Meetings:
    """Candidates among texts. ``draws``: one row per text; ``bands``: the draws taken together in threes."""

    def __init__(self, grams: Grams, told: Callable[[int, int], object] | None = None) -> None:
        count = len(grams.forms)
        self.draws = np.empty((count, BANDS * ROWS), np.float32)
        for at in range(0, count, _BATCH):
            part = slice(at, min(at + _BATCH, count))
            self.draws[part] = _draws(grams, part)
            if told is not None:
                told(part.stop, count)
        bits = self.draws.view(np.uint32).astype(np.uint64).reshape(count, BANDS, ROWS)
        self.bands = np.zeros((count, BANDS), np.uint64)
        for row in range(ROWS):
            self.bands = self.bands * np.uint64(0x9E3779B97F4A7C15) + bits[:, :, row]
        self.ranks = np.zeros((count, BANDS), np.int32)
        self.leads = np.zeros((count, BANDS), np.bool_)

    def __iter__(self) -> Iterator[tuple[Ints, Ints]]:
        """Pairs that share a band and enough draws; each pair once, the lower position first."""
        waiting: list[tuple[Ints, Ints]] = []
        for band in range(BANDS):
            ones, others = self._met(band)
            for at in range(0, len(ones), _CHUNK):
                waiting.append(self._fresh(ones[at : at + _CHUNK], others[at : at + _CHUNK], band))
                if sum(len(one) for one, _ in waiting) > _MOST_WAITING:
                    yield _together(waiting)
                    waiting = []
        if waiting:
            yield _together(waiting)

    def _met(self, band: int) -> tuple[Ints, Ints]:
        """Pairs within the buckets of one band: each text with its next few, and with the bucket's first."""
        numbers = np.ascontiguousarray(self.bands[:, band])
        order = np.argsort(numbers, kind="stable")
        ordered = numbers[order]
        first = np.searchsorted(ordered, ordered)
        places = np.arange(len(order))
        self.ranks[order, band] = places
        self.leads[order, band] = first == places
        ones, others = [], []
        for step in range(1, _NEAR + 1):
            same = ordered[step:] == ordered[:-step]
            ones.append(order[:-step][same])
            others.append(order[step:][same])
        far = places - first > _NEAR
        return np.concatenate([*ones, order[first[far]]]), np.concatenate([*others, order[far]])

    def _fresh(self, ones: Ints, others: Ints, band: int) -> tuple[Ints, Ints]:
        """Those of the pairs that did not meet in an earlier band and share enough draws."""
        shared = self.bands[ones, :band] == self.bands[others, :band]
        near = self.ranks[others, :band] - self.ranks[ones, :band] <= _NEAR
        met = (shared & (near | self.leads[ones, :band])).any(axis=1)
        ones, others = ones[~met], others[~met]
        alike = (self.draws[ones] == self.draws[others]).mean(axis=1) >= _LEAST_SHARED
        return ones[alike], others[alike]


def _together(waiting: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    return np.concatenate([one for one, _ in waiting]), np.concatenate([other for _, other in waiting])


def _draws(grams: Grams, part: slice) -> Floats:
    """For each text of the part and each draw the least value: equal where both drew the same characters."""
    forms = grams.forms[part]
    text, run = runs(forms, 2)
    letter_text, letter = runs(forms, 1)
    lone = np.array([len(form) < 2 for form in forms])[letter_text]
    text, run = np.concatenate([text, letter_text[lone]]), np.concatenate([run, letter[lone]])
    order = np.argsort(text, kind="stable")
    text, run = text[order], run[order]
    cells = cells_of(run)
    weights = grams.idf[cells] ** 2
    starts = np.searchsorted(text, np.arange(len(forms)))
    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    shifts = chance.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
    seeds = (cells.astype(np.uint64) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    seeds ^= seeds >> np.uint64(31)
    out = np.empty((len(forms), BANDS * ROWS), np.float32)
    for at, (factor, shift) in enumerate(zip(factors, shifts, strict=True)):
        even = ((seeds * factor + shift) >> np.uint64(40)).astype(np.float32)
        out[:, at] = np.minimum.reduceat(
            -np.log((even + np.float32(0.5)) / np.float32(1 << 24)) / weights, starts
        )
    return out
