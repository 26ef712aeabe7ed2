"""The grouped output of one table → patterns, problems and rule hits.

What users write is read once per distinct head and once per distinct tuple of answers on a form; the
rows of the grouped table are only touched by whole-array operations.
"""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from minping.core.scheme.model import BallotAction
from minping.core.tally.ballot_rules import RuleHit
from minping.core.tally.coding import Ints, combined, summed
from minping.core.tally.columns import ANSWER
from minping.core.tally.counts import Cell
from minping.core.tally.forms import Form
from minping.core.tally.grouped import Grouped, Met, Side
from minping.core.tally.heads import Aside, Fault, Head, HeadReader
from minping.core.tally.patterns import Patterns
from minping.core.tally.problems import Problem, Problems
from minping.core.tally.sheets import SheetReader, Trouble, allowed

NOT_COUNTED = -1


@dataclass
class Tabulated:
    """What one table came to.

    ``total_rows``: lines of totals passed over. ``groups``: rows that count, by voter group.
    ``heads``/``tails``: raw texts → numbers of cells, forms and patterns for the rows that count, as
    columns of small tables (keyed tables only).
    """

    problems: Problems = field(default_factory=Problems)
    hits: Counter[RuleHit] = field(default_factory=Counter)
    total_rows: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    heads: dict[str, list[object]] = field(default_factory=dict)
    tails: dict[str, list[object]] = field(default_factory=dict)


@dataclass
class _Heads:
    """Per distinct head: number of its cell, 2 × number of its form (+ 1 spoiled), ballots per row."""

    cell: Ints
    form: Ints
    copies: Ints
    read: dict[int, Head] = field(default_factory=dict)

    @property
    def one_to_one(self) -> bool:
        """Whether no cell is spelt in several ways."""
        return len({head.cell for head in self.read.values()}) == len(self.read)


@dataclass
class _Pairs:
    """Per distinct (form, answers): what it is, the interned pattern, and what stands against it."""

    form: list[int]
    tail: list[int]
    pattern: Ints
    troubles: dict[int, list[Trouble]] = field(default_factory=dict)
    verdicts: dict[int, tuple[BallotAction, str]] = field(default_factory=dict)

    @property
    def one_to_one(self) -> bool:
        """Whether no pattern is spelt in several ways on one form."""
        kept = self.pattern[self.pattern != NOT_COUNTED]
        forms = np.array(self.form, np.int64)[self.pattern != NOT_COUNTED] // 2
        return len(set(zip(forms.tolist(), kept.tolist(), strict=True))) == len(kept)


def _only(chosen: npt.NDArray[np.bool_], *columns: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], ...]:
    """The chosen rows of the columns; nothing is copied when all are."""
    return columns if chosen.all() else tuple(column[chosen] for column in columns)


