"""Answer-pattern histograms: how many ballots of a cell gave exactly these answers. Standard library only.

The sufficient statistic of a campaign: counts per option, variances, duplicates and straight-lining
all follow from it. Patterns are additive integers, so sites, shards and provinces merge by addition,
and the order of the input never shows. They are private data: a public bundle never holds one.

A pattern is the tuple of answers in the order of ``scheme.asked(group, category)``: an option code,
free points as canonical number text (``"87.5"``), ``""`` for a blank, ``"#spoiled"`` for an answer
that cannot be read as one option.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import mul

from minping.core.scheme.model import (
    BallotAction,
    BlankPolicy,
    OptionKind,
    Scheme,
)
from minping.core.tally.ballot_rules import RuleHit, broken_rules
from minping.core.tally.counts import BLANK, SPOILED, BallotState, Cell, CellCounts, Counts
from minping.core.tally.forms import BLANK_ANSWER, SPOILED_ANSWER, Form, Forms

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


def judge(form: Form, answers: Answers) -> tuple[BallotState, Answers]:
    """What a ballot is, and how each of its answers is counted.

    The blank policy of each scale (operator 2) comes first, then the ballot rules decided on one row
    (operator 21). A spoiled ballot has only spoiled answers. Valid: at least one graded answer. Else
    spoiled if any answer is, blank if all are, otherwise nothing but 不了解 and 弃权 (and blanks).

    Raises ValueError when the answers do not fit the form.
    """
    if len(answers) != len(form.aspects):
        raise ValueError(f"{len(answers)} answers where {len(form.aspects)} are asked")
    kinds = [form.kind(position, answer) for position, answer in enumerate(answers)]
    counted = tuple(map(_counted, answers, (scale.blank for scale in form.scales)))
    if _spoils_ballot(form, answers):
        counted, kinds = (SPOILED,) * len(answers), []
    if OptionKind.GRADED in kinds:
        return BallotState.VALID, counted
    if SPOILED in counted:
        return BallotState.SPOILED, counted
    if all(answer == BLANK for answer in counted):
        return BallotState.BLANK, counted
    return BallotState.UNKNOWN_ONLY, counted


def _counted(answer: str, policy: BlankPolicy) -> str:
    if answer != BLANK_ANSWER:
        return SPOILED if answer == SPOILED_ANSWER else answer
    return BLANK if policy is BlankPolicy.ABSTAIN else SPOILED


def _spoils_ballot(form: Form, answers: Answers) -> bool:
    left_out = any(
        answer == BLANK_ANSWER and scale.blank is BlankPolicy.SPOIL_BALLOT
        for answer, scale in zip(answers, form.scales, strict=True)
    )
    return left_out or any(rule.action is BallotAction.SPOIL for rule in broken_rules(form, answers))


class _Vectors(dict[int, int]):
    """What patterns of one form count for, as numbers that can be added.

    Each thing that can be counted has a lane of ``bits`` bits in one integer; a pattern is the integer
    with a 1 in each of its lanes. The sum of number × pattern then counts everything at once, exactly,
    as long as no lane overflows: none can exceed the number of all ballots.
    """

    def __init__(self, form: Form, patterns: Patterns, bits: int) -> None:
        super().__init__()
        self._form = form
        self._patterns = patterns
        self._bits = bits
        self._lanes: dict[tuple[str, str], int] = {}
        self._order: list[tuple[str, list[tuple[str, int]]]] = []
        self._sorted_lanes = 0

    def __missing__(self, number: int) -> int:
        state, counted = judge(self._form, self._patterns.answers_of(number))
        things = [("", state.value), *zip(self._form.aspects, counted, strict=True)]
        vector = sum(1 << self._bits * self._lanes.setdefault(t, len(self._lanes)) for t in things)
        self[number] = vector
        return vector

    def counts(self, cell: Cell) -> CellCounts:
        known, numbers = self._patterns.in_cell(cell)
        total = sum(map(mul, map(self.__getitem__, known), numbers))
        lanes = array("Q" if self._bits == 64 else "I")
        lanes.frombytes(total.to_bytes(len(self._lanes) * self._bits // 8, sys.byteorder))
        if sys.byteorder == "big":
            lanes.reverse()
        counts = CellCounts()
        for aspect, outcomes in self._ordered():
            numbered = {outcome: lanes[lane] for outcome, lane in outcomes if lanes[lane]}
            if not aspect:
                counts.ballots = numbered
            elif numbered:
                counts.answers[aspect] = numbered
        return counts

    def _ordered(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """The lanes by aspect ("" for the states of whole ballots), sorted."""
        if self._sorted_lanes != len(self._lanes):
            self._sorted_lanes = len(self._lanes)
            by_aspect: dict[str, list[tuple[str, int]]] = {}
            for (aspect, outcome), lane in sorted(self._lanes.items()):
                by_aspect.setdefault(aspect, []).append((outcome, lane))
            self._order = list(by_aspect.items())
        return self._order


def counts_of(patterns: Patterns, scheme: Scheme, category_of: Mapping[str, str]) -> Counts:
    """Counts per option and per ballot state of every cell.

    ``category_of`` maps unit codes to category codes. Additive: the counts of merged patterns are the
    merged counts. Raises ValueError when a pattern does not fit the form of its cell.
    """
    forms = Forms(scheme)
    bits = 32 if patterns.ballots < 1 << 32 else 64
    vectors: dict[Form, _Vectors] = {}
    cells: dict[Cell, CellCounts] = {}
    for cell in patterns.cells:
        form = forms.of(cell.group, category_of.get(cell.unit, ""))
        if form not in vectors:
            vectors[form] = _Vectors(form, patterns, bits)
        cells[cell] = vectors[form].counts(cell)
    return Counts(cells)


def row_hits(patterns: Patterns, scheme: Scheme, category_of: Mapping[str, str]) -> dict[RuleHit, int]:
    """How many ballots break each rule that spoils or flags on one row. Additive."""
    forms = Forms(scheme)
    hits: dict[RuleHit, int] = {}
    for cell in patterns.cells:
        form = forms.of(cell.group, category_of.get(cell.unit, ""))
        if not form.rules:
            continue
        for known, ballots in zip(*patterns.in_cell(cell), strict=True):
            for rule in broken_rules(form, patterns.answers_of(known)):
                if rule.action in (BallotAction.SPOIL, BallotAction.FLAG):
                    hit = RuleHit(rule.check.value, rule.action.value, cell.group)
                    hits[hit] = hits.get(hit, 0) + ballots
    return hits
