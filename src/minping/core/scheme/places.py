"""How many places a cut gives in a pool of known size (operators 16, 18)."""

from fractions import Fraction

from minping.core.scheme.outcomes import Cut, RoundShare


def places_in(cut: Cut, pool: str, size: int) -> int:
    """Places in the pool named ``pool`` (a category's code, where pools are categories) of ``size`` units."""
    if pool in cut.by_category:
        return cut.by_category[pool]
    if cut.table:
        rows = sorted(cut.table, key=lambda row: row.at_least, reverse=True)
        return next((row.number for row in rows if size >= row.at_least), 0)
    if cut.share is not None:
        return _whole(cut.share * size, cut.round_share)
    return cut.number or 0


def _whole(exact: Fraction, how: RoundShare) -> int:
    whole = exact.numerator // exact.denominator
    up = {
        RoundShare.FLOOR: False,
        RoundShare.CEIL: exact != whole,
        RoundShare.HALF_UP: exact - whole >= Fraction(1, 2),
    }[how]
    return whole + up
