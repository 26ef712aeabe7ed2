"""Shares in tables."""

from fractions import Fraction

from django import template

from minping.core.scoring.rounding import percent

register = template.Library()
TENTHS = 1000


@register.filter
def share(part: int | str | None, whole: int | str | None) -> str:
    """83.5%; a dash where there is nothing to divide."""
    if not isinstance(part, int) or not isinstance(whole, int) or not whole:
        return "—"
    return percent(Fraction(round(Fraction(part, whole) * TENTHS), TENTHS))
