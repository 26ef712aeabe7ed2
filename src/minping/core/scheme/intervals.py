"""Intervals with open and closed ends, exactly: what bands cover and what they leave out.

An *edge* is (side, value, nudge): side −1 and 1 are the two infinities, nudge ±1 means "just above"
or "just below" the value. Edges compare as tuples; an interval is empty when its low edge is greater.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from minping.core.scheme.ranges import Band

Edge = tuple[int, Fraction, int]

ZERO = Fraction(0)
BELOW_ALL: Edge = (-1, ZERO, 0)
ABOVE_ALL: Edge = (1, ZERO, 0)


@dataclass(frozen=True, order=True)
class Interval:
    """From edge to edge; by default everything."""

    low: Edge = BELOW_ALL
    high: Edge = ABOVE_ALL

    @property
    def empty(self) -> bool:
        return self.low > self.high

    @property
    def point(self) -> bool:
        return self.low == self.high and self.low[0] == 0

    def meet(self, other: "Interval") -> "Interval":
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def minus(self, other: "Interval") -> tuple["Interval", ...]:
        """What is left of this interval outside ``other``: none, one or two intervals."""
        common = self.meet(other)
        if common.empty:
            return () if self.empty else (self,)
        parts = []
        if not common.low[0]:
            parts.append(Interval(self.low, _before(common.low)))
        if not common.high[0]:
            parts.append(Interval(_after(common.high), self.high))
        return tuple(part for part in parts if not part.empty)

    def example(self) -> Fraction:
        """A value inside: the middle, or one step from the only finite end."""
        (low_side, low, _), (high_side, high, _) = self.low, self.high
        if low_side == 0 and high_side == 0:
            return (low + high) / 2
        if low_side == 0:
            return low if self.low[2] == 0 else low + 1
        if high_side == 0:
            return high if self.high[2] == 0 else high - 1
        return ZERO

    def has_multiple_of(self, step: Fraction) -> bool:
        """Whether a published value, rounded to ``step``, can lie inside."""
        if self.empty:
            return False
        if self.low[0] != 0 or self.high[0] != 0:
            return True
        first = -(-self.low[1] // step) * step
        if first == self.low[1] and self.low[2] > 0:
            first += step
        return (0, first, 0) <= self.high

    def written(self, *, rate: bool = False) -> str:
        """``[80, 90)``; a rate in percent."""
        (low_side, low, low_nudge), (high_side, high, high_nudge) = self.low, self.high
        left = "(−∞" if low_side else f"{'(' if low_nudge else '['}{written(low, rate=rate)}"
        right = "+∞)" if high_side else f"{written(high, rate=rate)}{')' if high_nudge else ']'}"
        return f"{left}, {right}"


def _before(edge: Edge) -> Edge:
    return (0, edge[1], edge[2] - 1)


def _after(edge: Edge) -> Edge:
    return (0, edge[1], edge[2] + 1)


def closed(low: Fraction | None, high: Fraction | None) -> Interval:
    """[low, high]; None is infinite."""
    return Interval(
        BELOW_ALL if low is None else (0, low, 0),
        ABOVE_ALL if high is None else (0, high, 0),
    )


def of_band(band: Band) -> Interval:
    """The values a band holds."""
    lows = [BELOW_ALL]
    highs = [ABOVE_ALL]
    lows += [(0, value, nudge) for value, nudge in ((band.ge, 0), (band.gt, 1)) if value is not None]
    highs += [(0, value, nudge) for value, nudge in ((band.le, 0), (band.lt, -1)) if value is not None]
    return Interval(max(lows), min(highs))


def without(wholes: Iterable[Interval], holes: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is left of ``wholes`` when every hole is cut out, in ascending order."""
    left = tuple(whole for whole in wholes if not whole.empty)
    for hole in holes:
        left = tuple(part for whole in left for part in whole.minus(hole))
    return tuple(sorted(left))


def written(value: Fraction, *, rate: bool = False) -> str:
    """A number as people write it: ``90``, ``89.5``, a rate or share ``95%``; a fraction where no
    decimal is exact: ``1/3``."""
    if rate:
        return f"{written(value * 100)}%"
    digits = next((n for n in range(13) if (value * 10**n).denominator == 1), None)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    text = f"{abs(int(value * 10**digits)):0{digits + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
