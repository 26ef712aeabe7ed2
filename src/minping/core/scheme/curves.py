"""Points from a rate or a number: slopes and broken lines (operator 11). Exact."""

from fractions import Fraction
from itertools import pairwise

from minping.core.scheme.nodes import Slope, Steps


def steps_taken(distance: Fraction, slope: Slope) -> Fraction:
    """How many steps lie in ``distance`` (≥ 0): proportional, only full ones, or started ones too."""
    number = distance / slope.step
    if slope.steps is Steps.FULL_STEPS:
        return Fraction(number.numerator // number.denominator)
    if slope.steps is Steps.STARTED_STEPS:
        return Fraction(-(-number.numerator // number.denominator))
    return number


def on_slope(slope: Slope, x: Fraction) -> Fraction:
    """Full mark at the target; ``points`` less per step below, ``bonus`` more per step above."""
    if x >= slope.target:
        return slope.full + slope.bonus * steps_taken(x - slope.target, slope)
    return slope.full - slope.points * steps_taken(slope.target - x, slope)


def on_line(line: tuple[tuple[Fraction, Fraction], ...], x: Fraction) -> Fraction:
    """Straight lines between the points; beyond the ends the end value holds."""
    ordered = sorted(line)
    if x <= ordered[0][0]:
        return ordered[0][1]
    for (x0, y0), (x1, y1) in pairwise(ordered):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return ordered[-1][1]
