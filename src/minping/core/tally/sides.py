"""Two sides of a grouped table: heads (everything but answers) and tails (answers), numbered (numpy)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from minping.core.tally.coding import Codes, Ints, combined, summed
from minping.core.tally.engine import Coded


class Side:
    """Some columns of a coded table. ``numbers``: which distinct combination each row holds;
    ``texts[i]``: the texts of combination i, in the order of ``names``."""

    def __init__(self, coded: Coded, names: Sequence[str]) -> None:
        self.names = tuple(names)
        if not names:
            self.numbers: Codes = np.zeros(len(coded), np.int32)
            self.texts: list[tuple[str, ...]] = [()]
            return
        codes = [coded.codes[name] for name in names]
        self.numbers, first = combined(codes, [len(coded.values[name]) for name in names])
        columns = [
            [coded.values[name][code] for code in column[first].tolist()]
            for name, column in zip(names, codes, strict=True)
        ]
        self.texts = list(zip(*columns, strict=True))

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Met:
    """The rows that count: number of the head, of the (form, answers) pair, rows and ballots of each."""

    head: Codes
    pair: Codes
    rows: Ints
    ballots: Ints

    def of_pairs(self, wanted: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        """(pair, head, rows, ballots) for the wanted pairs, summed."""
        among = np.isin(self.pair, np.array(wanted, np.int32))
        pair, head = self.pair[among], self.head[among]
        if not len(pair):
            return
        numbers, first = combined([pair, head], [int(pair.max()) + 1, int(head.max()) + 1])
        rows = summed(numbers, self.rows[among], len(first))
        ballots = summed(numbers, self.ballots[among], len(first))
        yield from zip(
            pair[first].tolist(), head[first].tolist(), rows.tolist(), ballots.tolist(), strict=True
        )
