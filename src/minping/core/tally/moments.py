"""Cross-moments: how the answers of the same people about different units move together (numpy).

For a group whose members each rate all units, the variance of a difference between two units needs
Σ v v' over ballots with v = (d, d∘y) over all (unit, aspect): d = 1 where a graded answer was given,
y its points times ``scale`` (the least common denominator of all points of the scheme). Integers, so
blocks of several sites add exactly. Private data: they never leave with a public bundle.

The sums per cluster, needed for cluster variances, follow from the pattern histograms.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from minping.core.scheme.model import OptionKind, Scheme
from minping.core.tally.coding import combined
from minping.core.tally.counts import Cell
from minping.core.tally.forms import Form
from minping.core.tally.patterns import Answers

Ints = npt.NDArray[np.int64]
Axis = tuple[str, str]
"""(unit code, aspect code)."""

MOST_AXES = 4000
_EXACT_FLOAT = 1 << 53
_CHUNK = 2048


@dataclass(frozen=True, order=True)
class MomentKey:
    """What a block is about: ballots of one group, round, channel and sampling stratum."""

    group: str
    round: str = ""
    channel: str = ""
    stratum: str = ""


@dataclass(frozen=True)
class Block:
    """``sums`` = Σ v (2n), ``products`` = Σ v v' (2n × 2n), n = len(axes); ``ballots`` with at least
    one graded answer. v holds the d of all axes first, then the d·y."""

    axes: tuple[Axis, ...]
    ballots: int
    sums: Ints
    products: Ints

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Block)
            and (self.axes, self.ballots) == (other.axes, other.ballots)
            and np.array_equal(self.sums, other.sums)
            and np.array_equal(self.products, other.products)
        )

    __hash__ = None  # type: ignore[assignment]

    def plus(self, other: "Block") -> "Block":
        """The block of both sets of ballots; their axes may differ."""
        axes = tuple(sorted({*self.axes, *other.axes}))
        size = 2 * len(axes)
        sums, products = np.zeros(size, np.int64), np.zeros((size, size), np.int64)
        for block in (self, other):
            at = [axes.index(axis) for axis in block.axes]
            places = np.array([*at, *(i + len(axes) for i in at)], np.int64)
            sums[places] += block.sums
            products[np.ix_(places, places)] += block.products
        return Block(axes, self.ballots + other.ballots, sums, products)


@dataclass(frozen=True)
class Moments:
    """Blocks by key. ``scale``: what points were multiplied by."""

    scale: int
    blocks: Mapping[MomentKey, Block] = field(default_factory=dict)

    def merged(self, other: "Moments") -> "Moments":
        """The sum. Raises ValueError when the two were scaled differently (another scheme)."""
        if self.scale != other.scale:
            raise ValueError("cross-moments of different schemes do not add")
        blocks = dict(self.blocks)
        for key, block in other.blocks.items():
            blocks[key] = blocks[key].plus(block) if key in blocks else block
        return Moments(self.scale, {key: blocks[key] for key in sorted(blocks)})


@dataclass(frozen=True)
class KeyedRows:
    """Rows that carry a ballot key: number of the ballot, of the cell and of the pattern of each."""

    ballot: Ints
    cell: Ints
    pattern: Ints


def points_scale(scheme: Scheme) -> int:
    """The least common denominator of all points that the scheme's scales can give."""
    points: list[Fraction] = []
    for scale in scheme.scales.values():
        points += [option.points for option in scale.options if option.points is not None]
        points += [scale.free.low, scale.free.step] if scale.free else []
    return math.lcm(*(value.denominator for value in points))


def graded_points(form: Form, answers: Answers) -> list[tuple[str, Fraction]]:
    """The aspects that got a graded answer with points, and the points."""
    found: list[tuple[str, Fraction]] = []
    for position, answer in enumerate(answers):
        if form.kind(position, answer) is not OptionKind.GRADED:
            continue
        option = form.scales[position].option(answer)
        points = option.points if option else Fraction(answer)
        if points is not None:
            found.append((form.aspects[position], points))
    return found


