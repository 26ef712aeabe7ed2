"""Runs of one to three characters of many texts, weighed by TF-IDF: rows of numbers instead of strings.

Weights are those of scikit-learn's TfidfVectorizer (analyzer="char", ngram_range=(1, 3), smooth idf, unit
length), but for runs that share one of 4,194,304 cells.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

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
        seen = np.bincount(self.cells, minlength=1)
        idf = (np.log((1 + len(forms)) / (1 + seen)) + 1).astype(np.float32)
        self.weights = counts * idf[self.cells]
        self.weights /= np.repeat(np.sqrt(self._sums(self.weights**2)), np.diff(self.starts))

    def _sums(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return np.add.reduceat(values, self.starts[:-1]) if len(self.forms) else values

    def alike(self, ones: Ints, others: Ints, least: int) -> Iterator[tuple[int, int, int]]:
        """Of the pairs ``ones[k]``, ``others[k]`` those with a cosine of ``least`` hundredths or more."""
        for at in range(0, len(ones), _BATCH):
            left, right = ones[at : at + _BATCH], others[at : at + _BATCH]
            scores = self._cosines(left, right)
            for k in np.flatnonzero(scores >= least):
                yield int(left[k]), int(right[k]), int(scores[k])

    def alike_to_last(self, least: int) -> Iterator[tuple[int, int, int]]:
        """The texts alike to the last one."""
        ones = np.arange(len(self.forms) - 1, dtype=np.int64)
        return self.alike(ones, np.full(len(ones), len(self.forms) - 1, dtype=np.int64), least)

    def _cosines(self, left: Ints, right: Ints) -> Ints:
        """Hundredths, rounded half up."""
        one, one_weights = self._picked(left)
        other, other_weights = self._picked(right)
        _, mine, theirs = np.intersect1d(one, other, assume_unique=True, return_indices=True)
        products = one_weights[mine].astype(np.float64) * other_weights[theirs]
        cosines = np.bincount(one[mine] // CELLS, weights=products, minlength=len(left))
        return np.floor(np.minimum(cosines, 1) * 100 + 0.5).astype(np.int64)

    def _picked(self, rows: Ints) -> tuple[Ints, npt.NDArray[np.float32]]:
        """The cells of these rows, each marked with the row's position, ascending; and their weights."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        at = np.repeat(self.starts[rows], sizes) + within
        marked = np.repeat(np.arange(len(rows), dtype=np.int64), sizes) * CELLS + self.cells[at]
        return marked, self.weights[at]


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


def _rows(forms: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32], Ints]:
    """Cells of each text ascending, how often each occurs, and the number of cells per text."""
    marked = []
    for length in range(1, LONGEST + 1):
        text, run = runs(forms, length)
        spread = (run ^ (run >> np.uint64(29))) * _ODD
        cell = ((spread ^ (spread >> np.uint64(32))) * _ODD) >> np.uint64(64 - 22)
        marked.append(text * CELLS + cell.astype(np.int64))
    found, counts = np.unique(np.concatenate(marked), return_counts=True)
    sizes = np.bincount(found // CELLS, minlength=len(forms))
    return (found % CELLS).astype(np.int32), counts.astype(np.float32), sizes.astype(np.int64)
