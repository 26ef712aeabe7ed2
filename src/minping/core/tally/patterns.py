"""Answer-pattern histograms: how many ballots of a cell gave exactly these answers. Standard library only.

The sufficient statistic of a campaign: counts per option, variances, duplicates and straight-lining
all follow from it. Patterns are additive integers, so sites, shards and provinces merge by addition,
and the order of the input never shows. They are private data: a public bundle never holds one.

A pattern is the tuple of answers in the order of ``scheme.asked(group, category)``: an option code,
free points as canonical number text (``"87.5"``), ``""`` for a blank, ``"#spoiled"`` for an answer
that cannot be read as one option.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter, mul

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
    """An additive histogram over (cell, answers). Each distinct tuple of answers is kept once."""

    def __init__(self) -> None:
        self._answers: list[Answers] = []
        self._ids: dict[Answers, int] = {}
        self._cells: dict[Cell, dict[int, int]] = {}

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
        self.pour(cell, {self.intern(answers): number})

    def take(self, cell: Cell, answers: Answers, number: int) -> None:
        """Take ballots out again; raises ValueError when there are fewer."""
        known = self.intern(answers)
        of_cell = self._cells.get(cell, {})
        left = of_cell.get(known, 0) - number
        if left < 0:
            raise ValueError(f"fewer than {number} ballots of this pattern in {cell}")
        of_cell[known] = left
        self._drop_empty(cell)

    def pour(self, cell: Cell, numbers: Mapping[int, int]) -> None:
        """Add ballots by interned number."""
        of_cell = self._cells.get(cell)
        if of_cell is None:
            self._cells[cell] = {known: n for known, n in numbers.items() if n}
            self._drop_empty(cell)
            return
        for known, number in numbers.items():
            if number:
                of_cell[known] = of_cell.get(known, 0) + number

    def _drop_empty(self, cell: Cell) -> None:
        of_cell = self._cells.get(cell)
        if of_cell is None:
            return
        for known in [known for known, number in of_cell.items() if not number]:
            del of_cell[known]
        if not of_cell:
            del self._cells[cell]

    def merge(self, other: "Patterns") -> None:
        """Add another histogram to this one."""
        ids = [self.intern(answers) for answers in other._answers]
        for cell, numbers in other._cells.items():
            self.pour(cell, {ids[known]: n for known, n in numbers.items()})

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(sorted(self._cells))

    def in_cell(self, cell: Cell) -> Mapping[int, int]:
        """Number of ballots by interned number."""
        return self._cells.get(cell, {})

    def rows(self) -> Iterator[tuple[Cell, Answers, int]]:
        """All entries in sorted order: the same for the same ballots, whatever way they came in."""
        for cell in self.cells:
            known = ((self._answers[i], number) for i, number in self._cells[cell].items())
            for answers, number in sorted(known, key=itemgetter(0)):
                yield cell, answers, number

    @property
    def ballots(self) -> int:
        return sum(sum(numbers.values()) for numbers in self._cells.values())

    def __len__(self) -> int:
        return sum(len(numbers) for numbers in self._cells.values())

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


class _Lanes:
    """Adds up what patterns of one form count for.

    Each thing that can be counted has a lane of ``width`` bits in one integer; a pattern is the
    integer with a 1 in each of its lanes. The sum of number × pattern then counts everything at once,
    exactly, as long as no lane can exceed the number of ballots, which ``width`` holds.
    """

    def __init__(self, form: Form, width: int) -> None:
        self._form = form
        self._width = width
        self._lanes: dict[tuple[str, str], int] = {}
        self._vectors: dict[int, int] = {}

    def total(self, patterns: Patterns, numbers: Mapping[int, int]) -> CellCounts:
        known = self._vectors
        for number in numbers.keys() - known.keys():
            known[number] = self._vector(patterns.answers_of(number))
        total = sum(map(mul, map(known.__getitem__, numbers), numbers.values()))
        return self._unpacked(total)

    def _vector(self, answers: Answers) -> int:
        state, counted = judge(self._form, answers)
        things = [("", state.value), *zip(self._form.aspects, counted, strict=True)]
        return sum(1 << self._width * self._lanes.setdefault(t, len(self._lanes)) for t in things)

    def _unpacked(self, total: int) -> CellCounts:
        counts = CellCounts()
        mask = (1 << self._width) - 1
        for (aspect, outcome), lane in sorted(self._lanes.items()):
            number = total >> self._width * lane & mask
            if number and aspect:
                counts.add_answer(aspect, outcome, number)
            elif number:
                counts.add_ballots(outcome, number)
        return counts


def counts_of(patterns: Patterns, scheme: Scheme, category_of: Mapping[str, str]) -> Counts:
    """Counts per option and per ballot state of every cell.

    ``category_of`` maps unit codes to category codes. Additive: the counts of merged patterns are the
    merged counts. Raises ValueError when a pattern does not fit the form of its cell.
    """
    forms = Forms(scheme)
    width = max(patterns.ballots.bit_length(), 1)
    adders: dict[Form, _Lanes] = {}
    cells: dict[Cell, CellCounts] = {}
    for cell in patterns.cells:
        form = forms.of(cell.group, category_of.get(cell.unit, ""))
        if form not in adders:
            adders[form] = _Lanes(form, width)
        cells[cell] = adders[form].total(patterns, patterns.in_cell(cell))
    return Counts(cells)


def row_hits(patterns: Patterns, scheme: Scheme, category_of: Mapping[str, str]) -> dict[RuleHit, int]:
    """How many ballots break each rule that spoils or flags on one row. Additive."""
    forms = Forms(scheme)
    hits: dict[RuleHit, int] = {}
    for cell in patterns.cells:
        form = forms.of(cell.group, category_of.get(cell.unit, ""))
        if not form.rules:
            continue
        for number, ballots in patterns.in_cell(cell).items():
            for rule in broken_rules(form, patterns.answers_of(number)):
                if rule.action in (BallotAction.SPOIL, BallotAction.FLAG):
                    hit = RuleHit(rule.check.value, rule.action.value, cell.group)
                    hits[hit] = hits.get(hit, 0) + ballots
    return hits