def moments_of(
    rows: KeyedRows,
    cells: Sequence[Cell],
    points: Mapping[tuple[int, int], Sequence[tuple[str, Fraction]]],
    scale: int,
) -> Moments:
    """Cross-moments of ballots about many units.

    ``points[(cell, pattern)]``: aspects and points of the graded answers. A rule that keeps two rows
    of one ballot about one unit makes both count, here as in the counts.
    """
    key_of = [MomentKey(cell.group, cell.round, cell.channel, cell.stratum) for cell in cells]
    keys = sorted({key_of[int(number)] for number in np.unique(rows.cell)})
    numbered = np.array([keys.index(key) if key in keys else -1 for key in key_of], np.int64)
    block_of_row = numbered[rows.cell] if len(rows.cell) else rows.cell
    blocks: dict[MomentKey, Block] = {}
    for number, key in enumerate(keys):
        mine = block_of_row == number
        block = _block(rows.ballot[mine], rows.cell[mine], rows.pattern[mine], cells, points, scale)
        if block.axes:
            blocks[key] = block
    return Moments(scale, blocks)


def _block(
    ballot: Ints,
    cell: Ints,
    pattern: Ints,
    cells: Sequence[Cell],
    points: Mapping[tuple[int, int], Sequence[tuple[str, Fraction]]],
    scale: int,
) -> Block:
    kinds, first = combined([cell, pattern], [int(cell.max()) + 1, int(pattern.max()) + 1])
    given = [
        [((cells[c].unit, aspect), int(value * scale)) for aspect, value in points[c, p]]
        for c, p in zip(cell[first].tolist(), pattern[first].tolist(), strict=True)
    ]
    axes = tuple(sorted({axis for answers in given for axis, _ in answers}))
    place = {axis: at for at, axis in enumerate(axes)}
    lengths = np.array([len(answers) for answers in given], np.int64)
    starts = np.cumsum(lengths) - lengths
    axis_of = np.array([place[axis] for answers in given for axis, _ in answers], np.int64)
    value_of = np.array([value for answers in given for _, value in answers], np.int64)
    times = lengths[kinds]
    # Row by row, the positions of its answers in the flat lists.
    steps = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    flat = np.repeat(starts[kinds], times) + steps
    numbers, _ = combined([np.repeat(ballot, times)], [int(ballot.max()) + 1])
    return _summed(numbers.astype(np.int64), axis_of[flat], value_of[flat], axes)


def _summed(ballot: Ints, axis: Ints, value: Ints, axes: tuple[Axis, ...]) -> Block:
    """Σ v and Σ v v' from answers (ballot, axis, value), ballots numbered without gaps."""
    size = 2 * len(axes)
    sums, products = np.zeros(size, np.int64), np.zeros((size, size), np.int64)
    order = np.argsort(ballot, kind="stable")
    ballot, axis, value = ballot[order], axis[order], value[order]
    number = int(ballot[-1]) + 1 if len(ballot) else 0
    for begin in range(0, number, _CHUNK):
        low, high = np.searchsorted(ballot, [begin, begin + _CHUNK])
        rows = np.zeros((min(_CHUNK, number - begin), size), np.int64)
        np.add.at(rows, (ballot[low:high] - begin, axis[low:high]), 1)
        np.add.at(rows, (ballot[low:high] - begin, axis[low:high] + len(axes)), value[low:high])
        sums += rows.sum(axis=0)
        products += _gram(rows)
    return Block(axes, number, sums, products)


def _gram(rows: Ints) -> Ints:
    """rows' rows, exactly: in floating point while every partial sum is a whole number below 2^53."""
    largest = int(np.abs(rows).max(initial=0))
    if largest * largest * len(rows) < _EXACT_FLOAT:
        wide = rows.astype(np.float64)
        return (wide.T @ wide).astype(np.int64)
    return rows.T @ rows