class Tabulator:
    """Reads grouped tables into one histogram.

    ``cells``, ``forms``: what was met, numbered; ``cell_forms``: the form of each cell; ``met``: form
    and pattern of the rows of keyed tables that count.
    """

    def __init__(self, reader: HeadReader, patterns: Patterns) -> None:
        self.reader = reader
        self.patterns = patterns
        self.cells: list[Cell] = []
        self.cell_forms: list[int] = []
        self.forms: list[Form] = []
        self.met: set[tuple[int, int]] = set()
        self._cell_numbers: dict[Cell, int] = {}
        self._form_numbers: dict[Form, int] = {}

    def tabulate(self, grouped: Grouped, keyed: bool) -> Tabulated:
        """Add a grouped table to the histogram. ``keyed``: its rows have ballot keys."""
        done = Tabulated()
        heads, tails = grouped.heads, grouped.tails
        known = self._read_heads(grouped, keyed, done)
        counts = known.cell[heads.numbers] != NOT_COUNTED
        head, tail, rows = _only(counts, heads.numbers, tails.numbers, grouped.rows)
        form = known.form[head]
        pair, first = combined([form, tail], [2 * len(self.forms), len(tails)])
        pairs = self._read_pairs(form[first].tolist(), tail[first].tolist(), tails)
        met = Met(head, pair, rows, rows * known.copies[head])
        self._report(pairs, met, heads, known, tails, done)
        kept = pairs.pattern[pair] != NOT_COUNTED
        head, pair, rows, ballots = _only(kept, head, pair, rows, met.ballots)
        distinct = not grouped.repeats and known.one_to_one and pairs.one_to_one
        self._pour(known.cell[head], pairs.pattern[pair], ballots, distinct=distinct)
        of_head = summed(head, rows, len(heads)).tolist()
        for at, one in known.read.items():
            if of_head[at]:
                done.groups[one.cell.group] += of_head[at]
        if keyed:
            self._look_ups(heads, tails, known, pairs, done)
        return done

    def _read_heads(self, grouped: Grouped, keyed: bool, done: Tabulated) -> _Heads:
        heads = grouped.heads
        rows = summed(heads.numbers, grouped.rows, len(heads)).tolist()
        cell, form, copies = (np.full(len(heads), NOT_COUNTED, np.int64) for _ in range(3))
        known = _Heads(cell, form, copies)
        for at, texts in enumerate(heads.texts):
            number = rows[at]
            if not "".join(texts).strip():
                number = self._answered(grouped, at)
            if not number:
                continue
            verdict = self.reader.read(dict(zip(heads.names, texts, strict=True)), keyed)
            if isinstance(verdict, Head):
                known.cell[at], known.form[at] = self._numbers(verdict)
                known.copies[at] = verdict.copies
                known.read[at] = verdict
            else:
                self._not_counted(verdict, number, done)
        return known

    @staticmethod
    def _answered(grouped: Grouped, at: int) -> int:
        """How many rows with this (empty) head have answers: a row with nothing in it is no ballot."""
        filled = np.array([bool("".join(texts).strip()) for texts in grouped.tails.texts], bool)
        return int(grouped.rows[(grouped.heads.numbers == at) & filled[grouped.tails.numbers]].sum())

    @staticmethod
    def _not_counted(verdict: Aside | Fault, rows: int, done: Tabulated) -> None:
        if isinstance(verdict, Fault):
            for problem, condition in verdict.problems:
                done.problems.add(problem, rows, condition)
        elif verdict.hit is None:
            done.total_rows += rows
        else:
            done.hits[verdict.hit] += rows * verdict.copies

    def _numbers(self, head: Head) -> tuple[int, int]:
        form = self._form_numbers.setdefault(head.form, len(self.forms))
        if form == len(self.forms):
            self.forms.append(head.form)
        cell = self._cell_numbers.setdefault(head.cell, len(self.cells))
        if cell == len(self.cells):
            self.cells.append(head.cell)
            self.cell_forms.append(form)
        return cell, 2 * form + head.spoiled

    def _read_pairs(self, forms: list[int], tails: list[int], side: Side) -> _Pairs:
        pairs = _Pairs(forms, tails, np.full(len(forms), NOT_COUNTED, np.int64))
        sheets = {
            number: SheetReader(self.forms[number // 2], self.reader.scheme, side.names)
            for number in set(forms)
        }
        for at, (number, tail) in enumerate(zip(forms, tails, strict=True)):
            answers, troubles = sheets[number].read(side.texts[tail])
            if number % 2:
                pairs.pattern[at] = self.patterns.intern(self.forms[number // 2].spoiled)
            elif troubles:
                pairs.troubles[at] = troubles
            elif (verdict := sheets[number].verdict(answers)) is not None:
                pairs.verdicts[at] = verdict
            else:
                pairs.pattern[at] = self.patterns.intern(answers)
        return pairs

    def _report(
        self, pairs: _Pairs, met: Met, heads: Side, known: _Heads, tails: Side, done: Tabulated
    ) -> None:
        """Problems and rule hits of the pairs that do not count, and the hits of heads that do."""
        for at, head in known.read.items():
            if head.hits:
                ballots = int(met.ballots[met.head == at].sum())
                done.hits.update(dict.fromkeys(head.hits, ballots))
        wanted = [*pairs.troubles, *pairs.verdicts]
        for pair, at, rows, ballots in met.of_pairs(wanted):
            row = dict(zip(heads.names, heads.texts[at], strict=True))
            row.update(zip(tails.names, tails.texts[pairs.tail[pair]], strict=True))
            head = known.read[at]
            for trouble in pairs.troubles.get(pair, ()):
                self._trouble(trouble, head, row, rows, done)
            if pair in pairs.verdicts:
                action, check = pairs.verdicts[pair]
                if action is BallotAction.QUARANTINE:
                    done.hits[RuleHit(check, action.value, head.cell.group)] += ballots
                else:
                    group = self.reader.scheme.groups[head.cell.group].name
                    problem = Problem(f"refused_{check}", "", (("value", group),))
                    done.problems.add(problem, rows, tuple(row.items()))

    def _trouble(
        self, trouble: Trouble, head: Head, row: Mapping[str, str], rows: int, done: Tabulated
    ) -> None:
        reason, column, text = trouble
        scheme = self.reader.scheme
        words = {"value": text.strip()}
        fields = ["group", column]
        if reason == "not_asked":
            category = self.reader.categories[head.cell.unit]
            known = scheme.categories.get(category)
            words["category"] = known.name if known else category
            words["group"] = scheme.groups[head.cell.group].name
            fields.insert(0, "unit")
        elif reason == "missing_aspect":
            words["group"] = scheme.groups[head.cell.group].name
        else:
            aspect = list(scheme.aspects)[int(column.removeprefix(ANSWER))]
            at = head.form.aspects.index(aspect)
            words["allowed"] = allowed(head.form.scales[at])
        condition = tuple((name, row[name]) for name in fields if name in row)
        done.problems.add(Problem(reason, column, tuple(sorted(words.items()))), rows, condition)

    def _pour(self, cell: Ints, pattern: Ints, ballots: Ints, *, distinct: bool) -> None:
        """Add to the histogram, cell by cell. ``distinct``: no (cell, pattern) comes twice."""
        if not distinct:  # several spellings of one cell or pattern
            numbers, first = combined([cell, pattern], [len(self.cells), int(pattern.max(initial=0)) + 1])
            ballots = summed(numbers, ballots, len(first))
            cell, pattern = cell[first], pattern[first]
        # Sixteen bits are sorted by radix, in linear time.
        small = cell.astype(np.uint16 if len(self.cells) < 1 << 16 else np.int64)
        order = np.argsort(small, kind="stable")
        cell, pattern, ballots = cell[order], pattern[order].astype(np.int32), ballots[order]
        starts = np.flatnonzero(np.diff(cell, prepend=-1)).tolist()
        for start, end in zip(starts, [*starts, len(cell)][1:], strict=True):
            known, amounts = (
                array("i", pattern[start:end].tobytes()),
                array("q", ballots[start:end].tobytes()),
            )
            self.patterns.pour(self.cells[int(cell[start])], known, amounts)

    def _look_ups(self, heads: Side, tails: Side, known: _Heads, pairs: _Pairs, done: Tabulated) -> None:
        of_heads = list(known.read)
        for position, name in enumerate(heads.names):
            done.heads[name] = [heads.texts[at][position] for at in of_heads]
        done.heads["cell"] = [int(known.cell[at]) for at in of_heads]
        done.heads["form"] = [int(known.form[at]) for at in of_heads]
        kept = [at for at in range(len(pairs.form)) if pairs.pattern[at] != NOT_COUNTED]
        for position, name in enumerate(tails.names):
            done.tails[name] = [tails.texts[pairs.tail[at]][position] for at in kept]
        done.tails["form"] = [pairs.form[at] for at in kept]
        done.tails["pattern"] = [int(pairs.pattern[at]) for at in kept]
        self.met.update((pairs.form[at] // 2, int(pairs.pattern[at])) for at in kept)
