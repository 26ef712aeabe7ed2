"""Ranges of nodes that reshape one child: piecewise, adjust, rescale, relative."""

from dataclasses import replace
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.curves import on_line, on_slope
from minping.core.scheme.intervals import Interval, closed, of_band, without
from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    Node,
    Piecewise,
    Relative,
    RelativeTo,
    Rescale,
    Slope,
)
from minping.core.scheme.reach import DEFAULT, End, Reach, most

ZERO = Fraction(0)
HUNDRED = Fraction(100)


def shaped(node: Node, below: Reach, of: End, full: End) -> Reach:
    """The range of ``node`` over a child that ranges over ``below`` with full mark ``of``."""
    match node:
        case Piecewise():
            return _piecewise(node, below)
        case Adjust():
            return _adjust(node, below)
        case Rescale():
            return below.times((full or HUNDRED) / (of or Fraction(1)))
        case Relative():
            return _relative(node, below, full or HUNDRED)
        case _:
            return replace(below, low=None, high=None)


def _piecewise(node: Piecewise, below: Reach) -> Reach:
    if node.slope is not None:
        return _slope(node, node.slope, below)
    if node.line:
        xs = [x for x, _ in node.line if _inside(x, below)]
        xs += [end for end in (below.low, below.high) if end is not None]
        xs += [min(node.line)[0]] if below.low is None else []
        xs += [max(node.line)[0]] if below.high is None else []
        ys = [on_line(node.line, x) for x in xs]
        return replace(below, low=min(ys), high=max(ys))
    left: tuple[Interval, ...] = (closed(below.low, below.high),)
    points: list[Fraction] = []
    for step in node.table:
        band = of_band(step.band)
        if any(not part.meet(band).empty for part in left):
            points.append(step.points)
        left = without(left, [band])
    rules = below.rules | DEFAULT if left else below.rules
    return replace(below, low=min(points, default=None), high=max(points, default=None), rules=rules)


def _inside(x: Fraction, below: Reach) -> bool:
    return (below.low is None or x >= below.low) and (below.high is None or x <= below.high)


def _slope(node: Piecewise, slope: Slope, below: Reach) -> Reach:
    """Falls below the target, rises above it (or stays level); each side runs one way."""
    xs = [end for end in (below.low, below.high) if end is not None]
    if _inside(slope.target, below):
        xs.append(slope.target)
    ys = [on_slope(slope, x) for x in xs]
    low: End = min(ys, default=None)
    high: End = max(ys, default=None)
    notes = below.notes
    if below.low is None:
        low, high = _opened(low, high, -slope.points)
    if below.high is None:
        low, high = _opened(low, high, slope.bonus)
    if below.low is None and slope.points > 0 and node.head.floor is None:
        name = node.head.name or node.head.code
        notes = (*notes, Text(f"「{name}」扣分没有下限", f"“{name}” deducts without a floor"))
    return replace(below, low=low, high=high, notes=notes)


def _opened(low: End, high: End, direction: Fraction) -> tuple[End, End]:
    """Without limit on the side to which the value runs."""
    if direction < 0:
        return None, high
    return (low, None) if direction > 0 else (low, high)


def _adjust(node: Adjust, below: Reach) -> Reach:
    """Any number of events. Subtracting never ends; compounding tends to zero."""
    if not node.events or not node.amount:
        return below
    if node.mode is AdjustMode.COMPOUND and 0 < node.amount <= 1:
        low = None if below.low is None else min(below.low, ZERO)
        return replace(below, low=low, high=most([below.high, ZERO]))
    low, high = below.low, below.high
    falls, rises = node.amount > 0, node.amount < 0
    if node.mode is not AdjustMode.SUBTRACT:
        positive = high is None or high > 0
        negative = low is None or low < 0
        falls, rises = (
            (falls and positive) or (rises and negative),
            (rises and positive) or (falls and negative),
        )
    if node.mode is AdjustMode.COMPOUND and node.amount > 1:
        falls = rises = True
    name = node.head.name or node.head.code
    notes = below.notes
    if falls and node.head.floor is None:
        note = Text(f"「{name}」按次扣减，没有下限", f"“{name}” takes off per event without a floor")
        notes = (*notes, note)
    return replace(below, low=None if falls else low, high=None if rises else high, notes=notes)


def _relative(node: Relative, below: Reach, full: Fraction) -> Reach:
    name = node.head.name or node.head.code
    if node.to is RelativeTo.PLACE:
        note = Text(
            f"「{name}」按名次递减，最低分随单位数而定",
            f"“{name}” falls with the place: the lowest follows from how many units there are",
        )
        falls = node.step > 0 and node.head.floor is None
        return replace(
            below,
            low=None if node.step > 0 else full,
            high=full if node.step >= 0 else None,
            notes=(*below.notes, note) if falls else below.notes,
        )
    if below.low is None or below.low < 0:
        return replace(below, low=None, high=None)
    if not below.high:
        return replace(below, low=ZERO, high=full)
    return replace(below, low=below.low / below.high * full, high=full)
