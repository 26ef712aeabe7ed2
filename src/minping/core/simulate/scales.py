"""From what a voter thinks to the mark on the form: cut points of graded scales, steps of free points."""

from dataclasses import dataclass

import numpy as np

from minping.core.bundle.written import exact
from minping.core.scheme.model import BlankPolicy, OptionKind, Scale
from minping.core.simulate.dice import WHOLE, Ints, quantiles

SPOILED = "废票"
"""How an answer is written down that cannot be read as one mark."""

_TOP_SHARE = {1: 100, 2: 85, 3: 66}
_BLANK, _UNKNOWN, _ABSTAIN, _DOUBLE = 800, 980, 520, 260
"""Chances of one answer out of 65536: left blank, 不了解, 弃权, two options marked."""


@dataclass(frozen=True)
class Marks:
    """The marks of one scale. ``codes``: graded options from best to worst, then the others.

    ``cuts``: ascending, in ten-thousandths of a standard deviation; the number of cuts at or below a
    thought is counted from the worst grade. ``unknown``, ``abstain``: positions in ``codes`` or −1.
    ``blank``, ``double``: positions of the empty answer and of two options marked at once.
    """

    codes: tuple[str, ...]
    graded: int
    cuts: tuple[int, ...]
    unknown: int
    abstain: int
    blank: int
    double: int
    blank_chance: int

    def grades(self, thought: Ints) -> Ints:
        """Positions in ``codes``; same shape as ``thought``."""
        cuts = np.array(self.cuts, dtype=np.int64)
        return np.asarray(self.graded - 1 - np.searchsorted(cuts, thought, side="right"), dtype=np.int64)

    def unanswered(self, chance: Ints, grades: Ints) -> Ints:
        """``grades`` with the rare other answers put in where 16-bit ``chance`` says so."""
        result, edge = grades.copy(), WHOLE
        for position, permitted, width in (
            (self.blank, True, self.blank_chance),
            (self.unknown, self.unknown >= 0, _UNKNOWN),
            (self.abstain, self.abstain >= 0, _ABSTAIN),
            (self.double, True, _DOUBLE),
        ):
            if permitted:
                result[(chance < edge) & (chance >= edge - width)] = position
            edge -= width
        return result


def marks_of(scale: Scale) -> Marks:
    """The marks of ``scale``. Options with more points are better; without points the order counts."""
    graded, cuts = _free(scale) if scale.free is not None else _options(scale)
    others = [
        o.code for kind in (OptionKind.UNKNOWN, OptionKind.ABSTAIN) for o in scale.options if o.kind is kind
    ]
    double = f"{graded[0]};{graded[-1]}" if scale.free is None and len(graded) > 1 else SPOILED
    codes = (*graded, *others, "", double)

    def position(kind: OptionKind) -> int:
        return next((codes.index(o.code, len(graded)) for o in scale.options if o.kind is kind), -1)

    careful = scale.blank is not BlankPolicy.ABSTAIN
    return Marks(
        codes=codes,
        graded=len(graded),
        cuts=cuts,
        unknown=position(OptionKind.UNKNOWN),
        abstain=position(OptionKind.ABSTAIN),
        blank=len(codes) - 2,
        double=len(codes) - 1,
        blank_chance=_BLANK // 4 if careful else _BLANK,
    )


def _options(scale: Scale) -> tuple[tuple[str, ...], tuple[int, ...]]:
    options = list(scale.graded)
    if all(option.points is not None for option in options):
        options.sort(key=lambda option: -(option.points or 0))
    if not options:
        return ("",), ()
    number = len(options)
    top = _TOP_SHARE.get(number, 58)
    rest = [1 << (number - 2 - place) for place in range(number - 1)]
    shares = [top * WHOLE // 100] + [(100 - top) * WHOLE * part // (100 * sum(rest)) for part in rest]
    better, cuts = 0, list[int]()
    for share in shares[:-1]:
        better += share
        cuts.append(int(quantiles()[WHOLE - 1 - min(better, WHOLE - 2)]))
    return tuple(option.code for option in options), tuple(reversed(cuts))


def _free(scale: Scale) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Free points: each step a grade of its own, in equal steps of thought; fives are preferred."""
    free = scale.free
    if free is None or free.step <= 0:
        return ("",), ()
    steps = int((free.high - free.low) / free.step)
    every = 5 if steps >= 40 else 1
    used = [step for step in range(steps, -1, -1) if step % every == 0 or step > steps * 9 // 10]
    codes = tuple(exact(free.low + free.step * step) for step in used)
    cuts = [(step * 10_000 // max(steps, 1) - 8600) * 10 for step in reversed(used[:-1])]
    return codes, tuple(cuts)
