"""Answer-pattern histograms: how many ballots of a cell gave exactly these answers. Standard library only.

The sufficient statistic of a campaign: counts per option, variances, duplicates and straight-lining
all follow from it. Patterns are additive integers, so sites, shards and provinces merge by addition,
and the order of the input never shows. They are private data: a public bundle never holds one.

A pattern is the tuple of answers in the order of ``scheme.asked(group, category)``: an option code,
free points as canonical number text (``"87.5"``), ``""`` for a blank, ``"#spoiled"`` for an answer
that cannot be read as one option.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from minping.core.tally.counts import Cell

Answers = tuple[str, ...]


class Patterns:
    """An additive histogram over (cell, answers). Each distinct tuple of answers is kept once.

    A cell is kept packed, as two arrays, until ballots are added to it one by one.
    """

    def __init__(self) -> None:
        self._answers: list[Answers] = []
        self._ids: dict[Answers, int] = {}
        self._cells: dict[Cell, dict[int, int]] = {}
        self._packed: dict[Cell, tuple[array[int], array[int]]] = {}

    def intern(self, answers: Answers) -> int:
        """The number under which ``answers`` are kept in this histogram."""
        known = self._ids.get(answers)
        if known is None:
            known = self._ids[answers] = len(self._answers)
            self._answers.append(answers)
        return known

    def answers_of(self, number: int) -> Answers:
        """The answers that ``intern`` gave this number."""
        return self._answers[number]

    def add(self, cell: Cell, answers: Answers, number: int = 1) -> None:
        """Add ``number`` ballots; raises ValueError when it is negative."""
        if number < 0:
            raise ValueError("a histogram holds no negative number of ballots")
        if number:
            of_cell, known = self._open(cell), self.intern(answers)
            of_cell[known] = of_cell.get(known, 0) + number

    def take(self, cell: Cell, answers: Answers, number: int) -> None:
        """Take ballots out again; raises ValueError when there are fewer."""
        of_cell, known = self._open(cell), self.intern(answers)
        left = of_cell.get(known, 0) - number
        if left < 0:
            raise ValueError(f"fewer than {number} ballots of this pattern in {cell}")
        of_cell[known] = left
        if not left:
            del of_cell[known]
        if not of_cell:
            del self._cells[cell]

    def pour(self, cell: Cell, known: "array[int]", numbers: "array[int]") -> None:
        """Add many ballots: interned answers, all different, and how many of each, at least 1."""
        if cell not in self._cells and cell not in self._packed:
            self._packed[cell] = (known, numbers)
            return
        of_cell = self._open(cell)
        for one, number in zip(known, numbers, strict=True):
            of_cell[one] = of_cell.get(one, 0) + number

    def _open(self, cell: Cell) -> dict[int, int]:
        """The cell's ballots by interned number, unpacked; made empty when new."""
        if cell in self._packed:
            self._cells[cell] = dict(zip(*self._packed.pop(cell), strict=True))
        return self._cells.setdefault(cell, {})

    def merge(self, other: "Patterns") -> None:
        """Add another histogram to this one."""
        ids = [self.intern(answers) for answers in other._answers]
        for cell in other.cells:
            known, numbers = other.in_cell(cell)
            self.pour(cell, array("q", map(ids.__getitem__, known)), array("q", numbers))

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(sorted([*self._cells, *self._packed]))

    def in_cell(self, cell: Cell) -> tuple[Sequence[int], Sequence[int]]:
        """Interned answers of a cell, all different, and the number of ballots of each."""
        if cell in self._packed:
            return self._packed[cell]
        of_cell = self._cells.get(cell, {})
        return list(of_cell), list(of_cell.values())

    def rows(self) -> Iterator[tuple[Cell, Answers, int]]:
        """All entries in sorted order: the same for the same ballots, whatever way they came in."""
        for cell in self.cells:
            known, numbers = self.in_cell(cell)
            answers = map(self._answers.__getitem__, known)
            for one, number in sorted(zip(answers, numbers, strict=True)):
                yield cell, one, number

    @property
    def ballots(self) -> int:
        return sum(sum(self.in_cell(cell)[1]) for cell in self.cells)

    def __len__(self) -> int:
        return sum(len(self.in_cell(cell)[0]) for cell in self.cells)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patterns) and list(self.rows()) == list(other.rows())

    __hash__ = None  # type: ignore[assignment]


def merged_patterns(parts: Iterable[Patterns]) -> Patterns:
    """The sum of several histograms."""
    total = Patterns()
    for part in parts:
        total.merge(part)
    return total
