"""The output of the grouping, batch by batch → integers (numpy).

A grouped table has two sides: the head of a row (everything but the answers) and its tail (the
answers). Both have few distinct values beside the number of rows, so the text is numbered at once and
never kept in full. Arrow's own ``to_numpy`` loads pandas first, a third of a second; DLPack does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from minping.core.tally.coding import Codes, Ints, combined, summed
from minping.core.tally.columns import ANSWER
from minping.core.tally.expression import ROWS


class Side:
    """Some columns of a grouped table. ``numbers``: which distinct combination each row holds;
    ``texts[i]``: the texts of combination i, in the order of ``names``; missing text is empty."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.texts: list[tuple[str, ...]] = []
        self.numbers: Codes = np.zeros(0, np.int32)
        self._index: dict[tuple[str, ...], int] = {}
        self._parts: list[Codes] = []

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, encoded: Sequence[Any]) -> None:
        """Number the rows of a batch: dictionary-encoded Arrow columns."""
        codes = [np.from_dlpack(column.indices).astype(np.int32, copy=False) for column in encoded]
        values = [[text or "" for text in column.dictionary.to_pylist()] for column in encoded]
        local, first = combined(codes, [len(of) for of in values])
        columns = [
            [of[code] for code in column[first].tolist()] for of, column in zip(values, codes, strict=True)
        ]
        known = [self._number(texts) for texts in zip(*columns, strict=True)]
        self._parts.append(np.array(known, np.int32)[local])

    def _number(self, texts: tuple[str, ...]) -> int:
        number = self._index.setdefault(texts, len(self.texts))
        if number == len(self.texts):
            self.texts.append(texts)
        return number

    def close(self) -> None:
        """All batches are in."""
        self.numbers = np.concatenate(self._parts) if self._parts else self.numbers
        self._parts.clear()
        self._index.clear()


@dataclass(frozen=True)
class Grouped:
    """A grouped table: ``rows[i]`` ballot rows have head ``heads.numbers[i]`` and tail ``tails.numbers[i]``.

    ``repeats``: the same head and tail may come together more than once.
    """

    heads: Side
    tails: Side
    rows: Ints
    repeats: bool = False

    def __len__(self) -> int:
        return len(self.rows)


def read_grouped(batches: Iterable[Any], columns: Sequence[str]) -> Grouped:
    """Number the rows of a grouped table: Arrow record batches with text ``columns`` and ``rows``."""
    heads = Side([name for name in columns if not name.startswith(ANSWER)])
    tails = Side([name for name in columns if name.startswith(ANSWER)])
    rows = [np.zeros(0, np.int64)]
    with ThreadPoolExecutor(2) as threads:
        for batch in batches:
            if not len(batch):
                continue
            encoded = dict(zip(columns, threads.map(_encoded, map(batch.column, columns)), strict=True))
            heads.add([encoded[name] for name in heads.names])
            tails.add([encoded[name] for name in tails.names])
            rows.append(np.from_dlpack(batch.column(ROWS)).astype(np.int64, copy=False))
    heads.close()
    tails.close()
    return Grouped(heads, tails, np.concatenate(rows))


def _encoded(column: Any) -> Any:
    return column.dictionary_encode(null_encoding="encode")


@dataclass(frozen=True)
class Met:
    """The rows that count: number of the head, of the (form, answers) pair, rows and ballots of each."""

    head: Codes
    pair: Codes
    rows: Ints
    ballots: Ints

    def of_pairs(self, wanted: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        """(pair, head, rows, ballots) for the wanted pairs, summed."""
        if not wanted:
            return
        among = np.isin(self.pair, np.array(wanted, np.int32))
        pair, head = self.pair[among], self.head[among]
        numbers, first = combined([pair, head], [int(pair.max()) + 1, int(head.max()) + 1])
        rows = summed(numbers, self.rows[among], len(first))
        ballots = summed(numbers, self.ballots[among], len(first))
        yield from zip(
            pair[first].tolist(), head[first].tolist(), rows.tolist(), ballots.tolist(), strict=True
        )
