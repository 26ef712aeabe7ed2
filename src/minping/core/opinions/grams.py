"""Runs of one to three characters of many texts, weighed by TF-IDF: rows of numbers instead of strings.

Weights are those of scikit-learn's TfidfVectorizer (analyzer="char", ngram_range=(1, 3), smooth idf, unit
length), but for runs that share one of 4,194,304 cells.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

LONGEST = 3
CELLS = 1 << 22
_BATCH = 4_000
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Grams:
    """The texts' rows. ``starts[i]:starts[i+1]`` are the cells of text ``i`` in ``cells`` and ``weights``."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = forms
        rows = [_rows(forms[at : at + _BATCH]) for at in range(0, len(forms), _BATCH)]
        self.cells = _joined([cells for cells, _, _ in rows], np.int32)
        self.starts = np.concatenate([[0], np.cumsum(_joined([sizes for _, _, sizes in rows], np.int64))])
        counts = _joined([counts for _, counts, _ in rows], np.float32)
        seen = np.bincount(self.cells, minlength=CELLS)
        self.idf = (np.log((1 + len(forms)) / (1 + seen)) + 1).astype(np.float32)
        self.weights = counts * self.idf[self.cells]
        self.weights /= np.repeat(np.sqrt(self._sums(self.weights**2)), np.diff(self.starts))

    def _sums(self, values: Floats) -> Floats:
        return np.add.reduceat(values, self.starts[:-1]) if len(self.forms) else values

    def alike(self, ones: Ints, others: Ints, least: int) -> Iterator[tuple[int, Ints, Ints]]:
        """Of the pairs ``ones[k]``, ``others[k]`` those with a cosine of ``least`` hundredths or more: each one,
        with its others and their hundredths (rounded half up)."""
        order = np.lexsort((others, ones))
        ones, others = ones[order], others[order]
        bounds = np.flatnonzero(np.diff(ones, prepend=-1, append=-1))
        spread = np.zeros(CELLS, np.float32)
        for start, end in pairwise(bounds):
            one = int(ones[start])
            row = slice(self.starts[one], self.starts[one + 1])
            spread[self.cells[row]] = self.weights[row]
            scores = self._against(spread, others[start:end])
            spread[self.cells[row]] = 0
            good = scores >= least
            if good.any():
                yield one, others[start:end][good], scores[good]

    def alike_to_last(self, least: int) -> Iterator[tuple[int, int]]:
        """The texts alike to the last one, and their hundredths."""
        last = len(self.forms) - 1
        others = np.arange(last, dtype=np.int64)
        for _, found, scores in self.alike(np.full(last, last, np.int64), others, least):
            yield from zip(found.tolist(), scores.tolist(), strict=True)

    def _against(self, spread: Floats, rows: Ints) -> Ints:
        """Hundredths of likeness of a text whose weights are ``spread`` over the cells with each of these rows."""
        starts = self.starts[rows]
        sizes = self.starts[rows + 1] - starts
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
        products = spread[self.cells[at]] * self.weights[at]
        cosines = np.add.reduceat(products, ends - sizes, dtype=np.float64)
        return np.floor(np.minimum(cosines, 1) * 100 + 0.5).astype(np.int64)


def _joined(parts: Sequence[npt.NDArray[np.generic]], kind: type) -> npt.NDArray[np.generic]:
    return np.concatenate([*parts, np.empty(0)]).astype(kind)


def runs(forms: Sequence[str], length: int) -> tuple[Ints, Hashes]:
    """Every run of ``length`` characters: the position of its text, and the run itself in 63 bits."""
    letters = np.frombuffer("".join(forms).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    text = np.repeat(np.arange(len(forms), dtype=np.int64), [len(form) for form in forms])
    if len(letters) < length:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    whole = len(letters) - length + 1
    run = np.zeros(whole, np.uint64)
    for step in range(length):
        run = (run << np.uint64(21)) | letters[step : step + whole]
    inside = text[:whole] == text[length - 1 :]
    return text[:whole][inside], run[inside]


def cells_of(run: Hashes) -> Ints:
    """The cell of each run."""
    spread = (run ^ (run >> np.uint64(29))) * _ODD
    return (((spread ^ (spread >> np.uint64(32))) * _ODD) >> np.uint64(64 - 22)).astype(np.int64)


def _rows(forms: Sequence[str]) -> tuple[npt.NDArray[np.int32], Floats, Ints]:
    """Cells of each text ascending, how often each occurs, and the number of cells per text."""
    marked = []
    for length in range(1, LONGEST + 1):
        text, run = runs(forms, length)
        marked.append(text * CELLS + cells_of(run))
    found, counts = np.unique(np.concatenate(marked), return_counts=True)
    sizes = np.bincount(found // CELLS, minlength=len(forms))
    return (found % CELLS).astype(np.int32), counts.astype(np.float32), sizes.astype(np.int64)
