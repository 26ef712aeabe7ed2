"""Ranges of values and what combining them gives: sums, averages, caps. Exact; None is without limit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from minping.core.findings import Text
from minping.core.scheme.nodes import Head, Missing

End = Fraction | None
Rules = frozenset[Missing | None]
NEVER: Rules = frozenset()
DEFAULT: Rules = frozenset({None})


@dataclass(frozen=True)
class Reach:
    """From ``low`` to ``high``. ``rules``: empty if there is always a value; else the rules by which
    a missing value is treated (None: the parent's). ``notes`` say what the range rests on. ``absent``:
    there is never a value, because the plan has no such item in the category."""

    low: End
    high: End
    rules: Rules = NEVER
    notes: tuple[Text, ...] = ()
    absent: bool = False

    def times(self, factor: Fraction) -> "Reach":
        if not factor:
            return replace(self, low=Fraction(0), high=Fraction(0))
        ends = [None if end is None else end * factor for end in (self.low, self.high)]
        low, high = ends if factor > 0 else reversed(ends)
        return replace(self, low=low, high=high)

    def within(self, head: Head) -> "Reach":
        """After the node's own cap and floor."""
        return replace(
            self,
            low=_clamped(self.low, head, unlimited=head.floor),
            high=_clamped(self.high, head, unlimited=head.cap),
        )


def _clamped(end: End, head: Head, *, unlimited: End) -> End:
    if end is None:
        return unlimited
    if head.cap is not None and end > head.cap:
        return head.cap
    return head.floor if head.floor is not None and end < head.floor else end


def least(ends: Iterable[End]) -> End:
    """The smallest low end; None (no limit) wins."""
    values = list(ends)
    known = [end for end in values if end is not None]
    return min(known) if known and len(known) == len(values) else None


def most(ends: Iterable[End]) -> End:
    """The largest high end; None (no limit) wins."""
    values = list(ends)
    known = [end for end in values if end is not None]
    return max(known) if known and len(known) == len(values) else None


def hull(reaches: Sequence[Reach]) -> Reach:
    """The smallest range that holds them all."""
    return Reach(
        least(r.low for r in reaches),
        most(r.high for r in reaches),
        frozenset().union(*(r.rules for r in reaches)),
        gathered(reaches),
    )


def gathered(reaches: Iterable[Reach]) -> tuple[Text, ...]:
    """The notes of all, each once."""
    return tuple(dict.fromkeys(note for reach in reaches for note in reach.notes))


def total(reaches: Sequence[Reach]) -> Reach:
    """The sum."""
    lows = [r.low for r in reaches]
    highs = [r.high for r in reaches]
    return Reach(_sum(lows), _sum(highs), NEVER, gathered(reaches))


def _sum(ends: Sequence[End]) -> End:
    known = [end for end in ends if end is not None]
    return sum(known, Fraction(0)) if len(known) == len(ends) else None


@dataclass(frozen=True)
class Member:
    """One value of a weighted average. ``removable``: its weight may go to the others."""

    reach: Reach
    weight: Fraction
    removable: bool


def average(members: Sequence[Member]) -> Reach:
    """The weighted mean over every subset that removal can leave. The extremes are found greedily:
    a removable member is left out of the lowest mean exactly when its own low end lies above it."""
    counted = [m for m in members if m.weight > 0]
    if not counted:
        return Reach(Fraction(0), Fraction(0))
    notes = gathered(m.reach for m in counted)
    low = _extreme([(m.reach.low, m) for m in counted], 1)
    high = _extreme([(m.reach.high, m) for m in counted], -1)
    return Reach(low, high, NEVER, notes)


def _extreme(ends: Sequence[tuple[End, Member]], sign: int) -> End:
    known = [(sign * end, m) for end, m in ends if end is not None]
    if len(known) < len(ends):
        return None
    kept = [(end, m.weight) for end, m in known if not m.removable]
    optional = sorted((end, m.weight) for end, m in known if m.removable)
    if not kept:
        kept.append(optional.pop(0))
    mean = _mean(kept)
    for end, weight in optional:
        if end >= mean:
            break
        kept.append((end, weight))
        mean = _mean(kept)
    return sign * mean


def _mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    weight = sum((w for _, w in pairs), Fraction(0))
    return sum((end * w for end, w in pairs), Fraction(0)) / weight
