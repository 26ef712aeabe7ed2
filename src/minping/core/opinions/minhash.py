"""Which texts might be alike: MinHash in bands, so that not every text meets every other."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from minping.core.opinions.grams import Grams, Hashes, Ints, runs

BANDS, ROWS = 80, 3
"""Two texts that share 0.3 of their pairs of characters meet with 0.89, 0.4 with 0.995, 0.05 with 0.01."""

_SEED = 20_240_527
_BATCH = 2_000
_NEAR = 8
"""In one bucket a text meets its next eight and the first: a thousand alike are chained, not squared."""


def candidates(grams: Grams, told: Callable[[int, int], object] | None = None) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of positions that share a band, each pair once."""
    forms = grams.forms
    bands = np.empty((BANDS, len(forms)), np.uint64)
    for at in range(0, len(forms), _BATCH):
        part = forms[at : at + _BATCH]
        bands[:, at : at + len(part)] = _bands(part)
        if told is not None:
            told(min(at + _BATCH, len(forms)), len(forms))
    seen = np.empty(0, np.int64)
    for band in bands:
        fresh = np.setdiff1d(_met(band), seen, assume_unique=True)
        seen = np.union1d(seen, fresh)
        yield fresh // len(forms), fresh % len(forms)


def _bands(forms: Sequence[str]) -> Hashes:
    """For each band and text one number; texts with the same number share the band."""
    text, run = runs(forms, 2)
    alone = np.array([len(form) < 2 for form in forms])
    singles, letter = runs(forms, 1)
    lone = alone[singles]
    text, run = np.concatenate([text, singles[lone]]), np.concatenate([run, letter[lone]])
    order = np.argsort(text, kind="stable")
    text, run = text[order], run[order]
    starts = np.searchsorted(text, np.arange(len(forms)))
    mixed = (run ^ (run >> np.uint64(21))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    shifts = chance.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
    out = np.zeros((BANDS, len(forms)), np.uint64)
    for at, (factor, shift) in enumerate(zip(factors, shifts, strict=True)):
        least = np.minimum.reduceat((mixed * factor + shift) >> np.uint64(16), starts)
        out[at // ROWS] = out[at // ROWS] * np.uint64(0x9E3779B97F4A7C15) + least
    return out


def _met(band: Hashes) -> Ints:
    """Pairs within the buckets of one band, as ``one * n + other`` with ``one`` < ``other``, ascending."""
    order = np.argsort(band, kind="stable")
    sorted_band, count = band[order], len(band)
    first = np.searchsorted(sorted_band, sorted_band)
    met = []
    for step in range(1, _NEAR + 1):
        same = sorted_band[step:] == sorted_band[:-step]
        met.append(order[:-step][same] * count + order[step:][same])
    far = np.arange(count) - first > _NEAR
    met.append(order[first[far]] * count + order[far])
    return np.unique(np.concatenate(met)) if met else np.empty(0, np.int64)
