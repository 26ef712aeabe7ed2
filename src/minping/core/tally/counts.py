"""Counts: the only thing that leaves the ballots. Additive integers, standard library only.

A *cell* is the set of ballots of one unit (or station) × voter group × round × channel × sampling
stratum × cluster (site, meeting, interviewer). An empty string means "not distinguished". In a
public bundle a dimension may hold several values joined by ``|``: these cells were merged because
one of them was too small to be shown (operator ``small_cells``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

BLANK = "#blank"
SPOILED = "#spoiled"
JOIN = "|"


class BallotState(StrEnum):
    """Domain model §3: what a ballot turned out to be at the tally."""

    VALID = "valid"
    UNKNOWN_ONLY = "unknown_only"
    BLANK = "blank"
    SPOILED = "spoiled"


@dataclass(frozen=True, order=True)
class Cell:
    """Whose ballots: one value in each dimension, empty where it is not distinguished."""

    unit: str
    group: str
    round: str = ""
    channel: str = ""
    stratum: str = ""
    cluster: str = ""


DIMENSIONS = tuple(f.name for f in fields(Cell))


@dataclass
class CellCounts:
    """Counts of one cell.

    ``answers[aspect][option]`` is a number of ballots; ``option`` is an option code of the scale,
    ``#blank`` or ``#spoiled``. ``ballots[state]`` counts whole ballots. ``short`` marks a cell whose
    counts are withheld because they are under the scheme's ``small_cells`` threshold.
    """

    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    ballots: dict[str, int] = field(default_factory=dict)
    short: bool = False

    def add_answer(self, aspect: str, option: str, number: int) -> None:
        of_aspect = self.answers.setdefault(aspect, {})
        of_aspect[option] = of_aspect.get(option, 0) + number

    def add_ballots(self, state: str, number: int) -> None:
        self.ballots[state] = self.ballots.get(state, 0) + number

    @property
    def valid(self) -> int:
        return self.ballots.get(BallotState.VALID, 0)

    @property
    def returned(self) -> int:
        return sum(self.ballots.values())


class Counts:
    """Cells and their counts. Merging is addition; order of input never matters."""

    def __init__(self, cells: Mapping[Cell, CellCounts] | None = None) -> None:
        self._cells: dict[Cell, CellCounts] = dict(cells or {})

    def __iter__(self) -> Iterator[Cell]:
        return iter(sorted(self._cells))

    def __len__(self) -> int:
        return len(self._cells)

    def __getitem__(self, cell: Cell) -> CellCounts:
        return self._cells[cell]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._cells == other._cells

    __hash__ = None  # type: ignore[assignment]

    def cell(self, cell: Cell) -> CellCounts:
        """The counts of ``cell``, made empty when new."""
        return self._cells.setdefault(cell, CellCounts())

    def items(self) -> Iterator[tuple[Cell, CellCounts]]:
        for cell in self:
            yield cell, self._cells[cell]

    def add(self, other: "Counts") -> None:
        for cell, counts in other.items():
            pour(self.cell(cell), counts)


def pour(into: CellCounts, counts: CellCounts) -> None:
    """Add ``counts`` to ``into``."""
    for aspect, options in counts.answers.items():
        for option, number in options.items():
            into.add_answer(aspect, option, number)
    for state, number in counts.ballots.items():
        into.add_ballots(state, number)


def merged(parts: Iterable[Counts]) -> Counts:
    """The sum of counts from several sites, shards or nodes."""
    total = Counts()
    for part in parts:
        total.add(part)
    return total
