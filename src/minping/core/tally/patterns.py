"""Patterns → counts: what ballots with certain answers count for. Standard library only."""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import mul
from typing import Any

from minping.core.scheme.model import (
    BallotAction,
    BlankPolicy,
    OptionKind,
    Scheme,
)
from minping.core.tally.ballot_rules import RuleHit, broken_rules
from minping.core.tally.counts import BLANK, SPOILED, BallotState, Cell, CellCounts, Counts
from minping.core.tally.forms import BLANK_ANSWER, SPOILED_ANSWER, Form, Forms
from minping.core.tally.histogram import Answers, Patterns, merged_patterns

__all__ = ["Answers", "Patterns", "counts_of", "judge", "merged_patterns", "row_hits"]


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
    return _state_of(OptionKind.GRADED in kinds, counted), counted


def _state_of(graded: bool, counted: Answers) -> BallotState:
    if graded:
        return BallotState.VALID
    if SPOILED in counted:
        return BallotState.SPOILED
    return BallotState.BLANK if all(answer == BLANK for answer in counted) else BallotState.UNKNOWN_ONLY


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


_GRADED = "#graded"
_LANE_TYPES = {16: "H", 32: "I", 64: "Q"}
"""Array types by the bits of one item."""


class _Adder:
    """Counts the ballots of cells that share one form."""

    def __init__(self, form: Form, patterns: Patterns) -> None:
        self._form = form
        self._patterns = patterns

    def _things(self, number: int) -> Iterator[tuple[str, str]]:
        """What a pattern counts for: its state (no aspect), and an outcome in each aspect."""
        state, counted = judge(self._form, self._patterns.answers_of(number))
        yield "", state.value
        yield from zip(self._form.aspects, counted, strict=True)

    def counts(self, cell: Cell) -> CellCounts:
        """One by one."""
        totals: dict[tuple[str, str], int] = {}
        for known, number in zip(*self._patterns.in_cell(cell), strict=True):
            for thing in self._things(known):
                totals[thing] = totals.get(thing, 0) + number
        return _cell_counts(sorted(totals.items()))


class _ColumnAdder(_Adder):
    """Counts column by column: for forms whose answers count each by itself, however many differ.

    The state of a ballot follows from which of its answers are graded, spoiled, blank or other.
    """

    def __init__(self, form: Form, patterns: Patterns) -> None:
        super().__init__(form, patterns)
        self._kinds = [_Made(partial(self._kind, position)) for position in range(len(form.aspects))]
        self._states = _Made(self._state)

    def _kind(self, position: int, answer: str) -> str:
        if self._form.kind(position, answer) is OptionKind.GRADED:
            return _GRADED
        return _counted(answer, self._form.scales[position].blank)

    @staticmethod
    def _state(kinds: Answers) -> str:
        return _state_of(_GRADED in kinds, kinds)

    def counts(self, cell: Cell) -> CellCounts:
        known, numbers = self._patterns.in_cell(cell)
        columns = list(zip(*map(self._patterns.answers_of, known), strict=True))
        kinds = [map(of.__getitem__, column) for of, column in zip(self._kinds, columns, strict=True)]
        states = _weighed(map(self._states.__getitem__, zip(*kinds, strict=True)), numbers)
        totals = {("", state): number for state, number in states.items()}
        for aspect, scale, column in zip(self._form.aspects, self._form.scales, columns, strict=True):
            for answer, number in _weighed(column, numbers).items():
                thing = (aspect, _counted(answer, scale.blank))
                totals[thing] = totals.get(thing, 0) + number
        return _cell_counts(sorted(totals.items()))


def _weighed(things: Iterable[str], numbers: Iterable[int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for thing, number in zip(things, numbers, strict=True):
        totals[thing] = totals.get(thing, 0) + number
    return totals


class _LaneAdder(_Adder):
    """Counts everything with one sum: best where few patterns cover many ballots, as with options.

    Each thing that can be counted has a lane of ``bits`` bits in one integer; a pattern is the integer
    with a 1 in each of its lanes. The sum of number × pattern is exact as long as no lane overflows:
    none can exceed the number of ballots of the largest cell.
    """

    def __init__(self, form: Form, patterns: Patterns, bits: int) -> None:
        super().__init__(form, patterns)
        self._bits = bits
        self._lanes: dict[tuple[str, str], int] = {}
        self._order: list[tuple[tuple[str, str], int]] = []
        self._vectors = _Made(self._vector)

    def _vector(self, number: int) -> int:
        lanes = self._lanes
        return sum(1 << self._bits * lanes.setdefault(thing, len(lanes)) for thing in self._things(number))

    def counts(self, cell: Cell) -> CellCounts:
        known, numbers = self._patterns.in_cell(cell)
        total = sum(map(mul, map(self._vectors.__getitem__, known), numbers))
        lanes = array(_LANE_TYPES[self._bits])
        lanes.frombytes(total.to_bytes(len(self._lanes) * self._bits // 8, sys.byteorder))
        if sys.byteorder == "big":
            lanes.reverse()
        if len(self._order) < len(self._lanes):
            self._order = sorted(self._lanes.items())
        return _cell_counts((thing, lanes[lane]) for thing, lane in self._order)


class _Made(dict[Any, Any]):
    """A dictionary that makes what it lacks."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._make(key)
        return made


def _cell_counts(totals: Iterable[tuple[tuple[str, str], int]]) -> CellCounts:
    counts = CellCounts()
    for (aspect, outcome), number in totals:
        if number and aspect:
            counts.answers.setdefault(aspect, {})[outcome] = number
        elif number:
            counts.ballots[outcome] = number
    return counts


def _adder(form: Form, patterns: Patterns, bits: int) -> _Adder:
    """The quickest way of counting that is right for a form."""
    if all(scale.free is None for scale in form.scales):
        return _LaneAdder(form, patterns, bits)
    if form.rules or any(scale.blank is BlankPolicy.SPOIL_BALLOT for scale in form.scales):
        return _Adder(form, patterns)
    return _ColumnAdder(form, patterns)


def counts_of(patterns: Patterns, scheme: Scheme, category_of: Mapping[str, str]) -> Counts:
    """Counts per option and per ballot state of every cell.

    ``category_of`` maps unit codes to category codes. Additive: the counts of merged patterns are the
    merged counts. Raises ValueError when a pattern does not fit the form of its cell.
    """
    forms = Forms(scheme)
    largest = max((sum(patterns.in_cell(cell)[1]) for cell in patterns.cells), default=0)
    bits = next(bits for bits in _LANE_TYPES if largest < 1 << bits)
    adders: dict[Form, _Adder] = {}
    cells: dict[Cell, CellCounts] = {}
    for cell in patterns.cells:
        form = forms.of(cell.group, category_of.get(cell.unit, ""))
        if form not in adders:
            adders[form] = _adder(form, patterns, bits)
        cells[cell] = adders[form].counts(cell)
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
